/*
 * train/coreftext.h - a text read as far as its phrases, for the trainers of coref.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_COREFTEXT_H
#define TRAIN_COREFTEXT_H

#include "coref/chains.h"

typedef struct {
    rap_arena *arena;
    rap_prose prose;
    rap_names names;
    rap_noted_list list;
    rap_chains chains;
    int32_t *gold;     /* per phrase: its chain in the gold, or -1 */
    int32_t *of_chain; /* per chain: the gold chain, or -1; of a text with one pronoun
                          1 and 2, added up, for the names in it */
    uint32_t missed, found;
} coref_text;

/* Read it; the program ends with a message when that fails. */
void coref_text_read(coref_text *r, rap_str text, rap_arena *arena);

/* Bytes of the text that a phrase, and that its head, covers. */
rap_span coref_text_span(const coref_text *r, uint32_t phrase);
rap_span coref_text_head(const coref_text *r, uint32_t phrase);

/* Learn of what sort phrases are (coref/sorts.h) from a file of lines {"text", "sorts":
 * [[begin, end, sort], ...]} and write it. */
void coref_sorts_learn(const char *out, const char *path, const char *dev);

#endif
