/*
 * stories/origins.h - from how many independent sources a telling comes.
 *
 * Two reports are one origin for a telling when they share most of their text, when the
 * very sentence that tells it stands in a passage that they share, or when they are of
 * one agency (by a dateline's "(NPA)") or of one outlet.  A quotation is no such
 * passage: two who heard the same words are two.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_ORIGINS_H
#define RAP_STORIES_ORIGINS_H

#include "pile/inside.h"
#include "stories/copied.h"
#include "stories/outlets.h"

typedef struct rap_origins {
    rap_outlets outlets; /* of the brief */
    uint64_t *sources;   /* of each report: key of its agency or outlet, 0 not known */
    uint32_t *by_pair;   /* places of copies, by a and b */
    bool *quoted;        /* of each copy: nothing but quotations is shared */
} rap_origins;

/* After the copies. */
void rap_pile_find_origins(rap_pile *p);

/* Is all that a copy shares quoted speech, in both reports? */
bool rap_copy_is_quoted(const rap_pile *p, const rap_copy *c);

/* Independent sources among the tellings of a group of events or positions. */
int32_t rap_pile_origins(rap_pile *p, const rap_flat *flat, const uint32_t *members,
                         uint32_t n);

/* Sources that do not share most of their text, among those of a group. */
int32_t rap_pile_voices(rap_pile *p, const rap_flat *flat, const uint32_t *members,
                        uint32_t n);

#endif
