/*
 * train/chain.h - learns to cast the words around a cue (src/speech/casting.h).
 *
 * A conditional random field whose scores are a network's, learnt chain by chain.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_CHAIN_H
#define TRAIN_CHAIN_H

#include "netlet.h"
#include "speech/casting.h"

typedef struct {
    rap_netlet_sight sight;
    const uint8_t *gold, *may; /* of each token; may: a bit for each part */
    const bool *behind;        /* the cue's main word */
} chain;

/* Take down what is seen, its states included. */
rap_netlet_sight sight_copy(const rap_netlet_sight *v, uint32_t whole,
                            rap_arena *arena);

/* Take down a cue's surroundings and what is right there: gold[s->to - s->from]. */
chain *chain_take(const rap_cast_sheet *s, const uint8_t *gold, rap_arena *arena);

/* Learn from it; returns the loss. */
float chain_learn(netlet *m, const chain *c);

/* The best parts, parts[c->sight.n]; returns the loss of the gold's. */
float chain_run(netlet *m, const chain *c, uint8_t *parts);

#endif
