/*
 * stories/renumbered.h - numbers at one place of a passage that several reports share.
 *
 * A copy in which a number was changed says something else than its original, whatever
 * the number counts and whether the reading made a figure of it or not.  So every
 * number of a shared passage is put beside those that stand at its place in the other
 * reports; where the values of such a group differ, it is a disagreement (differing.c),
 * and figures at such places are of one quantity (told_figures.c).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_RENUMBERED_H
#define RAP_STORIES_RENUMBERED_H

#include "stories/shingles.h"

/* A number as it is written: "2,500", "six". */
typedef struct rap_number {
    uint32_t rank;
    rap_span at;
    rap_str value; /* "2500", "6"; of a scale its word: "million" */
} rap_number;

/* Two numbers at one place of a shared passage, by the words they begin with. */
typedef struct {
    uint32_t other; /* place of the earlier report */
    uint32_t a, b;  /* words of the earlier and of the later report */
} rap_number_link;

typedef struct {
    const rap_number_link *v;
    size_t n;
} rap_number_links;

typedef struct {
    rap_number a, b;
} rap_number_pair;

typedef RAP_LIST(rap_number_pair) rap_number_pairs;

/* Is this word (part of) a number?  O(1). */
bool rap_number_is(const rap_pile *p, const rap_shingles *s, uint32_t place,
                   uint32_t word);

/* Add the numbers of one pair of reports that share text, so many per cent of the
 * shorter.  Numbers that differ are added where the words around them are the same and
 * most of the text is; where half of them do it is a form that is filled in anew. */
void rap_numbers_keep(rap_pile *p, rap_number_pairs *to, const rap_shingles *s,
                      rap_number_links links, uint32_t percent);

/* Fills pile->numbers, in order of rank and place, and pile->number_groups.
 * O(n log n). */
void rap_numbers_group(rap_pile *p, const rap_number_pairs *pairs);

/* First number of report `rank` that does not begin before `at`. */
uint32_t rap_numbers_seek(const rap_pile *p, uint32_t rank, uint32_t at);

/* The figure of report `rank` that covers `at`, by its flat number; UINT32_MAX where
 * none does. */
uint32_t rap_numbers_figure(const rap_pile *p, const rap_number *n);

/* Do the values of a group differ, and only as they do in a count that goes on rising
 * from day to day? */
typedef enum {
    RAP_NUMBERS_AGREE,
    RAP_NUMBERS_RISE,
    RAP_NUMBERS_DIFFER
} rap_numbers_say;
rap_numbers_say rap_numbers_compare(const rap_pile *p, const rap_group *g);

/* "85.82" and "85.818": the one is the other with fewer figures, three at least. */
bool rap_numbers_rounded(rap_str a, rap_str b);

#endif
