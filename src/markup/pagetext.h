/*
 * markup/pagetext.h - the text of a tree: which bytes of the page are kept, in blocks.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PAGETEXT_H
#define RAP_MARKUP_PAGETEXT_H

#include "markup/page.h"
#include "mend/draft.h"

typedef RAP_LIST(rap_text_block) rap_text_blocks;

/* List in `d`, whose text is the page of the tree, the edits that leave only text, and
 * append its blocks (spans of the page; not yet of a text).  A refused arena is told by
 * d->refused.  O(n). */
void rap_pagetext_find(rap_draft *d, rap_text_blocks *blocks, const rap_tree *t);

#endif
