/*
 * model/linear.h - a linear model: features with a small whole number for some classes.
 *
 * A score is the sum of the rows of the features that are there; a feature that was
 * never seen, or whose numbers were pruned, has no row.  Rows lie in buckets of 64
 * bytes, so that asking for one costs one cache line: twelve lanes of 16 bits - ten
 * fingerprints, how many are used, what ran over into the next bucket - and ten
 * values of 32 bits.  What ran over is told by a bit for the last digit of each
 * fingerprint, so that asking for what is not there seldom goes on.
 *
 * A model of at most four classes ("narrow") has its four weights in the value itself.
 * In any other the value is offset << 8 | count of pairs (class, weight), two bytes
 * each, in the pool.  Sums are of integers: every machine gives the same.
 *
 *     0   "RLIN"            16  u32 pairs in the pool
 *     4   u32 classes       20  u32 bytes of class names, NUL after each
 *     8   u32 buckets       24  u32 unit: a weight of 1.0 in the trainer is this / 256
 *     12  u32 narrow (0, 1) 64  buckets; pool; class names
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MODEL_LINEAR_H
#define RAP_MODEL_LINEAR_H

#include "model/feature.h"
#include "model/weights.h"

enum {
    RAP_LINEAR_HEAD = 64,
    RAP_LINEAR_BUCKET = 64, /* bytes */
    RAP_LINEAR_ROWS = 10,   /* of a bucket */
    RAP_LINEAR_VALUES = 24, /* where they begin in it */
    RAP_LINEAR_MORE = 11,   /* the lane that tells what ran over */
    RAP_LINEAR_KEYS = 192,  /* most features asked for at a time */
    RAP_LINEAR_CLASSES = 256
};

typedef struct {
    const unsigned char *buckets; /* aligned to 64 bytes; NULL: no model */
    const unsigned char *pool;
    const char *names; /* of classes, each with a NUL behind it */
    uint32_t n_buckets, n_classes;
    bool narrow;
} rap_linear;

/* Use a part; false when it is no linear model or damaged (`out` is then empty). */
bool rap_linear_open(rap_linear *out, rap_part part);

/* Name of a class, "NN"; static, "" when there is none. */
const char *rap_linear_class(const rap_linear *m, uint32_t class);

/* Add the rows of n <= RAP_LINEAR_KEYS features to scores[n_classes]. */
void rap_linear_score(const rap_linear *m, const uint64_t *keys, uint32_t n,
                      int32_t *scores);

/* The same of a narrow model: adds to scores[4]. */
void rap_linear_score4(const rap_linear *m, const uint64_t *keys, uint32_t n,
                       int32_t *scores);

/* Which bucket a key begins in, and its fingerprint, never 0.  Also for trainers. */
static inline uint32_t rap_linear_bucket(uint64_t key, uint32_t n_buckets)
{
    return (uint32_t)((key >> 32) * n_buckets >> 32);
}

static inline uint16_t rap_linear_print(uint64_t key)
{
    uint16_t print = (uint16_t)key;
    return print ? print : 1;
}

/* May a fingerprint have run over from a bucket whose lane says `more`?  1 stands for
 * any; a trainer that means the bit 0 alone sets another. */
static inline bool rap_linear_goes_on(uint32_t more, uint16_t print)
{
    return more == 1 || (more >> (print & 15) & 1);
}

#endif
