/*
 * speech/followed.c - whom "he", "they" and "it" go on with.
 *
 * A pronoun goes on with the one who spoke last, unless another was named since; where
 * names and that disagree, nobody is told.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/voices.h"

#include "channels_table.inc"

enum {
    FOLLOW_MAX = 3, /* sentences from one who spoke to "he" */
    FAR_MAX = 300,  /* tokens */
    NEAR_MAX = 80,  /* tokens before words back to whom they may mean */
    SAME_MAX = 4,   /* tokens of a source that may come again */
    SAME_BACK = 24, /* tellings back to it */
    PAPER_MAX = 64  /* tokens of a sentence that are looked at for a statement */
};

/* What a source says by a pronoun alone: 1 he or she, 2 they, 3 it, else 0. */
static int pronoun_of(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = &h->p->tokens[x->source.from];
    if (x->source.to != x->source.from + 1 || t->upos != RAP_PRON) return 0;
    if (rap_str_is(t->low, "he") || rap_str_is(t->low, "she")) return 1;
    return rap_str_is(t->low, "they") ? 2 : rap_str_is(t->low, "it") ? 3 : 0;
}

static bool fits(const rap_hearing *h, int32_t entity, rap_str pronoun)
{
    if (rap_kind_of(h, entity) != RAP_ENTITY_PERSON) return false;
    rap_gender g = h->names->entities[entity].gender;
    rap_gender own = rap_str_is(pronoun, "she") ? RAP_GENDER_SHE : RAP_GENDER_HE;
    return g == RAP_GENDER_NONE || g == own;
}

/* Is another who fits named between, outside of what is told? */
static bool is_crossed(const rap_hearing *h, rap_span between, int32_t entity,
                       rap_str pronoun)
{
    if (between.to > between.from + FAR_MAX) return true;
    for (uint32_t i = between.from; i < between.to; i++) {
        const rap_mention *m = rap_mention_at(h, i);
        if (!m || m->entity < 0 || m->entity == entity || h->told[i] >= 0) continue;
        if (m->kind == RAP_MENTION_NAME && fits(h, m->entity, pronoun)) return true;
    }
    return false;
}

static void withhold(rap_attribution *a)
{
    a->speaker = -1;
    a->sure = 0;
}

/* Go on with a source that nobody names. */
static void take_unnamed(rap_attribution *a, const rap_attribution *before)
{
    a->speaker = before->speaker;
    a->sure = before->speaker < 0 ? 0 : RAP_SURE_FOLLOWS;
    a->anonymous = before->anonymous;
    a->unnamed_kind = before->unnamed_kind;
    a->unnamed_count = before->unnamed_count;
}

/* One person whom nobody names: "a driver", and no "two drivers". */
static bool is_one_unnamed(const rap_attribution *a)
{
    return a->anonymous && a->unnamed_count == 1;
}

static bool is_same_word(const rap_hearing *h, const rap_telling *x,
                         const rap_telling *last)
{
    const rap_token *t = h->p->tokens;
    return last->source.to == last->source.from + 1 &&
           rap_str_eq(t[last->source.from].low, t[x->source.from].low);
}

/* The tokens between what was told last and the pronoun; who is named in a question
 * ("Asked about Ruud, he said") does not answer it. */
static rap_span between(const rap_hearing *h, const rap_telling *x,
                        const rap_telling *last)
{
    uint32_t from = last->cue.to > last->source.to ? last->cue.to : last->source.to;
    uint32_t to = x->source.from;
    const rap_token *t = h->p->tokens;
    uint32_t first = h->p->sentences[t[to].sentence].first;
    if (first < to && rap_str_is(t[first].lemma, "ask"))
        to = first > from ? first : from;
    return (rap_span){from, to};
}

/* The last token of a telling that stands before the next source. */
static uint32_t last_token(const rap_telling *x, uint32_t before)
{
    uint32_t last = x->source.from;
    for (uint32_t i = 0; i < x->n_content; i++)
        if (x->content[i].to <= before && x->content[i].to > last + 1)
            last = x->content[i].to - 1;
    return last;
}

static bool is_of(rap_str lemma, const char *what)
{
    return rap_voice_word_is(lemma, what) || rap_voice_ends(lemma, what);
}

