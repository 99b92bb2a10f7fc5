/*
 * intake/recode.h - words of a container in another charset as UTF-8.
 *
 * For titles, names and the text of feeds, which reach a record as the container's own
 * words.  The bytes of a report itself are never recoded here: that is mend/'s work,
 * which keeps the map to every byte.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_RECODE_H
#define RAP_INTAKE_RECODE_H

#include "base/buf.h"

/* Append `bytes` to `out` as UTF-8.  What is valid UTF-8 already stays as it is,
 * whatever `charset` (an IANA name, or empty) says, unless the charset is one that
 * speaks in ASCII bytes (ISO-2022, UTF-16); Latin-1 and ASCII are read as
 * Windows-1252, as the WHATWG Encoding Standard has it.  False, and the bytes as they
 * are, when nobody knows the charset.  O(bytes.n). */
bool rap_recode(rap_buf *out, rap_str bytes, rap_str charset);

/* Does this charset use bytes below 0x80 for other characters than ASCII, so that no
 * markup can be found in it before it is recoded? */
bool rap_recode_is_wide(rap_str charset);

#endif
