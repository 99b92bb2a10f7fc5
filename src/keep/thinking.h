/*
 * keep/thinking.h - the pile at work on a thread of its own, while the dossier writes.
 *
 * One step is under way at a time: finding everything out first, then each batch of
 * rows while the one before it is written.  What comes out is the same as without.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_THINKING_H
#define RAP_KEEP_THINKING_H

#include "pile/pile.h"

typedef struct rap_thinking rap_thinking;

/* Begin with these reports, which must not change until rap_thinking_end.  In `arena`;
 * NULL when it refuses. */
rap_thinking *rap_thinking_new(const rap_filed *reports, uint32_t n,
                               const rap_pile_options *options, rap_arena *arena);

/* As rap_pile_next; waits for what is under way. */
RAP_NODISCARD
rap_code rap_thinking_next(rap_thinking *t, const rap_row **rows, uint32_t *n,
                           rap_err *err);

/* Also before all rows were taken, and with NULL. */
void rap_thinking_end(rap_thinking *t);

#endif
