/*
 * words/tags.h - tags and lemmas of all tokens.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_TAGS_H
#define RAP_WORDS_TAGS_H

#include "words/prose.h"

/* Look every word up: the row of the lexicon, or RAP_TABLE_NONE, of each token. */
void rap_tags_look(int32_t *rows, const rap_prose *p);

/* Set xpos, upos and lemma of every token.  O(n). */
RAP_NODISCARD
rap_code rap_tags_read(const rap_prose *p, const int32_t *rows, rap_err *err);

#endif
