/*
 * intake/http.c - an HTTP answer as a crawler kept it: its head, its body decoded.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/http.h"

#include "base/ascii.h"
#include "base/unpack.h"
#include "intake/fields.h"

enum {
    HEAD_MAX = 256 * 1024, /* a head is looked for in so many bytes */
    STEP = 64 * 1024,      /* unpacked at once */
    CODINGS = 4            /* one over the other */
};

/* ---- the head ----------------------------------------------------------------------
 */

/* A head that is not closed by an empty line: it ends where markup begins. */
static size_t unclosed_end(rap_str s)
{
    for (size_t at = 0; at < s.n; at = rap_str_find(s, RAP_STR("\n"), at) + 1)
        if (s.p[at] == '<') return at;
    return s.n;
}

static int status_of(rap_str line)
{
    size_t at = rap_str_find(line, RAP_STR(" "), 0);
    while (at < line.n && line.p[at] == ' ')
        at++;
    int status = 0;
    for (size_t i = at; i < line.n && i < at + 3 && rap_is_digit(line.p[i]); i++)
        status = status * 10 + (line.p[i] - '0');
    return status;
}

void rap_http_read(rap_http *out, rap_str answer)
{
    *out = (rap_http){.body = answer};
    rap_str begin = rap_str_cut(answer, 0, HEAD_MAX);
    if (!rap_str_begins(begin, RAP_STR("HTTP/"))) return;
    size_t end = rap_fields_end(begin, 0), markup = unclosed_end(begin);
    if (end == 0 || markup < end) end = markup;
    out->body = rap_str_cut(answer, end, answer.n);
    size_t first = rap_str_find(begin, RAP_STR("\n"), 0);
    out->status = status_of(rap_str_cut(begin, 0, first));
    rap_str name, value;
    for (rap_fields it = rap_fields_of(rap_str_cut(begin, first + 1, end));
         rap_fields_next(&it, &name, &value);) {
        if (rap_fields_is(name, "content-type") && value.n) out->type = value;
        if (rap_fields_is(name, "content-encoding") && value.n) out->coding = value;
        if (rap_fields_is(name, "transfer-encoding"))
            out->chunked = !rap_fields_is(value, "identity");
    }
}

/* ---- chunks ------------------------------------------------------------------------
 */

/* The size of the chunk that begins at `at` (RFC 9112, section 7.1); *data is where its
 * bytes begin.  False when no chunk begins there. */
static bool chunk_head(rap_str s, size_t at, size_t *size, size_t *data)
{
    enum { HEX_MAX = 8, LINE_MAX_N = 256 };
    static const char digits[] = "0123456789abcdef";
    size_t n = 0, k = at;
    for (; k < s.n && k < at + HEX_MAX; k++) {
        const char *d = s.p[k] ? strchr(digits, rap_to_lower(s.p[k])) : NULL;
        if (!d) break;
        n = n << 4 | (size_t)(d - digits);
    }
    rap_str line = rap_str_cut(s, k, k + LINE_MAX_N);
    size_t end = rap_str_find(line, RAP_STR("\n"), 0);
    rap_str rest = rap_str_trim(rap_str_cut(line, 0, end));
    if (k == at || end == line.n || (rest.n && rest.p[0] != ';')) return false;
    *size = n;
    *data = k + end + 1;
    return true;
}

/* Step over the line break behind a chunk; false when there is none. */
static bool chunk_end(rap_str s, size_t *at)
{
    size_t k = *at;
    if (k < s.n && s.p[k] == '\r') k++;
    if (k < s.n && s.p[k] != '\n') return false;
    *at = k + 1;
    return true;
}

/* Is it chunked at all?  Crawlers keep the field when they have undone it. */
static bool begins_chunked(rap_str s)
{
    size_t size, data;
    if (!chunk_head(s, 0, &size, &data)) return false;
    size_t behind = data + size;
    return size == 0 || behind >= s.n || chunk_end(s, &behind);
}

static void join_chunks(rap_buf *to, rap_str s)
{
    rap_buf_clear(to);
    size_t size, data;
    for (size_t at = 0; chunk_head(s, at, &size, &data) && size > 0;) {
        rap_buf_put(to, rap_str_cut(s, data, data + size));
        at = data + size;
        if (at >= s.n || !chunk_end(s, &at)) break;
    }
}

/* ---- codings -----------------------------------------------------------------------
 */

static bool is_gzip(rap_str s)
{
    return rap_str_begins(s, RAP_STR("\x1F\x8B\x08"));
}

/* RFC 1950, section 2.2: method 8 and a head that is a multiple of 31. */
static bool is_zlib(rap_str s)
{
    if (s.n < 2) return false;
    const unsigned a = (unsigned char)s.p[0], b = (unsigned char)s.p[1];
    return (a & 15) == 8 && (a << 8 | b) % 31 == 0;
}

