/*
 * facts/targets.h - whom a deed is done to where the words around it name nobody.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_TARGETS_H
#define RAP_FACTS_TARGETS_H

#include "facts/actors.h"
#include "facts/drafts.h"

/* Whose place it is done in or to ("shelled Lenz"): the state of the first place behind
 * the deed in its clause, when the report names that state and it is not the doer's
 * own.  Adds nothing else. */
void rap_targets_by_place(const rap_scene *s, const rap_deed *deed,
                          const rap_actors *source, rap_actors *target);

/* By whom a person speaks of who is on no side that the report tells: words of his that
 * name no addressee go to the main side that he names by far the most.  False: no
 * memory.  O(tokens). */
RAP_NODISCARD
bool rap_targets_by_words(const rap_scene *s, rap_draft *drafts, uint32_t n);

/* By who is up against whom elsewhere in the report: deeds of force and penalties
 * without a target get the side that their doer is plainly up against, and a third
 * party's appeals that named one of two foes by the way get both.  O(n). */
void rap_targets_by_foe(const rap_scene *s, rap_draft *drafts, uint32_t n);

#endif
