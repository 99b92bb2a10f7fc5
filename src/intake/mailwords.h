/*
 * intake/mailwords.h - the words in the head of a mail: subjects, names, parameters.
 *
 * Follows RFC 5322 (mailboxes), RFC 2047 (encoded words) and RFC 2231 (parameters in
 * pieces), and is patient with what mailers make of them: encoded words inside quotes,
 * characters split over two encoded words, bytes of 8 bits where none may be.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_MAILWORDS_H
#define RAP_INTAKE_MAILWORDS_H

#include "base/arena.h"
#include "base/buf.h"

/* The value of a field as UTF-8, unfolded, encoded words decoded, white space folded;
 * appended to `out`. */
void rap_mailwords_decode(rap_buf *out, rap_str value);

/* The names of a list of mailboxes (`From`), in order: what stands before an address,
 * or the remark behind it; an address without a name gives none.  In `arena`. */
RAP_NODISCARD
bool rap_mailwords_names(const rap_str **out, size_t *n, rap_str value,
                         rap_arena *arena);

/* A parameter of a structured field (`name` in lower case), unquoted, put into `out`
 * (which is emptied first); false when it has none. */
bool rap_mailwords_param(rap_buf *out, rap_str value, const char *name);

/* What stands before the first ";", trimmed, in lower case, at most `size` - 1 bytes
 * and a NUL; longer values are cut. */
void rap_mailwords_head(char *to, size_t size, rap_str value);

#endif
