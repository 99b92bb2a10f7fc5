/*
 * talks/papers.h - papers as papers.c finds them and paper_rows.c joins and writes
 * them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TALKS_PAPERS_H
#define RAP_TALKS_PAPERS_H

#include "pile/inside.h"
#include "pile/rows.h"

enum { RAP_MAKERS_MAX = 4 };

/* One place where a paper is named. */
struct rap_paper {
    uint32_t rank;
    rap_span at;
    rap_str kind;               /* of data/papers.tsv; static */
    int32_t by[RAP_MAKERS_MAX]; /* parties, sorted */
    uint32_t n_by;
    int32_t to;         /* party or -1 */
    int32_t from, till; /* serial days on which it was put forward, or RAP_NO_DAY */
    int32_t round;      /* or -1 */
    bool is_ahead;      /* that round is still to come: the paper was not put there */
    bool is_half;       /* a pact of which one side is named; alone it is none */
    uint32_t meant; /* the paper of the report that "the pact" points to, or itself */
};

/* Could words of these kinds name one paper?  Kinds of data/papers.tsv. */
bool rap_papers_may_be_one(rap_str a, rap_str b);

/* Fills p->papers and paper_groups. */
void rap_pile_find_papers(rap_pile *p);

rap_rows_count rap_papers_count;
rap_rows_write rap_papers_write;

/* Joins p->papers into p->paper_groups. */
void rap_papers_join(rap_pile *p, const rap_paper *v, uint32_t n);

#endif
