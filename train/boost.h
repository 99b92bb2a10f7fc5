/*
 * train/boost.h - learns boosted oblivious trees, as model/boosted.h reads them.
 *
 * Gradient boosting of the logistic loss with second-order leaves (T. Chen, C.
 * Guestrin, "XGBoost: a scalable tree boosting system", KDD 2016) over trees whose
 * level asks one question.  Seeded: the same data and options give the same bytes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_BOOST_H
#define TRAIN_BOOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const int16_t *x;      /* n rows of `features` numbers, row after row */
    const float *y;        /* n: how far it is true, 0..1 */
    const float *w;        /* n weights, 0 leaves the row out; NULL: all 1 */
    const uint32_t *group; /* rows of one choice have one number and stand side by side:
                              one of those with y > 0 is to score highest (the weight is
                              the first row's; `rows` draws whole groups); NULL: every
                              row is judged alone */
    size_t n;
    uint32_t features;
} boost_data;

typedef struct {
    uint32_t trees, depth; /* depth at most RAP_BOOSTED_DEPTH; 6 is usual */
    uint32_t bins;         /* thresholds tried a feature, at most 255; 0: 64 */
    float rate;            /* of learning: 0.05 to 0.1 is usual */
    float l2;              /* pull of leaves to 0, in units of hessian: 1 to 20 */
    float columns, rows;   /* share of features, of rows, that a tree sees; 0: all */
    uint64_t seed;
} boost_options;

typedef struct boost boost;

/* Learn; the program ends with a message when memory runs out.  O(trees * depth * n *
 * features).  Owned: boost_free. */
boost *boost_train(const boost_data *data, const boost_options *options);
void boost_free(boost *m);

/* Logit of a row, as the reader will score it but for rounding. */
float boost_score(const boost *m, const int16_t *row);

/* How much each feature helped, summed into gains[features]: sums to 1. */
void boost_gains(const boost *m, float *gains);

/* Write it for model/boosted.h; false: `path` can't be written. */
bool boost_write(const boost *m, const char *path);

#endif
