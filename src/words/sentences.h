/*
 * words/sentences.h - where sentences end.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_SENTENCES_H
#define RAP_WORDS_SENTENCES_H

#include "words/prose.h"

typedef RAP_LIST(rap_sentence) rap_sentence_list;

/* Append the sentences of tokens [first, last), which are the block of index `block`,
 * and set each token's sentence and RAP_SHAPE_FIRST.  Marks must have been paired.
 * O(n). */
RAP_NODISCARD
rap_code rap_sentences_read(rap_sentence_list *out, const rap_prose *p, rap_span tokens,
                            uint32_t block, rap_err *err);

#endif
