/*
 * speech/speakers.c - who speaks, and how certain that is.
 *
 * The head of the source names the speaker: its mention, a name in its apposition ("the
 * minister, Jon Ruud"), whom "who" describes, or whose a paper is ("the ministry's
 * statement").  A pronoun goes on with the one who spoke last, unless another was named
 * since; where names and that disagree, nobody is told.  A head that data/unnamed.tsv
 * knows and no name stands by is an unnamed source.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"
#include "times/numbers.h"

#include "channels_table.inc"
#include "unnamed_table.inc"

enum {
    SOURCE_MAX = 48, /* tokens of a source that are looked at */
    CLIMB_MAX = 6,
    FOLLOW_MAX = 3, /* sentences from one who spoke to "he" */
    FAR_MAX = 300,  /* tokens */
    SURE_NAME = 95,
    SURE_AGREED = 90, /* a pronoun, by names and by who spoke last */
    SURE_OWNER = 80,
    SURE_NOMINAL = 80,
    SURE_PRONOUN = 75,
    SURE_FOLLOWS = 70,
    SURE_LEAST = 60 /* below it no speaker is told */
};

const rap_mention *rap_mention_at(const rap_hearing *h, uint32_t token)
{
    if (!h->names->by_token || h->names->n_mentions == 0) return NULL;
    int32_t m = h->names->by_token[token];
    return m < 0 ? NULL : &h->names->mentions[m];
}

rap_entity_kind rap_kind_of(const rap_hearing *h, int32_t entity)
{
    return entity < 0 ? RAP_ENTITY_NONE : h->names->entities[entity].kind;
}

/* A number or determiner that takes a part of what follows: "one of", "some of". */
static bool is_part(const rap_hearing *h, uint32_t token, uint32_t end)
{
    if (token + 2 >= end || !rap_is_mark(&h->p->tokens[token + 1], "of")) return false;
    uint8_t upos = h->p->tokens[token].upos;
    return upos == RAP_NUM || upos == RAP_DET || upos == RAP_PRON;
}

/* Last token of the first base phrase of a source: its head. */
static uint32_t first_head(const rap_hearing *h, rap_span source)
{
    uint32_t from, to;
    for (uint32_t i = source.from; i < source.to; i++) {
        if (is_part(h, i, source.to)) { /* "one of the officials" */
            i++;
            continue;
        }
        if (!rap_prose_noun_phrase(h->p, i, &from, &to)) continue;
        if (to > source.to) to = source.to;
        while (to > i + 1 && !rap_is_noun(&h->p->tokens[to - 1]))
            to--;
        return to - 1;
    }
    return source.from;
}

/* The token of the source on which the others hang, or RAP_NO_TOKEN. */
static uint32_t head_in_tree(const rap_hearing *h, rap_span source)
{
    const rap_token *t = h->p->tokens;
    for (uint32_t i = source.from; h->clauses.p && i < source.to; i++) {
        uint32_t up = t[i].head;
        if (up != i && up >= source.from && up < source.to) continue;
        bool noun = rap_is_noun(&t[i]) || t[i].upos == RAP_PRON;
        if (!noun) {
            if (t[i].upos == RAP_PUNCT || t[i].upos == RAP_CCONJ) continue;
            return RAP_NO_TOKEN;
        }
        const rap_mention *m = rap_mention_at(h, i);
        bool named = m && m->kind == RAP_MENTION_NAME && m->last <= source.to;
        return named && m->last > i ? m->last - 1 : i;
    }
    return RAP_NO_TOKEN;
}

uint32_t rap_source_head(const rap_hearing *h, rap_span source)
{
    for (uint32_t i = source.from; i + 2 < source.to && i < source.from + 2; i++)
        if (is_part(h, i, source.to)) return first_head(h, source);
    uint32_t first = first_head(h, source), head = head_in_tree(h, source);
    const rap_mention *m = rap_mention_at(h, first);
    bool named = m && m->kind == RAP_MENTION_NAME &&
                 rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON;
    return named || head == RAP_NO_TOKEN ? first : head;
}

/* Are two phrases joined ("Norland and Ostia")?  Then `head` is moved to the last. */
static bool is_joined(const rap_hearing *h, rap_span source, uint32_t *head)
{
    uint32_t from, to, and = *head + 1;
    if (and+1 >= source.to || h->p->tokens[and].upos != RAP_CCONJ) return false;
    if (!rap_prose_noun_phrase(h->p, and+1, &from, &to)) return false;
    const rap_mention *m = rap_mention_at(h, *head);
    if (m && m->last > and) return false;
    *head = to <= source.to ? to - 1 : source.to - 1;
    return true;
}

