/*
 * base/utf8.h - UTF-8 (RFC 3629): checking, stepping, folding.
 *
 * A character is a Unicode scalar value; overlong forms, surrogates and values above
 * U+10FFFF are not UTF-8.  Case folding covers Latin, Greek and Cyrillic letters, which
 * is what names in English news are written with.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_UTF8_H
#define RAP_BASE_UTF8_H

#include "base/arena.h"

/* Length in bytes (1..4) of the valid character at s[at], 0 when there is none. */
size_t rap_utf8_step(rap_str s, size_t at);

/* The character at s[at], whose length is *len; U+FFFD and length 1 where there is no
 * valid one.  at must be below s.n. */
uint32_t rap_utf8_get(rap_str s, size_t at, size_t *len);

/* Offset of the first byte that does not belong to valid UTF-8, or s.n. */
size_t rap_utf8_check(rap_str s);

/* Write c as UTF-8 into out[0..3]; returns the number of bytes. */
size_t rap_utf8_put(char out[4], uint32_t c);

/* Replace bytes of a NUL-ended buffer that are not valid UTF-8 by '?', and control
 * characters by a space, so that it can be printed on a line. */
void rap_utf8_scrub(char *z);

/* Start of the character that holds byte `at` of valid UTF-8. */
static inline size_t rap_utf8_back(rap_str s, size_t at)
{
    while (at > 0 && at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80)
        at--;
    return at;
}

uint32_t rap_utf8_lower(uint32_t c); /* simple lower case */
bool rap_utf8_is_upper(uint32_t c);
bool rap_utf8_is_letter(uint32_t c); /* any script, roughly: by ranges */

/* Lower case, curly apostrophes straight: the form under which words are looked up. */
rap_str rap_utf8_fold(rap_arena *a, rap_str s);

/* As rap_utf8_fold, and with the accents of Latin letters dropped ("Véld" -> "veld",
 * "Erdoğan" -> "erdogan"): the form under which names are compared. */
rap_str rap_utf8_plain(rap_arena *a, rap_str s);

#endif
