/*
 * intake/warchead.c - where the records of a WARC file begin, and what their heads say.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/warchead.h"

#include "base/ascii.h"
#include "intake/fields.h"

bool rap_warc_begins(rap_str s, size_t at)
{
    rap_str line = rap_str_cut(s, at, at + 16);
    if (!rap_str_begins(line, RAP_STR("WARC/"))) return false;
    size_t i = 5;
    while (i < line.n && (rap_is_digit(line.p[i]) || line.p[i] == '.'))
        i++;
    while (i < line.n && line.p[i] == ' ')
        i++;
    return i > 5 && i < line.n && (line.p[i] == '\r' || line.p[i] == '\n');
}

size_t rap_warc_find(rap_str s, size_t from)
{
    static const rap_str magic = {"WARC/", 5};
    for (size_t at = from; (at = rap_str_find(s, magic, at)) < s.n; at++)
        if (rap_warc_begins(s, at)) return at;
    return RAP_WARC_NONE;
}

size_t rap_warc_find_apart(rap_str s, size_t from)
{
    for (size_t at = from; (at = rap_warc_find(s, at)) != RAP_WARC_NONE; at++) {
        size_t k = at;
        int lines = 0;
        for (; k > 0 && (s.p[k - 1] == '\n' || s.p[k - 1] == '\r'); k--)
            lines += s.p[k - 1] == '\n';
        if (lines >= 2) return at;
    }
    return RAP_WARC_NONE;
}

size_t rap_warc_unclosed(rap_str s, size_t from, size_t to)
{
    for (int i = 0; i < 2 && to > from && s.p[to - 1] == '\n'; i++) {
        to--;
        if (to > from && s.p[to - 1] == '\r') to--;
    }
    return to;
}

size_t rap_warc_head_end(rap_str s, size_t *at, bool *broken)
{
    for (;;) {
        size_t end = rap_str_find(s, RAP_STR("\n"), *at);
        if (end == s.n) return 0;
        rap_str line = rap_str_cut(s, *at, end);
        *broken = *at > 0 && rap_warc_begins(s, *at);
        if (*broken) return 0;
        *at = end + 1;
        if (line.n == 0 || rap_str_is(line, "\r")) return *at;
    }
}

/* Without the angle brackets that ids, and with some crawlers addresses, stand in. */
static rap_str bare(rap_str s)
{
    bool in = s.n > 1 && s.p[0] == '<' && s.p[s.n - 1] == '>';
    return in ? rap_str_cut(s, 1, s.n - 1) : s;
}

void rap_warc_head_read(rap_warc_head *r, rap_str head)
{
    rap_str name, value;
    size_t first = rap_str_find(head, RAP_STR("\n"), 0);
    for (rap_fields it = rap_fields_of(rap_str_cut(head, first + 1, head.n));
         rap_fields_next(&it, &name, &value);) {
        if (rap_fields_is(name, "warc-type")) r->type = value;
        if (rap_fields_is(name, "warc-record-id")) r->id = bare(value);
        if (rap_fields_is(name, "warc-target-uri")) r->uri = bare(value);
        if (rap_fields_is(name, "warc-date")) r->date = value;
        if (rap_fields_is(name, "content-type")) r->media = value;
        if (rap_fields_is(name, "content-length") && r->length == UINT64_MAX)
            (void)rap_fields_number(&r->length, value);
    }
}
