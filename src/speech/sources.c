/*
 * speech/sources.c - the noun phrase that speaks, with its title and its apposition.
 *
 * Before the cue it is read from right to left: an apposition between commas, a
 * bracket, the base phrase, phrases with "of" and its like, "and".  Behind the cue
 * ("said Ruud, the minister") from left to right.  Expressions of time are no part of
 * it.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"

#include "prepositions_table.inc"

enum {
    APPOSITION_MAX = 45, /* tokens between the commas */
    BRACKET_MAX = 12,
    INSETS_MAX = 4,
    LINKS_MAX = 8,    /* phrases joined by prepositions and "and" */
    RELATIVE_MAX = 16 /* tokens back to a "who" */
};

static bool is_relative(const rap_token *t)
{
    return strcmp(t->xpos, "WP") == 0 || strcmp(t->xpos, "WDT") == 0 ||
           strcmp(t->xpos, "WP$") == 0;
}

static bool is_nominal(const rap_token *t)
{
    if (t->upos == RAP_PRON) return strcmp(t->xpos, "PRP$") != 0;
    if (t->upos == RAP_DET) return !rap_is_mark(t, "the") && !rap_str_is(t->lemma, "a");
    return rap_is_noun(t) || t->upos == RAP_NUM || t->upos == RAP_ADJ;
}

static bool links(const rap_token *t, const char *side)
{
    int row = rap_table_find(&prepositions_table, t->low);
    return rap_cell_has(&prepositions_table, row, PREPOSITIONS_LINKS, side);
}

bool rap_is_aside(const rap_token *t)
{
    return links(t, "aside");
}

/* First token of the phrase that ends with token k, not before lo. */
static uint32_t phrase_begin(const rap_hearing *h, uint32_t lo, uint32_t k)
{
    uint32_t from = k, to = k + 1;
    (void)rap_prose_noun_phrase(h->p, k, &from, &to);
    if (from < lo) from = lo;
    while (from < k && h->is_time[from] && !h->is_time[k])
        from++;
    return from;
}

/* Follow "of", "and" and their like to the left of the phrase that begins at `from`. */
static uint32_t follow_left(const rap_hearing *h, uint32_t lo, uint32_t from)
{
    const rap_token *t = h->p->tokens;
    for (uint32_t n = 0; n < LINKS_MAX && from > lo + 1; n++) {
        const rap_token *link = &t[from - 1];
        /* "a person close to the talks": the noun stands before the adjective */
        bool close =
            t[from - 2].upos == RAP_ADJ && from > lo + 2 && rap_is_noun(&t[from - 3]);
        const rap_token *noun = &t[from - 2 - close];
        if (!links(link, "left") || !(rap_is_noun(noun) || noun->upos == RAP_NUM))
            break;
        if (h->is_time[from - 2]) break;
        uint32_t next = phrase_begin(h, lo, from - 2 - close);
        bool object =
            next > lo && (t[next - 1].upos == RAP_VERB || t[next - 1].upos == RAP_ADP);
        if (object && !rap_is_mark(link, "of")) break;
        from = next;
    }
    return from;
}

/* "the men who came to Kesh said": the phrase before "who", or `from`. */
static uint32_t before_relative(const rap_hearing *h, uint32_t lo, uint32_t from)
{
    const rap_token *t = h->p->tokens;
    if (from <= lo || (t[from - 1].upos != RAP_ADP && t[from - 1].upos != RAP_VERB))
        return from;
    for (uint32_t i = from; i > lo + 1 && from - i < RELATIVE_MAX; i--) {
        if (t[i - 1].upos == RAP_PUNCT) break;
        if (is_relative(&t[i - 1]) && rap_is_noun(&t[i - 2]))
            return follow_left(h, lo, phrase_begin(h, lo, i - 2));
    }
    return from;
}

static bool ends_phrase(const rap_hearing *h, uint32_t lo, uint32_t end)
{
    return end > lo && is_nominal(&h->p->tokens[end - 1]) && !h->is_time[end - 1];
}

/* The mark before `end` that opens the inset ending there (comma or bracket), or end.
 */
static uint32_t inset_begin(const rap_hearing *h, uint32_t lo, uint32_t end)
{
    const rap_token *t = h->p->tokens;
    bool bracket = rap_is_mark(&t[end - 1], ")");
    const rap_str opener = bracket ? RAP_STR("(") : t[end - 1].low;
    uint32_t far = bracket ? BRACKET_MAX : APPOSITION_MAX;
    for (uint32_t i = end - 1; i > lo && end - i < far; i--) {
        if (t[i - 1].shape & RAP_SHAPE_OPEN) return end;
        if (t[i - 1].shape & RAP_SHAPE_CLOSE) {
            int32_t q = h->quotation_of[i - 1];
            if (q < 0 || h->quotations[q].open <= lo) return end;
            i = h->quotations[q].open + 1;
            continue;
        }
        if (!rap_str_eq(t[i - 1].low, opener)) continue;
        bool phrase =
            ends_phrase(h, lo, i - 1) || (i > lo + 1 && rap_is_mark(&t[i - 2], ")"));
        return i < end - 1 && phrase ? i - 1 : end;
    }
    return end;
}

