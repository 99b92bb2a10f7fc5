/*
 * stories/clustered.h - stories: reports of a few days that tell of one thing.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_CLUSTERED_H
#define RAP_STORIES_CLUSTERED_H

#include "pile/rows.h"

/* Fills p->stories and story_of. */
void rap_pile_find_stories(rap_pile *p);

rap_rows_count rap_stories_count;
rap_rows_write rap_stories_write;

#endif
