/*
 * markup/markup.h - a web page as text: tags taken out, blocks set apart, bytes kept.
 *
 * A thin first version: it knows which elements stand by themselves and which hold no
 * text of the article (navigation, forms, scripts), and leaves the rest to layout/,
 * which judges lines.  What it gives is a rap_mended like that of a plain text: every
 * character still points at its bytes in the page.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_MARKUP_H
#define RAP_MARKUP_MARKUP_H

#include "mend/mended.h"

/* Decode, take the markup out, mend.  Tags, comments and folded white space become
 * pieces of kind RAP_PIECE_DECODED.  Errors as rap_mend.  O(n); memory from the arena.
 */
RAP_NODISCARD
rap_code rap_markup_read(rap_mended *out, rap_str source, rap_arena *arena,
                         rap_err *err);

#endif
