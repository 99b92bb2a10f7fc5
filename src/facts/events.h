/*
 * facts/events.h - who did what to whom, coded by CAMEO and PLOVER.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_EVENTS_H
#define RAP_FACTS_EVENTS_H

#include "facts/drafts.h"

/* Events in order of `at`, taken from the scene's arena.  O(tokens). */
RAP_NODISCARD
rap_code rap_events_read(const rap_event **out, uint32_t *n, const rap_scene *s,
                         rap_err *err);

/* The same before it is settled which of them are events, and of which kind, in order
 * of the units; for training. */
RAP_NODISCARD
rap_code rap_events_draft(rap_draft **out, uint32_t *n, const rap_scene *s,
                          rap_err *err);

#endif
