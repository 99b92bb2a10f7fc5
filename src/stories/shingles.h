/*
 * stories/shingles.h - the words of many reports as hashes, and where six of them stand
 * again.
 *
 * Words are runs of letters and digits, without regard to case; marks, tags, character
 * references and broken encodings fall between words, so that a copy is found whatever
 * was done to its typography.  Reports are in an order of the caller's ("places").
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_SHINGLES_H
#define RAP_STORIES_SHINGLES_H

#include "pile/inside.h"

enum { RAP_GRAM = 6 }; /* words */
#define RAP_NO_GRAM UINT32_MAX

typedef struct {
    uint32_t hash, from; /* byte offset in its source */
} rap_shingle;

typedef struct {
    rap_shingle *v;
    uint32_t n;
    uint32_t n_places;
    uint32_t *first; /* words of place d: first[d] .. first[d + 1] */
    uint32_t *rank;  /* of each place */
    uint64_t *grams; /* hash << 32 | first word, sorted */
    uint32_t n_grams;
    uint32_t *gram_of; /* of each word: where the grams equal to its own begin */
    uint64_t *stock;   /* a bit per word: a phrase that stands everywhere */
} rap_shingles;

/* Memory from `arena`; false when it is refused.  O(bytes). */
RAP_NODISCARD
bool rap_shingles_read(rap_shingles *out, const rap_pile *p, const uint32_t *ranks,
                       rap_arena *arena);

static inline bool rap_shingle_is_stock(const rap_shingles *s, uint32_t word)
{
    return s->stock[word / 64] >> (word % 64) & 1;
}

/* Place of a word; O(log n). */
uint32_t rap_shingles_place(const rap_shingles *s, uint32_t word);

/* End of a word in its source. */
uint32_t rap_shingle_end(const rap_filed *f, uint32_t from);

#endif
