/*
 * serve/joining.h - reports that stand apart are joined with the others beside the
 * pages.
 *
 * `rapporteur settle` does it, as a process of its own: its memory goes with it, and to
 * end it at any moment costs nothing that is kept.  Not for a dossier in a database,
 * where none stand apart.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SERVE_JOINING_H
#define RAP_SERVE_JOINING_H

#include "keep/dossier.h"

#include <sys/types.h>

typedef struct {
    const char *path; /* of the dossier; borrowed */
    pid_t child;      /* 0: none is under way */
    int64_t rest;     /* monotonic second before which none is begun again */
} rap_joining;

/* Begin where reports stand apart and none is under way; take note of an end. */
void rap_joining_see(rap_joining *j, rap_dossier *d);

/* End the one that is under way. */
void rap_joining_stop(rap_joining *j);

#endif
