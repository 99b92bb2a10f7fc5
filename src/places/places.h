/*
 * places/places.h - toponyms below the level of countries, resolved to a gazetteer
 * entry.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_PLACES_H
#define RAP_PLACES_PLACES_H

#include "names/names.h"

typedef enum { RAP_USE_NONE, RAP_USE_LITERAL, RAP_USE_ACTOR } rap_place_use;

typedef struct {
    rap_span at;
    rap_place_use use;
    rap_str name, country /* ISO 3166-1 alpha-2 */, admin1; /* empty: not resolved */
    rap_str lat, lon;     /* decimal degrees as text */
    rap_str id;           /* "geonames:745044", or empty */
    uint32_t first, last; /* tokens */
} rap_place;

typedef struct {
    const rap_place *places; /* in order of `at` */
    uint32_t n_places;
} rap_places;

RAP_NODISCARD
rap_code rap_places_read(rap_places *out, const rap_prose *p, const rap_names *names,
                         rap_err *err);

const char *rap_place_use_name(rap_place_use use); /* static */

#endif
