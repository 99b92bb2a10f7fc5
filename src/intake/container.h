/*
 * intake/container.h - what holds several reports: opened on a window, one after the
 * other, closed.
 *
 * Every kind (JSON Lines, WARC, feed, mail, archive) is a rap_container_kind: a struct
 * of functions over a struct of its own whose first member is a rap_container.  The
 * window belongs to the caller and outlives the container.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_CONTAINER_H
#define RAP_INTAKE_CONTAINER_H

#include "intake/report.h"
#include "intake/window.h"

typedef struct rap_container rap_container;

typedef struct {
    rap_str key;        /* of the file: what error messages and keys begin with */
    uint32_t max_bytes; /* the largest report */
} rap_container_options;

typedef struct {
    const char *name;

    /* Begin on a window at the file's first byte.  `options` is borrowed until close,
     * its key too. */
    rap_code (*open)(rap_container **out, rap_window *w,
                     const rap_container_options *options, rap_err *err);

    /* The next report, its memory in `arena`; *end when there is none left.  *out is
     * empty on entry.  On failure out->key names what was bad and the next call goes on
     * behind it; where the container cannot go on, the next call sets *end.  Never the
     * same failure twice. */
    rap_code (*next)(rap_container *c, rap_report *out, bool *end, rap_arena *arena,
                     rap_err *err);

    /* For archives, else NULL: `next` gives only out->key and leaves out->media
     * RAP_MEDIA_NONE; the bytes of that member come from here (*got 0 at their end)
     * until the next `next`.  What is in them is told from their first bytes, as it is
     * with a file.  `from` is the rap_container. */
    rap_window_source read;

    void (*close)(rap_container *c);
} rap_container_kind;

struct rap_container {
    const rap_container_kind *kind;
};

extern const rap_container_kind rap_container_jsonl; /* jsonl.c */
extern const rap_container_kind rap_container_warc;  /* warc.c */

#endif
