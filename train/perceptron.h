/*
 * train/perceptron.h - an averaged perceptron over the reader's own feature keys.
 *
 * M. Collins, "Discriminative training methods for hidden Markov models", EMNLP 2002;
 * the average is over all steps (perceptron_tick).  Rows hold only the classes that
 * were ever updated.  Not for use by two threads at a time.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_PERCEPTRON_H
#define TRAIN_PERCEPTRON_H

#include "model/weights.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct perceptron perceptron;

/* At most 256 classes.  The program ends with a message when memory runs out. */
perceptron *perceptron_new(uint32_t n_classes);
void perceptron_free(perceptron *m);

/* scores[c] += weights of n keys, as they are in training or, once
 * perceptron_average was called, averaged. */
void perceptron_score(const perceptron *m, const uint64_t *keys, uint32_t n,
                      float *scores);

/* Has the feature a weight that is not 0? */
bool perceptron_has(const perceptron *m, uint64_t key);

/* Add `by` to the weight of a class for each key. */
void perceptron_update(perceptron *m, const uint64_t *keys, uint32_t n, uint32_t class,
                       float by);

/* One more example was seen. */
void perceptron_tick(perceptron *m);

/* End of training: from here on weights are averages. */
void perceptron_average(perceptron *m);

/* How to write a model: averaged weights nearer to 0 than `least` are left out (1.0 is
 * one update that was never taken back); so are features that were updated fewer than
 * `updates` times.  names: of the classes, or NULL. */
typedef struct {
    float least;
    uint32_t updates;
    const char *const *names;
} perceptron_cut;

/* Write it as model/linear.h reads it, weights in eight bits; the report of its size
 * goes to standard error.  Calls perceptron_average.  False: `path` can't be written.
 */
bool perceptron_write(perceptron *m, const char *path, const perceptron_cut *cut);

/* A part read from a file, for trying what was written (never freed); empty when it
 * can't be read. */
rap_part perceptron_part(const char *path);

#endif
