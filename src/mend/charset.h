/*
 * mend/charset.h - which charset the bytes are in, and reading them as characters.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MEND_CHARSET_H
#define RAP_MEND_CHARSET_H

#include "mend/draft.h"

/* List the edits that make the draft's text (the source bytes) valid UTF-8 without NUL,
 * and name the charset.  `hint` is the label that the container or the page gives, or
 * NULL; a byte-order mark and valid UTF-8 outweigh it, and so do bytes that are no text
 * in it.  RAP_E_BINARY with the offset of the first byte that no text holds. */
RAP_NODISCARD
rap_code rap_charset_find(rap_draft *d, const char **charset, const char *hint,
                          rap_err *err);

/* The charset that a label of the web means (WHATWG Encoding, section 4.2: white space
 * around it and case do not count), for example "latin1" -> "windows-1252"; NULL when
 * it means none.  Static. */
const char *rap_charset_name(const char *label);

/* A row of data/charsets.tsv; static, empty where the cell is.  All NULL: no such
 * label.
 */
typedef struct {
    const char *name, *converter, *told;
} rap_charset_row;

rap_charset_row rap_charset_row_of(const char *label);

/* The ICU converter of a charset; NULL when there is none. */
const char *rap_charset_converter(const char *charset);

#endif
