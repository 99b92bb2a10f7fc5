/*
 * names/peoples.h - of which name an adjective or a word for a people is made.
 *
 * By the endings of data/people_endings.tsv: "Ostian", "Ostians" of "Ostia",
 * "Norlanders" of "Norland".
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_PEOPLES_H
#define RAP_NAMES_PEOPLES_H

#include "base/str.h"

enum { RAP_PEOPLE_LEAST = 4, RAP_PEOPLE_MOST = 32 }; /* bytes of a name; of a word */

/* The number of a lower-case name, or -1 where it is none. */
typedef int32_t rap_people_find(const void *among, rap_str name);

/* The first name, by the longest ending, of which the lower-case word may be made: what
 * `find` gives, or -1.  *people (may be NULL) tells of a word that has a name whether
 * it is one for a people and no adjective.  O(1) names are asked for. */
int32_t rap_people_stem(rap_str low, rap_people_find *find, const void *among,
                        bool *people);

#endif
