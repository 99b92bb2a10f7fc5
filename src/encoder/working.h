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

enum {
    RAP_WORKING_STRIDE = RAP_ENCODER_ROWS * RAP_ENCODER_STATE,
    RAP_WORKING_STRETCHES = RAP_ENCODER_ROWS / 2
};

/* A sentence, or a piece of a long one: words in rows [row, row + n). */
typedef struct {
    uint32_t row, n, first; /* first: token */
    bool goes_on;           /* the sentence began in the piece before */
} rap_stretch;

/* A form that was met: its token, counted from 1, and the row its state is being made
 * in, 0 once it is kept. */
typedef struct {
    uint32_t token, row;
} rap_known;

/* First states of words: what is kept, by place, and what is being made. */
typedef struct {
    uint32_t mask, n_fresh, n_copies;
    rap_known *known;
    int16_t *states;
    uint8_t *bytes;
    uint32_t fresh[RAP_ENCODER_ROWS], place[RAP_ENCODER_ROWS]; /* rows to be made */
    const int8_t *rows[RAP_ENCODER_ROWS][RAP_WORDKEY_COUNT + 1];
    uint32_t copies[RAP_ENCODER_ROWS][2]; /* from row, to row */
} rap_mixing;

typedef struct {
    const rap_encoder *e;
    const rap_steps *steps;
    rap_arena *arena;
    uint32_t rows, n_pieces;
    rap_stretch pieces[RAP_WORKING_STRETCHES];
    bool empty[RAP_ENCODER_ROWS];
    uint32_t token[RAP_ENCODER_ROWS]; /* of a row that is not empty */
    uint8_t head[RAP_ENCODER_ROWS];   /* word of the piece from 1, 0 the root */
    int16_t state[RAP_WORKING_STRIDE];
    int16_t hidden[RAP_WORKING_STRIDE]; /* of heads */
    int16_t wide[RAP_ENCODER_ROWS * RAP_DENSE_OUT];
    uint8_t bytes[RAP_WORKING_STRIDE]; /* of states */
    uint8_t narrow[RAP_WORKING_STRIDE], keys[RAP_WORKING_STRIDE];
    int16_t near[2][RAP_ENCODER_ROWS * RAP_ENCODER_NEAR];
    int8_t packed[RAP_ENCODER_STATE * (RAP_ENCODER_WORDS + 16)];
    int32_t scores[RAP_ENCODER_WORDS * (RAP_ENCODER_WORDS + 16) + 8];
    rap_projective *tree; /* NULL: not needed yet */
    rap_mixing mixing;
} rap_working;

/* One dense layer over all rows; to w->wide or elsewhere. */
void rap_working_dense(const rap_working *w, const rap_dense *d, const uint8_t *x,
                       int16_t *y);

/* Room to keep the first states of p's words; false: no memory. */
bool rap_mixing_begin(rap_mixing *m, const rap_encoder *e, const rap_prose *p);

/* First states, and their bytes, of all words. */
void rap_mixing_run(rap_working *w, const rap_prose *p);

/* With w->bytes of the last states: set tags, marks, heads and relations of the tokens
 * of all pieces. */
void rap_heads_tags(rap_working *w, rap_encoding *out);
void rap_heads_marks(rap_working *w, rap_encoding *out);
bool rap_heads_arcs(rap_working *w); /* false: no memory */
void rap_heads_labels(rap_working *w, rap_encoding *out);

#endif
