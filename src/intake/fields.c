/*
 * intake/fields.c - the head of a WARC record or of an HTTP answer, field by field.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/fields.h"

#include "base/ascii.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* The end of the line that begins at `at`, its line feed not included. */
static size_t line_end(rap_str s, size_t at)
{
    return rap_str_find(s, RAP_STR("\n"), at);
}

bool rap_fields_next(rap_fields *it, rap_str *name, rap_str *value)
{
    while (it->at < it->head.n) {
        const size_t from = it->at;
        size_t end = line_end(it->head, from);
        while (end + 1 < it->head.n && is_blank(it->head.p[end + 1]))
            end = line_end(it->head, end + 1);
        it->at = end + 1;
        rap_str line = rap_str_cut(it->head, from, end);
        size_t colon = rap_str_find(line, RAP_STR(":"), 0);
        if (colon == line.n) continue;
        *name = rap_str_trim(rap_str_cut(line, 0, colon));
        *value = rap_str_trim(rap_str_cut(line, colon + 1, line.n));
        return true;
    }
    return false;
}

size_t rap_fields_end(rap_str s, size_t from)
{
    for (size_t at = from; (at = line_end(s, at)) < s.n; at++) {
        if (at + 1 < s.n && s.p[at + 1] == '\n') return at + 2;
        if (at + 2 < s.n && s.p[at + 1] == '\r' && s.p[at + 2] == '\n') return at + 3;
    }
    return 0;
}

bool rap_fields_is(rap_str s, const char *low)
{
    size_t i = 0;
    for (; i < s.n && low[i]; i++)
        if (rap_to_lower(s.p[i]) != low[i]) return false;
    return i == s.n && !low[i];
}

bool rap_fields_number(uint64_t *out, rap_str value)
{
    enum { DIGITS = 18 }; /* fit in 63 bits */
    uint64_t n = 0;
    for (size_t i = 0; i < value.n; i++) {
        if (!rap_is_digit(value.p[i]) || i == DIGITS) return false;
        n = n * 10 + (uint64_t)(value.p[i] - '0');
    }
    if (value.n) *out = n;
    return value.n > 0;
}

rap_str rap_fields_media(rap_str type)
{
    size_t end = rap_str_find(type, RAP_STR(";"), 0);
    size_t comma = rap_str_find(type, RAP_STR(","), 0); /* two fields made one */
    return rap_str_trim(rap_str_cut(type, 0, end < comma ? end : comma));
}

const char *rap_fields_charset(rap_str type, rap_arena *arena)
{
    for (size_t at = rap_str_find(type, RAP_STR(";"), 0); at < type.n;) {
        size_t end = rap_str_find(type, RAP_STR(";"), at + 1);
        rap_str part = rap_str_trim(rap_str_cut(type, at + 1, end));
        at = end;
        size_t equal = rap_str_find(part, RAP_STR("="), 0);
        if (!rap_fields_is(rap_str_trim(rap_str_cut(part, 0, equal)), "charset"))
            continue;
        rap_str name = rap_str_trim(rap_str_cut(part, equal + 1, part.n));
        while (name.n && (name.p[0] == '"' || name.p[0] == '\''))
            name = rap_str_cut(name, 1, name.n);
        size_t n = 0;
        while (n < name.n && n < 40 && name.p[n] > ' ' && !strchr("\"',", name.p[n]))
            n++;
        return n ? rap_arena_copy(arena, rap_str_cut(name, 0, n)).p : NULL;
    }
    return NULL;
}
