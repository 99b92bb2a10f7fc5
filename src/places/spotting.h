/*
 * places/spotting.h - where a report names places, before it is known which.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_SPOTTING_H
#define RAP_PLACES_SPOTTING_H

#include "places/atlas.h"
#include "places/places.h"

/* What the words around say that a name lies in. */
typedef struct {
    uint16_t region; /* of the atlas, or RAP_NO_REGION */
    char cc[3];      /* or empty */
    bool doubtful;   /* maybe the next of a list: "Lenz, Ruud and Kesh" */
} rap_within;

/* One name of a report: spelt alike and said to lie in the same region, it is one place
 * throughout. */
typedef struct {
    uint64_t key;
    uint32_t from, to; /* entries of the atlas; equal: it holds none */
    rap_within within;
    uint32_t count;
    uint32_t same; /* another name of this key that says more, or itself */
    bool sure;     /* at least once it surely is the name of a place */
    bool vague;    /* a common word or a given name, too */
} rap_place_name;

typedef struct {
    uint32_t first, last; /* tokens */
    rap_span at;
    uint32_t name;   /* index into names, or RAP_NO_NAME */
    int32_t mention; /* of names.h, or -1 */
    int16_t country; /* row of data/country_points.tsv, or -1 */
    uint16_t region; /* told by its short form ("Ky."), or RAP_NO_REGION */
    rap_place_use use;
    const char *relation; /* static, or NULL */
    bool weak;            /* dropped unless its name is sure elsewhere */
    bool silent;          /* counted, and not told */
} rap_sighting;

#define RAP_NO_NAME UINT32_MAX

typedef struct {
    const rap_prose *p;
    const rap_names *names;
    const rap_atlas *atlas;
    RAP_LIST(rap_sighting) seen;
    RAP_LIST(rap_place_name) known;
    uint32_t *slots; /* names by key, open addressing */
    uint32_t mask;
    uint32_t done; /* tokens before it were told */
    bool failed;   /* no memory */
} rap_spotting;

/* Fill `seen` in order of tokens, and `known`; p, names and atlas are given.  False:
 * out of memory.  O(n). */
RAP_NODISCARD
bool rap_places_spot(rap_spotting *s);

/* The middle of a country of data/country_points.tsv. */
typedef struct {
    rap_str cc, lat, lon;
} rap_country_point;
rap_country_point rap_country_point_of(int16_t row);

#endif