static bool closes_inset(const rap_token *t)
{
    return rap_is_mark(t, ",") || rap_is_mark(t, ")") || rap_is_mark(t, "—") ||
           rap_is_mark(t, "–") || rap_is_mark(t, "--");
}

/* May the word behind the mark that opens an inset begin one? */
static bool begins_inset(const rap_token *t)
{
    if (is_relative(t)) return true;
    return t->upos != RAP_CCONJ && t->upos != RAP_SCONJ && t->upos != RAP_PRON;
}

/* End of the phrase that the insets before `end` belong to; `end` when there is none
 * and lo when what stands there is no inset. */
static uint32_t before_insets(const rap_hearing *h, uint32_t lo, uint32_t end)
{
    const rap_token *t = h->p->tokens;
    for (uint32_t n = 0; n < INSETS_MAX && end > lo; n++) {
        if (closes_inset(&t[end - 1])) {
            bool comma = rap_is_mark(&t[end - 1], ",");
            if (comma && end > lo + 1 && rap_is_mark(&t[end - 2], ")")) end--;
            uint32_t begin = inset_begin(h, lo, end);
            if (begin == end || (comma && !begins_inset(&t[begin + 1]))) return lo;
            end = begin;
        } else if (n && t[end - 1].upos == RAP_NUM && end > lo + 2 &&
                   rap_is_mark(&t[end - 2], ",")) {
            end -= 2; /* an age: "Ruud, 58, who" */
        } else {
            break;
        }
    }
    return end;
}

/* "Ruud, a clerk in Kesh, Ostia, said": from the place back to whom the clerk
 * describes. */
static uint32_t before_apposition(const rap_hearing *h, uint32_t lo, uint32_t from)
{
    const rap_token *t = h->p->tokens;
    if (from <= lo || t[from - 1].upos != RAP_ADP) return from;
    for (uint32_t i = from - 1; i > lo && from - i < APPOSITION_MAX; i--) {
        if (rap_is_finite(&t[i - 1]) || h->quotation_of[i - 1] >= 0) break;
        if (!rap_is_mark(&t[i - 1], ",")) continue;
        if (!begins_inset(&t[i]) || !ends_phrase(h, lo, i - 1)) break;
        uint32_t end = i - 1;
        if (t[end - 1].upos == RAP_NUM && end > lo + 2 && rap_is_mark(&t[end - 2], ","))
            end -= 2;
        return follow_left(h, lo, phrase_begin(h, lo, end - 1));
    }
    return from;
}

bool rap_source_before(rap_span *out, const rap_hearing *h, uint32_t lo, uint32_t group)
{
    const rap_token *t = h->p->tokens;
    uint32_t to = group;
    while (to > lo && h->is_time[to - 1])
        to--;
    uint32_t end = before_insets(h, lo, to);
    if (end <= lo) return false;
    if (!is_nominal(&t[end - 1]) && !is_relative(&t[end - 1])) return false;
    uint32_t from = is_relative(&t[end - 1]) ? end - 1 : phrase_begin(h, lo, end - 1);
    from = follow_left(h, lo, from);
    from = before_relative(h, lo, from);
    if (end < to) from = before_apposition(h, lo, from);
    *out = (rap_span){from, to};
    return out->from < out->to;
}

/* End of the apposition that begins behind the comma at `comma`, or `comma`. */
static uint32_t apposition_end(const rap_hearing *h, uint32_t comma, uint32_t hi)
{
    const rap_token *t = h->p->tokens;
    uint32_t i = comma + 1;
    if (i >= hi || h->is_time[i]) return comma;
    bool relative = is_relative(&t[i]);
    if (!relative && t[i].upos != RAP_DET && !rap_is_noun(&t[i]) &&
        t[i].upos != RAP_ADJ && t[i].upos != RAP_NUM)
        return comma;
    for (; i < hi && i - comma < APPOSITION_MAX; i++) {
        if (t[i].shape & (RAP_SHAPE_OPEN | RAP_SHAPE_CLOSE)) return comma;
        if (rap_is_mark(&t[i], ",")) return i + 1;
        if (!relative && rap_is_finite(&t[i])) return comma;
        relative |= is_relative(&t[i]);
    }
    return i;
}

bool rap_source_behind(rap_span *out, const rap_hearing *h, uint32_t group, uint32_t hi)
{
    const rap_token *t = h->p->tokens;
    uint32_t from, to;
    if (group >= hi || !rap_prose_noun_phrase(h->p, group, &from, &to) || from < group)
        return false;
    for (uint32_t n = 0; n < LINKS_MAX && to + 1 < hi && links(&t[to], "right"); n++) {
        uint32_t f, l;
        if (h->is_time[to + 1] || !rap_prose_noun_phrase(h->p, to + 1, &f, &l)) break;
        to = l;
    }
    if (to > hi) to = hi;
    while (to > from + 1 && h->is_time[to - 1])
        to--;
    if (to < hi && rap_is_mark(&t[to], ",")) {
        uint32_t end = apposition_end(h, to, hi);
        to = end > to ? end : to;
    }
    if (to > from + 1 && to < hi && rap_is_mark(&t[to - 1], ",") &&
        is_relative(&t[to])) {
        uint32_t end = apposition_end(h, to - 1, hi);
        to = end > to ? end : to;
    }
    *out = (rap_span){from, to};
    return from < to && !h->is_time[from];
}
