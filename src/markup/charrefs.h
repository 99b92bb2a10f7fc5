/*
 * markup/charrefs.h - character references: "&eacute;", "&amp", "&#8217;".
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_CHARREFS_H
#define RAP_MARKUP_CHARREFS_H

#include "base/arena.h"

typedef struct {
    uint32_t n;    /* bytes of the page, 0 when the "&" is only one */
    uint32_t c[2]; /* characters; the second is mostly 0 */
} rap_charref;

/* Read the reference at s[at], which is "&" (HTML Living Standard, 13.2.5.72 to 80).
 * In an attribute's value a name without ";" before "=", a letter or a digit is none.
 * O(1): names are at most 31 bytes long, but a number may have any zeros. */
rap_charref rap_charref_read(rap_str s, size_t at, bool in_attribute);

/* `s` with its references decoded; s itself when it has none.  From the arena; p is
 * NULL when that refuses.  O(n). */
rap_str rap_charrefs_decode(rap_str s, bool in_attribute, rap_arena *arena);

#endif
