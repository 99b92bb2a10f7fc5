/*
 * places/choosing.h - which place of several of one name a report means.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_CHOOSING_H
#define RAP_PLACES_CHOOSING_H

#include "places/spotting.h"

/* What a name was found to be. */
typedef struct {
    rap_spot spot;
    bool found; /* false: the atlas holds none, or nothing speaks for any */
} rap_place_choice;

/* One choice for each of s->known.  False: out of memory.  O(n). */
RAP_NODISCARD
bool rap_places_choose(rap_place_choice **out, const rap_spotting *s);

#endif
