/*
 * stories/copied.h - which reports share passages, and which way the text went.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_COPIED_H
#define RAP_STORIES_COPIED_H

#include "pile/rows.h"

/* The same words in two reports, in each with its place. */
typedef struct {
    rap_span a, b;
} rap_passage;

/* Two reports that share text, a the earlier one in order of days. */
struct rap_copy {
    uint32_t a, b; /* ranks */
    const rap_passage *passages;
    uint32_t n;
    uint32_t bytes, percent; /* shared; of the shorter report */
};

/* Fills p->copies, is_copy, copy_group, and what stands in origins.h and renumbered.h.
 */
void rap_pile_find_copies(rap_pile *p);

/* "a->b" "b->a" "common" and the sign for it, or NULL; static (direction.c). */
typedef struct {
    const char *way, *why;
} rap_direction;
rap_direction rap_copy_direction(const rap_pile *p, const rap_copy *c);

/* The agency of "LENZ, May 4 (NPA) -", or empty; bytes of the source (direction.c). */
rap_str rap_dateline_agency(const rap_filed *f);

/* Ranks in order of their days, reports without one last. */
uint32_t *rap_pile_by_day(rap_pile *p, rap_arena *arena);

rap_rows_count rap_copies_count;
rap_rows_write rap_copies_write;

#endif
