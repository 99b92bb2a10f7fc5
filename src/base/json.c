/*
 * base/json.c - writing JSON (RFC 8259).
 */
/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "base/utf8.h"

#include <assert.h>

static void before_value(rap_json *j)
{
    if (j->after_key) {
        j->after_key = false;
        return;
    }
    uint32_t bit = 1u << j->depth;
    if (j->filled & bit) rap_buf_byte(j->out, ',');
    j->filled |= bit;
}

static void open(rap_json *j, char c)
{
    before_value(j);
    rap_buf_byte(j->out, c);
    j->depth++;
    assert(j->depth < 31);
    j->filled &= ~(1u << j->depth);
}

static void close(rap_json *j, char c)
{
    assert(j->depth > 0);
    j->depth--;
    rap_buf_byte(j->out, c);
}

void rap_json_object(rap_json *j)
{
    open(j, '{');
}
void rap_json_end_object(rap_json *j)
{
    close(j, '}');
}
void rap_json_array(rap_json *j)
{
    open(j, '[');
}
void rap_json_end_array(rap_json *j)
{
    close(j, ']');
}

/* 0: as it is; 1: escape; 2: beyond ASCII, check. */
static int byte_class(unsigned char c)
{
    if (c >= 0x80) return 2;
    return c < 0x20 || c == '"' || c == '\\' || c == 0x7F;
}

/* Does one of eight bytes need a look: a control character, a quotation mark, a
 * backslash, DEL or a byte beyond ASCII?  Each test sets the top bit of such bytes and
 * perhaps of bytes above one, which does no harm. */
static bool is_plain_word(const char *p)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t w;
    memcpy(&w, p, sizeof w);
    uint64_t quote = w ^ ones * '"', back = w ^ ones * '\\', del = w ^ ones * 0x7F;
    uint64_t hits =
        w | (w - ones * 0x20) | (quote - ones) | (back - ones) | (del - ones);
    return (hits & tops) == 0;
}

/* First byte of s at or behind `at` that cannot be copied as it is, or s.n. */
static size_t plain_end(rap_str s, size_t at)
{
    while (at + 8 <= s.n && is_plain_word(s.p + at))
        at += 8;
    while (at < s.n && byte_class((unsigned char)s.p[at]) == 0)
        at++;
    return at;
}

static void escape(rap_buf *b, unsigned char c)
{
    switch (c) {
    case '"':
        rap_buf_z(b, "\\\"");
        return;
    case '\\':
        rap_buf_z(b, "\\\\");
        return;
    case '\n':
        rap_buf_z(b, "\\n");
        return;
    case '\r':
        rap_buf_z(b, "\\r");
        return;
    case '\t':
        rap_buf_z(b, "\\t");
        return;
    default:
        break;
    }
    static const char hex[] = "0123456789abcdef";
    rap_buf_z(b, "\\u00");
    rap_buf_byte(b, hex[c >> 4]);
    rap_buf_byte(b, hex[c & 15]);
}

static void put_string(rap_buf *b, rap_str s)
{
    rap_buf_byte(b, '"');
    size_t from = 0;
    for (size_t at = plain_end(s, 0); at < s.n; at = plain_end(s, at)) {
        bool high = byte_class((unsigned char)s.p[at]) == 2;
        size_t step = high ? rap_utf8_step(s, at) : 0;
        if (step) {
            at += step;
            continue;
        }
        rap_buf_put(b, rap_str_cut(s, from, at));
        if (high)
            rap_buf_z(b, "\xEF\xBF\xBD");
        else
            escape(b, (unsigned char)s.p[at]);
        from = ++at;
    }
    rap_buf_put(b, rap_str_cut(s, from, s.n));
    rap_buf_byte(b, '"');
}

void rap_json_key(rap_json *j, const char *key)
{
    before_value(j);
    put_string(j->out, rap_str_of(key));
    rap_buf_byte(j->out, ':');
    j->after_key = true;
}

void rap_json_str(rap_json *j, rap_str s)
{
    before_value(j);
    put_string(j->out, s);
}

void rap_json_z(rap_json *j, const char *z)
{
    if (z)
        rap_json_str(j, rap_str_of(z));
    else
        rap_json_null(j);
}

void rap_json_int(rap_json *j, int64_t v)
{
    before_value(j);
    rap_buf_int(j->out, v);
}

void rap_json_bool(rap_json *j, bool v)
{
    before_value(j);
    rap_buf_put(j->out, v ? RAP_STR("true") : RAP_STR("false"));
}

void rap_json_null(rap_json *j)
{
    before_value(j);
    rap_buf_z(j->out, "null");
}

void rap_json_span(rap_json *j, rap_span s)
{
    before_value(j);
    rap_buf_byte(j->out, '[');
    rap_buf_uint(j->out, s.from);
    rap_buf_byte(j->out, ',');
    rap_buf_uint(j->out, s.to);
    rap_buf_byte(j->out, ']');
}

void rap_json_str_or_null(rap_json *j, rap_str s)
{
    if (s.n)
        rap_json_str(j, s);
    else
        rap_json_null(j);
}

void rap_json_raw(rap_json *j, rap_str json)
{
    before_value(j);
    rap_buf_put(j->out, json);
}
