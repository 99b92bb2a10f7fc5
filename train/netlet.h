/*
 * train/netlet.h - learns small networks of one hidden layer (src/speech/netlet.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_NETLET_H
#define TRAIN_NETLET_H

#include "speech/netlet.h"

typedef struct {
    uint32_t hidden; /* a multiple of 32 */
    uint32_t whole, rows;
    float drop;     /* share of hidden numbers left out while learning */
    float rate;     /* of learning, at first */
    uint32_t batch; /* sights to a step */
    uint64_t seed;
} netlet_options;

typedef struct netlet netlet;

/* The program ends with a message when memory runs out.  Owned: netlet_free. */
netlet *netlet_new(const netlet_options *options);
void netlet_free(netlet *m);

/* Scores into scores[v->n * RAP_NETLET_OUT], in logits; `learns` leaves some out. */
void netlet_run(netlet *m, const rap_netlet_sight *v, bool learns, float *scores);

/* Learn from the derivative of the loss by the scores of the last run. */
void netlet_learn(netlet *m, const rap_netlet_sight *v, const float *by);

/* One network whose scores are the mean of n of the same options, but for the seed. */
netlet *netlet_join(netlet *const *each, uint32_t n);

/* From here on steps are this share of the first. */
void netlet_slow(netlet *m, float share);

/* Change the weights and their running means, which are to be kept; again to go on. */
void netlet_swap(netlet *m);

/* Write it, as it is now, for speech/netlet.h.  Run it before on what it is for: that
 * shows how large its numbers are.  False: `path` can't be written. */
bool netlet_write(const netlet *m, const char *path);

#endif
