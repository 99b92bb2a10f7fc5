/*
 * names/gazetteer.h - the places that the program knows: capitals, cities, regions,
 * seas.
 *
 * A name of several places has one row each; the rows of one name stand side by side
 * and the first is the best known.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_GAZETTEER_H
#define RAP_NAMES_GAZETTEER_H

#include "words/prose.h"

typedef struct {
    rap_str name, cc, iso3, admin1, lat, lon, id; /* static */
    bool capital;  /* a seat of government, whose name may stand for it */
    rap_str other; /* key of the next place of the same name, or empty */
} rap_gazetteer_row;

/* The place whose name stands at `token` (*n tokens); false when there is none. */
bool rap_gazetteer_at(rap_gazetteer_row *out, const rap_prose *p, uint32_t token,
                      uint32_t *n);

/* ISO 3166-1 alpha-3 of an alpha-2 code; empty for none.  Static. */
rap_str rap_country_alpha3(rap_str iso2);

/* The state of an alpha-3 code as it is usually called; empty for none.  Static. */
rap_str rap_country_name(rap_str iso3);

#endif
