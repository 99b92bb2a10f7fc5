/*
 * mend/guess.h - which charset bytes are in when nobody says: a guess from the bytes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MEND_GUESS_H
#define RAP_MEND_GUESS_H

#include "base/str.h"

/* The charset (a name as rap_charset_name gives it) that uchardet finds in the lines
 * with high bytes, of which it sees 32 KiB at most; NULL when there is too little to go
 * by, what it says does not fit how the bytes lie, or it is a Latin charset and none of
 * those is wanted.  Any thread; O(n), and little more than a search beyond the sample.
 */
const char *rap_guess_charset(rap_str s, bool no_latin);

#endif
