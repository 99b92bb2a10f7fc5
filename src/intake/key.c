/*
 * intake/key.c - the key of a path: cleaned without looking at the disk.
 */
/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "intake/intake.h"

/* Append one component to p[0..n); ".." takes the last one off where it can. */
static size_t add_component(char *p, size_t n, rap_str part, bool absolute)
{
    if (part.n == 0 || rap_str_is(part, ".")) return n;
    size_t root = absolute ? 1 : 0;
    if (rap_str_is(part, "..")) {
        size_t cut = n;
        while (cut > root && p[cut - 1] != '/')
            cut--;
        bool climbs = n == root || rap_str_is((rap_str){p + cut, n - cut}, "..");
        if (!climbs) return cut > root ? cut - 1 : root;
        if (absolute) return n;
    }
    if (n > root) p[n++] = '/';
    memcpy(p + n, part.p, part.n);
    return n + part.n;
}

static rap_str escape_bad(rap_str s, rap_arena *arena)
{
    static const char hex[] = "0123456789ABCDEF";
    if (rap_utf8_check(s) == s.n) return s;
    char *p = RAP_NEW(arena, char, s.n * 3);
    if (!p) return (rap_str){NULL, 0};
    size_t n = 0;
    for (size_t at = 0; at < s.n;) {
        size_t len = rap_utf8_step(s, at);
        if (len) {
            memcpy(p + n, s.p + at, len);
            n += len;
            at += len;
            continue;
        }
        p[n++] = '%';
        p[n++] = hex[(unsigned char)s.p[at] >> 4];
        p[n++] = hex[(unsigned char)s.p[at++] & 15];
    }
    return (rap_str){p, n};
}

rap_str rap_key_of_path(rap_str path, rap_arena *arena)
{
    char *p = RAP_NEW(arena, char, path.n + 2);
    if (!p) return (rap_str){NULL, 0};
    bool absolute = path.n && path.p[0] == '/';
    size_t n = 0;
    if (absolute) p[n++] = '/';
    for (size_t at = 0; at < path.n;) {
        size_t end = rap_str_find(path, RAP_STR("/"), at);
        n = add_component(p, n, rap_str_cut(path, at, end), absolute);
        at = end + 1;
    }
    if (n == 0) p[n++] = '.';
    return escape_bad((rap_str){p, n}, arena);
}
