/*
 * facts/avowals.h - positions that a noun names: "its promise to open the port".
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_AVOWALS_H
#define RAP_FACTS_AVOWALS_H

#include "facts/statements.h"

/* Does the noun at `token` name a stance with what it is about?  Fills the statement -
 * unit, stance, issue of its complement - and who holds it.  O(1). */
bool rap_avowal_read(const rap_scene *s, const rap_topics *topics, uint32_t token,
                     rap_statement *out, rap_actors *holders);

/* "promised", "agreed": the stance of a verb that binds whoever uses it, by
 * data/vows.tsv; empty: it is none. */
rap_str rap_avowal_vow(const rap_scene *s, uint32_t token);

#endif
