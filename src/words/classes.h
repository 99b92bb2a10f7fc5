/*
 * words/classes.h - classes of words that are used alike, learnt from running text.
 *
 * Two numbers a word: a coarse class (1..127) and a fine one (1..1023); 0 for a word
 * that was too rare.  train/clusters.c sorts the words (exchange algorithm: Martin,
 * Liermann and Ney 1998) and writes the table, 4 bytes a slot.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_CLASSES_H
#define RAP_WORDS_CLASSES_H

#include "words/prose.h"

enum {
    RAP_CLASS_BITS = 15, /* of a slot's number, and of a word's mark in its slot */
    RAP_CLASS_SLOTS = 1 << RAP_CLASS_BITS,
    RAP_CLASS_FINE_BITS = 10,
    RAP_CLASS_COARSE_BITS = 7,
    RAP_CLASS_LOW_BITS = RAP_CLASS_FINE_BITS + RAP_CLASS_COARSE_BITS
};

/* Hash of a folded word, its digits read as 0. */
static inline uint32_t rap_class_hash(rap_str low)
{
    uint32_t h = RAP_HASH_START;
    for (size_t i = 0; i < low.n; i++)
        h = rap_hash_byte(h, low.p[i] >= '0' && low.p[i] <= '9' ? '0' : low.p[i]);
    return h;
}

static inline uint32_t rap_class_mix(uint32_t hash)
{
    return hash * 0x9E3779B1u;
}

/* Where a word's slot is looked for first; the next ones follow. */
static inline uint32_t rap_class_slot(uint32_t hash)
{
    return rap_class_mix(hash) >> (32 - RAP_CLASS_BITS);
}

/* A slot: the word's mark above, then its fine and its coarse class; never 0. */
static inline uint32_t rap_class_entry(uint32_t hash, uint32_t coarse, uint32_t fine)
{
    uint32_t mark = rap_class_mix(hash) >> (32 - 2 * RAP_CLASS_BITS) & 0x7FFF;
    return (mark << RAP_CLASS_FINE_BITS | fine) << RAP_CLASS_COARSE_BITS | coarse;
}

/* Set the classes of tokens [first, last).  O(n). */
void rap_classes_set(rap_token *tokens, uint32_t first, uint32_t last);

#endif
