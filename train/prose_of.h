/*
 * train/prose_of.h - a report out of given words, as the reader would see it.
 *
 * Trainers give the words, sentences and paragraphs of a corpus and get a rap_prose
 * with tokens, shapes, paired marks, word classes and sentences, so that they compute
 * features with the reader's own code.  Tags, lemmas and heads are not set.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_PROSE_OF_H
#define TRAIN_PROSE_OF_H

#include "words/prose.h"

typedef struct {
    rap_str form;
    bool glued;     /* no white space before it */
    bool sentence;  /* first of its sentence */
    bool paragraph; /* first of its paragraph */
} given_word;

/* Build it in the arena; false when memory is refused. */
bool prose_of(rap_prose *out, const given_word *words, uint32_t n, rap_arena *arena);

#endif
