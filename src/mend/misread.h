/*
 * mend/misread.h - one character of UTF-8 that was read in another charset: a reading.
 *
 * A reading is a lead character and its tails which, as bytes of one code page, are one
 * UTF-8 character; of a tail that was lost, a space (for a no-break space) or U+FFFD
 * may stand instead.  Whether a reading is damage or chance is weighed here as far as
 * it can be by itself; the rest is mend/mojibake.c's, which sees them all.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MEND_MISREAD_H
#define RAP_MEND_MISREAD_H

#include "mend/codepage.h"
#include "mend/draft.h"

typedef enum {
    RAP_WEIGHT_NONE,
    RAP_WEIGHT_WEAK,  /* needs another beside it, or a word around it */
    RAP_WEIGHT_NEEDS, /* needs a strong one of its page in the text */
    RAP_WEIGHT_STRONG
} rap_weight;

typedef struct {
    rap_span at;
    uint32_t c, then; /* what to put */
    const rap_reason *reason;
    rap_codepage page;
    uint8_t lead;
    rap_weight weight;
    bool in_word;  /* between two letters */
    bool by_word;  /* beside one */
    bool by_latin; /* beside an ASCII letter, though of another script */
    bool odd;      /* a tail that sound text does not have there */
    bool control;  /* a tail is a C1 control, where the page has a sign */
    bool lossy;    /* a tail was lost: c is U+FFFD */
    bool run;      /* one of a run of readings that holds an odd one, or three */
} rap_misread;

/* How to look. */
typedef struct {
    bool lost;   /* also at readings with lost tails */
    bool latin2; /* iso-8859-2 before windows-1250 */
    bool latin9; /* iso-8859-15 before windows-1252 */
    bool cp850;  /* before ibm437 */
} rap_misread_how;

/* The reading that begins at s[at], whose byte is high.  O(1). */
bool rap_misread_find(rap_str s, size_t at, rap_misread_how how, rap_misread *out);

/* Where the tail ends of a three-byte reading that begins at s[at] and lacks its last
 * tail, 0 when there is none: what stands directly behind was changed after the damage
 * (letters made small), and can no longer be read.  O(1). */
size_t rap_misread_broken(rap_str s, size_t at);

#endif
