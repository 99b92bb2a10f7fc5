/*
 * told/given.h - event mentions found elsewhere, as events of a report.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TOLD_GIVEN_H
#define RAP_TOLD_GIVEN_H

#include "pile/filed.h"

/* What `rule` of such an event says. */
#define RAP_GIVEN_RULE "given"

/* Put n mentions (spans of the source, in order) among the report's events.  One that
 * overlaps the trigger of an event becomes the trigger of that event, which keeps all
 * else; any other is an event without a class, sides or day, of the rule "given".  The
 * list of events is made anew in the arena; false when memory is refused. */
RAP_NODISCARD
bool rap_given_put(rap_filed *f, const rap_span *at, uint32_t n, rap_arena *arena);

static inline bool rap_given_is(const rap_filed_event *e)
{
    return rap_str_is(e->rule, RAP_GIVEN_RULE);
}

#endif
