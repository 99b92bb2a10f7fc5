/*
 * told/tolls.h - counts of persons joined over the reports of a story.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TOLD_TOLLS_H
#define RAP_TOLD_TOLLS_H

#include "pile/inside.h"

/* Give figures of one toll one key (keys of flat figures, 0: none yet). */
void rap_pile_join_tolls(rap_pile *p, uint64_t *keys);

#endif
