/*
 * view/statement.h - the words of a statement with the cue that says how they were
 * uttered: without it "denied that it had" would stand as "that it had".
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_STATEMENT_H
#define RAP_VIEW_STATEMENT_H

#include "view/view.h"

typedef struct {
    rap_str words; /* the cue, or empty where it adds nothing to "said" */
    bool behind;   /* it stands behind what was said: "it will, he warned" */
} rap_cue_shown;

/* Of an attribution row; nothing of rows of other kinds, nor of words that stand in
 * quotation marks as a whole. */
rap_cue_shown rap_cue_of(const rap_item *item);

/* What stands before the words: "denied ", "warned: ", or nothing. */
void rap_cue_write(rap_buf *out, rap_cue_shown cue);

#endif
