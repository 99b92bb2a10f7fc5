/*
 * cli/sink.h - where an export goes: standard output or a file, with a buffer before
 * it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_SINK_H
#define RAP_CLI_SINK_H

#include "base/buf.h"
#include "base/err.h"

#include <stdio.h>

enum { RAP_SINK_CHUNK = 1 << 16 }; /* bytes worth a write */

typedef struct {
    FILE *f;
    rap_buf buf; /* put bytes here */
} rap_sink;

/* `path` NULL or "-" is standard output.  RAP_E_OUTPUT when it cannot be written. */
RAP_NODISCARD
rap_code rap_sink_open(rap_sink *s, const char *path, rap_err *err);

/* Write what the buffer holds, all of it or only a full chunk. */
RAP_NODISCARD
rap_code rap_sink_drain(rap_sink *s, rap_err *err);
RAP_NODISCARD
static inline rap_code rap_sink_flow(rap_sink *s, rap_err *err)
{
    return s->buf.n < RAP_SINK_CHUNK ? RAP_OK : rap_sink_drain(s, err);
}

/* Write the rest unless `so_far` is a failure, close, free; the first failure. */
RAP_NODISCARD
rap_code rap_sink_close(rap_sink *s, rap_code so_far, rap_err *err);

#endif
