/*
 * intake/archivetar.c - the members of a tar archive, as they stream by.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/archivetar.h"

#include "base/ascii.h"

enum {
    BLOCK = 512,
    NAME_AT = 0,
    NAME_N = 100,
    SIZE_AT = 124,
    SIZE_N = 12,
    SUM_AT = 148,
    SUM_N = 8,
    TYPE_AT = 156,
    MAGIC_AT = 257,
    PREFIX_AT = 345,
    PREFIX_N = 155,
    EXTENSION_MAX = 1024 * 1024 /* of a pax header or a long name */
};

/* ---- headers -----------------------------------------------------------------------
 */

/* A number of octal digits, or (its first bit set) of base 256; false when it is none
 * or beyond 63 bits. */
static bool number_at(uint64_t *out, const char *p, size_t n)
{
    uint64_t v = 0;
    if ((unsigned char)p[0] & 0x80) {
        for (size_t i = 0; i < n; i++) {
            if (v >> 55) return false;
            v = v << 8 | (i ? (unsigned char)p[i] : (unsigned char)p[i] & 0x3Fu);
        }
        *out = v;
        return true;
    }
    size_t i = 0;
    while (i < n && p[i] == ' ')
        i++;
    for (; i < n && p[i] >= '0' && p[i] <= '7'; i++)
        v = v << 3 | (uint64_t)(p[i] - '0');
    *out = v;
    return i == n || p[i] == ' ' || p[i] == '\0';
}

static bool is_zero(rap_str block)
{
    for (size_t i = 0; i < block.n; i++)
        if (block.p[i]) return false;
    return true;
}

/* Is it a header?  Old programs summed signed bytes. */
static bool is_header(rap_str block)
{
    uint64_t want;
    if (block.n < BLOCK || !number_at(&want, block.p + SUM_AT, SUM_N)) return false;
    int64_t plain = 0, with_sign = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        bool sum = i >= SUM_AT && i < SUM_AT + SUM_N;
        plain += sum ? ' ' : (unsigned char)block.p[i];
        with_sign += sum ? ' ' : (signed char)block.p[i];
    }
    return !is_zero(block) && ((int64_t)want == plain || (int64_t)want == with_sign);
}

static void put_field(rap_buf *out, const char *p, size_t n)
{
    const char *end = memchr(p, '\0', n);
    rap_buf_put(out, (rap_str){p, end ? (size_t)(end - p) : n});
}

static void put_name(rap_buf *out, const char *p)
{
    bool posix = memcmp(p + MAGIC_AT, "ustar", 6) == 0; /* with its NUL; GNU: blanks */
    rap_buf_clear(out);
    if (posix && p[PREFIX_AT]) {
        put_field(out, p + PREFIX_AT, PREFIX_N);
        rap_buf_byte(out, '/');
    }
    put_field(out, p + NAME_AT, NAME_N);
}

/* ---- what stands before a header for it --------------------------------------------
 */

/* "27 path=reports/long-name.txt\n", one after the other. */
static void take_records(rap_tar *t, rap_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t n = 0, digits = at;
        while (digits < s.n && rap_is_digit(s.p[digits]) && n < EXTENSION_MAX)
            n = n * 10 + (size_t)(s.p[digits++] - '0');
        if (n <= digits - at || n > s.n - at) return;
        rap_str record = rap_str_cut(s, digits + 1, at + n - 1);
        size_t eq = rap_str_find(record, RAP_STR("="), 0);
        rap_str key = rap_str_cut(record, 0, eq);
        rap_str value = rap_str_cut(record, eq + 1, record.n);
        if (rap_str_is(key, "path")) {
            rap_buf_clear(&t->path);
            rap_buf_put(&t->path, value);
        } else if (rap_str_is(key, "size")) {
            t->size = 0;
            for (size_t i = 0; i < value.n && rap_is_digit(value.p[i]); i++)
                t->size = t->size * 10 + (uint64_t)(value.p[i] - '0');
            t->sized = t->size <= INT64_MAX;
        }
        t->sparse = t->sparse || rap_str_begins(key, RAP_STR("GNU.sparse."));
        at += n;
    }
}

static rap_code take_extension(rap_tar *t, char type, rap_err *err)
{
    const size_t n = (size_t)t->left;
    rap_code rc = rap_window_fill(t->w, n, err);
    if (rc != RAP_OK) return rc;
    rap_str body = rap_str_cut(rap_window_rest(t->w), 0, n);
    if (body.n == n && type == 'x') take_records(t, body);
    if (body.n == n && type == 'L') {
        rap_buf_clear(&t->path);
        put_field(&t->path, body.p, body.n);
    }
    return RAP_OK;
}

/* ---- members -----------------------------------------------------------------------
 */

/* Step over what is left of the member. */
static rap_code pass_rest(rap_tar *t, rap_err *err)
{
    uint64_t rest = t->left + t->padding;
    t->left = t->padding = 0;
    rap_code rc = rap_window_pass(t->w, rest, err);
    return rc;
}

