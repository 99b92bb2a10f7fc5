/*
 * base/str.h - text that is looked at and not owned.
 *
 * A rap_str points into bytes that somebody else keeps alive: the source of a report,
 * an arena, a literal.  It may hold any byte and has no NUL at its end.  Pass it by
 * value. Nothing here fails or allocates.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_STR_H
#define RAP_BASE_STR_H

#include <rapporteur.h>
#include <stdbool.h>
#include <string.h>

typedef struct {
    const char *p; /* NULL only when n is 0 */
    size_t n;      /* bytes */
} rap_str;

#define RAP_STR(lit) ((rap_str){"" lit "", sizeof(lit) - 1})
#define RAP_FMT      "%.*s"
#define RAP_ARG(s)   (int)(s).n, (s).p

/* A NUL-ended string as a rap_str; NULL gives the empty one. */
static inline rap_str rap_str_of(const char *z)
{
    return (rap_str){z, z ? strlen(z) : 0};
}

static inline bool rap_str_eq(rap_str a, rap_str b)
{
    /* Where one is NULL its n is 0.
     * NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker) */
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* Equal to a NUL-ended literal? */
static inline bool rap_str_is(rap_str a, const char *z)
{
    return rap_str_eq(a, rap_str_of(z));
}

/* Byte order: negative, zero or positive; a prefix comes first. */
static inline int rap_str_cmp(rap_str a, rap_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int d = n ? memcmp(a.p, b.p, n) : 0;
    return d ? d : (a.n > b.n) - (a.n < b.n);
}

/* Bytes [from, to) of s, both clamped to s. */
static inline rap_str rap_str_cut(rap_str s, size_t from, size_t to)
{
    if (to > s.n) to = s.n;
    if (from > to) from = to;
    return (rap_str){s.n ? s.p + from : s.p, to - from};
}

static inline bool rap_str_begins(rap_str s, rap_str head)
{
    return s.n >= head.n && (head.n == 0 || memcmp(s.p, head.p, head.n) == 0);
}

static inline bool rap_str_ends(rap_str s, rap_str tail)
{
    return s.n >= tail.n &&
           (tail.n == 0 || memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0);
}

/* Offset of the first `what` in s at or after `from`, or s.n when there is none. */
size_t rap_str_find(rap_str s, rap_str what, size_t from);

/* s without the ASCII white space at its two ends. */
rap_str rap_str_trim(rap_str s);

/* 32-bit FNV-1a, the hash of every generated table (scripts/tables.py computes the
 * same); start with RAP_HASH_START and feed pieces one after the other. */
#define RAP_HASH_START 2166136261u
static inline uint32_t rap_hash_byte(uint32_t h, char c)
{
    return (h ^ (unsigned char)c) * 16777619u;
}
static inline uint32_t rap_hash_on(uint32_t h, rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        h = rap_hash_byte(h, s.p[i]);
    return h;
}
static inline uint32_t rap_hash(rap_str s)
{
    return rap_hash_on(RAP_HASH_START, s);
}

#endif
