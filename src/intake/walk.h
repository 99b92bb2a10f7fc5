/*
 * intake/walk.h - the files that the inputs of the command line name, in order.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_WALK_H
#define RAP_INTAKE_WALK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum { RAP_WALK_DEPTH = 64 }; /* folders inside folders */

/* A folder being walked. */
typedef struct {
    rap_str path;
    const rap_str *names;
    size_t n, at;
    rap_arena *arena; /* holds the names */
} rap_walk_folder;

typedef struct {
    const char *const *inputs; /* borrowed */
    size_t n_inputs, at_input;
    rap_walk_folder stack[RAP_WALK_DEPTH];
    int depth;
    rap_buf path; /* NUL behind its end */
} rap_walk;

/* Step to the next file: its path in w->path, NUL-ended; *end when all are done.  A
 * folder that cannot be read is an error (w->path names it) and costs itself only. */
RAP_NODISCARD
rap_code rap_walk_next(rap_walk *w, bool *end, rap_err *err);

void rap_walk_done(rap_walk *w);

#endif
