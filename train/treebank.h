/*
 * train/treebank.h - gold words of treebanks in CoNLL-U.
 *
 * Words with a range or a decimal number ("3-4", "5.1") are left out; text and feature
 * columns are not kept.  Relations keep their subtype where rap_deprel has it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_TREEBANK_H
#define TRAIN_TREEBANK_H

#include "base/arena.h"
#include "base/err.h"

typedef struct {
    rap_str form, lemma;
    uint32_t head;  /* number of the head in the sentence, 1-based; 0: the root */
    uint8_t upos;   /* rap_upos */
    uint8_t deprel; /* rap_deprel */
    bool space;     /* white space stands before it */
    char xpos[6];
} gold_word;

typedef struct {
    uint32_t first, last; /* words [first, last) */
    bool opens;           /* the first of a document or paragraph */
    bool document;        /* the first of a document */
    bool headline;        /* set by whoever makes variants */
} gold_sentence;

typedef struct {
    RAP_LIST(gold_word) words;
    RAP_LIST(gold_sentence) sentences;
} treebank;

/* Append the sentences of a file (plain, gzip or zstd).  Strings live in the arena. */
RAP_NODISCARD
rap_code treebank_read(treebank *to, const char *path, rap_arena *arena, rap_err *err);

/* The same of every *.conllu and *.conllu.gz of a folder whose name holds `part`
 * ("train"), in the order of names; a path to a file is read as it is. */
RAP_NODISCARD
rap_code treebank_read_all(treebank *to, const char *folder, const char *part,
                           rap_arena *arena, rap_err *err);

#endif
