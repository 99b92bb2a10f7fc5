/*
 * reading/worker.h - a process without rights that reads reports for this one.
 *
 * It lives as long as it is needed: reports go in over a socket, records come out in
 * the same order.  When it crashes or hangs, that report is lost and nothing else.  No
 * call here blocks; one thread uses a worker.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_READING_WORKER_H
#define RAP_READING_WORKER_H

#include "reading/confine.h"
#include "reading/wire.h"

#include <sys/types.h>

/* What a worker does with a report: rap_reading_run, or what a test puts there. */
typedef rap_code rap_work(rap_buf *out, const rap_report *report,
                          const rap_reading_options *options, rap_arena *arena,
                          rap_err *err);

typedef struct {
    pid_t pid; /* 0: none */
    int fd;
    bool greeted;          /* it has said what holds it */
    rap_confined confined; /* true for what it has said */
    uint64_t most;         /* bytes that an answer may have */
    rap_buf out, in;
    size_t sent, taken; /* bytes of them that are done with */
} rap_worker;

typedef enum { RAP_WORKER_BUSY, RAP_WORKER_ANSWERS, RAP_WORKER_DEAD } rap_worker_state;

/* Start one; each report may take `memory` bytes.  RAP_E_NOMEM when no process can be
 * made.  Ends with rap_worker_stop. */
RAP_NODISCARD
rap_code rap_worker_start(rap_worker *w, rap_work *work, size_t memory, rap_err *err);

/* Put a report on its way; false when there is no memory. */
bool rap_worker_ask(rap_worker *w, const rap_report *report,
                    const rap_reading_options *options);

/* Is there something that poll should wait to send? */
bool rap_worker_sends(const rap_worker *w);

/* Send and take what goes without waiting.  RAP_WORKER_ANSWERS: the oldest report's
 * record has been appended to *json and its outcome stands in *err; ask again, there
 * may be more.  RAP_WORKER_DEAD: it has crashed, or speaks nonsense. */
rap_worker_state rap_worker_move(rap_worker *w, rap_buf *json, rap_err *err);

/* End it, now, and say of what it died in words ("SIGSEGV"); static. */
const char *rap_worker_stop(rap_worker *w);

#endif
