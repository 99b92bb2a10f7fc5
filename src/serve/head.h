/*
 * serve/head.h - is the head of a request written as RFC 9112 asks?
 *
 * libmicrohttpd forgives much: bare line feeds, NULs, empty names.  What two readers
 * may understand in two ways is refused before it comes to it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SERVE_HEAD_H
#define RAP_SERVE_HEAD_H

#include "base/str.h"

typedef enum {
    RAP_HEAD_NONE,
    RAP_HEAD_PART, /* well so far, but its end is still to come */
    RAP_HEAD_GOOD,
    RAP_HEAD_BAD
} rap_head;

/* The largest body that a POST may bring: a form. */
enum { RAP_HEAD_BODY_MOST = 8192 };

/* Of the first bytes of a connection.  Good: a request line and header lines, each
 * ended by CR LF; names are tokens, a colon right after them; no control characters; no
 * folded lines; one Host; no body, but for a POST, which tells its length once and
 * brings no more than that.  O(n). */
rap_head rap_head_check(rap_str bytes);

#endif
