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

/* Room for `more` bytes and a NUL. */
static bool room(rap_buf *b, size_t more)
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

void rap_buf_put(rap_buf *b, rap_str s)
{
    if (!room(b, s.n)) return;
    if (s.n) memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}

void rap_buf_byte(rap_buf *b, char c)
{
    if (!room(b, 1)) return;
    b->p[b->n++] = c;
}

void rap_buf_z(rap_buf *b, const char *z)
{
    rap_buf_put(b, rap_str_of(z));
}

void rap_buf_uint(rap_buf *b, uint64_t v)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + v % 10);
        v /= 10;
    } while (v);
    rap_buf_put(b, (rap_str){digits + at, sizeof digits - at});
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
    } else if (room(b, (size_t)n)) {
        (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
}
