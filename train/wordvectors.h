/*
 * train/wordvectors.h - vectors of words, as a text file and as the encoder looks them
 * up.
 *
 * The file: "words width" in the first line, then a word and its numbers a line, as
 * train/vectors.c writes it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_WORDVECTORS_H
#define TRAIN_WORDVECTORS_H

#include "base/arena.h"
#include "base/err.h"
#include "encoder/encoder.h"

typedef struct {
    uint32_t n;      /* rows, with row 0: of words without a vector, all 0 */
    float *v;        /* RAP_ENCODER_EMBED each; their root mean square is 0.5 */
    uint32_t *slots; /* RAP_ENCODER_SLOTS, as encoder/weightsof.c tells */
} wordvectors;

/* path NULL: no word has a vector. */
RAP_NODISCARD
rap_code wordvectors_read(wordvectors *out, const char *path, rap_arena *arena,
                          rap_err *err);

/* Row of a folded word. */
uint32_t wordvectors_of(const wordvectors *w, rap_str low);

#endif
