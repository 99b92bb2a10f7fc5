/*
 * stories/likeness.c - how much of their rare words two reports share.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/likeness.h"

#include "base/ascii.h"
#include "base/logarithm.h"

#include <stdlib.h>

enum {
    REPORTS_MAX = 32, /* a term of more reports is left out */
    SHARE_MAX = 30,   /* and one of more than so many in a hundred, but for pairs */
    WORD_MAX = 40     /* longer runs of letters are no words */
};

typedef struct {
    uint32_t term, report;
} pair;

struct rap_likeness {
    uint32_t n;
    uint32_t *first, *terms;   /* of each report: its terms that count */
    uint32_t *where, *reports; /* of each term: the reports it stands in */
    uint32_t *weight;          /* of each term, in 1/256 bits */
    uint64_t *norm;            /* of each report */
    uint64_t *shared;          /* work: of each report */
    uint32_t *common;          /* terms shared */
    uint32_t *touched;
};

typedef RAP_LIST(pair) pairs;

static bool is_of_word(char c)
{
    return rap_is_alnum(c) || rap_is_high(c);
}

/* The next word's hash, letters made small; false at the end. */
static bool next_word(rap_str s, size_t *at, uint32_t *hash)
{
    while (*at < s.n && !is_of_word(s.p[*at]))
        ++*at;
    if (*at == s.n) return false;
    *hash = RAP_HASH_START;
    for (size_t n = 0; *at < s.n && is_of_word(s.p[*at]); ++*at)
        if (n++ < WORD_MAX) *hash = rap_hash_byte(*hash, rap_to_lower(s.p[*at]));
    return true;
}

static bool push(pairs *list, uint32_t term, uint32_t report, rap_arena *arena)
{
    pair *p = RAP_PUSH(arena, list);
    if (p) *p = (pair){term, report};
    return p != NULL;
}

static int by_term(const void *x, const void *y)
{
    const pair *a = x, *b = y;
    return (a->term > b->term) - (a->term < b->term);
}

/* The different terms of a text, in order. */
static bool read_terms(pairs *list, rap_str text, uint32_t report, rap_arena *arena)
{
    size_t from = list->n;
    uint32_t hash, last = 0;
    for (size_t at = 0; next_word(text, &at, &hash);) {
        if (!push(list, hash, report, arena)) return false;
        if (last && !push(list, last * 0x9E3779B1u + hash, report, arena)) return false;
        last = hash;
    }
    if (list->n > from) qsort(list->v + from, list->n - from, sizeof(pair), by_term);
    size_t kept = from;
    for (size_t i = from; i < list->n; i++)
        if (i == from || list->v[i].term != list->v[kept - 1].term)
            list->v[kept++] = list->v[i];
    list->n = kept;
    return true;
}

/* By term, reports staying in order: a radix sort, a byte at a time. */
static void sort_pairs(pair *v, pair *other, size_t n)
{
    for (int shift = 0; shift < 32; shift += 8) {
        size_t count[257] = {0};
        for (size_t i = 0; i < n; i++)
            count[(v[i].term >> shift & 255) + 1]++;
        for (int b = 0; b < 256; b++)
            count[b + 1] += count[b];
        for (size_t i = 0; i < n; i++)
            other[count[v[i].term >> shift & 255]++] = v[i];
        pair *swap = v;
        v = other;
        other = swap;
    }
}

static bool counts(uint32_t reports, uint32_t n)
{
    if (reports < 2 || reports > REPORTS_MAX) return false;
    return reports == 2 || reports * 100 <= n * SHARE_MAX;
}

/* Keep the pairs of terms that count, their terms numbered through. */
static uint32_t number_terms(pairs *list, uint32_t n)
{
    size_t kept = 0;
    uint32_t terms = 0;
    for (size_t i = 0, to; i < list->n; i = to) {
        for (to = i; to < list->n && list->v[to].term == list->v[i].term;)
            to++;
        if (!counts((uint32_t)(to - i), n)) continue;
        for (size_t k = i; k < to; k++)
            list->v[kept++] = (pair){terms, list->v[k].report};
        terms++;
    }
    list->n = kept;
    return terms;
}

/* Lists of terms by report and of reports by term out of the pairs, which stand in
 * order of terms. */
