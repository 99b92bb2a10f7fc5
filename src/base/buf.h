/*
 * base/buf.h - bytes that grow: what output is written into.
 *
 * Memory comes from malloc and is kept between uses.  A buffer that could not grow
 * remembers it: writing goes on harmlessly and rap_buf_failed tells at the end, so that
 * writers need no check at every byte.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_BUF_H
#define RAP_BASE_BUF_H

#include "base/attr.h"
#include "base/str.h"

typedef struct {
    char *p;
    size_t n, cap;
    bool failed;
} rap_buf;

/* All zero is an empty buffer.  Owned bytes: rap_buf_done frees them. */
void rap_buf_done(rap_buf *b);

/* Room for `more` bytes behind b->n and a NUL; false, remembered, when memory is
 * refused. */
bool rap_buf_grow(rap_buf *b, size_t more);
static inline bool rap_buf_room(rap_buf *b, size_t more)
{
    return (more < b->cap - b->n && !b->failed) || rap_buf_grow(b, more);
}

static inline void rap_buf_put(rap_buf *b, rap_str s)
{
    if (!rap_buf_room(b, s.n)) return;
    if (s.p) memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
}
static inline void rap_buf_byte(rap_buf *b, char c)
{
    if (rap_buf_room(b, 1)) b->p[b->n++] = c;
}
static inline void rap_buf_z(rap_buf *b, const char *z)
{
    rap_buf_put(b, rap_str_of(z));
}
void rap_buf_uint(rap_buf *b, uint64_t v);
void rap_buf_int(rap_buf *b, int64_t v);

RAP_PRINTF(2, 3)
void rap_buf_printf(rap_buf *b, const char *fmt, ...);

/* Keep the memory, forget the bytes and any failure. */
static inline void rap_buf_clear(rap_buf *b)
{
    b->n = 0;
    b->failed = false;
}
static inline rap_str rap_buf_str(const rap_buf *b)
{
    return (rap_str){b->p, b->n};
}

#endif
