/*
 * markup/pagedays.h - the days on which a page was published and changed.
 *
 * Stamps for machines first, by rank; then the day in the address, then dates that are
 * printed near the title.  A day that the page gives only as that of a change is none
 * of publication.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PAGEDAYS_H
#define RAP_MARKUP_PAGEDAYS_H

#include "markup/pageclues.h"
#include "markup/pagedates.h"
#include "markup/pagemeta.h"
#include "markup/visibledays.h"

/* `title`: where the visible title stands.  False when the arena refuses. */
RAP_NODISCARD
bool rap_days_choose(rap_meta_day *published, rap_meta_day *modified,
                     const rap_clues *c, const rap_visible_title *title);

#endif
