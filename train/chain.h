/*
 * train/chain.h - learns to cast the words around a cue (src/speech/casting.h).
 *
 * A conditional random field whose weights are learnt chain by chain.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_CHAIN_H
#define TRAIN_CHAIN_H

#include "sparse.h"
#include "speech/casting.h"

typedef struct {
    uint32_t n;
    const uint32_t *part, *edge;     /* rows: of all tokens, one behind another */
    const uint16_t *n_part, *n_edge; /* of each token */
    const uint8_t *gold, *may;       /* of each token; may: a bit for each part */
    const bool *behind;              /* the cue's main word */
} chain;

/* Take down a cue's surroundings and what is right there: gold[s->to - s->from]. */
chain *chain_take(sparse *m, const rap_cast_sheet *s, const uint8_t *gold,
                  rap_arena *arena);

/* One step of learning; returns the loss. */
float chain_learn(sparse *m, const chain *c);

/* The best parts, parts[c->n]; returns the loss of the gold's. */
float chain_run(const sparse *m, const chain *c, uint8_t *parts);

#endif
