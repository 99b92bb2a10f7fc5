/*
 * view/torn.c - texts of buffers to which memory was refused.
 */
/* SPDX-License-Identifier: MIT */
#include "view/torn.h"

static const char torn[1];

rap_str rap_torn_text(const rap_buf *b)
{
    return b->failed ? (rap_str){torn, 0} : rap_buf_str(b);
}

void rap_torn_put(rap_buf *out, const rap_buf *b)
{
    rap_buf_put(out, rap_buf_str(b));
    if (b->failed) out->failed = true;
}

rap_str rap_torn_copy(rap_arena *a, const rap_buf *b)
{
    if (!b->failed) return rap_arena_copy(a, rap_buf_str(b));
    rap_arena_refuse(a);
    return (rap_str){NULL, 0};
}

bool rap_torn_any(const rap_buf *b)
{
    return b->n > 0 || b->failed;
}

void rap_torn_mind(rap_buf *out, rap_str text)
{
    if (text.p == torn) out->failed = true;
}
