/*
 * train/losses.h - how far the network is from what is right, and its gradient.
 *
 * All are cross entropies (minus the logarithm of the share given to the right answer).
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_LOSSES_H
#define TRAIN_LOSSES_H

#include "net.h"

typedef struct {
    double sum;
    uint64_t n, right; /* decisions */
} loss;

typedef struct {
    loss tags, arcs, labels, marks;
} losses;

/* Add the losses of a batch that was read; while learning, gradients of their sum times
 * `weight` go to the states.  Run tape_back behind it. */
void losses_add(losses *to, tape *t, const net_states *s, const net_batch *batch,
                float weight);

double losses_sum(const losses *l);

#endif
