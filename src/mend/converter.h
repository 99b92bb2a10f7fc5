/*
 * mend/converter.h - any charset of the web, read character by character.
 *
 * A thin coat over ICU's converters, which tell how many bytes each character took; the
 * data lies in a shared library, so no file is opened.  Nothing of ICU is touched until
 * a text needs it.  Any thread.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MEND_CONVERTER_H
#define RAP_MEND_CONVERTER_H

#include "mend/draft.h"

/* List the edits that make the draft's text, bytes in `charset` (a name as
 * rap_charset_name gives it), UTF-8 without NUL; *bad counts the places that are none
 * of its characters, which become U+FFFD.  False when there is no converter for it.
 * O(n).
 */
bool rap_converter_read(rap_draft *d, const char *charset, size_t *bad);

#endif
