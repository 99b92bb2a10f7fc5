/*
 * facts/fulfilled.h - what a report tells of a condition: met, not met, or nothing.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_FULFILLED_H
#define RAP_FACTS_FULFILLED_H

#include "facts/scene.h"

/* "met" or "not_met" where the report tells in its own voice, as a fact, that what
 * clause `condition` asks for has happened or has not; else "unknown", also where it
 * tells both.  Static.  O(1): looks some thousand tokens around. */
const char *rap_fulfilled(const rap_scene *s, uint32_t condition);

#endif
