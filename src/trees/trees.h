/*
 * trees/trees.h - what hangs on what: a dependency tree over every sentence.
 *
 * A greedy transition-based parser: one pass over the words, two or three decisions
 * each (see trees/arcs.h).  Every sentence gets one tree with one root, whatever it
 * holds.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TREES_TREES_H
#define RAP_TREES_TREES_H

#include "model/linear.h"
#include "trees/relations.h"
#include "words/prose.h"

typedef struct {
    rap_linear moves, labels;
    uint8_t relations[RAP_REL_COUNT]; /* of the classes of labels */
} rap_parser;

/* Use two parts of weights; without them rap_parser_run does nothing. */
void rap_parser_open(rap_parser *out, rap_part moves, rap_part labels);

/* Set head and deprel of every token, whose tags must be there.  O(n). */
RAP_NODISCARD
rap_code rap_parser_run(const rap_parser *parser, const rap_prose *p, rap_err *err);

/* The same with the weights built in, and made to keep the rules (trees/valid.h). */
RAP_NODISCARD
rap_code rap_trees_read(const rap_prose *p, rap_err *err);

#endif
