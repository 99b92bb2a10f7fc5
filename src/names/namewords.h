/*
 * names/namewords.h - words and names as running text knows them: mostly a person's,
 * mostly a place's.
 *
 * Counted in unlabelled text that the labeller itself has read (train/namewords.c), for
 * the next labeller to look up.  Keys are hashes of folded words, one blank between
 * two. Static data: any thread, nothing to free.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_NAMEWORDS_H
#define RAP_NAMES_NAMEWORDS_H

#include "model/weights.h"

enum {
    RAP_NAMEWORD_BITS = 16,
    RAP_NAMEWORD_SLOTS = 1 << RAP_NAMEWORD_BITS,
    RAP_NAMEWORD_WORDS = 4 /* longest name that is looked up */
};

/* Where a key is looked for first; its mark in the slot, in the upper half. */
static inline uint32_t rap_nameword_mix(uint32_t hash)
{
    return hash * 0x9E3779B1u;
}
static inline uint32_t rap_nameword_slot(uint32_t hash)
{
    return rap_nameword_mix(hash) >> RAP_NAMEWORD_BITS;
}
static inline uint32_t rap_nameword_mark(uint32_t hash)
{
    return rap_nameword_mix(hash) << RAP_NAMEWORD_BITS;
}

/* What a slot says of its key: the rap_named it is most often, how surely (0..2), how
 * often (0..3), the second choice, how often it is in lower case (0..3).  Never 0. */
static inline uint32_t rap_nameword_value(uint32_t best, uint32_t sure, uint32_t often,
                                          uint32_t second, uint32_t lower)
{
    return 0x8000u | lower << 10 | second << 7 | often << 5 | sure << 3 | best;
}

/* The value of a key, 0 when it is not known.  O(1). */
uint32_t rap_nameword_of(rap_part part, uint32_t hash);

#endif
