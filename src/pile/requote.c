/*
 * pile/requote.c - the words of a citation, out of the source bytes of its report.
 *
 * The span's bytes are decoded by the record's charset and the record's own repairs
 * that fall into it are applied; in HTML tags are taken out, those that begin a line
 * are a blank, and white space is folded. The cost is that of the span, not of the
 * report: a pile quotes every row.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/bisect.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mend/mended.h"
#include "pile/filed.h"

#include "elements_table.inc"

/* Windows-1252, 0x80..0x9F (Unicode consortium, CP1252.TXT); 0: not assigned. */
static const uint16_t cp1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

enum { BYTES_PER_BYTE = 3 }; /* of one 8-bit character as UTF-8, or U+FFFD */

static bool is_utf8(rap_str charset)
{
    return charset.n == 0 || rap_str_is(charset, "utf-8") ||
           rap_str_is(charset, "us-ascii");
}

static bool is_latin(rap_str charset)
{
    return rap_str_is(charset, "windows-1252") || rap_str_is(charset, "iso-8859-1");
}

static size_t put_bytes(char *to, rap_str bytes, bool latin)
{
    size_t n = 0;
    for (size_t i = 0; i < bytes.n;) {
        size_t len = 1;
        unsigned char b = (unsigned char)bytes.p[i];
        uint32_t c = latin ? b : rap_utf8_get(bytes, i, &len);
        if (latin && b >= 0x80 && b < 0xA0) c = cp1252[b - 0x80] ? cp1252[b - 0x80] : b;
        n += rap_utf8_put(to + n, c);
        i += len;
    }
    return n;
}

/* First repair that does not end before `at`. */
static uint32_t first_repair(const rap_filed *f, uint32_t at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, f->n_repairs, f->repairs[mid].at.from < at);
    return low;
}

/* A repair that replaces bytes belongs to the quote when they lie in it; one that only
 * inserts, when it stands before the quote's last byte. */
static bool falls_in(rap_span repair, rap_span at)
{
    return repair.from >= at.from && repair.to <= at.to &&
           (repair.from < repair.to || repair.from < at.to);
}

static rap_str with_repairs(const rap_filed *f, rap_span at, rap_arena *arena)
{
    bool latin = is_latin(f->charset);
    size_t room = (size_t)(at.to - at.from) * BYTES_PER_BYTE;
    uint32_t first = first_repair(f, at.from), last = first;
    for (; last < f->n_repairs && f->repairs[last].at.from <= at.to; last++)
        room += f->repairs[last].put.n;
    char *to = RAP_NEW(arena, char, room);
    if (!to) return (rap_str){"", 0};
    size_t n = 0, here = at.from;
    for (uint32_t i = first; i < last; i++) {
        const rap_filed_repair *r = &f->repairs[i];
        if (!falls_in(r->at, at) || r->at.from < here) continue;
        n += put_bytes(to + n, rap_str_cut(f->source, here, r->at.from), latin);
        if (r->put.n) memcpy(to + n, r->put.p, r->put.n);
        n += r->put.n;
        here = r->at.to;
    }
    n += put_bytes(to + n, rap_str_cut(f->source, here, at.to), latin);
    return (rap_str){to, n};
}

/* Other charsets: mended again as a whole, which gives the same pieces as reading did.
 */
static rap_str by_mending(const rap_filed *f, rap_span at, rap_arena *arena)
{
    rap_mended m;
    rap_str charset = rap_arena_copy(arena, f->charset);
    if (!charset.p || rap_mend(&m, f->source, charset.p, arena, NULL) != RAP_OK)
        return (rap_str){"", 0};
    return rap_mended_quote(&m, at);
}

/* Does the tag that opens there part what stands around it, as "<br>" and "</p>" do? */
static bool parts(rap_str s, size_t at)
{
    size_t from = s.p[at + 1] == '/' ? at + 2 : at + 1, to = from;
    while (to < s.n && rap_is_alnum(s.p[to]))
        to++;
    int row = rap_table_find_word(&elements_table, rap_str_cut(s, from, to));
    return rap_cell_is(&elements_table, row, ELEMENTS_ACTION, "block") ||
           rap_cell_is(&elements_table, row, ELEMENTS_ACTION, "line");
}

/* Tags out and white space folded. */
static rap_str without_tags(rap_str s, rap_arena *arena)
{
    char *to = RAP_NEW(arena, char, s.n);
    size_t n = 0;
    bool tag = false;
    if (!to) return (rap_str){"", 0};
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool opens = c == '<' && i + 1 < s.n && !rap_is_space(s.p[i + 1]);
        tag = tag || opens;
        if (tag ? opens && parts(s, i) : rap_is_space(c)) {
            if (n && to[n - 1] != ' ') to[n++] = ' ';
        } else if (!tag) {
            to[n++] = c;
        }
        if (c == '>') tag = false;
    }
    return rap_str_trim((rap_str){to, n});
}

rap_str rap_filed_quote(const rap_filed *f, rap_span at, rap_arena *arena)
{
    if (at.from >= at.to || at.to > f->source.n) return (rap_str){"", 0};
    if (!is_utf8(f->charset) && !is_latin(f->charset)) return by_mending(f, at, arena);
    rap_str s = with_repairs(f, at, arena);
    return rap_str_is(f->media, "text/html") ? without_tags(s, arena) : s;
}
