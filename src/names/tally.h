/*
 * names/tally.h - what a report says of each of its words, added up.
 *
 * Words are told apart by a hash alone: two that share one are counted as one, and the
 * labeller, not the record, is misled.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_TALLY_H
#define RAP_NAMES_TALLY_H

#include "names/labels.h"

typedef struct {
    uint32_t key;            /* 0: free */
    uint16_t lower, capital; /* times, the first word of a sentence left out */
    uint16_t named[RAP_NAMED_COUNT];
    uint16_t isa;  /* class of the noun that first said what it is */
    uint8_t near;  /* bits, RAP_NEAR_... */
    uint8_t parts; /* bits of 1 << part, in names of persons */
} rap_tally;

enum {
    RAP_NEAR_TITLE = 1,  /* a form of address or an office stands before it */
    RAP_NEAR_GIVEN = 2,  /* a given name does */
    RAP_NEAR_PLACE = 4,  /* "in", "near" */
    RAP_NEAR_SPEECH = 8, /* a verb of speech stands beside it */
    RAP_NEAR_BRACKET = 16,
    RAP_NEAR_OWNS = 32, /* "'s" stands behind it */
    RAP_NEAR_NAME = 64, /* it is a given name before a capitalised word */
    RAP_NEAR_THE = 128
};

typedef struct {
    rap_tally *v;
    uint32_t mask;
} rap_tallies;

/* Room for `n` different words.  False when memory is refused. */
RAP_NODISCARD
bool rap_tallies_init(rap_tallies *t, uint32_t n, rap_arena *arena);

/* The tally of a word, made when it is new.  O(1). */
rap_tally *rap_tally_of(rap_tallies *t, uint32_t key);

/* A bucket of a count: 0, 1, 2 (two and three) or 3. */
static inline uint32_t rap_tally_size(uint32_t n)
{
    return n < 2 ? n : n < 4 ? 2 : 3;
}

static inline void rap_tally_up(uint16_t *n)
{
    *n = (uint16_t)(*n + (*n < UINT16_MAX));
}

#endif
