/*
 * words/tagger.h - universal and Penn tags by an averaged perceptron.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_TAGGER_H
#define RAP_WORDS_TAGGER_H

#include "words/tagkeys.h"

enum { RAP_TAGS_MAX = 192 }; /* joint tags, "NOUN|NN" */

/* A model and what its classes stand for. */
typedef struct {
    rap_linear model;
    rap_part words; /* the table of frequent words */
    uint8_t upos[RAP_TAGS_MAX];
    char xpos[RAP_TAGS_MAX][6];
} rap_tagger;

/* Use two parts of weights; without a model all tags are X. */
void rap_tagger_open(rap_tagger *out, rap_part model, rap_part words);

/* Set upos and xpos of every token.  O(n). */
RAP_NODISCARD
rap_code rap_tagger_run(const rap_tagger *t, const rap_prose *p, rap_err *err);

#endif
