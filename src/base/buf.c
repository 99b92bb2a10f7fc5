/*
 * base/buf.c - bytes that grow by doubling.
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void rap_buf_done(rap_buf *b)
{
    free(b->p);
    *b = (rap_buf){0};
}

bool rap_buf_grow(rap_buf *b, size_t more)
{
    size_t need;
    if (b->failed || __builtin_add_overflow(b->n, more, &need) || need > SIZE_MAX / 4) {
        b->failed = true;
        return false;
    }
    if (need + 1 <= b->cap) return true;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < need + 1)
        cap *= 2;
    char *p = malloc(cap);
    if (!p) {
        b->failed = true;
        return false;
    }
    if (b->n) memcpy(p, b->p, b->n);
    free(b->p);
    b->p = p;
    b->cap = cap;
    return true;
}

void rap_buf_uint(rap_buf *b, uint64_t v)
{
    enum { DIGITS = 20 }; /* of the largest */
    if (!rap_buf_room(b, DIGITS)) return;
    size_t n = 1;
    for (uint64_t rest = v; rest >= 10; rest /= 10)
        n++;
    for (size_t i = n; i-- > 0; v /= 10)
        b->p[b->n + i] = (char)('0' + v % 10);
    b->n += n;
}

void rap_buf_int(rap_buf *b, int64_t v)
{
    if (v < 0) rap_buf_byte(b, '-');
    rap_buf_uint(b, v < 0 ? (uint64_t) - (v + 1) + 1 : (uint64_t)v);
}

void rap_buf_printf(rap_buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0) {
        b->failed = true;
    } else if (rap_buf_room(b, (size_t)n)) {
        (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}
