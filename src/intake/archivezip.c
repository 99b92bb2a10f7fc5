/*
 * intake/archivezip.c - the members of a zip archive, as they stream by.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/archivezip.h"

#include <zlib.h>

enum {
    HEAD = 30, /* bytes of a local header before the name */
    SIGNATURE = 4,
    DESCRIBED = 24, /* most bytes of a data descriptor */
    STORED = 0,
    DEFLATED = 8,
    ZSTD = 93,
    FLAG_ENCRYPTED = 1 << 0,
    FLAG_DESCRIBED = 1 << 3,
    EXTRA_ZIP64 = 1
};

static const rap_str local = {"PK\x03\x04", 4}, central = {"PK\x01\x02", 4},
                     closing = {"PK\x05\x06", 4}, descriptor = {"PK\x07\x08", 4},
                     closing64 = {"PK\x06\x06", 4}, spanned = {"PK\x30\x30", 4};

static uint64_t number(const char *p, size_t n)
{
    uint64_t v = 0;
    for (size_t i = n; i-- > 0;)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

/* ---- headers -----------------------------------------------------------------------
 */

/* Where a size is 32 one bits it stands in an extra field: first the plain size, then
 * the packed one, each only where it is wanted. */
static void take_extra(rap_zip *z, rap_str extra, bool plain64, bool packed64)
{
    for (size_t at = 0; at + 4 <= extra.n;) {
        uint64_t id = number(extra.p + at, 2), n = number(extra.p + at + 2, 2);
        rap_str body = rap_str_cut(extra, at + 4, at + 4 + (size_t)n);
        at += 4 + (size_t)n;
        if (id != EXTRA_ZIP64 || !packed64) continue;
        size_t from = plain64 ? 8 : 0;
        if (body.n >= from + 8) z->left = number(body.p + from, 8);
    }
}

static const char *refusal(rap_zip *z, uint64_t flags, uint64_t method)
{
    if (flags & FLAG_ENCRYPTED) return "it is encrypted";
    if (method == STORED) return NULL;
    rap_unpack **how = method == DEFLATED ? &z->deflate : &z->zstd;
    if (method != DEFLATED && method != ZSTD)
        return "it is packed in a way that is not read";
    if (!*how)
        *how =
            rap_unpack_new(method == DEFLATED ? RAP_PACKING_DEFLATE : RAP_PACKING_ZSTD);
    bool good = *how && rap_unpack_again(*how);
    z->unpack = *how;
    return good ? NULL : "out of memory";
}

/* The local header in front: HEAD bytes, name, extra. */
static rap_code take_header(rap_zip *z, rap_member *out, rap_err *err)
{
    rap_code rc = rap_window_fill(z->w, HEAD, err);
    if (rc != RAP_OK) return rc;
    rap_str rest = rap_window_rest(z->w);
    if (rest.n < HEAD) return RAP_E_TORN;
    size_t name_n = (size_t)number(rest.p + 26, 2),
           extra_n = (size_t)number(rest.p + 28, 2);
    rc = rap_window_fill(z->w, HEAD + name_n + extra_n, err);
    if (rc != RAP_OK) return rc;
    rest = rap_window_rest(z->w);
    if (rest.n < HEAD + name_n + extra_n) return RAP_E_TORN;
    uint64_t flags = number(rest.p + 6, 2), method = number(rest.p + 8, 2);
    rap_str name = rap_str_cut(rest, HEAD, HEAD + name_n);
    z->at = out->at = rap_window_at(z->w);
    z->unpack = NULL;
    z->want = (uint32_t)number(rest.p + 14, 4);
    z->left = number(rest.p + 18, 4);
    take_extra(z, rap_str_cut(rest, HEAD + name_n, HEAD + name_n + extra_n),
               number(rest.p + 22, 4) == UINT32_MAX, z->left == UINT32_MAX);
    z->described = (flags & FLAG_DESCRIBED) != 0;
    z->known = !z->described || z->left > 0;
    z->packed = z->plain = 0;
    z->ended = false;
    z->crc = 0;
    rap_buf_clear(&out->name);
    rap_buf_put(&out->name, name);
    out->is_file = name.n && !rap_str_ends(name, RAP_STR("/"));
    out->refused = refusal(z, flags, method);
    z->open = true;
    rap_window_skip(z->w, HEAD + name_n + extra_n);
    return out->name.failed ? rap_fail_memory(err) : RAP_OK;
}

/* ---- between members ---------------------------------------------------------------
 */

static rap_code torn(const rap_zip *z, rap_err *err)
{
    return rap_fail(err, RAP_E_TORN, rap_window_at(z->w),
                    "the archive ends in the middle; what came before has been read");
}

static bool is_mark(rap_str s)
{
    return rap_str_begins(s, local) || rap_str_begins(s, central) ||
           rap_str_begins(s, closing) || rap_str_begins(s, closing64);
}

/* Go on to the next header or directory, or the end. */
static rap_code find_mark(rap_zip *z, rap_err *err)
{
    for (;;) {
        rap_code rc = rap_window_fill(z->w, SIGNATURE, err);
        if (rc != RAP_OK) return rc;
        rap_str rest = rap_window_rest(z->w);
        size_t at = 0;
        while (at + SIGNATURE <= rest.n && !is_mark(rap_str_cut(rest, at, rest.n))) {
            size_t next = rap_str_find(rest, RAP_STR("PK"), at + 1);
            at = next < rest.n ? next : rest.n - 1;
        }
        bool found = at + SIGNATURE <= rest.n;
        rap_window_skip(z->w, rest.n < SIGNATURE ? rest.n : at);
        if (found || rest.n < SIGNATURE) return RAP_OK;
    }
}

/* Leave the member in hand, read or not. */
static rap_code leave(rap_zip *z, rap_err *err)
{
    if (!z->open) return RAP_OK;
    z->open = false;
    z->lost = !z->known || z->described;
    return z->known ? rap_window_pass(z->w, z->left, err) : RAP_OK;
}

/* The directory has been reached: is its end there too? */
static rap_code pass_directory(rap_zip *z, rap_err *err)
{
    z->closed = true;
    for (;;) {
        rap_code rc = rap_window_fill(z->w, SIGNATURE, err);
        if (rc != RAP_OK) return rc;
        rap_str rest = rap_window_rest(z->w);
        if (rest.n < SIGNATURE) return torn(z, err);
        size_t at = rap_str_find(rest, closing, 0);
        if (at < rest.n) return RAP_OK;
        rap_window_skip(z->w, rest.n - SIGNATURE + 1);
    }
}

rap_code rap_zip_next(rap_zip *z, rap_member *out, bool *end, rap_err *err)
{
    *end = z->closed;
    if (*end) return RAP_OK;
    rap_code rc = leave(z, err);
    if (rc == RAP_OK && z->lost) rc = find_mark(z, err);
    if (rc == RAP_OK) rc = rap_window_fill(z->w, SIGNATURE, err);
    if (rc != RAP_OK) return rc;
    z->lost = false;
    rap_str rest = rap_window_rest(z->w);
    if (rap_str_begins(rest, spanned) || rap_str_begins(rest, descriptor)) {
        rap_window_skip(z->w, SIGNATURE); /* the mark of an archive in one piece */
        rc = rap_window_fill(z->w, SIGNATURE, err);
        if (rc != RAP_OK) return rc;
        rest = rap_window_rest(z->w);
    }
    if (rap_str_begins(rest, local)) {
        rc = take_header(z, out, err);
        if (rc != RAP_E_TORN) return rc;
        z->closed = true;
        return torn(z, err);
    }
    if (rest.n < SIGNATURE || is_mark(rest)) {
        rc = pass_directory(z, err);
        *end = rc == RAP_OK;
        return rc;
    }
    z->lost = true;
    return rap_fail(err, RAP_E_SYNTAX, rap_window_at(z->w),
                    "no member's head stands here; the next good one follows");
}

/* ---- the bytes of a member ---------------------------------------------------------
 */

static rap_code damaged(const rap_zip *z, rap_err *err)
{
    return rap_fail(err, RAP_E_SYNTAX, z->at, "this member of the archive is damaged");
}

/* The bytes of the data descriptor at s when it fits the member, 0 when it does not. */
static size_t descriptor_fits(const rap_zip *z, rap_str s)
{
    size_t from = rap_str_begins(s, descriptor) ? SIGNATURE : 0;
    for (size_t wide = 4; wide <= 8; wide += 4) {
        size_t n = from + 4 + 2 * wide;
        if (s.n < n || number(s.p + from, 4) != z->crc) continue;
        bool packed = number(s.p + from + 4, wide) == z->packed;
        if (packed && number(s.p + from + 4 + wide, wide) == z->plain) return n;
    }
    return 0;
}

/* All bytes have been given: are they the right ones? */
static rap_code finish(rap_zip *z, rap_err *err)
{
    z->open = false;
    if (!z->described) {
        rap_code rc = rap_window_pass(z->w, z->left, err);
        if (rc != RAP_OK) return rc;
        return z->crc == z->want && z->left == 0 ? RAP_OK : damaged(z, err);
    }
    z->lost = true;
    rap_code rc = rap_window_fill(z->w, DESCRIBED, err);
    if (rc != RAP_OK) return rc;
    size_t n = descriptor_fits(z, rap_window_rest(z->w));
    if (n == 0) return damaged(z, err);
    rap_window_skip(z->w, n);
    z->lost = false;
    return RAP_OK;
}

static void give(rap_zip *z, size_t eaten, const char *to, size_t given)
{
    rap_window_skip(z->w, eaten);
    z->packed += eaten;
    if (z->known) z->left -= eaten;
    z->plain += given;
    z->crc = (uint32_t)crc32(z->crc, (const Bytef *)to, (uInt)given);
}

/* A stored member whose size is not known ends before the descriptor that fits it. */
static rap_code read_to_descriptor(rap_zip *z, size_t *got, char *to, size_t n,
                                   rap_err *err)
{
    rap_code rc = rap_window_fill(z->w, DESCRIBED, err);
    if (rc != RAP_OK) return rc;
    rap_str rest = rap_window_rest(z->w);
    if (rap_str_begins(rest, descriptor) && descriptor_fits(z, rest))
        return finish(z, err);
    size_t k = rap_str_find(rest, descriptor, 1);
    if (k == rest.n && rest.n >= DESCRIBED) k = rest.n - SIGNATURE + 1;
    if (k > n) k = n;
    memcpy(to, rest.p, k);
    give(z, k, to, k);
    *got = k;
    return RAP_OK;
}

static rap_code read_packed(rap_zip *z, size_t *got, char *to, size_t n, rap_err *err)
{
    rap_str in = rap_window_rest(z->w);
    if (z->known && in.n > z->left) in = rap_str_cut(in, 0, (size_t)z->left);
    size_t eaten = in.n < n ? in.n : n, given = eaten;
    rap_unpack_state state = RAP_UNPACK_ON;
    if (z->unpack)
        state = rap_unpack_step(z->unpack, in, &eaten, to, n, &given);
    else
        memcpy(to, in.p, eaten);
    if (state == RAP_UNPACK_NOMEM) return rap_fail_memory(err);
    give(z, eaten, to, given);
    *got = given;
    z->ended = state == RAP_UNPACK_END;
    bool stuck = z->unpack && state == RAP_UNPACK_ON && eaten == 0 && given == 0;
    if (state != RAP_UNPACK_DAMAGED && !stuck) return RAP_OK;
    *got = 0;
    rap_code rc = leave(z, err);
    return rc == RAP_OK ? damaged(z, err) : rc;
}

rap_code rap_zip_read(rap_zip *z, size_t *got, char *to, size_t n, rap_err *err)
{
    enum { MOST = 1 << 20 };
    if (n > MOST) n = MOST;
    for (*got = 0; *got == 0 && z->open && n;) {
        if (z->ended || (!z->unpack && z->known && z->left == 0)) return finish(z, err);
        rap_code rc = rap_window_fill(z->w, 1, err);
        if (rc != RAP_OK) return rc;
        if (rap_window_rest(z->w).n == 0) {
            z->open = false;
            z->closed = true; /* told here */
            return torn(z, err);
        }
        bool whole = z->unpack || z->known;
        rc = !whole ? read_to_descriptor(z, got, to, n, err)
                    : read_packed(z, got, to, n, err);
        if (rc != RAP_OK) return rc;
    }
    return RAP_OK;
}

void rap_zip_done(rap_zip *z)
{
    rap_unpack_free(z->deflate);
    rap_unpack_free(z->zstd);
}
