/*
 * train/samples.h - sentences with tags, trees and marks of names, for the encoder.
 *
 * Trees come from CoNLL-U (train/treebank.h); names from lists of words and tags, one a
 * line, BIO, the tag last, an empty line behind a sentence.  A list over the words of a
 * treebank sentence, word for word, is laid over that sentence; any other makes a
 * sentence of its own, without tags and heads.  Kinds of names become the four that the
 * encoder knows: PER, ORG, LOC, NORP.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_SAMPLES_H
#define TRAIN_SAMPLES_H

#include "base/arena.h"
#include "base/err.h"

typedef struct {
    rap_str form, low;
    int16_t tag, label, mark; /* places in the lists below; -1: not told */
    int32_t head;             /* from 1 in the sentence, 0 the root; -1: not told */
} sample_word;

typedef struct {
    uint32_t first, last; /* words [first, last) */
    int16_t dialect;      /* conventions of its names, -1: none are told */
    bool tree;            /* has tags and heads */
} sample;

typedef struct {
    const char *v[128];
    uint32_t n;
} sample_names;

/* What a number stands for: "NOUN|NN", "nsubj:pass", "B-PER"; "news". */
typedef struct {
    sample_names tags, labels, marks, dialects;
    bool closed; /* nothing is added: what is new is not told */
} sample_lists;

typedef struct {
    RAP_LIST(sample_word) words;
    RAP_LIST(sample) sentences;
    sample_lists *lists; /* shared by training and development sets */
} samples;

enum { SAMPLE_WORDS = 400 }; /* of a sentence; what is behind is left out */

/* Append treebanks: a folder (files whose name holds `part`) or a file. */
RAP_NODISCARD
rap_code samples_read_trees(samples *to, const char *path, const char *part,
                            rap_arena *arena, rap_err *err);

/* Append names: "KIND:FILE", where files of one KIND follow the same conventions.  The
 * first kind is the one that will be read with. */
RAP_NODISCARD
rap_code samples_read_names(samples *to, const char *kind_and_file, rap_arena *arena,
                            rap_err *err);

#endif
