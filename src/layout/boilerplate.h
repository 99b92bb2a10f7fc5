/*
 * layout/boilerplate.h - which rows a page leaves around an article.
 *
 * Phrases that stand in data/pagephrases.tsv speak first; then every row gets a score
 * from what it and its neighbours look like, weights from data/rowcues.tsv, and the
 * best row of keep and drop is chosen under a price for every change between them.
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
    int score;       /* in hundredths of a logit; above 0: drop */
    const char *why; /* static, NULL when it is kept */
} rap_verdict;

/* Judge every row; verdicts has room for rows->n.  O(rows). */
RAP_NODISCARD
rap_code rap_rows_judge(rap_verdict *verdicts, const rap_rows *rows, rap_arena *arena,
                        rap_err *err);

/* The cues of row i as indexes of weights, for the training program: at most
 * RAP_CUE_ROOM of them; returns how many. */
enum { RAP_CUE_ROOM = 48 };
typedef struct rap_judge rap_judge;
RAP_NODISCARD
rap_code rap_judge_new(rap_judge **out, const rap_rows *rows, rap_arena *arena,
                       rap_err *err);
size_t rap_row_cues(const rap_judge *j, size_t i, uint16_t cues[RAP_CUE_ROOM]);

#endif
