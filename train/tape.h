/*
 * train/tape.h - layers of a network, forward and, by what was noted, backward.
 *
 * Every function computes a layer and notes how it was done; tape_back goes through the
 * notes from the last to the first and adds up gradients.  Rows are words; those marked
 * empty stand between sentences, and stay 0 (as in encoder/working.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_TAPE_H
#define TRAIN_TAPE_H

#include "adam.h"

#include <stdbool.h>

typedef struct {
    uint32_t rows, columns;
    float *v, *g; /* g: NULL when nothing is learnt */
} tensor;

typedef struct tape tape;
typedef struct op op;
struct op {
    void (*back)(tape *t, const op *o);
    tensor *a, *b, *out;
    weights *w, *bias;
    const int32_t *rows;
    float *extra;
};

/* One row of one table for each word, -1 where it is left out. */
enum { TAPE_TABLES = 9 };
typedef struct {
    weights *table[TAPE_TABLES];
    uint32_t place[TAPE_TABLES]; /* where it is added, in rows of `width` numbers */
    uint32_t places, width;
    int32_t *keys; /* TAPE_TABLES for each row of the tape */
} lookup;

enum { TAPE_OPS = 96 };
struct tape {
    bool learns;       /* notes gradients; drops */
    uint32_t rows;     /* of every tensor */
    const bool *empty; /* of each row */
    dice *dice;
    op ops[TAPE_OPS];
    uint32_t n_ops;
    const lookup *looked;
    char *room;
    size_t used, size;
};

/* Memory for batches of `size` bytes, mapped when touched. */
bool tape_init(tape *t, size_t size, dice *d);

/* Forget everything.  rows: with the empty ones, of which the first and the last are
 * two.  Returns t->empty, where every row is so, for the caller to say which are not.
 */
bool *tape_begin(tape *t, uint32_t rows, bool learns);

/* n items of `size` bytes, all 0, until tape_begin. */
void *tape_take(tape *t, size_t n, size_t size);
tensor *tape_tensor(tape *t, uint32_t rows, uint32_t columns);

tensor *tape_look(tape *t, const lookup *l);
tensor *tape_dense(tape *t, tensor *x, weights *w, weights *bias); /* bias or NULL */
/* A dense layer over each row with its two neighbours. */
tensor *tape_window(tape *t, tensor *x, weights *w, weights *bias);
tensor *tape_relu(tape *t, tensor *x);
tensor *tape_greater(tape *t, tensor *x); /* of the two halves of each row */
tensor *tape_add(tape *t, tensor *a, tensor *b);
/* Numbers left out at random (Srivastava et al., JMLR 2014); empty rows become 0. */
tensor *tape_drop(tape *t, tensor *x, float share);
/* x: values and gates of one way, then of the other; h = gate * h before it + (1 -
 * gate)
 * * value, gate the logistic function (Lei et al., EMNLP 2018). */
tensor *tape_scan(tape *t, tensor *x);
tensor *tape_fill(tape *t, tensor *x, weights *w); /* empty rows become w */
/* a + row rows[i] of b; 0 where rows[i] is below 0. */
tensor *tape_meet(tape *t, tensor *a, tensor *b, const int32_t *rows);

void tape_back(tape *t);

#endif
