/*
 * intake/http.h - an HTTP answer as a crawler kept it: its head, its body decoded.
 *
 * RFC 9110 and 9112 as far as stored answers need them, and what crawlers do to them:
 * heads that end in line feeds or not at all, bodies that are not coded as the head
 * says because the crawler has decoded them, bodies cut short.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_HTTP_H
#define RAP_INTAKE_HTTP_H

#include "base/buf.h"
#include "base/err.h"

typedef struct {
    int status;     /* 200; 0 when there is no status line and the body is all */
    rap_str type;   /* the value of Content-Type, or empty */
    rap_str coding; /* of Content-Encoding, of all its fields: "gzip, br" */
    bool chunked;
    rap_str body; /* as it was sent */
} rap_http;

/* Two buffers that a body goes through; owned by the caller, all zero to begin with. */
typedef struct {
    rap_buf from, to;
} rap_http_room;

/* Take an answer apart: everything borrowed from `answer`.  O(head). */
void rap_http_read(rap_http *out, rap_str answer);

/* Take chunks and codings off: *out is the body, in `room` or borrowed from it.  Where
 * the sending broke off, what came is kept.  RAP_E_LIMIT when it is larger than `most`,
 * RAP_E_SYNTAX when its compressed data are damaged.  O(result). */
RAP_NODISCARD
rap_code rap_http_body(rap_str *out, const rap_http *answer, size_t most,
                       rap_http_room *room, rap_err *err);

#endif
