/*
 * coref/traits.h - what a phrase is like: number, gender, article, place in its clause.
 *
 * Persons are told by the names found, by the tables of offices and data/beings.tsv.
 * What nothing tells may be all.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_COREF_TRAITS_H
#define RAP_COREF_TRAITS_H

#include "coref/noted.h"

/* Is the token a pronoun that may mean something named elsewhere?  Then what the table
 * tells of it is set. */
bool rap_traits_pronoun(rap_noted *x, const rap_prose *p, uint32_t token);

/* Set all that is not span and outer.  O(words of all phrases, each counted up to a
 * limit). */
void rap_traits_set(rap_noted_list *list, const rap_prose *p, const rap_names *names);

#endif
