/*
 * model/boosted.h - boosted trees: what many small numbers about one thing say of it.
 *
 * Every tree asks the same few questions of all (feature > threshold) and has a leaf
 * for each combination of answers; the score is the sum of the leaves.  Such
 * "oblivious" trees need no branches and are hard to overfit: A. Gulin, I. Kuralenok,
 * D. Pavlov, "Winning the transfer learning track of Yahoo!'s learning to rank
 * challenge with YetiRank", JMLR W&CP 14, 2011.  Learnt by train/boost.h.  All numbers
 * little-endian:
 *
 *     0   "RBST"            12  u32 questions a tree, at most 8
 *     4   u32 features      16  i32 score before the first tree
 *     8   u32 trees         32  for each tree: questions as u16 feature, i16 threshold;
 *                               then 2^questions leaves, i16, in 1/4096 of a logit
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MODEL_BOOSTED_H
#define RAP_MODEL_BOOSTED_H

#include "model/weights.h"

enum {
    RAP_BOOSTED_HEAD = 32,
    RAP_BOOSTED_DEPTH = 8,   /* most questions of a tree */
    RAP_BOOSTED_WIDE = 512,  /* most features */
    RAP_BOOSTED_UNIT = 4096, /* of a leaf */
    RAP_BOOSTED_LOGIT = 256  /* of a score */
};

typedef struct {
    const unsigned char *trees; /* NULL: no model */
    uint32_t n_features, n_trees, depth;
    int32_t base;
} rap_boosted;

/* Use a part; false when it is no such model or damaged (`out` is then empty). */
bool rap_boosted_open(rap_boosted *out, rap_part part);

/* Score of one thing with features[n_features]: its logit times RAP_BOOSTED_LOGIT, 0
 * without a model.  O(trees * questions). */
int32_t rap_boosted_score(const rap_boosted *m, const int16_t *features);

/* The same, but for what the first `trees` trees score below `floor` already: then what
 * they say. */
int32_t rap_boosted_score_above(const rap_boosted *m, const int16_t *features,
                                uint32_t trees, int32_t floor);

/* The same of n things, rows of n_features numbers one after the other, several times
 * as fast as one by one. */
typedef struct {
    uint32_t trees;
    int32_t floor;
} rap_boosted_early;
void rap_boosted_score_rows(const rap_boosted *m, const int16_t *rows, size_t n,
                            rap_boosted_early early, int32_t *scores);

#endif
