/*
 * encoder/projective.h - the best tree without crossing arcs.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ENCODER_PROJECTIVE_H
#define RAP_ENCODER_PROJECTIVE_H

#include "encoder/steps.h"

enum { RAP_PROJECTIVE_WORDS = 100, RAP_PROJECTIVE_ROOM = RAP_PROJECTIVE_WORDS + 9 };

/* Tables of a sentence; some 340 kB, for the caller to keep. */
typedef struct {
    const rap_steps *steps; /* the caller's choice */
    int32_t best[4][RAP_PROJECTIVE_WORDS + 1][RAP_PROJECTIVE_ROOM];
    int32_t ends[2][RAP_PROJECTIVE_WORDS + 1]
                [RAP_PROJECTIVE_ROOM]; /* other end first */
    uint8_t cut[4][RAP_PROJECTIVE_WORDS + 1][RAP_PROJECTIVE_WORDS + 1];
} rap_projective;

/* Is head[1..n] (0: the root) a tree with one root and no crossing arcs?  O(n). */
bool rap_projective_is(const uint8_t *head, uint32_t n);

/* head[i] of the tree with the greatest sum of scores[(i - 1) * stride + head], one
 * root.  n <= RAP_PROJECTIVE_WORDS; scores within 2^20 either way.  O(n^3): J. Eisner,
 * "Three new probabilistic models for dependency parsing", COLING 1996. */
void rap_projective_best(rap_projective *t, const int32_t *scores, uint32_t stride,
                         uint32_t n, uint8_t *head);

#endif
