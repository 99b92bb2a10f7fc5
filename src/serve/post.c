/*
 * serve/post.c - the fields of a correction that a page posts.
 */
/* SPDX-License-Identifier: MIT */
#include "serve/post.h"

#include "base/ascii.h"

static int digit_of(char c)
{
    if (rap_is_digit(c)) return c - '0';
    c = rap_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool decode(rap_str *out, rap_str s, rap_arena *arena)
{
    char *p = RAP_NEW(arena, char, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; p && i < s.n; i++) {
        char c = s.p[i] == '+' ? ' ' : s.p[i];
        if (c == '%') {
            int high = i + 2 < s.n ? digit_of(s.p[i + 1]) : -1;
            int low = i + 2 < s.n ? digit_of(s.p[i + 2]) : -1;
            if (high < 0 || low < 0) return false;
            c = (char)(high * 16 + low);
            i += 2;
        }
        if (!c) return false;
        p[n++] = c;
    }
    *out = (rap_str){p, n};
    return p != NULL;
}

bool rap_post_parse(rap_post_fields *out, rap_str body, rap_arena *arena)
{
    rap_post_fields f = {.token = {"", 0}};
    const struct {
        const char *name;
        rap_str *to;
    } fields[] = {{"token", &f.token}, {"back", &f.back}, {"what", &f.what},
                  {"a", &f.a},         {"b", &f.b},       {"value", &f.value},
                  {"coder", &f.coder}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        *fields[i].to = (rap_str){"", 0};
    for (size_t at = 0; at < body.n;) {
        size_t end = rap_str_find(body, (rap_str){"&", 1}, at);
        rap_str one = rap_str_cut(body, at, end);
        size_t equals = rap_str_find(one, (rap_str){"=", 1}, 0);
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            if (rap_str_is(rap_str_cut(one, 0, equals), fields[i].name) &&
                !decode(fields[i].to, rap_str_cut(one, equals + 1, one.n), arena))
                return false;
        at = end + 1;
    }
    *out = f;
    return true;
}

/* Bytes that stand for themselves, percent-encoded where they are not in `plain`; never
 * a part of a character that has no room. */
static size_t put_encoded(char *out, size_t n, rap_str s, const char *plain)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n && n + 4 < RAP_POST_BACK_ROOM; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (rap_is_alnum(s.p[i]) || (c && strchr(plain, c))) {
            out[n++] = s.p[i];
        } else {
            out[n++] = '%';
            out[n++] = hex[c >> 4];
            out[n++] = hex[c & 15];
        }
    }
    return n;
}

void rap_post_back(char out[RAP_POST_BACK_ROOM], rap_str back, rap_str coder)
{
    static const char query[] = "?coder=";
    size_t n = 0;
    bool good = back.n && back.p[0] == '/' &&
                !(back.n > 1 && (back.p[1] == '/' || back.p[1] == '\\'));
    if (good) n = put_encoded(out, n, back, "/-._~");
    if (!n) out[n++] = '/';
    /* three bytes a byte of the name: what has no room is left out whole */
    if (coder.n && n + sizeof query + 3 * coder.n + 4 < RAP_POST_BACK_ROOM) {
        memcpy(out + n, query, sizeof query - 1);
        n = put_encoded(out, n + sizeof query - 1, coder, "-._~");
    }
    out[n] = '\0';
}
