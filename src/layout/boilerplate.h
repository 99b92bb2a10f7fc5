/*
 * layout/boilerplate.h - which rows a page leaves around an article.
 *
 * Every row gets a score from how it and its neighbours look (layout/rowlooks.h) by a
 * first model, and another by a second one that knows the first scores of the rows
 * around: what a page leaves comes in blocks.  Phrases of data/pagephrases.tsv that are
 * sure need little more to decide.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_LAYOUT_BOILERPLATE_H
#define RAP_LAYOUT_BOILERPLATE_H

#include "layout/textlines.h"

typedef enum {
    RAP_PHRASE_NONE,
    RAP_PHRASE_PAGE,    /* of the page, not of the article */
    RAP_PHRASE_CAPTION, /* of a picture */
    RAP_PHRASE_BYLINE,  /* who wrote it */
    RAP_PHRASE_DATED,   /* when it was put out */
    RAP_PHRASE_KINDS
} rap_phrase_kind;

/* Look every row up in the table of phrases: fills rap_row.phrase.  O(text). */
void rap_phrases_look(rap_rows *rows, rap_str text);

/* Of a row of that table. */
rap_phrase_kind rap_phrase_kind_of(int phrase);
bool rap_phrase_is_strong(int phrase);  /* it decides by itself */
const char *rap_phrase_why(int phrase); /* static */

/* Does the text begin with a phrase of this kind that is marked to begin sentences? */
bool rap_phrase_begins(rap_str text, rap_phrase_kind kind);

/* What was found about one row. */
typedef struct {
    bool drop;
    bool day;        /* a day and little else */
    int score;       /* 256 to a logit; above 0: drop */
    const char *why; /* static, NULL when it is kept */
} rap_verdict;

/* Judge every row of `text`; verdicts has room for rows->n.  Phrases and heads are
 * looked at already.  Without the models only phrases speak.  O(text). */
RAP_NODISCARD
rap_code rap_rows_judge(rap_verdict *verdicts, const rap_rows *rows, rap_str text,
                        rap_arena *arena, rap_err *err);

#endif
