/*
 * show/verb.h - the frame in which a verb walks over its rows and prints them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SHOW_VERB_H
#define RAP_SHOW_VERB_H

#include "answers/sieve.h"
#include "show/lines.h"
#include "show/show.h"
#include "view/claim.h"
#include "view/forms.h"

/* What a verb works with. */
typedef struct {
    rap_view *v;
    rap_arena *arena; /* for all of the verb */
    rap_arena *row;   /* emptied before every row */
    rap_filter filter;
    rap_lines lines;
    uint64_t rows, parts, hollow; /* shown as text: for the line at the end */
    rap_err *err;
} rap_verb;

RAP_NODISCARD
rap_code rap_verb_begin(rap_verb *verb, rap_buf *out, rap_dossier *d,
                        const rap_show_options *options, rap_err *err);

/* Give all back; what the verb comes to: rc, or that memory was refused to something
 * that was written, which then is not whole. */
RAP_NODISCARD
rap_code rap_verb_end(rap_verb *verb, rap_code rc);

/* Walk over the rows of a kind that the filter keeps, in the form asked for; `text`
 * prints one row in the text form (NULL where that form is not walked; a failure ends
 * the walk). */
typedef rap_code rap_verb_row(rap_verb *verb, const rap_item *item);
RAP_NODISCARD
rap_code rap_verb_walk(rap_verb *verb, bool *found, const char *kind,
                       rap_verb_row *text);

/* The citations at the end of a line: at most `most`, then how many more. */
void rap_verb_cites(rap_verb *verb, const rap_item *item, uint32_t most);

/* The cue that stands before the words of a statement; nothing of other rows. */
void rap_verb_cue(rap_verb *verb, const rap_item *item);

/* Name of a claimant at the place in the line. */
void rap_verb_claim(rap_verb *verb, const rap_claim *claim);

#endif
