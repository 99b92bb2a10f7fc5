/*
 * words/english.h - is a report in English?
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_ENGLISH_H
#define RAP_WORDS_ENGLISH_H

#include "words/prose.h"

/* By the share of small English words among the tokens; those of other languages count
 * against it where that share is low.  A text of few words is taken for English. */
bool rap_english_is(const rap_prose *p);

#endif
