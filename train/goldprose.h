/*
 * train/goldprose.h - a treebank as the reader would see its text.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_GOLDPROSE_H
#define TRAIN_GOLDPROSE_H

#include "prose_of.h"
#include "treebank.h"

/* Tokens and sentences of the prose have the numbers of those of the treebank. */
bool goldprose_of(rap_prose *out, const treebank *bank, rap_arena *arena);

/* Options of a trainer: "--name value" pairs; `other` when it is missing. */
const char *option_of(int argc, char **argv, const char *name, const char *other);
double option_number(int argc, char **argv, const char *name, double other);

/* A small random number generator, the same everywhere (xorshift; Marsaglia 2003). */
uint32_t random_next(uint64_t *state);

/* 0 .. n-1 in a random order. */
void shuffle(uint32_t *order, uint32_t n, uint64_t *state);

#endif
