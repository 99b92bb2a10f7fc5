/*
 * coref/officers.h - for which state an officer of no named state speaks.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_COREF_OFFICERS_H
#define RAP_COREF_OFFICERS_H

#include "names/names.h"

/* "Trade Minister Jon Ruud", in a report that names no state beside him: give him the
 * side of the state that the sentences around his first mentions speak of, where they
 * speak of one more than of others.  names gets a list of entities of its own; memory
 * from p->arena.  O(tokens + entities). */
RAP_NODISCARD
rap_code rap_officers_find(rap_names *names, const rap_prose *p, rap_err *err);

/* Has a person an office of a state by one of his roles ("trade minister")?  O(roles).
 */
bool rap_officers_has_office(const rap_entity *e);

#endif
