/*
 * days/nearby.h - how likely each day is a report's own by the days of the reports most
 * like it.
 *
 * A mixture: each of the most alike gives its voice to the days about its own, by how
 * far such reports lie apart in this pile; a share goes to the days on which the pile
 * has reports at all.  (After N. Kanhabua, K. Norvag, "Using temporal
 * language models for document dating", ECML PKDD 2009, with the pile for a corpus.)
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_DAYS_NEARBY_H
#define RAP_DAYS_NEARBY_H

#include "base/day.h"
#include "stories/likeness.h"

enum {
    RAP_NEARBY_LIKE = 15,  /* neighbours asked */
    RAP_NEARBY_LEVELS = 8, /* of likeness */
    RAP_NEARBY_SPANS = 10  /* of days that like reports lie apart */
};

typedef struct {
    /* Share of a single day so far from a report so like, in 1e-9. */
    uint64_t apart[RAP_NEARBY_LEVELS][RAP_NEARBY_SPANS];
    int64_t *usual; /* of each day of the window, in 1e-9: where the pile's days are */
    int32_t first, n;
} rap_nearby;

typedef struct {
    const bool *dated;
    const int32_t *day; /* serial, of those */
    uint32_t n;
    rap_likeness *likeness;
} rap_nearby_in;

typedef struct {
    rap_like like;
    int32_t day;
    uint16_t same; /* thousandths: that it is on the same matter */
    bool found;    /* its day was itself worked out */
} rap_neighbour;

/* Count how far like reports lie apart, for the n days from `first` on.  False when
 * memory is refused.  O(reports + days). */
bool rap_nearby_learn(rap_nearby *out, const rap_nearby_in *in, int32_t first,
                      int32_t n, rap_arena *arena);

/* Points (log2 in 1/256, of 1e-9) of each day by the neighbours; *same, in 1e-6, how
 * far they are believed.  False when memory is refused.  O(days). */
bool rap_nearby_hear(const rap_nearby *w, const rap_neighbour *v, uint32_t n,
                     int32_t *points, uint32_t *same, rap_arena *arena);

#endif
