/*
 * told/retoldjoin.h - mentions of events put together, one group an event.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TOLD_RETOLDJOIN_H
#define RAP_TOLD_RETOLDJOIN_H

#include "pile/inside.h"

/* Where mentions were given to reports (told/given.h), join these reports' events:
 * lead[i] of each of the pile's events is another event of its group, or itself, and
 * stays so where nothing was given.  False when memory is refused. */
RAP_NODISCARD
bool rap_retold_join(const rap_pile *p, uint32_t *lead, rap_arena *arena);

#endif
