/*
 * layout/pagebody.h - which blocks of a web page are the article, and of what kind.
 *
 * Every block gets a score from many small features of its text, its element, its
 * ancestors and its neighbours, twice: the second time it also sees the scores of the
 * first.  Boosted trees weigh them (model/boosted.h; models/pagebody.md), learnt by
 * train/pagebody.c.  No rule names a site.  After C. Kohlschuetter, P. Fankhauser, W.
 * Nejdl, "Boilerplate detection using shallow text features", WSDM 2010, and the sums
 * over containers of Arc90's Readability.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_LAYOUT_PAGEBODY_H
#define RAP_LAYOUT_PAGEBODY_H

#include "layout/layout.h"
#include "markup/page.h"

/* The blocks of the page with their kinds; a page without an article may have none that
 * is body.  The title is the visible one; authors and publisher, which page->meta tells
 * better, stay empty.  O(page); memory from the arena. */
RAP_NODISCARD
rap_code rap_layout_of_page(rap_layout *out, const rap_page *page, rap_arena *arena,
                            rap_err *err);

/* ---- for the trainer ---- */

enum { RAP_BODY_WIDTH = 448 }; /* room for the features of either round */

typedef struct rap_body rap_body;

/* Look at a page.  From the arena. */
RAP_NODISCARD
rap_code rap_body_open(rap_body **out, const rap_page *page, rap_arena *arena,
                       rap_err *err);

/* Number of features of a round (0 or 1); the family of one, static, and its number in
 * it. */
uint32_t rap_body_features_count(int round);
const char *rap_body_feature_name(uint32_t feature, uint32_t *number);

/* Is block i no body without a look at its features?  Its score is then this, in both
 * rounds; in the second round one that is far out in the first keeps that score. */
enum { RAP_BODY_OUT = -2048, RAP_BODY_FAR_OUT = -1024 };
bool rap_body_is_out(const rap_body *b, int round, uint32_t i);

/* Features of block i, into x[rap_body_features_count(round)]. */
void rap_body_features(const rap_body *b, int round, uint32_t i, int16_t *x);

/* Give the scores of the first round, one a block (logit times RAP_BOOSTED_LOGIT). */
void rap_body_tell(rap_body *b, const int32_t *scores);

/* From the scores of the second round: which blocks are body. */
void rap_body_decide(const rap_body *b, const int32_t *scores, bool *inside);

/* The kinds of all blocks for that decision, as rap_layout_of_page gives them. */
RAP_NODISCARD
rap_code rap_body_write(rap_layout *out, const rap_body *b, const bool *inside,
                        rap_err *err);

#endif
