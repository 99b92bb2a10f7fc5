/*
 * stories/outlets.h - what kind of source an outlet is: by the `outlet:` lines of the
 * brief first, then by data/outlets.tsv.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_OUTLETS_H
#define RAP_STORIES_OUTLETS_H

#include "base/arena.h"

/* kind: "agency" "state agency" "newspaper" "broadcaster" "aggregator" "government", or
 * the brief's own word; empty: not known.  name: the outlet under its usual name. */
typedef struct {
    rap_str kind, name;
} rap_outlet;

typedef struct {
    rap_str plain; /* as rap_utf8_plain has it */
    rap_outlet outlet;
} rap_outlet_line;

typedef struct {
    rap_outlet_line *v; /* by `plain` */
    size_t n;
    bool failed; /* memory was refused */
} rap_outlets;

/* The brief's outlets; `brief` has been checked, may be empty, and is borrowed.  The
 * list lives in the arena. */
rap_outlets rap_outlets_of(rap_str brief, rap_arena *arena);

/* By the name, else by the domain of the address (either may be empty).  Only the
 * folding takes memory of `arena`. */
rap_outlet rap_outlet_find(const rap_outlets *list, rap_str name, rap_str uri,
                           rap_arena *arena);

/* Does it make reports that others print? */
bool rap_outlet_is_agency(rap_outlet o);
/* Does it only print what others made? */
bool rap_outlet_passes_on(rap_outlet o);

#endif
