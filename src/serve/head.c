/*
 * serve/head.c - is the head of a request written as RFC 9112 asks?
 */
/* SPDX-License-Identifier: MIT */
#include "serve/head.h"

#include "base/ascii.h"

/* tchar of RFC 9110, section 5.6.2 */
static bool is_token_byte(char c)
{
    return rap_is_alnum(c) || (c && strchr("!#$%&'*+-.^_`|~", c));
}

static bool is_field(rap_str line)
{
    size_t colon = 0;
    while (colon < line.n && is_token_byte(line.p[colon]))
        colon++;
    return colon > 0 && colon < line.n && line.p[colon] == ':';
}

static bool is_name(rap_str field, const char *lower)
{
    size_t n = strlen(lower);
    if (field.n <= n || field.p[n] != ':') return false;
    for (size_t i = 0; i < n; i++)
        if (rap_to_lower(field.p[i]) != lower[i]) return false;
    return true;
}

/* What is known of the body while the fields go by. */
typedef struct {
    bool post, told, bad;
    size_t length;
} body;

/* Digits alone, and few: what two readers may count in two ways is refused. */
static void take_length(body *b, rap_str value)
{
    b->bad |= b->told || !value.n || value.n > 4;
    for (size_t i = 0; i < value.n && !b->bad; i++) {
        b->bad = !rap_is_digit(value.p[i]);
        b->length = b->length * 10 + (size_t)(value.p[i] - '0');
    }
    b->told = true;
    if (!b->post || b->length > RAP_HEAD_BODY_MOST) b->bad |= b->length > 0;
}

/* A body comes with a POST alone, and only by its length. */
static void take_field(body *b, rap_str field)
{
    if (is_name(field, "transfer-encoding") || is_name(field, "expect")) b->bad = true;
    if (!is_name(field, "content-length")) return;
    take_length(
        b, rap_str_trim(rap_str_cut(field, sizeof "content-length:" - 1, field.n)));
}

/* Method, target and version, one blank between; the target has no blanks. */
static bool is_request_line(rap_str line)
{
    size_t a = rap_str_find(line, (rap_str){" ", 1}, 0);
    size_t b = rap_str_find(line, (rap_str){" ", 1}, a + 1);
    if (a == 0 || a >= line.n || b >= line.n || b == a + 1) return false;
    for (size_t i = 0; i < a; i++)
        if (!is_token_byte(line.p[i])) return false;
    rap_str version = rap_str_cut(line, b + 1, line.n);
    return rap_str_begins(version, rap_str_of("HTTP/")) &&
           rap_str_find(version, (rap_str){" ", 1}, 0) == version.n;
}

static bool has_controls(rap_str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (((unsigned char)line.p[i] < 0x20 && line.p[i] != '\t') || line.p[i] == 0x7F)
            return true;
    return false;
}

rap_head rap_head_check(rap_str bytes)
{
    bool first = true;
    int hosts = 0;
    body b = {.post = rap_str_begins(bytes, rap_str_of("POST "))};
    for (size_t at = 0; at < bytes.n; first = false) {
        size_t end = rap_str_find(bytes, (rap_str){"\n", 1}, at);
        rap_str line = rap_str_cut(bytes, at, end);
        if (end == bytes.n) { /* the line is not whole: a CR may be its last byte */
            if (line.p[line.n - 1] == '\r') line.n--;
            return has_controls(line) ? RAP_HEAD_BAD : RAP_HEAD_PART;
        }
        if (!line.n || line.p[line.n - 1] != '\r') return RAP_HEAD_BAD;
        line.n--;
        if (!line.n && !first)
            return hosts == 1 && bytes.n - (end + 1) <= b.length ? RAP_HEAD_GOOD
                                                                 : RAP_HEAD_BAD;
        hosts += !first && is_name(line, "host");
        if (has_controls(line)) return RAP_HEAD_BAD;
        if (first ? !is_request_line(line) : !is_field(line)) return RAP_HEAD_BAD;
        if (!first) take_field(&b, line);
        if (b.bad) return RAP_HEAD_BAD;
        at = end + 1;
    }
    return RAP_HEAD_PART;
}
