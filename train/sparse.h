/*
 * train/sparse.h - linear models that are learnt one example at a time and stay small.
 *
 * Follow the regularised leader, proximal: H. B. McMahan et al., "Ad click prediction:
 * a view from the trenches", KDD 2013.  Weights that examples do not keep away from 0
 * are 0.  Features are keys of model/feature.h; each has a row of four weights.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_SPARSE_H
#define TRAIN_SPARSE_H

#include <stdbool.h>
#include <stdint.h>

enum { SPARSE_CLASSES = 4 };

typedef struct {
    float rate, pull, square; /* of learning; towards 0 by steps; by size */
} sparse_options;

typedef struct sparse sparse;

/* The program ends with a message when memory runs out.  Owned: sparse_free. */
sparse *sparse_new(const sparse_options *options);
void sparse_free(sparse *s);

/* The number of a feature's row, which is one more time met. */
uint32_t sparse_meet(sparse *s, uint64_t key);

/* Rows met fewer than `least` times are never learnt. */
void sparse_settle(sparse *s, uint32_t least);

/* From here on keys that were not met before have one row, which is not learnt. */
void sparse_freeze(sparse *s);

/* scores[4] += the rows' weights. */
void sparse_score(const sparse *s, const uint32_t *rows, uint32_t n, float *scores);

/* Learn from the derivative of the loss by the scores of the rows: by[4]. */
void sparse_learn(sparse *s, const uint32_t *rows, uint32_t n, const float *by);

/* Let go of all rows but the n that weigh most, by size and by how often they are met;
 * the others are learnt on. */
void sparse_keep(sparse *s, uint32_t n);

/* Take along the keys of another that were met `least` times, with a twentieth of
 * the largest weight for a class. */
void sparse_add(sparse *s, const sparse *from, uint32_t least, uint32_t class);

/* Write it as model/linear.h reads it, without weights smaller than `least`. */
bool sparse_write(const sparse *s, const char *path, float least,
                  const char *const *names);

#endif
