/*
 * pile/surround.h - what stands around a number, and whether two numbers are of one
 * thing.
 *
 * The words of its sentence near the number, the names among them, what becomes of
 * those who are counted (data/counted_fates.tsv), whether the number is a part of
 * another or an addition to one (data/part_words.tsv, "ten of the dead"), whether it is
 * told as a later state of a count (data/moving_words.tsv), and the year that the
 * sentence names.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_SURROUND_H
#define RAP_PILE_SURROUND_H

#include "pile/inside.h"

enum { RAP_SURROUND_WORDS = 20, RAP_SURROUND_NAMES = 10 };

typedef struct {
    uint32_t words[RAP_SURROUND_WORDS]; /* hashes; longer words that are not dull */
    uint32_t names[RAP_SURROUND_NAMES]; /* those with a capital inside a sentence */
    uint32_t n_words, n_names;
    rap_str fate;     /* "dead"; empty */
    uint32_t near;    /* the name that stands closest to the number; 0: none does */
    uint32_t year;    /* another one than the number; 0 */
    bool part, moved; /* moved: "now", "has risen to" */
    bool quoted;      /* a price or an index: data/market_words.tsv */
    bool cell;        /* of a table: more numbers than words around it */
} rap_surround;

/* O(1): some hundred bytes are looked at. */
rap_surround rap_surround_of(const rap_filed *f, rap_span at);

/* The same without the words of `teller`, who names himself and not what he counts. */
rap_surround rap_surround_told(const rap_filed *f, rap_span at, rap_span teller);

/* The same of the words inside `at` alone; neither fate nor part. */
rap_surround rap_surround_inside(const rap_filed *f, rap_span at);

/* Words and names that both have; a name of four letters and more is a word too. */
uint32_t rap_surround_words(const rap_surround *a, const rap_surround *b);
uint32_t rap_surround_names(const rap_surround *a, const rap_surround *b);

/* "1455" at the head of an entry of a log. */
bool rap_surround_is_hour(rap_str source, rap_span at);

/* Does each name somebody or some place, and none the other's? */
bool rap_surround_clash(const rap_surround *a, const rap_surround *b);

/* Is the name that stands closest to the one number none of those around the other,
 * though some are? */
bool rap_surround_elsewhere(const rap_surround *a, const rap_surround *b);

/* Do two sentences speak of one place and the same persons, as far as they name any? */
bool rap_surround_scene(const rap_surround *a, const rap_surround *b);

#endif
