/*
 * places/atlas.h - the gazetteer: names of places and what lies under each, as one
 * table.
 *
 * A table is bytes, built in (made from Debian's packages when the program is built) or
 * made by the user from a dump of GeoNames and mapped; the layout is told in atlas.c.
 * Nothing is unpacked: opening looks at the head and a lookup at a few cells.  Any
 * thread, nothing to free; the bytes must outlive the atlas.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_ATLAS_H
#define RAP_PLACES_ATLAS_H

#include "base/err.h"
#include "base/str.h"

typedef enum { /* what kind of thing lies there */
               RAP_SPOT_NONE,
               RAP_SPOT_AREA,     /* continent, part of the world */
               RAP_SPOT_COUNTRY,  /* a state or territory */
               RAP_SPOT_REGION,   /* its first division: a state, province, oblast */
               RAP_SPOT_COUNTY,   /* its second */
               RAP_SPOT_TOWNSHIP, /* its third */
               RAP_SPOT_CITY,     /* any settlement */
               RAP_SPOT_CAPITAL,
               RAP_SPOT_WATER, /* sea, lake, river */
               RAP_SPOT_LAND   /* mountain, island, valley */
} rap_spot_kind;

/* One place. */
typedef struct {
    int32_t lat, lon; /* ten-thousandths of a degree */
    uint32_t id;      /* GeoNames; RAP_SPOT_CENSUS and above: the Census Bureau's; 0 */
    uint32_t row;     /* its number in the atlas */
    rap_str name;     /* static */
    char cc[3];       /* ISO 3166-1 alpha-2, or empty */
    uint16_t region;  /* of the atlas, or RAP_NO_REGION */
    uint8_t kind;     /* rap_spot_kind */
    uint8_t size;     /* 0..15: logarithm of the people, 8 less */
} rap_spot;

#define RAP_SPOT_CENSUS 2147483648u
#define RAP_NO_REGION   65535u

typedef struct {
    const unsigned char *bytes;
    uint32_t n_keys, n_posts, n_rows, n_regions;
    const unsigned char *buckets, *keys, *starts, *posts, *rows, *regions, *text;
    uint32_t n_text;
} rap_atlas;

/* Look at the head of a table.  RAP_E_SYNTAX: it is none, or is torn.  O(1). */
RAP_NODISCARD
rap_code rap_atlas_open(rap_atlas *out, rap_str bytes, rap_err *err);

/* The table that is built in. */
rap_atlas rap_atlas_builtin(void);

/* A key is the hash of the letters and digits of a name without accents, in lower case
 * (rap_utf8_plain), word by word: "St. Louis" and "Saint-Louis" have one key. */
#define RAP_ATLAS_KEY UINT64_C(14695981039346656037)
uint64_t rap_atlas_key(uint64_t key, rap_str plain_word);
uint64_t rap_atlas_key_of(rap_str plain_name);

/* Entries [*from, *to) of a key, best known first; false when there is none. */
bool rap_atlas_find(const rap_atlas *a, uint64_t key, uint32_t *from, uint32_t *to);

rap_spot rap_atlas_spot(const rap_atlas *a, uint32_t entry);

/* Name of a region; empty for RAP_NO_REGION. */
rap_str rap_atlas_region_name(const rap_atlas *a, uint16_t region);
/* Its country by ISO 3166-1 alpha-2, with a NUL. */
typedef struct {
    char cc[3];
} rap_region_country;
rap_region_country rap_atlas_region_country(const rap_atlas *a, uint16_t region);
/* The region with this code in this country ("US", "TX"), or RAP_NO_REGION.  O(log). */
uint16_t rap_atlas_region(const rap_atlas *a, rap_str cc, rap_str code);

/* What must be told wherever these places are shown (CC BY 4.0, section 3a). */
#define RAP_ATLAS_CREDIT                                                               \
    "Places: GeoNames (geonames.org), CC BY 4.0, as packaged by Debian and reshaped; " \
    "U.S. Census Bureau Gazetteer Files (public domain)."

/* The same as a line of an export, behind rows of which one has these bytes. */
#define RAP_ATLAS_PLACED "\"places\":[{"
#define RAP_ATLAS_CREDIT_LINE                                                          \
    "{\"row\":\"credit\",\"of\":\"places\",\"text\":\"" RAP_ATLAS_CREDIT               \
    "\",\"licence\":\"https://creativecommons.org/licenses/by/4.0/\"}"

#endif
