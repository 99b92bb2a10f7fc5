/*
 * intake/feedtext.h - the words of a feed: references, titles, addresses.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_FEEDTEXT_H
#define RAP_INTAKE_FEEDTEXT_H

#include "base/buf.h"

/* Append `s` with its character references decoded once: by number (80 to 9F as
 * Windows-1252, as HTML has it) and by the names of HTML 4, which feeds use without
 * declaring them.  A "&" that begins none stays.  O(n). */
void rap_feedtext_decode(rap_buf *out, rap_str s);

/* Append `s` (references decoded once) as a line of plain words: tags and further
 * references taken out where it holds markup, white space folded. */
void rap_feedtext_words(rap_buf *out, rap_str s);

/* Append the address that `link` means where `base` is the address it stands under
 * (RFC 3986, section 5.2); `link` itself when it is absolute or the base is none. */
void rap_feedtext_join(rap_buf *out, rap_str base, rap_str link);

#endif
