/*
 * coref/sorts.h - of what sort a phrase is: people, bodies, places, things.
 *
 * A small linear model over its head, the words around and the classes of words used
 * alike.  It decides nothing: its scores are among the numbers of coref/pairing.h.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_COREF_SORTS_H
#define RAP_COREF_SORTS_H

#include "coref/noted.h"

enum { RAP_SORT_KEYS = 20 };

/* Features of a phrase, at most RAP_SORT_KEYS: how many. */
uint32_t rap_sorts_keys(const rap_prose *p, const rap_noted *x,
                        uint64_t keys[RAP_SORT_KEYS]);

/* Set `sorts` of all phrases that are no pronouns; 0 without weights.  O(n). */
void rap_sorts_set(rap_noted_list *list, const rap_prose *p);

#endif
