/*
 * mend/codepage.h - single-byte charsets, from byte to character and back.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MEND_CODEPAGE_H
#define RAP_MEND_CODEPAGE_H

#include "base/str.h"

typedef enum {
    RAP_CP1252,
    RAP_CP1250,
    RAP_CP1251,
    RAP_MACROMAN,
    RAP_CP437,
    RAP_LATIN2,
    RAP_LATIN9,
    RAP_CP1253,
    RAP_CP1254,
    RAP_CP1257,
    RAP_CP850,
    RAP_CP866,
    RAP_CODEPAGES
} rap_codepage;

/* The character of a byte, 0 when the byte is undefined. */
uint32_t rap_codepage_char(rap_codepage page, unsigned char byte);

/* The byte 0x80..0xBF (a tail byte of UTF-8) that is read as `c`, or 0.  In the Windows
 * pages a C1 control stands for its own byte, as Latin-1 has it.  64 steps. */
unsigned char rap_codepage_tail(rap_codepage page, uint32_t c);

/* IANA name in lower case; static. */
const char *rap_codepage_name(rap_codepage page);

/* The page of a name as rap_codepage_name gives it; false when it is none of these. */
bool rap_codepage_find(rap_codepage *page, const char *charset);

/* The page, of those that western news was set in, under which the high bytes of `s`
 * stand best beside their neighbours: windows-1252, unless another is much better. */
rap_codepage rap_codepage_guess(rap_str s);

#endif