/* May the pronoun mean the unnamed one: no "he" for a woman? */
static bool fits_unnamed(const rap_hearing *h, const rap_telling *x,
                         const rap_telling *last)
{
    const rap_token *t = h->p->tokens, *head = &t[rap_source_head(h, last->source)];
    bool she = rap_is_mark(&t[x->source.from], "she");
    if (head->upos == RAP_PRON) return !rap_is_mark(head, she ? "he" : "she");
    bool woman = is_of(head->lemma, "woman"), man = is_of(head->lemma, "man");
    return she ? woman || !man : !woman;
}

/* "he" after one who spoke. */
static void follow_person(rap_attribution *a, const rap_hearing *h,
                          const rap_telling *x, const rap_attribution *before,
                          const rap_telling *last)
{
    rap_str pronoun = h->p->tokens[x->source.from].low;
    if (is_one_unnamed(before)) {
        if (!fits_unnamed(h, x, last)) return;
        if (is_crossed(h, between(h, x, last), -1, pronoun))
            withhold(a);
        else
            take_unnamed(a, before);
        return;
    }
    if (before->speaker < 0 && is_same_word(h, x, last))
        withhold(a); /* who was not told then is not now */
    if (before->speaker < 0 || !fits(h, before->speaker, pronoun)) return;
    if (is_crossed(h, between(h, x, last), before->speaker, pronoun)) return;
    const rap_token *t = h->p->tokens;
    uint32_t end = last_token(last, x->source.from);
    bool next = t[x->source.from].sentence <= t[end].sentence + 1;
    bool agreed = a->speaker == before->speaker;
    if (agreed || a->speaker < 0 || next) { /* nobody else was named beside his words */
        take_unnamed(a, before);
        if (agreed) a->sure = RAP_SURE_AGREED;
    } else {
        withhold(a);
    }
}

/* "they" or "it" after a body or unnamed people who spoke. */
static void follow_body(rap_attribution *a, const rap_hearing *h,
                        const rap_attribution *before, const rap_telling *last,
                        bool many)
{
    if (a->speaker >= 0) return;
    rap_entity_kind kind = rap_kind_of(h, before->speaker);
    const rap_token *head = &h->p->tokens[rap_source_head(h, last->source)];
    bool plural = strcmp(head->xpos, "NNS") == 0 || rap_str_is(head->low, "they");
    if (kind == RAP_ENTITY_PERSON || plural != many) return;
    if (!many && kind == RAP_ENTITY_NONE) return;
    take_unnamed(a, before);
}

/* "another" behind "a trader said": one more of his kind. */
static bool follow_kind(rap_attribution *a, const rap_hearing *h, const rap_telling *x,
                        const rap_attribution *before)
{
    static const char *const words[] = {"another", "one", "others", "some", "both"};
    const rap_token *t = &h->p->tokens[x->source.from];
    if (x->source.to != x->source.from + 1 || !before->anonymous) return false;
    bool other = false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        other |= rap_str_is(t->low, words[i]);
    if (!other) return false;
    bool one = rap_is_mark(t, "another") || rap_is_mark(t, "one");
    bool both = rap_is_mark(t, "both");
    withhold(a);
    a->anonymous = true;
    a->unnamed_kind = before->unnamed_kind;
    a->unnamed_count = one ? 1 : both ? 2 : 0;
    return true;
}

/* "the driver" behind "a driver said": the same. */
static bool follow_noun(rap_attribution *a, const rap_hearing *h, const rap_telling *x,
                        const rap_attribution *before, const rap_telling *last)
{
    const rap_token *t = h->p->tokens;
    uint32_t head = rap_source_head(h, x->source),
             of = rap_source_head(h, last->source);
    bool mouth = rap_voice_is(h->p, head, "mouth");
    bool definite = rap_is_mark(&t[x->source.from], "the");
    bool may = before->anonymous || rap_speaks_for_body(h, last->source, of);
    if (!definite || !may || (!mouth && (a->anonymous || a->speaker >= 0)))
        return false;
    if (!rap_str_eq(t[head].lemma, t[of].lemma)) return false;
    take_unnamed(a, before);
    return true;
}

