/*
 * train/layers.h - layers of numbers in bytes, as encoder/dense.h runs them.
 *
 * After B. Jacob et al., "Quantization and training of neural networks for efficient
 * integer-arithmetic-only inference", CVPR 2018: weights in eight bits with a scale for
 * each column.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_LAYERS_H
#define TRAIN_LAYERS_H

#include "adam.h"
#include "base/buf.h"

enum { LAYERS_ALIGN = 64, LAYERS_BYTE = 127 };

typedef struct {
    float in;      /* unit of the bytes that come */
    uint32_t zero; /* where their zero lies */
    float out;     /* unit of the numbers that go */
} layers_units;

/* The whole number nearest to v, within `most` either way. */
int32_t layers_held(double v, int32_t most);

/* Bytes, then zeros up to a multiple of 64. */
void layers_put(rap_buf *to, const void *p, size_t n);

/* The first `out` columns of a layer, as encoder/weightsof.c tells; bias or NULL. */
void layers_put_dense(rap_buf *to, const weights *w, const float *bias, uint32_t out,
                      layers_units u);

#endif
