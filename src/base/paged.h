/*
 * base/paged.h - arenas that need not stay in memory.
 *
 * What a large pile of reports takes is more than a machine may have to spare, and most
 * of it is looked at once for each question.  Such an arena lies in an unnamed file;
 * pointers into it are as any others.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_PAGED_H
#define RAP_BASE_PAGED_H

#include "base/arena.h"

/* As rap_arena_new, with its memory in an unnamed file in `folder` (NULL: none), from
 * which the system can fetch it again: what has not been looked at since rap_arena_rest
 * need not stay resident.  Ordinary memory where there can be no such file, or the disk
 * is full. */
rap_arena *rap_arena_new_in(size_t limit, const char *folder);

/* Let all of it be resident no longer until it is looked at again: nothing changes but
 * time and memory.  Another thread may look, but not take, meanwhile. */
void rap_arena_rest(const rap_arena *a);

#endif
