/*
 * reading/confine.h - taking this process's rights away.
 *
 * What a worker still may do afterwards: compute, take memory, read and write what it
 * holds open, end.  Landlock (kernel 5.13) takes the file system, seccomp every other
 * system call; both are asked for and neither is taken for granted.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_READING_CONFINE_H
#define RAP_READING_CONFINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    bool files; /* Landlock holds: no path can be opened, made or removed */
    bool calls; /* seccomp holds: no socket, no exec, no open */
} rap_confined;

/* What this kernel and this build could take. */
rap_confined rap_confinable(void);

/* For good, for this process.  `memory` bounds the address space that it may take from
 * now on, in bytes (0: unbounded).  Call it before any thread is started. */
rap_confined rap_confine(size_t memory);

/* Close everything from descriptor `first` on. */
void rap_confine_close(unsigned first);

#endif
