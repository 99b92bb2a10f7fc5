/*
 * train/pagebody_gold.h - pages whose article is known, laid over the blocks of a page.
 *
 * A set is DIR/pages/NAME.jsonl.gz ({"id", "url", "body", "with", "without"}) with the
 * pages in DIR/html/NAME/ID.html.gz.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_PAGEBODY_GOLD_H
#define TRAIN_PAGEBODY_GOLD_H

#include "base/jsonin.h"

typedef struct {
    rap_str id, site; /* site: the host of its address */
    rap_str html;
    rap_str body; /* empty when only segments are known */
    const rap_value *with, *without;
} gold_page;

typedef struct {
    const char *name;
    gold_page *pages;
    size_t n;
} gold_set;

/* Words of a text as the scorer sees them, hashed. */
typedef struct {
    uint32_t *v;
    size_t n;
} gold_words;

/* The program ends with a message when a file is missing. */
gold_set gold_read(const char *dir, const char *name, rap_arena *arena);

/* Hashes of runs of letters and digits. */
gold_words gold_words_of(rap_str text, rap_arena *arena);

/* How far each block (a text each) belongs to the body: labels[n] of 0..1. */
void gold_label(float *labels, const rap_str *blocks, size_t n, rap_str body,
                rap_arena *arena);

/* Precision and recall of runs of four words; false where there is none to count. */
typedef struct {
    double precision, recall;
    bool has_precision, exact;
} gold_score;
gold_score gold_compare(gold_words want, gold_words got, rap_arena *arena);

/* Is `part` in `text`, white space counted as one blank? */
bool gold_holds(rap_str text, rap_str part, rap_arena *arena);

#endif
