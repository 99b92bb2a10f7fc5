/*
 * tests/packed.h - gzip members, zip and tar archives made in memory.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_PACKED_H
#define RAP_TESTS_PACKED_H

#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include <cmocka.h>

/* Append `s` deflated; bits: 31 gzip, 15 zlib, -15 bare. */
static inline void pack_at_level(rap_buf *b, rap_str s, int bits, int level)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, level, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    size_t most = s.n + s.n / 100 + 200;
    assert_true(rap_buf_room(b, most));
    union {
        const char *from;
        Bytef *to;
    } input = {s.p};
    z.next_in = input.to;
    z.avail_in = (uInt)s.n;
    z.next_out = (unsigned char *)b->p + b->n;
    z.avail_out = (uInt)most;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    b->n += most - z.avail_out;
    assert_int_equal(deflateEnd(&z), Z_OK);
}

static inline void pack_deflated(rap_buf *b, rap_str s, int bits)
{
    pack_at_level(b, s, bits, 6);
}

/* Stored: cut at any byte it gives what stood before. */
static inline void pack_loose(rap_buf *b, rap_str s)
{
    pack_at_level(b, s, 31, 0);
}

static inline void pack_gzip(rap_buf *b, rap_str s)
{
    pack_deflated(b, s, 31);
}

static inline void pack_zstd(rap_buf *b, rap_str s)
{
    size_t most = ZSTD_compressBound(s.n);
    assert_true(rap_buf_room(b, most));
    b->n += ZSTD_compress(b->p + b->n, most, s.p, s.n, 3);
}

/* A number, its lowest byte first. */
static inline void pack_low(rap_buf *b, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        rap_buf_byte(b, (char)(v >> 8 * i));
}

typedef struct {
    const char *name;
    rap_str bytes;
    int method;      /* 0 stored, 8 deflated, 93 zstd, or one that nobody knows */
    int flags;       /* 1 encrypted, 8 described behind the data */
    bool large;      /* sizes in an extra field */
    bool bad;        /* with a wrong checksum */
    bool bare;       /* described: without the descriptor's signature */
    bool long_sizes; /* described: in 64 bits */
    bool both;       /* described, and the sizes in the head too */
} zip_member;

/* A local header, its data, its descriptor. */
static inline void pack_zip(rap_buf *b, const zip_member *m)
{
    rap_buf packed = {0};
    if (m->method == 8)
        pack_deflated(&packed, m->bytes, -15);
    else if (m->method == 93)
        pack_zstd(&packed, m->bytes);
    else
        rap_buf_put(&packed, m->bytes);
    const bool later = m->flags & 8, none = later && !m->both;
    uint32_t sum = (uint32_t)crc32(0, (const Bytef *)m->bytes.p, (uInt)m->bytes.n);
    if (m->bad) sum ^= 1;
    rap_buf_put(b, (rap_str){"PK\x03\x04", 4});
    pack_low(b, 20, 2);
    pack_low(b, (uint64_t)m->flags, 2);
    pack_low(b, (uint64_t)m->method, 2);
    pack_low(b, 0, 4);
    pack_low(b, none ? 0 : sum, 4);
    pack_low(b, m->large ? UINT32_MAX : none ? 0 : packed.n, 4);
    pack_low(b, m->large ? UINT32_MAX : none ? 0 : m->bytes.n, 4);
    pack_low(b, strlen(m->name), 2);
    pack_low(b, m->large ? 25 : 0, 2);
    rap_buf_z(b, m->name);
    if (m->large) {
        pack_low(b, 0x5455, 2); /* another field before it */
        pack_low(b, 1, 2);
        pack_low(b, 0, 1);
        pack_low(b, 1, 2);
        pack_low(b, 16, 2);
        pack_low(b, none ? 0 : m->bytes.n, 8);
        pack_low(b, none ? 0 : packed.n, 8);
    }
    rap_buf_put(b, rap_buf_str(&packed));
    if (later) {
        if (!m->bare) rap_buf_put(b, (rap_str){"PK\x07\x08", 4});
        pack_low(b, sum, 4);
        pack_low(b, packed.n, m->large || m->long_sizes ? 8 : 4);
        pack_low(b, m->bytes.n, m->large || m->long_sizes ? 8 : 4);
    }
    rap_buf_done(&packed);
}

/* What stands behind the members: enough of a directory to end them. */
static inline void pack_zip_end(rap_buf *b)
{
    rap_buf_put(b, (rap_str){"PK\x05\x06", 4});
    for (int i = 0; i < 18; i++)
        rap_buf_byte(b, 0);
}

/* Sign a header of 512 bytes at `head`. */
static inline void pack_tar_sum(char *head)
{
    unsigned sum = 0;
    memset(head + 148, ' ', 8);
    for (int i = 0; i < 512; i++)
        sum += (unsigned char)head[i];
    (void)snprintf(head + 148, 8, "%06o", sum);
}

/* A header, its place returned, and the bytes padded to blocks. */
static inline size_t pack_tar(rap_buf *b, const char *name, char type, rap_str bytes)
{
    char head[512] = {0};
    const size_t at = b->n;
    size_t n = strlen(name);
    memcpy(head, name, n < 100 ? n : 100);
    memcpy(head + 100, "0000644", 8);
    (void)snprintf(head + 124, 12, "%011lo", (unsigned long)bytes.n);
    memcpy(head + 136, "00000000000", 12);
    head[156] = type;
    memcpy(head + 257, "ustar\00000", 8);
    pack_tar_sum(head);
    rap_buf_put(b, (rap_str){head, sizeof head});
    rap_buf_put(b, bytes);
    while (b->n % 512)
        rap_buf_byte(b, 0);
    return at;
}

static inline void pack_tar_end(rap_buf *b)
{
    for (int i = 0; i < 1024; i++)
        rap_buf_byte(b, 0);
}

#endif
