/*
 * view/torn.h - texts of buffers to which memory was refused: what they are put into
 * fails as well.
 *
 * A line for a screen is put together in small buffers.  When one of them fails, its
 * text is torn: empty, and known by its address to those who write it (lines, pages,
 * words, cells), whose own buffer then fails.  So nobody has to look between the first
 * buffer and the last, and no line loses its end without a word.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_TORN_H
#define RAP_VIEW_TORN_H

#include "base/arena.h"
#include "base/buf.h"

/* What is in a buffer, lent as by rap_buf_str; torn when it failed. */
rap_str rap_torn_text(const rap_buf *b);

/* Put it into `out`, which fails when it did. */
void rap_torn_put(rap_buf *out, const rap_buf *b);

/* A copy in the arena, which counts as refused when the buffer failed; p is NULL then.
 */
rap_str rap_torn_copy(rap_arena *a, const rap_buf *b);

/* Is there anything to write, be it only that it failed? */
bool rap_torn_any(const rap_buf *b);

/* For those who write a text: `out` fails when the text is torn. */
void rap_torn_mind(rap_buf *out, rap_str text);

#endif
