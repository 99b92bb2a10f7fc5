/*
 * view/wording.h - days, stances, statuses and numbers in words that people read.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_WORDING_H
#define RAP_VIEW_WORDING_H

#include "base/buf.h"

/* "2022-03-29/2022-03-30" as "29-30 Mar 2022", "2022-03" as "Mar 2022"; "no date" for
 * the empty day; other text as it is. */
void rap_word_day(rap_buf *out, rap_str day);

/* 1234567 as "1,234,567". */
void rap_word_count(rap_buf *out, int64_t n);

/* The same of digits; anything else as it is. */
void rap_word_number(rap_buf *out, rap_str digits);

/* "1 report", "2 reports". */
void rap_word_things(rap_buf *out, int64_t n, const char *one, const char *many);

/* A word with its glyph and the class of its colour; static.  Unknown stances and
 * statuses are shown as they are written. */
typedef struct {
    rap_str word, glyph, hollow, style;
    bool flag; /* stance: stands in the matrix; status: needs its claimant */
} rap_sign;
rap_sign rap_sign_stance(rap_str stance);
rap_sign rap_sign_status(rap_str status);
rap_sign rap_sign_act(rap_str cameo);   /* word and style */
rap_sign rap_sign_kind(rap_str kind);   /* word and style, of a kind of row */
rap_sign rap_sign_speech(rap_str kind); /* word and style */
rap_str rap_word_basis(rap_str basis);
rap_str rap_word_relation(rap_str relation);
rap_str rap_word_unnamed(rap_str kind);

/* "3 unnamed officials"; count 0: not told, as rap_word_unnamed. */
void rap_word_unnamed_many(rap_buf *out, rap_str kind, int64_t count);

/* Does a text say the word of the sign itself ("refuses to discuss it")? */
bool rap_sign_is_said(const rap_sign *sign, rap_str text);

/* A text without its quotation marks: for words shown under another than the one who
 * uttered them. */
void rap_word_unquoted(rap_buf *out, rap_str text);

/* A text without the commas, stops and blanks at its end, which are the report's own;
 * those inside closing quotation marks stay. */
rap_str rap_word_bare(rap_str text);

/* A text without a quotation mark at its beginning whose partner was cut off behind it,
 * and the other way round. */
rap_str rap_word_paired(rap_str text);

/* Does it end in a comma inside quotation marks ("so it is,")? */
bool rap_word_has_comma(rap_str text);

/* A word as a shell takes it: as it is, or in single quotes. */
void rap_word_shell(rap_buf *out, rap_str word);

/* The first `most` words; *cut tells whether there were more. */
rap_str rap_word_few(rap_str text, uint32_t most, bool *cut);

/* An issue label ("territory_status") as words. */
void rap_word_label(rap_buf *out, rap_str label);

#endif
