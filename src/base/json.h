/*
 * base/json.h - writing JSON (RFC 8259) into a buffer, keys in the order given.
 *
 * The writer puts commas where they belong; the caller opens and closes.  Strings that
 * are not valid UTF-8 get U+FFFD for each bad byte.  Depth is at most 30: deeper
 * nesting is our own mistake.
 *
 *     rap_json_object(j);
 *     rap_json_key(j, "at"); rap_json_span(j, span);
 *     rap_json_end_object(j);
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_JSON_H
#define RAP_BASE_JSON_H

#include "base/buf.h"

typedef struct {
    rap_buf *out;    /* borrowed */
    uint32_t filled; /* bit d: something stands already at depth d */
    uint8_t depth;
    bool after_key;
} rap_json;

static inline rap_json rap_json_of(rap_buf *out)
{
    return (rap_json){.out = out};
}

void rap_json_object(rap_json *j);
void rap_json_end_object(rap_json *j);
void rap_json_array(rap_json *j);
void rap_json_end_array(rap_json *j);
void rap_json_key(rap_json *j, const char *key);
void rap_json_str(rap_json *j, rap_str s);
void rap_json_z(rap_json *j, const char *z); /* NULL writes null */
void rap_json_int(rap_json *j, int64_t v);
void rap_json_bool(rap_json *j, bool v);
void rap_json_null(rap_json *j);
void rap_json_span(rap_json *j, rap_span s); /* [from, to] */

/* A string, or null when it is empty. */
void rap_json_str_or_null(rap_json *j, rap_str s);

/* Bytes that are JSON already. */
void rap_json_raw(rap_json *j, rap_str json);

#endif
