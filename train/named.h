/*
 * train/named.h - reports with labelled names, read as the reader would read them.
 *
 * A corpus is a list of words and tags, one a line (".tsv", ".conll", gzip taken off;
 * BIO), an empty line behind a sentence, "# doc = " before a document.  The words are
 * put together to a text again, the reader cuts and tags that text, and every token of
 * its own gets the label of the name it stands in: trainers meet what the reader meets.
 * All corpora are brought to one convention by train/conventions.tsv and a few rules
 * (named.c).
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_NAMED_H
#define TRAIN_NAMED_H

#include "base/err.h"
#include "names/labels.h"

typedef struct {
    rap_prose prose;
    rap_lexicon lex;
    uint8_t *gold;   /* rap_label of each token */
    bool partial;    /* groups and other names are not labelled in it */
    uint8_t corpus;  /* number of the file */
    uint8_t dialect; /* RAP_DIALECT_... of its conventions */
} named_report;

typedef struct {
    RAP_LIST(named_report) v;
} named;

/* How the letters of a copy are written. */
typedef enum { NAMED_AS_IS, NAMED_UPPER, NAMED_LOWER, NAMED_TITLE } named_case;

typedef struct {
    named_case letters;
    uint32_t every; /* take each so-manieth report only; 1: all */
    bool joined;    /* a paragraph of several sentences (else one is a paragraph) */
} named_how;

/* Append the reports of a file.  Memory from the arena, kept as long as they are. */
RAP_NODISCARD
rap_code named_read(named *to, const char *path, const named_how *how, rap_arena *arena,
                    rap_err *err);

#endif
