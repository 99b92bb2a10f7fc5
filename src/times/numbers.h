/*
 * times/numbers.h - numbers as the text writes them: digits, words, and both together.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TIMES_NUMBERS_H
#define RAP_TIMES_NUMBERS_H

#include "words/prose.h"

/* The value is mantissa / 10^places; the mantissa is never negative. */
typedef struct {
    int64_t mantissa;
    uint8_t places;
    bool ordinal;  /* "third", "20th" */
    bool digits;   /* begins in digits */
    bool grouped;  /* written with a separator or a decimal point */
    char tail;     /* 'm' or 'k' directly behind digits ("300m", not applied); else 0 */
    uint32_t last; /* the token behind it */
} rap_number;

/* The longest number that begins at `token`; false, nothing touched, when there is
 * none. "a" begins one only before a hundred, a dozen, a million and so on.  A number
 * is at most 10^15.  Cost: at most 16 tokens. */
bool rap_number_read(rap_number *out, const rap_prose *p, uint32_t token);

/* data/numbers.tsv; static. */
const rap_table *rap_number_table(void);

/* May a number begin at `token`?  Cheap: true for all that do and a few that do not. */
bool rap_number_begins(const rap_prose *p, uint32_t token);

/* Is the number at `token` the name of what stands before it, or the second of such
 * ("Article 5", "Flight 2019", "paragraphs 3 and 4"; data/numbered.tsv)?  Cost: a few
 * tokens. */
bool rap_number_names(const rap_prose *p, uint32_t token);

/* Is it the number of a house: "12 Harbour Street"?  `head`: the noun that it seems to
 * count. */
bool rap_number_is_address(const rap_prose *p, uint32_t token, uint32_t head);

/* The divisor of a word for a part ("thirds", "quarters", "third"), or 0. */
int rap_number_part(const rap_prose *p, uint32_t token);

/* 2 or 3 for "twice" and "thrice", else 0. */
int rap_number_times(const rap_prose *p, uint32_t token);

/* value = number / divisor to three places, halves up. */
rap_number rap_number_over(rap_number n, int divisor);

/* A whole number, or -1 when it is none. */
int64_t rap_number_whole(const rap_number *n);

/* "1800000", "2.37"; p is NULL when memory is refused. */
rap_str rap_number_print(rap_arena *a, const rap_number *n);

#endif
