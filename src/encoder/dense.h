/*
 * encoder/dense.h - one layer of the network: bytes in, 16-bit numbers out.
 *
 *     sum  = x . column - off           exact, 32 bits
 *     y    = ((sum >> 5) * mul + bias) >> shift     held to 16 bits
 *
 * x are unsigned bytes whose zero lies at 0 or 128 (`off` takes it out again).  Of the
 * weights of a column, rows 2k and 2k + 1 that have one sign add up to 128 at most, so
 * that two products fit 16 bits whatever x is: with AVX2 the sums go through
 * vpmaddubsw, which would cut more off.  All arithmetic is of integers and no step
 * rounds by itself: every path gives the same bits.
 *
 * Weights lie in blocks of 16 columns, in each four rows at a time: the byte of row k
 * and column c is at (c / 16 * in + k / 4 * 4) * 16 + c % 16 * 4 + k % 4.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ENCODER_DENSE_H
#define RAP_ENCODER_DENSE_H

#include "model/weights.h"

enum { RAP_DENSE_IN = 448, RAP_DENSE_OUT = 256, RAP_DENSE_COLUMNS = 16 };

typedef struct {
    uint32_t in, out; /* multiples of 4 and of 16; at most the above */
    uint32_t shift;
    const int32_t *off, *mul, *bias; /* one for each column */
    const int8_t *weights;
} rap_dense;

typedef enum {
    RAP_DENSE_PLAIN,
    RAP_DENSE_SSE2,
    RAP_DENSE_AVX2,
    RAP_DENSE_VNNI,
    RAP_DENSE_PATHS
} rap_dense_path;

/* The fastest path of this machine. */
rap_dense_path rap_dense_best(void);

/* sums[r * out + c] = sum over k of x[r * stride + k] * weight(k, c), nothing taken
 * off.  out: a multiple of 16. */
void rap_dense_sums(rap_dense_path path, const rap_dense *d, const uint8_t *x,
                    size_t stride, uint32_t rows, int32_t *sums);

/* The layer: y[r * out + c] for `rows` rows of x that begin `stride` bytes apart. */
void rap_dense_run(rap_dense_path path, const rap_dense *d, const uint8_t *x,
                   size_t stride, uint32_t rows, int16_t *y);

#endif
