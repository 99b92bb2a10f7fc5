/*
 * markup/pagebylines.h - the authors that a page prints.
 *
 * Elements that should hold names - rel=author, itemprop=author, a class or an address
 * with such a word - and lines that begin with "By" are weighed by where they stand,
 * and the best one is read, with those of its kind beside it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PAGEBYLINES_H
#define RAP_MARKUP_PAGEBYLINES_H

#include "markup/pageauthors.h"
#include "markup/pageclues.h"
#include "markup/visibledays.h"

enum { RAP_BYLINE_SURE = 45 }; /* surer than an author that is only the site */

/* Add the names to `list`, *score of the best.  False when the arena refuses. */
RAP_NODISCARD
bool rap_bylines_find(rap_author_list *list, int *score, const rap_clues *c,
                      const rap_visible_title *title);

#endif
