/*
 * markup/pagetitle.h - the title of a page, from those that it gives.
 *
 * JSON-LD, the visible heading, Open Graph and <title> vote; a name of the site behind
 * or before a title is cut off where another one shows that it does not belong to it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PAGETITLE_H
#define RAP_MARKUP_PAGETITLE_H

#include "markup/pageclues.h"
#include "markup/pagemeta.h"

typedef struct {
    rap_snippet text; /* empty: none */
    rap_meta_basis basis;
    uint32_t node; /* of a heading, else RAP_NO_NODE */
} rap_title;

/* `site`: the publisher's name, or empty.  `heading`: the visible title, if one was
 * found, whichever is chosen.  False when the arena refuses. */
RAP_NODISCARD
bool rap_title_choose(rap_title *out, uint32_t *heading, const rap_clues *c,
                      rap_str site);

/* Are the letters and digits the same, whatever their case and what stands between? */
bool rap_same_words(rap_str a, rap_str b);

/* Do those of `part` stand at the beginning of those of `whole`? */
bool rap_begins_words(rap_str whole, rap_str part);

#endif
