/*
 * base/unpack.h - compressed bytes in, plain bytes out, a piece at a time.
 *
 * One member (gzip, RFC 1952), frame (zstd, RFC 8878), stream (zlib, RFC 1950; deflate,
 * RFC 1951; brotli, RFC 7932) after the other: at the end of each the caller is told
 * and starts the next.  Memory is bounded by the format's own window.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_UNPACK_H
#define RAP_BASE_UNPACK_H

#include "base/attr.h"
#include "base/str.h"

typedef enum {
    RAP_PACKING_NONE,
    RAP_PACKING_GZIP,
    RAP_PACKING_ZSTD,
    RAP_PACKING_ZLIB,
    RAP_PACKING_DEFLATE, /* without a head */
    RAP_PACKING_BROTLI
} rap_packing;

typedef enum {
    RAP_UNPACK_ON,      /* give more input or more room */
    RAP_UNPACK_END,     /* the member is whole, its checksum good */
    RAP_UNPACK_DAMAGED, /* it is no such member, or not any more */
    RAP_UNPACK_NOMEM
} rap_unpack_state;

typedef struct rap_unpack rap_unpack;

/* NULL when memory is out.  Owned: rap_unpack_free. */
rap_unpack *rap_unpack_new(rap_packing how);

/* Eat from `in` (*eaten bytes), put at most `room` bytes at `to` (*given bytes).
 * O(eaten + given). */
RAP_NODISCARD
rap_unpack_state rap_unpack_step(rap_unpack *u, rap_str in, size_t *eaten, char *to,
                                 size_t room, size_t *given);

/* A gzip member that stands whole in `in` and fits into `room`, at once and faster.
 * False, nothing done, when it is not so, or damaged: step through it then. */
bool rap_unpack_whole(rap_unpack *u, rap_str in, size_t *eaten, char *to, size_t room,
                      size_t *given);

/* Begin the next member; false when memory is out. */
bool rap_unpack_again(rap_unpack *u);

/* For zstd: frames refer to this dictionary (raw or formatted; copied). */
bool rap_unpack_dictionary(rap_unpack *u, rap_str dictionary);

void rap_unpack_free(rap_unpack *u); /* also fine with NULL */

/* What the first bytes show: GZIP, ZSTD (also a skippable frame) or NONE. */
rap_packing rap_packing_of(rap_str head);

#endif
