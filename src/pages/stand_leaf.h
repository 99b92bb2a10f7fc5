/*
 * pages/stand_leaf.h - one position on a page, and the line of positions it stands in.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PAGES_STAND_LEAF_H
#define RAP_PAGES_STAND_LEAF_H

#include "answers/stands.h"
#include "pages/leaf.h"

/* "◆ offers: words, says Ruud (Norland), 3 May 2031 R2 12-40". */
RAP_NODISCARD
rap_code rap_leaf_stand(rap_leaf *l, const rap_stand *s);

/* A link to the history of this position, where the party has others on the issue. */
void rap_leaf_history_link(rap_leaf *l, const rap_stand *s);

/* All positions of the same party on the same issue, by day, under a heading with the
 * id "history"; nothing where `id` is no position. */
RAP_NODISCARD
rap_code rap_leaf_history(rap_leaf *l, rap_str id);

#endif
