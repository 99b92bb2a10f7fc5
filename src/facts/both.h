/*
 * facts/both.h - words that mean both who are at odds or at one table: "the two sides".
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_BOTH_H
#define RAP_FACTS_BOTH_H

#include "facts/scene.h"

/* Does the noun at `token` mean both main sides of the report ("both governments", "the
 * warring parties")?  False where the report has no two.  O(1). */
bool rap_both_at(const rap_scene *s, uint32_t token);

#endif