/* Bytes that no compressor begins with: a text that only says it is packed. */
static bool is_plain(rap_str s)
{
    for (size_t i = 0; i < s.n && i < 512; i++)
        if ((unsigned char)s.p[i] < '\t' || s.p[i] == 0x7F) return false;
    return s.n > 0;
}

/* What a coding's name and the bytes say together; NONE: leave them as they are. */
static rap_packing coding_of(rap_str name, rap_str s)
{
    const bool gzip = rap_fields_is(name, "gzip") || rap_fields_is(name, "x-gzip");
    const bool deflate = rap_fields_is(name, "deflate");
    if (is_gzip(s)) return RAP_PACKING_GZIP;
    if (gzip || deflate) {
        if (is_zlib(s)) return RAP_PACKING_ZLIB;
        return deflate && !(is_plain(s) && s.p[0] == '<') ? RAP_PACKING_DEFLATE
                                                          : RAP_PACKING_NONE;
    }
    if (rap_packing_of(s) == RAP_PACKING_ZSTD) return RAP_PACKING_ZSTD;
    const bool br = rap_fields_is(name, "br");
    return br && !(s.n && s.p[0] == '<') ? RAP_PACKING_BROTLI : RAP_PACKING_NONE;
}

static rap_code too_large(size_t most, rap_err *err)
{
    return rap_fail(err, RAP_E_LIMIT, RAP_NOWHERE,
                    "unpacked it is larger than the %zu bytes a report may have", most);
}

/* All members of `s` into *to; what came before a cut is kept. */
static rap_code unpack_all(rap_buf *to, bool *damaged, rap_packing how, rap_str s,
                           size_t most, rap_err *err)
{
    rap_unpack *u = rap_unpack_new(how);
    rap_unpack_state state = u ? RAP_UNPACK_ON : RAP_UNPACK_NOMEM;
    rap_buf_clear(to);
    while (state == RAP_UNPACK_ON && to->n <= most) {
        size_t eaten, given;
        if (!rap_buf_room(to, STEP)) break;
        state = rap_unpack_step(u, s, &eaten, to->p + to->n, STEP, &given);
        to->n += given;
        s = rap_str_cut(s, eaten, s.n);
        if (state == RAP_UNPACK_ON && s.n == 0 && given < STEP) break;
        if (state == RAP_UNPACK_END && rap_packing_of(s) == how && rap_unpack_again(u))
            state = RAP_UNPACK_ON;
    }
    rap_unpack_free(u);
    *damaged = state == RAP_UNPACK_DAMAGED;
    if (to->failed || state == RAP_UNPACK_NOMEM) return rap_fail_memory(err);
    return to->n > most ? too_large(most, err) : RAP_OK;
}

/* Take one coding off *s, which then lies in room->to. */
static rap_code take_off(rap_str *s, rap_packing how, size_t most, rap_http_room *room,
                         rap_err *err)
{
    bool damaged;
    rap_buf spare = room->from;
    room->from = room->to;
    room->to = spare;
    rap_code rc = unpack_all(&room->to, &damaged, how, *s, most, err);
    if (rc != RAP_OK) return rc;
    if (damaged && how == RAP_PACKING_ZLIB && room->to.n == 0)
        rc = unpack_all(&room->to, &damaged, RAP_PACKING_DEFLATE, *s, most, err);
    if (rc != RAP_OK) return rc;
    if (damaged && is_plain(*s)) return RAP_OK; /* it only said so */
    if (damaged)
        return rap_fail(err, RAP_E_SYNTAX, RAP_NOWHERE,
                        "its compressed body is damaged");
    *s = rap_buf_str(&room->to);
    return RAP_OK;
}

rap_code rap_http_body(rap_str *out, const rap_http *answer, size_t most,
                       rap_http_room *room, rap_err *err)
{
    rap_str s = answer->body, names = answer->coding;
    if (answer->chunked && begins_chunked(s)) {
        join_chunks(&room->to, s);
        if (room->to.failed) return rap_fail_memory(err);
        s = rap_buf_str(&room->to);
    }
    for (int i = 0; i < CODINGS && (names.n || is_gzip(s)); i++) {
        size_t comma = names.n; /* the last was put on last */
        while (comma > 0 && names.p[comma - 1] != ',')
            comma--;
        rap_str name = rap_str_trim(rap_str_cut(names, comma, names.n));
        names = rap_str_cut(names, 0, comma ? comma - 1 : 0);
        rap_packing how = coding_of(name, s);
        if (how == RAP_PACKING_NONE) continue;
        rap_code rc = take_off(&s, how, most, room, err);
        if (rc != RAP_OK) return rc;
    }
    if (s.n > most) return too_large(most, err);
    *out = s;
    return RAP_OK;
}
