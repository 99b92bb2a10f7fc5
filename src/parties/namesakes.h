/*
 * parties/namesakes.h - whether two names may be one person's, and joining those that
 * are.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PARTIES_NAMESAKES_H
#define RAP_PARTIES_NAMESAKES_H

#include "pile/inside.h"

/* Join clusters of persons whose names are spellings of each other although their
 * surnames are not (who.c): names in another order, with and without a middle name,
 * short and Latin forms.  side: hash of the side of each flat entity, 0 where there is
 * none.  Every spelling of one cluster must agree with every one of the other. */
void rap_pile_join_namesakes(rap_pile *p, uint32_t *cluster, const uint32_t *side);

/* 0: two persons; more: the surer, the more. */
int rap_names_agree(rap_arena *a, rap_str one, rap_str other);

#endif
