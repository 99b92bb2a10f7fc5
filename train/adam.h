/*
 * train/adam.h - weights of a network, their gradients, and the step that changes them.
 *
 * Adam (D. Kingma and J. Ba, ICLR 2015) with a little decay that is no part of the
 * gradient (I. Loshchilov and F. Hutter, ICLR 2019), gradients cut to a length (R.
 * Pascanu et al., ICML 2013), and a running mean of the weights, which is what is kept
 * (B. Polyak and A. Juditsky, SIAM J. Control 1992).  Of tables only rows that were
 * looked up are moved.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_ADAM_H
#define TRAIN_ADAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A small generator (G. Marsaglia, "Xorshift RNGs", 2003); never 0. */
typedef uint64_t dice;
uint32_t dice_throw(dice *d);
float dice_share(dice *d); /* [0, 1) */

typedef struct {
    const char *name;
    uint32_t rows, columns;
    float *v, *g;       /* values, gradient */
    float *mean, *size; /* of gradients, of their squares */
    float *kept;        /* running mean of the values */
    bool *touched;      /* of a table: rows with a gradient; NULL: all have */
    bool fixed;         /* not trained */
} weights;

enum { ADAM_WEIGHTS = 64 };
typedef struct {
    weights *v[ADAM_WEIGHTS];
    uint32_t n;
    uint32_t steps;
    dice dice;
} adam;

/* Weights at random around 0, `spread` their deviation.  They live as long as the
 * program, which ends with a message when memory runs out. */
weights *adam_add(adam *a, const char *name, uint32_t rows, uint32_t columns,
                  float spread);

/* The same for a table: a step moves only rows that are touched. */
weights *adam_add_table(adam *a, const char *name, uint32_t rows, uint32_t columns,
                        float spread);

/* Give back all weights; the struct may then be used anew. */
void adam_free(adam *a);

/* One step down the gradients, which become 0.  False, and no step, when they are not
 * finite. */
bool adam_step(adam *a, float rate);

/* Change values and their running means over; again to go on. */
void adam_swap(adam *a);

size_t adam_count(const adam *a); /* of single weights */

#endif