static rap_code torn(const rap_tar *t, rap_err *err)
{
    return rap_fail(err, RAP_E_TORN, rap_window_at(t->w),
                    "the archive ends in the middle; what came before has been read");
}

/* Behind a damaged header: the next block that is a good one, or the end. */
static rap_code find_header(rap_tar *t, rap_err *err)
{
    for (;;) {
        rap_code rc = rap_window_fill(t->w, BLOCK, err);
        rap_str block = rap_str_cut(rap_window_rest(t->w), 0, BLOCK);
        if (rc != RAP_OK || block.n < BLOCK || is_header(block)) return rc;
        t->marked = t->marked || is_zero(block);
        rap_window_skip(t->w, BLOCK);
    }
}

/* The header at the window's front; *end where no more come. */
static rap_code find_next(rap_tar *t, bool *end, rap_err *err)
{
    for (;;) {
        rap_code rc = rap_window_fill(t->w, BLOCK, err);
        if (rc != RAP_OK) return rc;
        rap_str block = rap_str_cut(rap_window_rest(t->w), 0, BLOCK);
        *end = block.n == 0 && t->marked;
        if (*end || is_header(block)) return RAP_OK;
        if (block.n < BLOCK && !t->marked) {
            rap_window_skip(t->w, block.n);
            rc = torn(t, err);
            t->marked = true;
            return rc;
        }
        if (block.n == BLOCK && !is_zero(block) && !t->marked) {
            uint64_t at = rap_window_at(t->w);
            rap_window_skip(t->w, BLOCK);
            rc = find_header(t, err);
            if (rc != RAP_OK) return rc;
            return rap_fail(err, RAP_E_SYNTAX, at,
                            "a member's head is damaged; the next good one follows");
        }
        t->marked = true; /* and behind the end mark anything may stand */
        rap_window_skip(t->w, block.n);
    }
}

/* Take the header at the front; *extends when it only tells of the next one. */
static rap_code take_header(rap_tar *t, rap_member *out, bool *extends, rap_err *err)
{
    const char *p = rap_window_rest(t->w).p;
    const char type = p[TYPE_AT];
    uint64_t size = 0;
    bool good = number_at(&size, p + SIZE_AT, SIZE_N);
    *extends = type == 'x' || type == 'g' || type == 'L' || type == 'K';
    if (!*extends && t->sized) size = t->size;
    if (type >= '1' && type <= '6') size = 0; /* links, devices and folders */
    out->at = rap_window_at(t->w);
    put_name(&out->name, p);
    rap_window_skip(t->w, BLOCK);
    if (!good) return rap_fail(err, RAP_E_SYNTAX, out->at, "a member has no size");
    t->left = size;
    t->padding = (BLOCK - size % BLOCK) % BLOCK;
    t->marked = false;
    if (*extends) return size <= EXTENSION_MAX ? take_extension(t, type, err) : RAP_OK;
    if (t->path.n) {
        rap_buf_clear(&out->name);
        rap_buf_put(&out->name, rap_buf_str(&t->path));
    }
    bool data = type == '0' || type == '\0' || type == '7' || type == 'S';
    bool folder = rap_str_ends(rap_buf_str(&out->name), RAP_STR("/"));
    out->is_file = data && !folder;
    out->refused = type == 'S' || t->sparse ? "it is a file with holes" : NULL;
    out->name.failed = out->name.failed || t->path.failed;
    rap_buf_clear(&t->path);
    t->sized = t->sparse = false;
    return RAP_OK;
}

rap_code rap_tar_next(rap_tar *t, rap_member *out, bool *end, rap_err *err)
{
    for (bool extends = true; extends;) {
        rap_code rc = pass_rest(t, err);
        if (rc == RAP_OK) rc = find_next(t, end, err);
        if (rc != RAP_OK || *end) return rc;
        rc = take_header(t, out, &extends, err);
        if (rc != RAP_OK) return rc;
    }
    return out->name.failed ? rap_fail_memory(err) : RAP_OK;
}

rap_code rap_tar_read(rap_tar *t, size_t *got, char *to, size_t n, rap_err *err)
{
    *got = 0;
    if (t->left == 0 || n == 0) return RAP_OK;
    rap_code rc = rap_window_fill(t->w, 1, err);
    if (rc != RAP_OK) return rc;
    rap_str rest = rap_window_rest(t->w);
    if (rest.n == 0) {
        t->left = t->padding = 0;
        t->marked = true; /* told here */
        return torn(t, err);
    }
    size_t k = rest.n < n ? rest.n : n;
    if (k > t->left) k = (size_t)t->left;
    memcpy(to, rest.p, k);
    rap_window_skip(t->w, k);
    t->left -= k;
    *got = k;
    return RAP_OK;
}
