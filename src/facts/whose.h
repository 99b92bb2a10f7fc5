/*
 * facts/whose.h - whom a noun phrase names.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_WHOSE_H
#define RAP_FACTS_WHOSE_H

#include "facts/actors.h"
#include "facts/scene.h"

/* Which entities of a phrase count. */
typedef struct {
    int32_t not_side; /* those of this side do not; -1 */
    bool hit;         /* a blow to a Norlandic firm is one to Norland */
} rap_whose_terms;

extern const rap_whose_terms rap_whose_any;

/* The entity that the nominal itself names: by its word or the name set beside it; -1.
 */
int32_t rap_whose_named(const rap_scene *s, uint32_t nominal);

/* Add whom the phrase names, with those who are joined to it by "and": its own entity,
 * else the one to whom it belongs ("Norland's troops").  O(width of the tree). */
void rap_whose_collect(const rap_scene *s, uint32_t nominal, rap_whose_terms t,
                       rap_actors *list);

/* "Norlandic and Sudmark officials": add both, whose adjectives are joined before one
 * noun. */
void rap_whose_joined(const rap_scene *s, uint32_t nominal, rap_actors *list);

/* Is the nominal only who tells what the trigger tells ("..., officials said")? */
bool rap_whose_is_teller(const rap_scene *s, uint32_t nominal, uint32_t trigger);

/* Whoever does it; "a Norlandic drugmaker" does nothing for Norland. */
bool rap_whose_is_private(const rap_scene *s, uint32_t nominal);

/* Is the nominal what happens somewhere ("an uprising in Norland"), and no body or
 * people?  O(width of the tree). */
bool rap_whose_is_happening(const rap_scene *s, uint32_t nominal);

#endif
