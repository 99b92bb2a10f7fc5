/*
 * names/roster.h - from a text to a number, for the names of one report.
 *
 * Open addressing in the report's arena, doubled when half full: O(1) a call.  Keys are
 * borrowed and compared by their bytes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_ROSTER_H
#define RAP_NAMES_ROSTER_H

#include "base/arena.h"

typedef struct {
    rap_str key;
    int32_t value;
    bool used;
} rap_roster_slot;

typedef struct {
    rap_arena *arena;
    rap_roster_slot *slots;
    uint32_t n, mask;
} rap_roster;

/* False when memory is refused. */
RAP_NODISCARD
bool rap_roster_init(rap_roster *r, rap_arena *arena);

/* The number of `key`, or -1. */
int32_t rap_roster_get(const rap_roster *r, rap_str key);

/* Set the number of `key`; false when memory is refused. */
RAP_NODISCARD
bool rap_roster_set(rap_roster *r, rap_str key, int32_t value);

#endif
