/*
 * intake/keep.h - what was written into a buffer, kept with the report.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_KEEP_H
#define RAP_INTAKE_KEEP_H

#include "base/arena.h"
#include "base/buf.h"

/* A copy of the bytes in the arena; empty, and the arena says that it refused, when it
 * does or when the buffer could not hold them all.  p is never NULL. */
static inline rap_str rap_keep(rap_arena *arena, const rap_buf *b)
{
    if (b->failed) rap_arena_refuse(arena);
    rap_str s = rap_arena_copy(arena, rap_buf_str(b));
    return s.p ? s : (rap_str){"", 0};
}

#endif
