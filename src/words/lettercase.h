/*
 * words/lettercase.h - how the letters of a sentence are written.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_LETTERCASE_H
#define RAP_WORDS_LETTERCASE_H

#include "words/prose.h"

typedef enum { /* of a sentence of four words or more; shorter ones are plain */
               RAP_CASE_PLAIN,
               RAP_CASE_TITLE, /* Most Words Have a Capital */
               RAP_CASE_UPPER, /* MOST WORDS ARE CAPITALS */
               RAP_CASE_LOWER  /* no word has one */
} rap_case;

/* O(words). */
rap_case rap_sentence_case(const rap_prose *p, const rap_sentence *s);

#endif