static bool index_pairs(rap_likeness *l, const pairs *list, uint32_t terms,
                        rap_arena *arena)
{
    l->first = RAP_NEW(arena, uint32_t, (size_t)l->n + 2);
    l->terms = RAP_NEW(arena, uint32_t, list->n + 1);
    l->where = RAP_NEW(arena, uint32_t, (size_t)terms + 1);
    l->reports = RAP_NEW(arena, uint32_t, list->n + 1);
    l->weight = RAP_NEW(arena, uint32_t, (size_t)terms + 1);
    l->norm = RAP_NEW(arena, uint64_t, (size_t)l->n + 1);
    l->shared = RAP_NEW(arena, uint64_t, (size_t)l->n + 1);
    l->common = RAP_NEW(arena, uint32_t, (size_t)l->n + 1);
    l->touched = RAP_NEW(arena, uint32_t, (size_t)l->n + 1);
    if (!l->first || !l->terms || !l->where || !l->reports || !l->weight || !l->norm ||
        !l->shared || !l->common || !l->touched)
        return false;
    for (size_t i = 0; i < list->n; i++) {
        l->first[list->v[i].report + 2]++;
        l->where[list->v[i].term + 1] = (uint32_t)i + 1;
        l->reports[i] = list->v[i].report;
    }
    for (uint32_t r = 0; r < l->n; r++)
        l->first[r + 2] += l->first[r + 1];
    for (size_t i = 0; i < list->n; i++)
        l->terms[l->first[list->v[i].report + 1]++] = list->v[i].term;
    return true;
}

static void weigh(rap_likeness *l, uint32_t terms)
{
    for (uint32_t t = 0; t < terms; t++) {
        int32_t bits = rap_log2(l->n) - rap_log2(l->where[t + 1] - l->where[t]);
        l->weight[t] = bits > 16 ? (uint32_t)bits : 16;
        for (uint32_t i = l->where[t]; i < l->where[t + 1]; i++)
            l->norm[l->reports[i]] += (uint64_t)l->weight[t] * l->weight[t];
    }
    for (uint32_t r = 0; r < l->n; r++)
        l->norm[r] = rap_root(l->norm[r]);
}

rap_code rap_likeness_new(rap_likeness **out, const rap_str *texts, uint32_t n,
                          rap_arena *arena, rap_err *err)
{
    rap_likeness *l = RAP_NEW(arena, rap_likeness, 1);
    if (!l) return rap_fail_memory(err);
    l->n = n;
    pairs list = {0};
    for (uint32_t r = 0; r < n; r++)
        if (!read_terms(&list, texts[r], r, arena)) return rap_fail_memory(err);
    pair *other = RAP_NEW(arena, pair, list.n + 1);
    if (!other) return rap_fail_memory(err);
    sort_pairs(list.v, other, list.n);
    uint32_t terms = number_terms(&list, n);
    if (!index_pairs(l, &list, terms, arena)) return rap_fail_memory(err);
    weigh(l, terms);
    *out = l;
    return RAP_OK;
}

uint32_t rap_like_insert(rap_like *v, uint32_t n, uint32_t room, rap_like x)
{
    uint32_t at = n;
    while (at > 0 && (v[at - 1].share < x.share ||
                      (v[at - 1].share == x.share && v[at - 1].report > x.report)))
        at--;
    if (at == room) return n;
    uint32_t last = n < room ? n : room - 1;
    memmove(v + at + 1, v + at, (last - at) * sizeof *v);
    v[at] = x;
    return last + 1;
}

uint32_t rap_likeness_of(rap_likeness *l, uint32_t report, const bool *among,
                         rap_like *out, uint32_t room)
{
    uint32_t touched = 0, n = 0;
    for (uint32_t i = l->first[report]; i < l->first[report + 1]; i++) {
        uint32_t t = l->terms[i];
        for (uint32_t k = l->where[t]; k < l->where[t + 1]; k++) {
            uint32_t r = l->reports[k];
            if (r == report || !among[r]) continue;
            if (l->shared[r] == 0) l->touched[touched++] = r;
            l->shared[r] += (uint64_t)l->weight[t] * l->weight[t];
            l->common[r]++;
        }
    }
    for (uint32_t i = 0; i < touched; i++) {
        uint32_t r = l->touched[i];
        uint64_t of = l->norm[report] * l->norm[r];
        uint32_t share = of ? (uint32_t)(l->shared[r] * 1000 / of) : 0;
        rap_like like = {r, share, l->common[r]};
        l->shared[r] = l->common[r] = 0;
        if (like.share) n = rap_like_insert(out, n, room, like);
    }
    return n;
}
