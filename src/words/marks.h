/*
 * words/marks.h - which tokens are quotation marks, and which stand between them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_MARKS_H
#define RAP_WORDS_MARKS_H

#include "words/prose.h"

/* Set RAP_SHAPE_OPEN, CLOSE and QUOTED on tokens [first, last), which are one block.  A
 * quotation left open lasts to the block's end; none reaches into the next block, whose
 * own opening mark says that it goes on.  O(n). */
void rap_marks_pair(const rap_prose *p, rap_token *tokens, uint32_t first,
                    uint32_t last);

#endif
