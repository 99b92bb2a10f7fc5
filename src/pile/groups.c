/*
 * pile/groups.c - rows of different reports put together by a key, and the days that
 * every grouping asks for.
 *
 * Keys are 64-bit hashes of what must be equal; sorting by (key, number) makes groups,
 * and groups are then put in the order of their first members.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/groups.h"

#include <stdlib.h>

enum { REFS_MAX = 16 }; /* parties of one row that count for its key */

typedef struct {
    uint64_t key;
    uint32_t row;
} keyed;

static int by_key(const void *x, const void *y)
{
    const keyed *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* of[row] = first row of its group. */
static void find_firsts(uint32_t *of, keyed *v, uint32_t n)
{
    if (n) qsort(v, n, sizeof *v, by_key);
    uint32_t first = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || v[i].key == 0 || v[i].key != v[i - 1].key) first = v[i].row;
        of[v[i].row] = first;
    }
}

void rap_pile_group(rap_pile *p, rap_groups *out, const uint64_t *keys, uint32_t n)
{
    keyed *v = RAP_PILE_NEW(p, keyed, n);
    uint32_t *number = RAP_PILE_NEW(p, uint32_t, n);
    *out = (rap_groups){.v = RAP_PILE_NEW(p, rap_group, n),
                        .members = RAP_PILE_NEW(p, uint32_t, n),
                        .of = RAP_PILE_NEW(p, uint32_t, n)};
    if (p->failed) return;
    for (uint32_t i = 0; i < n; i++)
        v[i] = (keyed){keys[i], i};
    find_firsts(out->of, v, n);
    for (uint32_t i = 0; i < n; i++) {
        if (out->of[i] == i) number[i] = out->n++;
        out->of[i] = number[out->of[i]];
        out->v[out->of[i]].n++;
    }
    for (uint32_t g = 1; g < out->n; g++)
        out->v[g].first = out->v[g - 1].first + out->v[g - 1].n;
    for (uint32_t g = 0; g < out->n; g++)
        out->v[g].n = 0;
    for (uint32_t i = 0; i < n; i++) {
        rap_group *g = &out->v[out->of[i]];
        out->members[g->first + g->n++] = i;
    }
}

uint64_t rap_key_sides(uint64_t key, const rap_pile *p, uint32_t rank,
                       rap_filed_refs refs)
{
    int32_t v[REFS_MAX];
    uint32_t n = 0;
    for (uint32_t i = 0; i < refs.n && n < REFS_MAX; i++) {
        int32_t side = rap_pile_side(p, rap_pile_party(p, rank, refs.v[i]));
        uint32_t at = 0;
        while (at < n && v[at] < side)
            at++;
        if (at < n && v[at] == side) continue;
        for (uint32_t k = n; k > at; k--)
            v[k] = v[k - 1];
        v[at] = side;
        n++;
    }
    for (uint32_t i = 0; i < n; i++)
        key = rap_key_num(key, (uint64_t)v[i] + 1);
    return rap_key_num(key, n);
}

bool rap_pile_days(rap_str day, int32_t *from, int32_t *to)
{
    rap_day a, b;
    size_t stroke = rap_str_find(day, RAP_STR("/"), 0);
    if (!rap_day_parse(&a, rap_str_cut(day, 0, stroke))) return false;
    b = a;
    if (stroke < day.n && !rap_day_parse(&b, rap_str_cut(day, stroke + 1, day.n)))
        return false;
    if (!a.year || !b.year) return false;
    *from = rap_day_serial(rap_day_first(a));
    *to = rap_day_serial(rap_day_last(b));
    return *from <= *to;
}
