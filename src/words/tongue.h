/*
 * words/tongue.h - the language that a report is in.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_TONGUE_H
#define RAP_WORDS_TONGUE_H

#include "words/prose.h"

/* ISO 639-1 code, "und" when it is not known; static.  Scripts other than the Latin
 * speak first; then English by the share of its small words among the tokens, those of
 * other languages against it where that share is low; then the language whose small
 * words are most.  A Latin text of few words is taken for English.  O(text). */
const char *rap_tongue_of(const rap_prose *p);

#endif
