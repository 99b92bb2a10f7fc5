/*
 * trees/trees.h - tags and lemmas of all words, and what hangs on what.
 *
 * Tags and a dependency tree over every sentence are the encoder's (encoder/encoder.h),
 * made to keep the hard rules of Universal Dependencies (trees/valid.h).  Every
 * sentence gets one tree with one root, whatever it holds.  Later rooms take it as
 * evidence, not as truth.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TREES_TREES_H
#define RAP_TREES_TREES_H

#include "trees/relations.h"
#include "words/prose.h"

/* Set upos, xpos, lemma, head and deprel of every token.  O(n). */
RAP_NODISCARD
rap_code rap_trees_read(const rap_prose *p, rap_err *err);

/* The same without heads: they stay RAP_NO_HEAD. */
RAP_NODISCARD
rap_code rap_trees_tag(const rap_prose *p, rap_err *err);

#endif
