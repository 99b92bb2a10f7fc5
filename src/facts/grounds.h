/*
 * facts/grounds.h - what is held, surrounded or taken over: ground, or something else.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_GROUNDS_H
#define RAP_FACTS_GROUNDS_H

#include "facts/deeds.h"
#include "facts/scene.h"

/* "controls 70 percent of the market", "surrounded by controversy", "he took over": a
 * verb of holding ground whose object is none.  O(width of the tree). */
bool rap_deed_is_on_no_ground(const rap_scene *s, const rap_verb *verb);

#endif
