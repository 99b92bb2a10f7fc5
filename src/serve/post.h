/*
 * serve/post.h - the fields of a correction that a page posts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SERVE_POST_H
#define RAP_SERVE_POST_H

#include "base/arena.h"

enum { RAP_POST_BACK_ROOM = 256 };

typedef struct {
    rap_str token, back, what, a, b, value, coder; /* decoded; empty where missing */
} rap_post_fields;

/* Of application/x-www-form-urlencoded bytes (WHATWG URL, 5.1); strings in the arena.
 * False when a % is not followed by two digits, a NUL comes out, or memory is refused.
 */
bool rap_post_parse(rap_post_fields *out, rap_str body, rap_arena *arena);

/* Where to go afterwards, percent-encoded: a path of this server, or "/" when it is
 * none, with the coder's name, which the forms there take up. */
void rap_post_back(char out[RAP_POST_BACK_ROOM], rap_str back, rap_str coder);

#endif
