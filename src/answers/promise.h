/*
 * answers/promise.h - one pledge as it is shown: who made it, in which words, and what
 * is said to have become of it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_PROMISE_H
#define RAP_ANSWERS_PROMISE_H

#include "view/claim.h"

typedef struct {
    rap_telling *made, *followups;
    uint32_t n_made, n_followups;
    rap_claim by; /* of the telling with these words, or the first; NONE without one */
    bool own;     /* its own side says so: `by` made it; else the party's names did */
    bool hollow;  /* nobody of its own side and no report says that it was made */
    rap_str what; /* in quotation marks when just these words were uttered */
} rap_promise;

/* Of a pledge row. */
RAP_NODISCARD
rap_code rap_promise_of(rap_promise *out, rap_view *v, const rap_item *item,
                        rap_arena *arena, rap_err *err);

/* "Fomin (Russia): what he promised", "Russia: what it promised, says R8 (narrator)".
 */
void rap_promise_write(rap_buf *out, const rap_view *v, const rap_item *item,
                       const rap_promise *p);

#endif