/* The person named last in the phrase that ends with the head, or NULL. */
static const rap_mention *name_in(const rap_hearing *h, rap_span source, uint32_t head)
{
    for (uint32_t i = head + 1; i > source.from && head - i + 1 < SOURCE_MAX; i--) {
        const rap_mention *m = rap_mention_at(h, i - 1);
        if (m && m->kind == RAP_MENTION_NAME &&
            rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON)
            return m;
    }
    return NULL;
}

/* A person's name in the apposition behind the head, with its title, or NULL. */
static const rap_mention *name_behind(const rap_hearing *h, rap_span source,
                                      uint32_t head)
{
    const rap_token *t = h->p->tokens;
    uint32_t end = source.to - head > SOURCE_MAX ? head + SOURCE_MAX : source.to, i;
    for (i = head + 1; i < end && !rap_is_mark(&t[i], ",");)
        i++;
    for (uint32_t k = i + 1; k < end && k < i + 6; k++) {
        const rap_mention *m = rap_mention_at(h, k);
        if (!m || m->kind != RAP_MENTION_NAME) continue;
        bool person = rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON;
        bool begins = k == i + 1 || m->whole.from <= t[i + 1].at.from;
        return person && begins ? m : NULL;
    }
    return NULL;
}

/* Whom "who" or "which" describes. */
static const rap_mention *described_by(const rap_hearing *h, uint32_t who)
{
    uint32_t at = who;
    for (int n = 0; h->clauses.p && n < CLIMB_MAX; n++) {
        uint32_t up = rap_head(&h->clauses, at);
        if (up == at || up == RAP_NO_HEAD) break;
        if (rap_rel(&h->clauses, at) == RAP_REL_ACL_RELCL) return rap_mention_at(h, up);
        at = up;
    }
    return NULL;
}

/* Whose a statement is: "the ministry's statement", "a letter from the ministry". */
static const rap_mention *owner_of(const rap_hearing *h, uint32_t head)
{
    const rap_clauses *c = &h->clauses;
    if (!c->p || rap_prose_match_lemma(h->p, &channels_table, head) < 0) return NULL;
    for (uint32_t i = c->begins[head]; i < c->begins[head + 1]; i++) {
        uint32_t k = c->kids[i];
        rap_deprel rel = rap_rel(c, k);
        const rap_token *first = &h->p->tokens[c->yields[k].from];
        bool by = rap_is_mark(first, "by") || rap_is_mark(first, "from") ||
                  rap_is_mark(first, "of");
        bool own = rel == RAP_REL_NMOD_POSS || rel == RAP_REL_COMPOUND ||
                   (rap_deprel_plain(rel) == RAP_REL_NMOD && k > head && by);
        const rap_mention *m = own ? rap_mention_at(h, k) : NULL;
        if (m && m->entity >= 0) return m;
    }
    return NULL;
}

/* Does a description lead to a name of other things: "the army", "Kesh tanks"? */
static bool is_astray(const rap_hearing *h, const rap_mention *m, uint32_t head)
{
    if (m->kind != RAP_MENTION_NOMINAL || m->entity < 0) return false;
    const rap_entity *e = &h->names->entities[m->entity];
    if (e->kind != RAP_ENTITY_GROUP && e->kind != RAP_ENTITY_THING) return false;
    size_t from = e->name.n;
    while (from > 0 && e->name.p[from - 1] != ' ')
        from--;
    rap_str last = rap_str_cut(e->name, from, e->name.n),
            own = rap_token_text(h->p, head);
    return !rap_str_eq(last, own);
}

static uint8_t sure_of(const rap_mention *m)
{
    if (m->entity < 0) return 0;
    if (m->kind == RAP_MENTION_NAME) return SURE_NAME;
    return m->kind == RAP_MENTION_NOMINAL ? SURE_NOMINAL : SURE_PRONOUN;
}

static bool has_person(const rap_hearing *h, rap_span source)
{
    for (uint32_t i = source.from; i < source.to && i < source.from + SOURCE_MAX; i++) {
        const rap_mention *m = rap_mention_at(h, i);
        if (m && m->kind == RAP_MENTION_NAME &&
            rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON)
            return true;
    }
    return false;
}

static rap_unnamed_kind unnamed_kind(rap_str name)
{
    if (rap_str_is(name, "sources")) return RAP_UNNAMED_SOURCES;
    if (rap_str_is(name, "official")) return RAP_UNNAMED_OFFICIAL;
    return rap_str_is(name, "person") ? RAP_UNNAMED_PERSON : RAP_UNNAMED_GROUP;
}

