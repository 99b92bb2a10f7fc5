/*
 * mend/glance.h - what a text can hold at all, seen 64 bytes at a time.
 *
 * Nearly all text is sound, and most of the time that repair takes would go into
 * finding nothing.  These questions have no branch per byte, so that a compiler answers
 * them with vector instructions; a yes only means that a closer look is due.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MEND_GLANCE_H
#define RAP_MEND_GLANCE_H

#include "base/str.h"

/* Is s valid UTF-8 without NUL, escape or any control but white space and backspace? */
bool rap_glance_sound(rap_str s);

/* Move look->from forward to a place from which on a character misread in another
 * charset may stand, and look->to behind the last place where one may begin before
 * another glance is due.  False when none can stand in [look->from, s.n). */
bool rap_glance_misread(rap_str s, rap_span *look);

/* May s (valid UTF-8) hold U+FFFD, a C1 control, a dagger or "a-circumflex, ??"? */
bool rap_glance_lost(rap_str s);

#endif
