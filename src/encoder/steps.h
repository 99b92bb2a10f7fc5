/*
 * encoder/steps.h - what is done with the numbers between two layers.
 *
 * All of it goes over blocks of 16 numbers of 16 bits.  encoder/steps_body.h has the
 * steps once; encoder/steps.c makes them for plain C, SSE2 and AVX2.  Nothing rounds
 * but `times`, which all of them do alike: the same bits on every machine.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ENCODER_STEPS_H
#define RAP_ENCODER_STEPS_H

#include "encoder/dense.h"

enum { RAP_STEPS_BLOCK = 16, RAP_STEPS_ROW = 64, RAP_STEPS_GATES = 2048 };

/* Change of scale: v * this / 32768, rounded; less than 1. */
typedef int16_t rap_rescale;

/* Numbers of many rows, added to their states: y has `width` numbers a row, or twice as
 * many of which the greater of two counts. */
typedef struct {
    uint32_t rows, width; /* width: a multiple of 16 */
    const bool *empty;    /* these rows are left as they are */
    const int16_t *y;
    int16_t *state;
    uint8_t *bytes; /* v * by, held to 8 bits, plus 128 */
    rap_rescale by;
    bool two, anew; /* anew: not added but put there */
} rap_steps_sum;

/* Gated sums of `rows` rows, the first and the last of them empty.  A row of y has
 * values and gates of the way forth, then of the way back, `width` of each. */
typedef struct {
    uint32_t rows, width;
    const bool *empty;
    const int16_t *gates; /* RAP_STEPS_GATES numbers: how far one is open */
    int16_t *y;           /* gates are looked up in place */
    uint8_t *bytes;       /* of the sums, 2 * width a row */
    rap_rescale by;
} rap_steps_scan;

typedef struct {
    /* out = v / 32, rounded and held between -127 and 127, plus 128; for n values (as
     * everywhere a multiple of 16, where nothing else is said). */
    void (*keys)(const int16_t *v, uint32_t n, uint8_t *out);
    /* out = v / 32, rounded and held between 0 and most. */
    void (*cut)(const int16_t *v, uint32_t n, uint8_t most, uint8_t *out);
    /* out = (a + b) / 16, rounded and held between 0 and 255. */
    void (*meet)(const int16_t *a, const int16_t *b, uint32_t n, uint8_t *out);
    void (*add)(const rap_steps_sum *s);
    void (*scan)(const rap_steps_scan *s);
    /* The first of the greatest of n numbers, any n. */
    uint32_t (*greatest)(const int16_t *v, uint32_t n);
    /* The greatest of a[i] + b[i] for i < n (any n but 0), its first place to *at; both
     * can be read 8 further. */
    int32_t (*split)(const int32_t *a, const int32_t *b, uint32_t n, uint32_t *at);
    /* Half the sum of two rows of 64 bytes, rounded down, plus 128. */
    void (*pair)(const int8_t *a, const int8_t *b, uint8_t *out);
} rap_steps;

const rap_steps *rap_steps_of(rap_dense_path path);

#endif
