/*
 * words/lettercase.c - how the letters of a sentence are written.
 */
/* SPDX-License-Identifier: MIT */
#include "words/lettercase.h"

enum { LEAST = 4 /* words */ };

rap_case rap_sentence_case(const rap_prose *p, const rap_sentence *s)
{
    uint32_t words = 0, big = 0, upper = 0, later = 0;
    for (uint32_t i = s->first; i < s->last; i++) {
        uint16_t shape = p->tokens[i].shape;
        if (!(shape & RAP_SHAPE_LETTER)) continue;
        words++;
        big += (shape & RAP_SHAPE_CAPITAL) != 0;
        later += (shape & RAP_SHAPE_CAPITAL) && !(shape & RAP_SHAPE_FIRST);
        upper += (shape & RAP_SHAPE_UPPER) != 0;
    }
    if (words < LEAST) return RAP_CASE_PLAIN;
    if (upper * 10 > words * 7) return RAP_CASE_UPPER;
    if (later * 3 > (words - 1) * 2) return RAP_CASE_TITLE;
    return big ? RAP_CASE_PLAIN : RAP_CASE_LOWER;
}
