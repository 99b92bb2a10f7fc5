/*
 * fuzz/f_request.c - any bytes as the head and the body of a request: a good head has
 * one Host and ends in an empty line, fields hold no NUL, nobody comes in unasked.
 */
/* SPDX-License-Identifier: MIT */
#include "replaying.h"
#include "serve/gate.h"
#include "serve/head.h"
#include "serve/post.h"

#include <stdlib.h>

static void try_gate(rap_str bytes)
{
    static const char token[] =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    rap_gate g;
    if (!rap_gate_init(&g, token, 7007)) abort();
    const rap_knock k = {.method = RAP_STR("GET"),
                         .host = RAP_STR("127.0.0.1:7007"),
                         .token = bytes,
                         .cookie = bytes,
                         .authorization = bytes,
                         .hosts = 1,
                         .is_path = true};
    rap_gate_answer a = rap_gate_ask(&g, &k);
    bool knows = rap_str_find(bytes, rap_str_of(g.token), 0) < bytes.n ||
                 rap_str_find(bytes, rap_str_of(g.cookie), 0) < bytes.n;
    if (a == RAP_GATE_NONE || (a == RAP_GATE_OPEN && !knows)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rap_str bytes = {(const char *)data, size};
    rap_post_fields f;
    char back[RAP_POST_BACK_ROOM];
    rap_arena *arena = rap_arena_new(1 << 22);
    if (!arena) return 0;
    if (rap_head_check(bytes) == RAP_HEAD_GOOD &&
        (rap_str_find(bytes, RAP_STR("\r\n\r\n"), 0) >= bytes.n ||
         memchr(bytes.p, 0, rap_str_find(bytes, RAP_STR("\r\n\r\n"), 0))))
        abort();
    if (rap_post_parse(&f, bytes, arena)) {
        if (f.a.n && memchr(f.a.p, 0, f.a.n)) abort();
        rap_post_back(back, f.back, f.coder);
        if (back[0] != '/' || back[1] == '/' || strpbrk(back, "\r\n\\")) abort();
    }
    try_gate(bytes);
    rap_arena_free(arena);
    return 0;
}
