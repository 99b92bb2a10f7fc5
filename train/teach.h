/*
 * train/teach.h - what several trained parsers think, and running text to think about.
 *
 * Distilling: a student learns the mean opinion of its teachers in the very states that
 * it gets into itself (Liu et al., "Distilling knowledge for search-based structured
 * prediction", ACL 2018).  Each teacher sees its own share of the features.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_TEACH_H
#define TRAIN_TEACH_H

#include "model/linear.h"
#include "words/prose.h"

enum { TEACHERS_MAX = 8 };

typedef struct {
    rap_linear moves, labels;
    float move_unit, label_unit; /* a weight of 1.0 */
    uint32_t mask;
} teacher;

typedef struct {
    teacher v[TEACHERS_MAX];
    uint32_t n;
} teachers;

/* Folders by commas, each with moves.weights, labels.weights and a file "mask" that
 * holds the teacher's number; false: one is missing. */
bool teachers_open(teachers *out, const char *folders);

/* Leave the features out that a parser of this number does not look at (0: it looks at
 * all); returns how many stay. */
uint32_t mask_keys(uint32_t mask, uint64_t *keys, uint32_t n);

/* Mean probabilities; of labels when `labels` is set. */
void teachers_ask(const teachers *t, bool labels, const uint64_t *keys, uint32_t n,
                  const bool *allowed, float *out);

/* A sentence of running text. */
typedef struct {
    const rap_prose *prose;
    uint32_t first, n;
} news_sentence;

typedef RAP_LIST(news_sentence) news;

/* Sentences of a file of JSON Lines ("title", "text"), read and tagged as the program
 * does, of ordinary length, until there are so many words. */
bool news_read(news *out, const char *path, uint64_t words, rap_arena *arena);

#endif
