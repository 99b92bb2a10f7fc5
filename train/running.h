/*
 * train/running.h - the words of running text, as numbers.
 *
 * A corpus is a file of reports (.jsonl, "title" and "text", cut into words by the
 * reader), a treebank (.conllu) or a list of words, one a line; gzip is taken off.
 * Words are folded, digits count as 0.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_RUNNING_H
#define TRAIN_RUNNING_H

#include "base/arena.h"

#define RUNNING_BREAK UINT32_MAX /* stands between two sentences */

typedef struct {
    rap_str low;
    uint64_t n; /* times it stands in the texts */
} running_word;

typedef struct {
    RAP_LIST(running_word) words;
    RAP_LIST(uint32_t) text; /* places in words, or RUNNING_BREAK */
    uint32_t *slots;         /* of words: place + 1 */
    uint32_t mask;
    rap_arena *arena;
} running;

/* Append a corpus; the program ends with a message when it can't be read. */
void running_read(running *to, const char *path);

/* Keep the `most` most frequent words, the most frequent first; others leave the text.
 */
void running_keep(running *to, uint32_t most);

#endif
