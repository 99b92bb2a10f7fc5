/*
 * pile/grown.h - what positions of no known issue are about, as proposals for a brief.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_GROWN_H
#define RAP_PILE_GROWN_H

#include "base/arena.h"
#include "base/str.h"

typedef struct {
    rap_str phrase; /* lower case, one or two words */
    uint32_t n;     /* texts that hold it */
} rap_grown;

/* The phrases that stand behind an article, an owner or a preposition in at least
 * `least` of the texts, most frequent first, at most `most`; one that only stands
 * inside a longer one as frequent is left out.  Memory from the arena; *n of them, NULL
 * when memory is refused or there is none.  O(n log n) in the bytes of the texts. */
const rap_grown *rap_grown_find(uint32_t *n, const rap_str *texts, uint32_t n_texts,
                                uint32_t least, uint32_t most, rap_arena *arena);

#endif
