/*
 * speech/unnamed.c - sources that nobody names: of what kind, and how many.
 *
 * A head that data/unnamed.tsv knows, or that is a calling, is an unnamed source when
 * no name stands in its phrase or its apposition.  A name in what hangs on it ("an aide
 * to Ruud") is not its own.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/callings.h"
#include "speech/voices.h"
#include "times/numbers.h"

#include "channels_table.inc"
#include "unnamed_table.inc"

enum {
    SOURCE_MAX = 48, /* tokens of a source that are looked at */
    COUNT_MAX = 1000,
    WITHHELD_MAX = 8, /* tokens to "named" */
    DOZEN = 12
};

/* Is what stands at token i, behind the head, hung on it: "to Ruud", "who met Ruud"? */
static bool hangs_on(const rap_token *t)
{
    return t->upos == RAP_ADP || t->xpos[0] == 'W' || t->upos == RAP_VERB ||
           strcmp(t->xpos, "TO") == 0;
}

/* Is the head a word of somebody's title: "Secretary of State Ana Veld"? */
static bool is_title(const rap_hearing *h, uint32_t head, uint32_t end)
{
    rap_span at = h->p->tokens[head].at;
    for (uint32_t i = head + 1; i < end; i++) {
        const rap_mention *m = rap_mention_at(h, i);
        if (m && m->kind == RAP_MENTION_NAME && m->whole.from <= at.from &&
            rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON)
            return true;
    }
    return false;
}

/* Is a person named by the source itself, and not in what hangs on it? */
static bool is_named(const rap_hearing *h, rap_span source, uint32_t head)
{
    uint32_t end =
        source.to > source.from + SOURCE_MAX ? source.from + SOURCE_MAX : source.to;
    if (is_title(h, head, end)) return true;
    for (uint32_t i = source.from; i < end; i++) {
        const rap_token *t = &h->p->tokens[i];
        if (i > head && hangs_on(t)) return false;
        const rap_mention *m = rap_mention_at(h, i);
        bool own = m && m->last < end && m->last <= head &&
                   strcmp(h->p->tokens[m->last].xpos, "POS") == 0;
        if (m && !own && m->kind == RAP_MENTION_NAME &&
            rap_kind_of(h, m->entity) == RAP_ENTITY_PERSON)
            return true;
    }
    return false;
}

static rap_unnamed_kind kind_named(rap_str name)
{
    if (rap_str_is(name, "sources")) return RAP_UNNAMED_SOURCES;
    if (rap_str_is(name, "official")) return RAP_UNNAMED_OFFICIAL;
    return rap_str_is(name, "person") ? RAP_UNNAMED_PERSON : RAP_UNNAMED_GROUP;
}

rap_unnamed_kind rap_unnamed_kind_of(const rap_hearing *h, uint32_t head)
{
    int row = rap_prose_match_lemma(h->p, &unnamed_table, head);
    if (row >= 0) return kind_named(rap_cell(&unnamed_table, row, UNNAMED_KIND));
    return rap_calling_at(h->p, head);
}

/* "a 70-year-old man": the number counts something else. */
static bool counts_other(const rap_hearing *h, uint32_t behind, uint32_t head)
{
    const rap_token *t = &h->p->tokens[behind];
    return behind > head || rap_is_mark(t, "-") || rap_is_mark(t, "%") ||
           rap_str_is(t->lemma, "year") || rap_str_is(t->lemma, "percent");
}

static uint32_t number_in(const rap_hearing *h, rap_span source, uint32_t head)
{
    rap_number n;
    for (uint32_t i = source.from; i < head; i++) {
        if (rap_token_is(h->p, i, "both") || rap_token_is(h->p, i, "pair") ||
            rap_token_is(h->p, i, "couple"))
            return 2;
        if (!rap_number_read(&n, h->p, i)) continue;
        if (h->p->text.p[h->p->tokens[i].at.from] == '0') return 0;
        if (n.ordinal || counts_other(h, n.last, head)) return 0;
        int64_t v = rap_number_whole(&n);
        bool half = i > source.from ? rap_token_is(h->p, i - 1, "half")
                                    : rap_token_is(h->p, i, "half");
        if (half && v == DOZEN) v /= 2;
        return v > 0 && v < COUNT_MAX ? (uint32_t)v : 0;
    }
    return 0;
}

/* How many they are, 0 when that is not said. */
static uint32_t count_of(const rap_hearing *h, rap_span source, uint32_t head,
                         rap_unnamed_kind kind)
{
    const rap_token *t = h->p->tokens;
    uint32_t n = number_in(h, source, head);
    if (n) return n;
    bool one = strcmp(t[head].xpos, "NN") == 0 || strcmp(t[head].xpos, "NNP") == 0;
    bool no = rap_is_mark(&t[source.from], "no") || rap_is_mark(&t[source.from], "any");
    return one && !no && kind != RAP_UNNAMED_GROUP ? 1 : 0;
}

