/*
 * mend/charset.h - which charset the bytes are in, and reading them as characters.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MEND_CHARSET_H
#define RAP_MEND_CHARSET_H

#include "mend/draft.h"

/* List the edits that make the draft's text (the source bytes) valid UTF-8 without NUL,
 * and name the charset.  `hint` is what the container says, or NULL; valid UTF-8 and a
 * byte-order mark outweigh it.  RAP_E_BINARY with the offset of the first byte that no
 * text holds. */
RAP_NODISCARD
rap_code rap_charset_find(rap_draft *d, const char **charset, const char *hint,
                          rap_err *err);

#endif
