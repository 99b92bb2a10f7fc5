/*
 * facts/statements.h - the stretches of a report that may each hold one position.
 *
 * A unit of facts/scene.h is all that one voice says in one sentence; a statement is
 * the part of it that wants, gives or refuses one thing: "would drop the tariffs, but
 * its ports stay closed" are two.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_STATEMENTS_H
#define RAP_FACTS_STATEMENTS_H

#include "facts/issues.h"
#include "facts/stances.h"

typedef struct {
    rap_unit unit;
    rap_stance stance; /* of its own, or of the cue of its attribution */
    rap_issue issue;   /* of its own words; empty label: none */
} rap_statement;

/* Statements in order of the text, taken from the scene's arena.  O(tokens). */
RAP_NODISCARD
rap_code rap_statements_cut(rap_statement **out, uint32_t *n, const rap_scene *s,
                            const rap_topics *topics, rap_err *err);

#endif
