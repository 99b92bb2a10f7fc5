/*
 * base/str.c - searching and trimming borrowed text.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/str.h"

#include "base/ascii.h"

size_t rap_str_find(rap_str s, rap_str what, size_t from)
{
    if (from > s.n || what.n > s.n - from) return s.n;
    if (what.n == 0) return from;
    if (what.n == 1) {
        const char *at = memchr(s.p + from, what.p[0], s.n - from);
        return at ? (size_t)(at - s.p) : s.n;
    }
    const char *hit = memmem(s.p + from, s.n - from, what.p, what.n);
    return hit ? (size_t)(hit - s.p) : s.n;
}

rap_str rap_str_trim(rap_str s)
{
    while (s.n && rap_is_space(s.p[0]))
        s = rap_str_cut(s, 1, s.n);
    while (s.n && rap_is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}
