/*
 * serve/warm.h - what the pages of a large dossier are slow to make the first time is
 * made beside them: a second connection and view, which take the place of the first.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SERVE_WARM_H
#define RAP_SERVE_WARM_H

#include "view/view.h"

typedef struct rap_warm rap_warm;

/* Begin, on a thread of its own; NULL where there is nothing to gain (few reports, a
 * store that is not a file) or no thread is to be had.  In the arena. */
rap_warm *rap_warm_start(const char *path, const rap_view *v, rap_arena *arena);

/* Once it is done: what was made, which belongs to the caller from now on. */
bool rap_warm_take(rap_warm *w, rap_dossier **d, rap_view **v);

/* Break off and wait for its end; also fine with NULL. */
void rap_warm_stop(rap_warm *w);

#endif
