/*
 * reading/wire.h - a report on its way to a worker, and what comes back.
 *
 * Both ends are the same program in the same memory layout, so plain structs travel as
 * they are.  What a worker sends is checked all the same: it has read hostile bytes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_READING_WIRE_H
#define RAP_READING_WIRE_H

#include "reading/reading.h"

/* In front of what goes and of what comes. */
typedef struct {
    uint64_t n; /* bytes behind this head */
} rap_wire_ask;

typedef struct {
    uint64_t n; /* bytes of JSON behind this head */
    rap_err err;
} rap_wire_answer;

/* Append head and report. */
void rap_wire_put(rap_buf *out, const rap_report *report,
                  const rap_reading_options *options);

/* Read what rap_wire_put wrote behind its head; strings are borrowed from `in`, lists
 * taken from `arena`.  False when it is not whole. */
RAP_NODISCARD
bool rap_wire_get(rap_report *report, rap_reading_options *options, rap_str in,
                  rap_arena *arena);

/* May this be an answer?  Ends its message if a worker did not. */
bool rap_wire_sound(rap_wire_answer *answer, uint64_t most);

/* One line, and its newline the only one? */
bool rap_wire_is_line(rap_str json);

#endif
