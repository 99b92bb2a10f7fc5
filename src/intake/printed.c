/*
 * intake/printed.c - how much of a piece of markup a reader would see.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/printed.h"

#include "base/ascii.h"

static bool is_like(rap_str s, size_t at, const char *low)
{
    for (; *low; low++, at++)
        if (at >= s.n || rap_to_lower(s.p[at]) != *low) return false;
    return true;
}

/* The place of `low` at or behind `at`, or the end; matches any case of letters. */
static size_t find_like(rap_str s, size_t at, const char *low)
{
    while (at < s.n && !is_like(s, at, low))
        at++;
    return at;
}

/* Behind the tag that begins at s[at], its content too where that is not shown. */
static size_t pass_tag(rap_str s, size_t at)
{
    if (is_like(s, at, "<!--")) return rap_str_find(s, RAP_STR("-->"), at) + 3;
    if (is_like(s, at, "<script")) at = find_like(s, at, "</script");
    if (is_like(s, at, "<style")) at = find_like(s, at, "</style");
    return rap_str_find(s, RAP_STR(">"), at) + 1;
}

size_t rap_printed(rap_str s, bool html)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        if (html && s.p[at] == '<') {
            at = pass_tag(s, at);
            continue;
        }
        n += !rap_is_space(s.p[at++]);
    }
    return n;
}

/* "&amp;", "&#8217;" */
static bool is_reference(rap_str s, size_t at)
{
    enum { LONGEST = 12 };
    size_t end = at + 1;
    if (end < s.n && s.p[end] == '#') end++;
    size_t from = end;
    while (end < s.n && end - at < LONGEST && rap_is_alnum(s.p[end]))
        end++;
    return end > from && end < s.n && s.p[end] == ';';
}

bool rap_printed_is_html(rap_str s)
{
    for (size_t at = 0; at + 2 < s.n; at++) {
        if (s.p[at] == '&' && is_reference(s, at)) return true;
        if (s.p[at] != '<') continue;
        char next = s.p[at + 1] == '/' ? s.p[at + 2] : s.p[at + 1];
        bool opens = rap_is_alpha(next) || is_like(s, at, "<!--");
        if (opens && rap_str_find(s, RAP_STR(">"), at) < s.n) return true;
        if (opens) return false;
    }
    return false;
}
