/*
 * facts/clausecuts.h - the clauses of a report.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_CLAUSECUTS_H
#define RAP_FACTS_CLAUSECUTS_H

#include "facts/scene.h"

/* Fill in clauses and clause_of of a scene whose attributions are known.  RAP_E_MEMORY.
 * O(tokens log attributions). */
RAP_NODISCARD
rap_code rap_clauses_cut(rap_scene *s, rap_err *err);

/* A token without letter or digit. */
bool rap_is_loose_mark(const rap_token *t);

#endif
