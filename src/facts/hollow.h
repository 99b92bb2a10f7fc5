/*
 * facts/hollow.h - words that show a stance elsewhere and none where they stand.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_HOLLOW_H
#define RAP_FACTS_HOLLOW_H

#include "facts/stances.h"

/* Does what the words at st->token show come to nothing: under "no sign that", "it is
 * vital that Norland supports", "may need to", "probably will"?  `last` ends the
 * stretch that is read.  O(height of the tree). */
bool rap_stance_is_hollow(const rap_scene *s, const rap_stance *st, uint32_t last);

/* "the surplus declined", "recognised that it was late": a word of refusal or
 * recognition without what is refused or recognised.  O(width of the tree). */
bool rap_stance_lacks_object(const rap_scene *s, uint32_t verb);

/* Is it told that the words of the unit were not said: "gave no sign that"?  O(width of
 * the tree). */
bool rap_unit_is_unsaid(const rap_scene *s, const rap_unit *unit);

/* Does the unit tell what is so already, and nothing that is to come: "that it lost ten
 * men", "that he is the president"?  O(tokens). */
bool rap_unit_is_fact(const rap_scene *s, const rap_unit *unit);

#endif
