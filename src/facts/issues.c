/*
 * facts/issues.c - which issue a stretch of text is about.
 *
 * The knowledge is data/issuewords.tsv: words and phrases, each with a label and a
 * weight.  Labels and families stand in data/issues.tsv.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/issues.h"

#include "facts/idioms.h"

#include "issuewords_table.inc"

static uint32_t distance(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

rap_str rap_issue_find(const rap_prose *p, uint32_t first, uint32_t last, uint32_t near,
                       int *weight)
{
    int best = RAP_TABLE_NONE, best_weight = 0;
    uint32_t best_far = 0, n;
    for (uint32_t i = first; i < last; i++) {
        int row = rap_idioms_find(p, &issuewords_table, i, last, &n);
        if (row < 0) continue;
        int w = rap_cell_int(&issuewords_table, row, ISSUEWORDS_WEIGHT);
        uint32_t far = distance(i, near);
        if (w > best_weight || (w == best_weight && far < best_far)) {
            best = row;
            best_weight = w;
            best_far = far;
        }
        i += n - 1;
    }
    if (weight) *weight = best_weight;
    return rap_cell(&issuewords_table, best, ISSUEWORDS_ISSUE);
}