/* "the statement said" behind "said in a statement": the same words go on. */
static bool follow_paper(rap_attribution *a, const rap_hearing *h, const rap_telling *x,
                         const rap_attribution *before, const rap_telling *last)
{
    const rap_token *t = h->p->tokens;
    uint32_t head = x->source.to - 1;
    if (x->source.to != x->source.from + 2 || a->speaker >= 0 || a->anonymous)
        return false;
    if (!rap_is_mark(&t[x->source.from], "the") || before->speaker < 0) return false;
    int row = rap_prose_match_lemma(h->p, &channels_table, head);
    bool written = rap_cell_is(&channels_table, row, CHANNELS_KIND, "way") ||
                   rap_cell_is(&channels_table, row, CHANNELS_KIND, "paper");
    const rap_sentence *s = &h->p->sentences[t[last->source.from].sentence];
    uint32_t end = s->last - s->first > PAPER_MAX ? s->first + PAPER_MAX : s->last;
    for (uint32_t i = s->first; written && i < end; i++) {
        if (t[i].shape & RAP_SHAPE_QUOTED) continue;
        if (!rap_str_eq(t[i].lemma, t[head].lemma)) continue;
        take_unnamed(a, before);
        return true;
    }
    return false;
}

/* Is whom a pronoun means named in the words themselves and nowhere beside them?  "We
 * thank Ruud," he said: that is not Ruud. */
static bool is_in_own_words(const rap_hearing *h, const rap_telling *x, int32_t who)
{
    bool inside = false;
    uint32_t first = x->content[0].from, to = x->source.from;
    for (uint32_t i = to > first && to - first < FAR_MAX ? first : to; i < to; i++) {
        const rap_mention *m = rap_mention_at(h, i);
        inside |= m && m->entity == who && m->kind == RAP_MENTION_NAME;
    }
    for (uint32_t i = first; inside && i > 0 && first - i < NEAR_MAX; i--) {
        const rap_mention *m = rap_mention_at(h, i - 1);
        if (m && m->entity == who && h->told[i - 1] < 0) return false;
    }
    return inside;
}

/* Are two sources the same words, "the army"? */
static bool are_same(const rap_hearing *h, rap_span a, rap_span b)
{
    if (a.to - a.from != b.to - b.from || a.to - a.from > SAME_MAX) return false;
    for (uint32_t i = 0; i < a.to - a.from; i++)
        if (!rap_str_eq(h->p->tokens[a.from + i].low, h->p->tokens[b.from + i].low))
            return false;
    return true;
}

typedef struct {
    rap_attribution *list;
    const rap_hearing *h;
    const uint32_t *telling;
} chain;

/* Let list[k] go on with list[before], which spoke last. */
static void follow(const chain *c, uint32_t k, uint32_t before)
{
    const rap_hearing *h = c->h;
    const rap_telling *x = &h->list.v[c->telling[k]];
    const rap_telling *last = &h->list.v[c->telling[before]];
    rap_attribution *a = &c->list[k], *b = &c->list[before];
    uint32_t here = h->p->tokens[x->source.from].sentence;
    uint32_t there = h->p->tokens[last_token(last, x->source.from)].sentence;
    if (there > here || here - there > FOLLOW_MAX) return;
    if (last->source.from >= x->source.from) return;
    int pronoun = pronoun_of(h, x);
    if (pronoun == 1)
        follow_person(a, h, x, b, last);
    else if (pronoun)
        follow_body(a, h, b, last, pronoun == 2);
    else if (!follow_kind(a, h, x, b) && !follow_noun(a, h, x, b, last))
        (void)follow_paper(a, h, x, b, last);
}

/* "the army said" for the second time: the same army. */
static void follow_same(const chain *c, uint32_t k)
{
    const rap_telling *x = &c->h->list.v[c->telling[k]];
    rap_attribution *a = &c->list[k];
    if (a->speaker >= 0 || !rap_is_mark(&c->h->p->tokens[x->source.from], "the"))
        return;
    for (uint32_t i = k; i > 0 && k - i < SAME_BACK; i--) {
        const rap_telling *y = &c->h->list.v[c->telling[i - 1]];
        if (c->list[i - 1].speaker < 0 || !are_same(c->h, x->source, y->source))
            continue;
        take_unnamed(a, &c->list[i - 1]);
        return;
    }
}

void rap_speakers_follow(rap_attribution *list, const rap_hearing *h,
                         const uint32_t *telling, uint32_t n)
{
    const chain c = {list, h, telling};
    int64_t before = -1;
    for (uint32_t k = 0; k < n; k++) {
        const rap_telling *x = &h->list.v[telling[k]];
        if (x->source.from >= x->source.to || list[k].nested_in >= 0) continue;
        bool pronoun = pronoun_of(h, x) != 0 && list[k].speaker >= 0;
        if (pronoun && is_in_own_words(h, x, list[k].speaker)) withhold(&list[k]);
        if (before >= 0) follow(&c, k, (uint32_t)before);
        follow_same(&c, k);
        before = k;
    }
}
