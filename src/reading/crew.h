/*
 * reading/crew.h - reports read side by side, given out in the order of the input.
 *
 * The caller's thread walks the intake and takes finished records; workers, each with
 * an arena of its own, do the reading.  A ring of a few reports a worker bounds the
 * memory. With one job everything happens in the caller's thread.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_READING_CREW_H
#define RAP_READING_CREW_H

#include "intake/intake.h"
#include "reading/reading.h"

typedef struct rap_crew rap_crew;

/* A report that was read, or could not be: then err.code says why and `json` is the
 * error object.  Borrowed until the next step. */
typedef struct {
    rap_str key;
    rap_str json; /* one line with its newline */
    const rap_report
        *report; /* with its bytes; a ready-made record stands in ->record */
    rap_err err;
} rap_crew_item;

/* `intake` and `options` are borrowed until rap_crew_free; jobs at least 1. */
RAP_NODISCARD
rap_code rap_crew_new(rap_crew **out, rap_intake *intake,
                      const rap_reading_options *options, unsigned jobs,
                      size_t memory_limit, rap_err *err);

/* The next report in input order; false at the end. */
bool rap_crew_next(rap_crew *c, rap_crew_item *item);

void rap_crew_free(rap_crew *c); /* waits for workers; also fine with NULL */

#endif
