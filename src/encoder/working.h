/*
 * encoder/working.h - sentences on their way through the network: what the steps of
 * encoder/ share.
 *
 * Only encoder/ includes this.  Sentences lie one behind the other, a row for each
 * word, with an empty row before the first, between two and behind the last: whoever
 * looks at a neighbour sees nothing there.  The empty row before a sentence also stands
 * for its root.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ENCODER_WORKING_H
#define RAP_ENCODER_WORKING_H

#include "encoder/encoder.h"
#include "encoder/projective.h"

/* Loops over many small numbers are compiled twice, also for AVX2. */
#if defined(__x86_64__) && defined(__GLIBC__)
#define RAP_ENCODER_TWICE __attribute__((target_clones("avx2", "default")))
#else
#define RAP_ENCODER_TWICE
#endif

enum {
    RAP_WORKING_STRIDE = RAP_ENCODER_ROWS * RAP_ENCODER_STATE,
    RAP_WORKING_STRETCHES = RAP_ENCODER_ROWS / 2
};

/* A sentence, or a piece of a long one: words in rows [row, row + n). */
typedef struct {
    uint32_t row, n, first; /* first: token */
    bool goes_on;           /* the sentence began in the piece before */
} rap_stretch;

typedef struct {
    const rap_encoder *e;
    uint32_t rows, n_pieces;
    rap_stretch pieces[RAP_WORKING_STRETCHES];
    bool empty[RAP_ENCODER_ROWS];
    uint32_t token[RAP_ENCODER_ROWS]; /* of a row that is not empty */
    uint8_t head[RAP_ENCODER_ROWS];   /* word of the piece from 1, 0 the root */
    int16_t state[RAP_WORKING_STRIDE];
    int16_t carried[RAP_WORKING_STRIDE]; /* by scans; later of dependents */
    int16_t wide[RAP_ENCODER_ROWS * RAP_DENSE_OUT];
    uint8_t bytes[RAP_WORKING_STRIDE]; /* of states */
    uint8_t narrow[RAP_WORKING_STRIDE], keys[RAP_WORKING_STRIDE];
    int16_t near[2][RAP_ENCODER_ROWS * RAP_ENCODER_NEAR];
    int8_t packed[RAP_ENCODER_STATE * (RAP_ENCODER_WORDS + 16)];
    int32_t scores[RAP_ENCODER_WORDS * (RAP_ENCODER_WORDS + 16)];
    rap_projective tree;
} rap_working;

/* out = v * by / 32768, rounded and held between -128 and 127, plus 128; for n values
 * (a multiple of 16). */
void rap_working_bytes(const int16_t *v, uint32_t n, rap_rescale by, uint8_t *out);

/* out = v / 32, rounded and held between 0 and `most`. */
void rap_working_cut(const int16_t *v, uint32_t n, int32_t most, uint8_t *out);

/* One dense layer over all rows; to w->wide or elsewhere. */
void rap_working_dense(const rap_working *w, const rap_dense *d, const uint8_t *x,
                       int16_t *y);

/* With w->bytes of the last states: set tags, marks, heads and relations of the tokens
 * of all pieces. */
void rap_heads_tags(rap_working *w, rap_encoding *out);
void rap_heads_marks(rap_working *w, rap_encoding *out);
void rap_heads_arcs(rap_working *w);
void rap_heads_labels(rap_working *w, rap_encoding *out);

#endif
