/*
 * words/sentences.h - where sentences end.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_SENTENCES_H
#define RAP_WORDS_SENTENCES_H

#include "words/prose.h"

/* Set the sentences of p, each token's sentence and RAP_SHAPE_FIRST; the tokens of
 * block b end before ends_of[b].  Marks must have been paired and classes set.  O(n).
 */
RAP_NODISCARD
rap_code rap_sentences_read(rap_prose *p, const uint32_t *ends_of, rap_err *err);

#endif
