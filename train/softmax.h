/*
 * train/softmax.h - a log-linear model over the reader's own feature keys.
 *
 * Trained by AdaGrad (Duchi, Hazan and Singer, JMLR 2011) towards a class, a set of
 * classes or the opinion of other models.  A feature gets a row when it was seen often
 * enough.  Pruning keeps the rows that weigh most and lets training go on with these.
 * Not for use by two threads at a time.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_SOFTMAX_H
#define TRAIN_SOFTMAX_H

#include <stdbool.h>
#include <stdint.h>

typedef struct softmax softmax;

typedef struct {
    uint32_t classes; /* at most 192 */
    uint32_t often;   /* times that a feature must be seen */
    float rate;       /* of learning, at first */
    float drop;       /* share of the features that softmax_drop leaves out */
    uint64_t seed;
} softmax_how;

softmax *softmax_new(const softmax_how *how);
void softmax_free(softmax *m);

/* Leave some features out, at random, so that none is leant upon too much (Srivastava
 * et al., "Dropout", JMLR 2014); returns how many stay. */
uint32_t softmax_drop(softmax *m, uint64_t *keys, uint32_t n);

/* scores[c] = sum of the weights of n keys. */
void softmax_score(const softmax *m, const uint64_t *keys, uint32_t n, float *scores);

/* One step: make the classes with target[c] > 0 likelier, in that proportion; classes
 * with allowed[c] false are out of the question (NULL: none is).  scores: of
 * softmax_score with the same keys; they become probabilities. */
void softmax_step(softmax *m, const uint64_t *keys, uint32_t n, const float *target,
                  const bool *allowed, float *scores);

/* Scores to probabilities of what is allowed. */
void softmax_of(float *scores, const bool *allowed, uint32_t n);

/* A new pass begins; the rate from here on, as a share of the first. */
void softmax_pass(softmax *m, float share);

/* Keep the rows (of a model of at most four classes) or else the weights that weigh
 * most, `keep` of them; from here on none is made. */
void softmax_prune(softmax *m, uint32_t keep);

/* Mark a key that tells a class for certain (rap_linear_sure). */
void softmax_mark(softmax *m, uint64_t key, uint32_t class);

/* Write as model/linear.h reads it. */
bool softmax_write(const softmax *m, const char *path, const char *const *names);

#endif
