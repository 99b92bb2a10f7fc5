/*
 * train/sure.h - which contexts leave no choice.
 *
 * Counts, for a context (a feature key), how often each class would have been right.
 * A context that was seen often and (nearly) always allowed one class is sure: the
 * reader need not score it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_SURE_H
#define TRAIN_SURE_H

#include <stdint.h>

typedef struct sure sure;

sure *sure_new(void);
void sure_free(sure *s);

/* Context `key` was seen and the classes whose bits are set (at most 64) were right. */
void sure_count(sure *s, uint64_t key, uint64_t right);

/* The next sure context: its key and class.  *at begins at 0; 0 at the end. */
typedef struct {
    uint32_t often;
    double share; /* of the times that the class was right */
} sure_least;
int sure_next(const sure *s, const sure_least *least, uint32_t *at, uint64_t *key,
              uint32_t *class);

/* Contexts counted, and the share of all countings that sure ones make up. */
double sure_share(const sure *s, const sure_least *least);

#endif
