/*
 * names/peoples.c - of which name an adjective or a word for a people is made.
 */
/* SPDX-License-Identifier: MIT */
#include "names/peoples.h"

#include "base/table.h"

#include "people_endings_table.inc"

enum { ENDING_MAX = 5 };

typedef struct {
    rap_people_find *find;
    const void *among;
    rap_str low;
} search;

/* The word without an ending of `n` bytes and with `put` in its place; -1 for none. */
static int32_t stem_with(const search *w, size_t n, rap_str put)
{
    char z[RAP_PEOPLE_MOST + ENDING_MAX];
    rap_str head = rap_str_cut(w->low, 0, w->low.n - n);
    if (put.n == 1 && put.p[0] == '-') put.n = 0;
    if (head.n + put.n < RAP_PEOPLE_LEAST || put.n > ENDING_MAX) return -1;
    memcpy(z, head.p, head.n);
    if (put.n) memcpy(z + head.n, put.p, put.n);
    return w->find(w->among, (rap_str){z, head.n + put.n});
}

/* The name of which the word is made by the ending of table row `row`, or -1. */
static int32_t stem_by(const search *w, int row)
{
    rap_str stems = rap_cell(&people_endings_table, row, PEOPLE_ENDINGS_STEM);
    size_t n = rap_cell(&people_endings_table, row, PEOPLE_ENDINGS_KEY).n;
    for (size_t at = 0, to; at < stems.n; at = to + 1) {
        for (to = at; to < stems.n && stems.p[to] != ' ';)
            to++;
        int32_t found = stem_with(w, n, rap_str_cut(stems, at, to));
        if (found >= 0) return found;
    }
    return -1;
}

int32_t rap_people_stem(rap_str low, rap_people_find *find, const void *among,
                        bool *people)
{
    search w = {find, among, low};
    int32_t found = -1;
    for (size_t n = ENDING_MAX; n > 0 && found < 0; n--) {
        if (low.n < n + RAP_PEOPLE_LEAST - 1 || low.n > RAP_PEOPLE_MOST) continue;
        rap_str end = rap_str_cut(low, low.n - n, low.n);
        int row = rap_table_find(&people_endings_table, end);
        if (row < 0) continue;
        found = stem_by(&w, row);
        if (people)
            *people =
                rap_cell_is(&people_endings_table, row, PEOPLE_ENDINGS_USE, "people");
    }
    return found;
}
