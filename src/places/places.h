/*
 * places/places.h - toponyms, resolved to entries of a gazetteer.
 *
 * Countries are mentions of names.h; they stand here too, by their adjectives as well
 * ("Norlandic"), with a use of their own, so that a map has where to put them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_PLACES_H
#define RAP_PLACES_PLACES_H

#include "names/names.h"
#include "places/atlas.h"

typedef enum {
    RAP_USE_NONE,
    RAP_USE_LITERAL, /* where something is, or what is there */
    RAP_USE_ACTOR,   /* a government ("Norstad said") */
    RAP_USE_PART,    /* inside a longer name that is no place */
    RAP_USE_COUNTRY  /* a state or its adjective */
} rap_place_use;

typedef struct {
    rap_span at;
    rap_place_use use;
    rap_str name, country /* ISO 3166-1 alpha-2 */, admin1; /* empty: not resolved */
    rap_str lat, lon;     /* decimal degrees as text */
    rap_str id;           /* "geonames:745044", "census:0644000", or empty */
    uint32_t first, last; /* tokens */
    /* How what happens lies to it: "at", "near", "in_region", "toward"; static. */
    const char *relation;
    rap_str disputed_by, disputed_basis; /* data/disputed.tsv, or empty */
} rap_place;

typedef struct {
    const rap_place *places; /* in order of `at` */
    uint32_t n_places;
} rap_places;

/* Resolve by `atlas` (NULL: the one that is built in).  O(n). */
RAP_NODISCARD
rap_code rap_places_read(rap_places *out, const rap_prose *p, const rap_names *names,
                         const rap_atlas *atlas, rap_err *err);

/* Index of the first place that begins at or behind a token; n_places when none does.
 */
uint32_t rap_places_first(const rap_places *places, uint32_t token);

const char *rap_place_use_name(rap_place_use use); /* static */

#endif
