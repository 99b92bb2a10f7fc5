/*
 * reading/crew.h - reports of an input, read side by side by workers.
 *
 * The calling thread walks the input and hands reports to as many worker processes as
 * it may (worker.h).  Records come back in the order of the input, so that a run with
 * seven workers prints what a run with one does.  A worker that dies or hangs costs the
 * report it was reading; the next one takes its place.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_READING_CREW_H
#define RAP_READING_CREW_H

#include "intake/intake.h"
#include "reading/worker.h"

typedef struct rap_crew rap_crew;

/* A report to read, and how. */
typedef struct {
    rap_report report;
    rap_reading_options options;
} rap_crew_job;

/* Where reports come from: fill *job or set *end; strings live in `arena` or longer.
 * On failure the report, named by job->report.key, is told as bad. */
typedef rap_code rap_crew_source(void *from, rap_crew_job *job, bool *end,
                                 rap_arena *arena, rap_err *err);

typedef struct {
    rap_crew_source *source;
    void *from;        /* handed to `source` */
    unsigned workers;  /* at least 1 */
    unsigned seconds;  /* that one report may take; 0: RAP_CREW_SECONDS */
    unsigned starting; /* that a worker may take to begin; 0: RAP_CREW_STARTING */
    size_t memory;     /* that one report may take, in bytes */
    rap_work *work;    /* NULL: rap_reading_run */
} rap_crew_options;

enum { RAP_CREW_SECONDS = 300, RAP_CREW_STARTING = 30 };

/* rap_crew_source over an intake, all reports read alike. */
typedef struct {
    rap_intake *intake;
    const rap_reading_options *options;
} rap_crew_intake;
rap_code rap_crew_from_intake(void *from, rap_crew_job *job, bool *end,
                              rap_arena *arena, rap_err *err);

/* One report, read or not; strings live until the next call. */
typedef struct {
    rap_str key;
    rap_str json; /* one line with its newline */
    const rap_report *report;
    const rap_reading_options *options;
    rap_err err; /* code RAP_OK when it was read; RAP_E_CRASH, RAP_E_LIMIT, ... */
} rap_crew_item;

/* `options` is copied, what it points to borrowed until rap_crew_free. */
RAP_NODISCARD
rap_code rap_crew_new(rap_crew **out, const rap_crew_options *options, rap_err *err);

/* The next report; false when there is none. */
bool rap_crew_next(rap_crew *c, rap_crew_item *item);

/* What holds the workers that have been started; all true before the first. */
rap_confined rap_crew_confined(const rap_crew *c);

void rap_crew_free(rap_crew *c); /* ends the workers; also fine with NULL */

#endif
