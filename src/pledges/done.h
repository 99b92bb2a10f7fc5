/*
 * pledges/done.h - what a side did after it had promised.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLEDGES_DONE_H
#define RAP_PLEDGES_DONE_H

#include "pledges/sequels.h"

/* Hand every deed of report `rank` that bears on a promise of its doer, made before,
 * by data/deeds_on_promises.tsv, to `take`.  O(deeds). */
void rap_done_find(const rap_pile *p, uint32_t rank, const rap_phrases *text,
                   rap_sequel_take *take, void *with);

#endif