/* A spokesman whom only his calling names. */
static bool is_nameless(const rap_hearing *h, int32_t entity, uint32_t head)
{
    const rap_mention *m = rap_mention_at(h, head);
    rap_str name = h->names->entities[entity].name, own = rap_token_text(h->p, head);
    bool called =
        name.n >= own.n && rap_str_eq(rap_str_cut(name, name.n - own.n, name.n), own);
    return m && m->kind == RAP_MENTION_NOMINAL && m->entity == entity && called &&
           rap_voice_is(h->p, head, "nameless");
}

bool rap_speaks_for_body(const rap_hearing *h, rap_span source, uint32_t head)
{
    const rap_token *t = h->p->tokens;
    if (!rap_voice_is(h->p, head, "mouth")) return false;
    bool behind = head + 2 < source.to &&
                  (rap_is_mark(&t[head + 1], "for") || rap_is_mark(&t[head + 1], "of"));
    bool before = head > source.from &&
                  (rap_is_noun(&t[head - 1]) || strcmp(t[head - 1].xpos, "POS") == 0 ||
                   (h->names->state_of && h->names->state_of[head - 1] >= 0));
    return behind || before;
}

/* "be named" that no office is behind: "not to be named", "to be identified by name".
 */
static bool is_naming(const rap_hearing *h, uint32_t i, bool no)
{
    static const char *const named[] = {"name", "identify", "quote", "cite"};
    const rap_token *t = &h->p->tokens[i];
    bool one = false;
    if (i == 0 || strcmp(t->xpos, "VBN") != 0 || !rap_is_mark(&t[-1], "be"))
        return false;
    for (size_t k = 0; k < sizeof named / sizeof *named; k++)
        one = one || rap_str_is(t->lemma, named[k]);
    if (!one || no || i + 1 == h->p->n_tokens) return one;
    return !rap_is_noun(&t[1]) && t[1].upos != RAP_DET && t[1].upos != RAP_ADJ;
}

/* "to give his name", "that his name not be used". */
static bool is_own_name(const rap_hearing *h, uint32_t i)
{
    const rap_token *t = h->p->tokens;
    bool name = rap_str_is(t[i].lemma, "name") || rap_str_is(t[i].lemma, "identity");
    if (!name || i < 2 || strcmp(t[i - 1].xpos, "PRP$") != 0) return false;
    bool no = i + 1 < h->p->n_tokens && rap_is_mark(&t[i + 1], "not");
    return no || t[i - 2].upos == RAP_VERB;
}

bool rap_withholds_name(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    bool who = x->source.to == x->source.from + 1 && t[x->source.from].xpos[0] == 'W';
    bool aside = who || strcmp(t[x->main].xpos, "VBG") == 0, no = false;
    if (!aside || x->n_content != 1 || x->content[0].from < x->cue.to) return false;
    uint32_t end = x->content[0].from + WITHHELD_MAX;
    if (end > x->content[0].to) end = x->content[0].to;
    for (uint32_t i = x->content[0].from; i < end; i++) {
        if (t[i].shape & RAP_SHAPE_QUOTED) return false;
        if (rap_str_is(t[i].lemma, "anonymity") || is_naming(h, i, no)) return true;
        if (i > x->cue.to && is_own_name(h, i)) return true;
        no = no || rap_is_mark(&t[i], "not");
    }
    return false;
}

void rap_unnamed_tell(rap_attribution *a, const rap_hearing *h, rap_span source,
                      uint32_t head)
{
    const rap_token *t = h->p->tokens;
    rap_unnamed_kind kind = rap_unnamed_kind_of(h, head);
    if (rap_speaks_for_body(h, source, head)) return;
    rap_entity_kind is = rap_kind_of(h, a->speaker);
    bool plural = strcmp(t[head].xpos, "NNS") == 0;
    bool many = is == RAP_ENTITY_GROUP && plural && kind != RAP_UNNAMED_GROUP;
    if (is == RAP_ENTITY_PERSON && is_nameless(h, a->speaker, head)) many = true;
    if (is != RAP_ENTITY_ANONYMOUS) {
        if (kind == RAP_UNNAMED_NONE || (a->speaker >= 0 && !many)) return;
        if (is_named(h, source, head)) return;
        bool office = kind == RAP_UNNAMED_OFFICIAL && !plural &&
                      !rap_voice_is(h->p, head, "nameless");
        if (office && strcmp(t[source.from].xpos, "PRP$") == 0) return;
        bool definite = rap_str_is(t[source.from].low, "the") && !plural;
        if (definite && !rap_voice_is(h->p, head, "mouth")) return;
    }
    a->anonymous = true;
    a->unnamed_kind = kind == RAP_UNNAMED_NONE ? RAP_UNNAMED_SOURCES : kind;
    a->unnamed_count = count_of(h, source, head, a->unnamed_kind);
}
