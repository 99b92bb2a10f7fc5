/*
 * facts/contests.h - whether sides are at odds in a report, and which of them are.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_CONTESTS_H
#define RAP_FACTS_CONTESTS_H

#include "facts/statements.h"

enum {
    RAP_CONTEST_FEW = 60,   /* tokens of a report too short to tell a dispute */
    RAP_CONTEST_PLAINLY = 6 /* weight of a stance that shows without an issue */
};

typedef struct {
    bool quarrel; /* several sides want, refuse or blame something, whatever it is */
    /* Words of issues alone make no dispute: in a report that is long enough somebody
     * of a side must refuse, blame, deny or threaten something, or two sides ask for
     * something.  What is told of a storm names aid and troops as well. */
    bool contested;
    bool heated;   /* much of the report is so */
    bool *engaged; /* per entity: a side that wants, offers, refuses or blames
                    * something, or of which it is wanted */
} rap_contest;

/* Judge a report by its statements; memory from the scene's arena.  O(statements). */
RAP_NODISCARD
rap_code rap_contest_judge(rap_contest *out, const rap_scene *s,
                           const rap_statement *list, uint32_t n, rap_err *err);

#endif
