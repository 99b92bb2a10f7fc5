/*
 * keep/arrival.h - a record on its way into a dossier, checked before it is let in.
 *
 * It may come from another machine, or from a worker that a hostile report has turned:
 * nothing that is in the dossier can stop the pile.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_ARRIVAL_H
#define RAP_KEEP_ARRIVAL_H

#include "base/digest.h"
#include "pile/filed.h"

typedef struct {
    rap_filed filed;
    rap_str record, source, options; /* source: p NULL when it is not at hand */
    rap_digest sum;                  /* of the record, once it is written */
    uint32_t words;
} rap_arrival;

/* Parse and check the record and its source; `filed` and `words` are filled.  Memory of
 * `filed` from `lasting`, of the way there from `passing`.  RAP_E_SYNTAX when the
 * record or its source is not what it says. */
RAP_NODISCARD
rap_code rap_arrival_check(rap_arrival *a, rap_arena *lasting, rap_arena *passing,
                           rap_err *err);

#endif