static void tell_unnamed(rap_attribution *a, const rap_hearing *h, rap_span source,
                         uint32_t head)
{
    const rap_token *t = h->p->tokens;
    int row = rap_table_find(&unnamed_table, t[head].lemma);
    bool anonymous = rap_kind_of(h, a->speaker) == RAP_ENTITY_ANONYMOUS;
    bool many = rap_kind_of(h, a->speaker) == RAP_ENTITY_GROUP &&
                strcmp(t[head].xpos, "NNS") == 0 &&
                !rap_cell_is(&unnamed_table, row, UNNAMED_KIND, "group");
    if (!anonymous && (row < 0 || (a->speaker >= 0 && !many) || has_person(h, source)))
        return;
    bool definite =
        rap_str_is(t[source.from].low, "the") && strcmp(t[head].xpos, "NNS") != 0;
    if (!anonymous && definite) return;
    a->anonymous = true;
    a->unnamed_kind = row < 0
                          ? RAP_UNNAMED_SOURCES
                          : unnamed_kind(rap_cell(&unnamed_table, row, UNNAMED_KIND));
    rap_number n;
    uint32_t at = source.from + (t[source.from].upos == RAP_DET && source.from < head);
    int64_t count = rap_number_read(&n, h->p, at) ? rap_number_whole(&n) : 0;
    bool one = rap_str_is(t[source.from].lemma, "a") && strcmp(t[head].xpos, "NN") == 0;
    a->unnamed_count = count > 0 && count < 1000 ? (uint32_t)count : one;
}

void rap_speaker_tell(rap_attribution *a, const rap_hearing *h, const rap_telling *x)
{
    a->speaker = -1;
    if (x->source.from >= x->source.to) return;
    uint32_t head = rap_source_head(h, x->source);
    const rap_mention *m = rap_mention_at(h, head),
                      *name = name_behind(h, x->source, head);
    const rap_mention *owner = owner_of(h, head);
    if (m && m->kind == RAP_MENTION_PRONOUN && head > x->source.from)
        m = name_in(h, x->source, head);
    if (!m && h->p->tokens[head].xpos[0] == 'W') m = described_by(h, head);
    if (name && (!m || m->kind != RAP_MENTION_NAME)) m = name;
    bool owned = owner && (!m || m->kind != RAP_MENTION_NAME);
    if (owned) m = owner;
    if (is_joined(h, x->source, &head) || (m && is_astray(h, m, head))) m = NULL;
    uint8_t sure = m ? sure_of(m) : 0;
    if (owned && sure > SURE_OWNER) sure = SURE_OWNER;
    if (sure >= SURE_LEAST) {
        a->sure = sure;
        a->speaker = m->entity;
    }
    if (!owned) tell_unnamed(a, h, x->source, head);
}

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

/* "he" after one who spoke. */
static void follow_person(rap_attribution *a, const rap_hearing *h,
                          const rap_telling *x, const rap_attribution *before,
                          const rap_telling *last)
{
    rap_str pronoun = h->p->tokens[x->source.from].low;
    bool same = last->source.to == last->source.from + 1 &&
                rap_str_eq(h->p->tokens[last->source.from].low, pronoun);
    if (before->speaker < 0 && same) { /* who was not told then is not now */
        a->speaker = -1;
        a->sure = 0;
    }
    if (before->speaker < 0 || !fits(h, before->speaker, pronoun)) return;
    uint32_t from = last->cue.to > last->source.to ? last->cue.to : last->source.to;
    if (is_crossed(h, (rap_span){from, x->source.from}, before->speaker, pronoun))
        return;
    if (a->speaker == before->speaker) {
        a->sure = SURE_AGREED;
    } else if (a->speaker < 0) {
        a->speaker = before->speaker;
        a->sure = SURE_FOLLOWS;
    } else {
        a->speaker = -1;
        a->sure = 0;
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
    a->speaker = before->speaker;
    a->sure = before->speaker < 0 ? 0 : SURE_FOLLOWS;
    a->anonymous = before->anonymous;
    a->unnamed_kind = before->unnamed_kind;
    a->unnamed_count = before->unnamed_count;
}

void rap_speakers_follow(rap_attribution *list, const rap_hearing *h,
                         const uint32_t *telling, uint32_t n)
{
    int64_t before = -1;
    for (uint32_t k = 0; k < n; k++) {
        const rap_telling *x = &h->list.v[telling[k]];
        if (x->source.from >= x->source.to || list[k].nested_in >= 0) continue;
        int pronoun = pronoun_of(h, x);
        if (before >= 0 && pronoun) {
            const rap_telling *last = &h->list.v[telling[before]];
            uint32_t here = h->p->tokens[x->source.from].sentence;
            uint32_t there = h->p->tokens[last->source.from].sentence;
            bool near = there <= here && here - there <= FOLLOW_MAX &&
                        last->source.from < x->source.from;
            if (near && pronoun == 1)
                follow_person(&list[k], h, x, &list[before], last);
            else if (near)
                follow_body(&list[k], h, &list[before], last, pronoun == 2);
        }
        before = k;
    }
}
