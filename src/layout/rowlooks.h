/*
 * layout/rowlooks.h - what is asked about a row of a text before it is judged: its
 * form, its words, the rows beside it, its place, and what kind of text it stands in.
 *
 * Every answer is a small number; together they are the features of a row for
 * model/boosted.h.  Which word tells what stands in data/rowwords.tsv.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_LAYOUT_ROWLOOKS_H
#define RAP_LAYOUT_ROWLOOKS_H

#include "layout/boilerplate.h"

enum { RAP_ROW_CLASSES = 20 }; /* of words */

/* Of one row alone.  Shares are hundredths; nothing is over 255. */
enum {
    RAP_OWN_WORDS,
    RAP_OWN_BYTES,
    RAP_OWN_BEGINS,
    RAP_OWN_ENDS,
    RAP_OWN_CASE,
    RAP_OWN_STOPS,
    RAP_OWN_BLANK,
    RAP_OWN_INDENT,
    RAP_OWN_PHRASE,
    RAP_OWN_STRONG,
    RAP_OWN_HINT_PAGE,
    RAP_OWN_HINT_CAPTION,
    RAP_OWN_HINT_BYLINE,
    RAP_OWN_HINT_DATED,
    RAP_OWN_BYLINE,
    RAP_OWN_MASTHEAD,
    RAP_OWN_PROSE,
    RAP_OWN_CAPITALS, /* share of words */
    RAP_OWN_LEADS,    /* capital words at its head */
    RAP_OWN_DIGITS,   /* share of bytes */
    RAP_OWN_UPPER,    /* share of bytes */
    RAP_OWN_COMMAS,
    RAP_OWN_COLONS,
    RAP_OWN_BRACKETS,
    RAP_OWN_DASHES,
    RAP_OWN_LENGTH,   /* bytes a word */
    RAP_OWN_NUMBERS,  /* words that are */
    RAP_OWN_DATISH,   /* share of words of days and hours */
    RAP_OWN_DAY_RUN,  /* most such words in a row */
    RAP_OWN_FUNCTION, /* share of function words */
    RAP_OWN_FIRST,    /* class of its first word */
    RAP_OWN_LAST,
    RAP_OWN_NAMES,   /* given names */
    RAP_OWN_CONTENT, /* long words that tell nothing of the kind */
    RAP_OWN_KNOWN,   /* share of these that prose elsewhere in the text has */
    RAP_OWN_HEAD,    /* share of these in the text's first row */
    RAP_OWN_SIGN,
    RAP_OWN_CLASS = RAP_OWN_SIGN + RAP_SIGN_COUNT,
    RAP_OWN_COUNT = RAP_OWN_CLASS + RAP_ROW_CLASSES
};

/* Words of rows, worked out once for a whole text. */
typedef struct {
    const rap_rows *rows;
    uint8_t (*own)[RAP_OWN_COUNT]; /* one a row */
    uint32_t *first, *last;        /* hash of that word of a row */
} rap_row_words;

/* Fill in the looks of all rows, phrases and heads being looked at already.  Borrows
 * rows.  O(text). */
RAP_NODISCARD
rap_code rap_row_words_look(rap_row_words *out, const rap_rows *rows, rap_str text,
                            rap_arena *arena, rap_err *err);

enum {
    RAP_LOOKS_BESIDE = 10 * 4,
    RAP_LOOKS_PLACE = 40,
    RAP_LOOKS = RAP_OWN_COUNT + RAP_LOOKS_BESIDE + RAP_LOOKS_PLACE,
    RAP_LOOKS_SCORES = 14,
    RAP_LOOKS_AGAIN = RAP_LOOKS + RAP_LOOKS_SCORES,
    RAP_ROW_LOGIT = 256, /* units of a score */
    RAP_ROW_SURE = 2000  /* no score is farther from 0 */
};

/* All that is known of a text's rows. */
typedef struct rap_looks rap_looks;

RAP_NODISCARD
rap_code rap_looks_new(rap_looks **out, const rap_rows *rows, rap_str text,
                       rap_arena *arena, rap_err *err);

/* The features of row i, out[RAP_LOOKS].  O(1). */
void rap_looks_at(const rap_looks *looks, size_t i, int16_t *out);

/* Those and what a first judgement of all rows says around it: scores in 1/256 of a
 * logit, one a row; out[RAP_LOOKS_AGAIN]. */
void rap_looks_again(const rap_looks *looks, const int16_t *scores, size_t i,
                     int16_t *out);

/* The looks of row i alone: RAP_OWN_COUNT of them, borrowed. */
const uint8_t *rap_looks_own(const rap_looks *looks, size_t i);

/* Is it a page with everything on it, not a text that somebody has cleaned already? */
bool rap_looks_whole_page(const rap_looks *looks);

#endif
