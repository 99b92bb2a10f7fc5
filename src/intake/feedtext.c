/*
 * intake/feedtext.c - the words of a feed: references, titles, addresses.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/feedtext.h"

#include "base/ascii.h"
#include "base/table.h"
#include "base/utf8.h"
#include "intake/printed.h"

#include "charrefs_table.inc"

enum { NAME_MAX_BYTES = 10, LAST_CHAR = 0x10FFFF };

/* ---- character references ----------------------------------------------------------
 */

/* Windows-1252 80 to 9F, which HTML reads for these numbers (Living Standard, section
 * 13.2.5.80). */
static const uint16_t c1[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
                                0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
                                0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D,
                                0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
                                0x0153, 0x9D,   0x017E, 0x0178};

static int digit_of(char c)
{
    char low = rap_to_lower(c);
    if (rap_is_digit(c)) return c - '0';
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : 99;
}

/* The character of the number that fills s; 0 when it is none. */
static uint32_t number_of(rap_str s, int base)
{
    uint32_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        int digit = digit_of(s.p[i]);
        if (digit >= base || v > LAST_CHAR) return 0;
        v = v * (uint32_t)base + (uint32_t)digit;
    }
    if (v >= 0x80 && v <= 0x9F) v = c1[v - 0x80];
    bool control = v < 0x20 && v != '\t' && v != '\n' && v != '\r';
    return control || v > LAST_CHAR || (v >= 0xD800 && v <= 0xDFFF) ? 0 : v;
}

/* The character of what stands between "&" and ";". */
static uint32_t reference_of(rap_str name)
{
    if (name.n > 2 && name.p[0] == '#' && rap_to_lower(name.p[1]) == 'x')
        return number_of(rap_str_cut(name, 2, name.n), 16);
    if (name.n > 1 && name.p[0] == '#')
        return number_of(rap_str_cut(name, 1, name.n), 10);
    if (rap_str_is(name, "apos")) return '\''; /* of XML, not of HTML 4 */
    int row = rap_table_find(&charrefs_table, name);
    return row < 0 ? 0 : (uint32_t)rap_cell_int(&charrefs_table, row, CHARREFS_CODE);
}

/* The reference at s[at], *end behind it; 0 when none is there. */
static uint32_t take_reference(rap_str s, size_t at, size_t *end)
{
    size_t stop = at + 1;
    while (stop < s.n && stop - at <= NAME_MAX_BYTES &&
           (rap_is_alnum(s.p[stop]) || s.p[stop] == '#'))
        stop++;
    if (stop >= s.n || s.p[stop] != ';') return 0;
    *end = stop + 1;
    return reference_of(rap_str_cut(s, at + 1, stop));
}

void rap_feedtext_decode(rap_buf *out, rap_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t mark = rap_str_find(s, RAP_STR("&"), at);
        rap_buf_put(out, rap_str_cut(s, at, mark));
        if (mark >= s.n) break;
        uint32_t c = take_reference(s, mark, &at);
        char room[4];
        if (c) {
            rap_buf_put(out, (rap_str){room, rap_utf8_put(room, c)});
        } else {
            rap_buf_byte(out, '&');
            at = mark + 1;
        }
    }
}

/* ---- titles ------------------------------------------------------------------------
 */

static void without_tags(rap_buf *out, rap_str s)
{
    for (size_t at = 0; at < s.n;) {
        size_t mark = rap_str_find(s, RAP_STR("<"), at);
        rap_buf_put(out, rap_str_cut(s, at, mark));
        if (mark + 1 >= s.n) break;
        char next = s.p[mark + 1];
        bool tag = rap_is_alpha(next) || next == '/' || next == '!';
        size_t end = tag ? rap_str_find(s, RAP_STR(">"), mark) : s.n;
        if (end >= s.n) { /* and no other "<" is a tag either, or this is none */
            rap_buf_put(out, rap_str_cut(s, mark, tag ? s.n : mark + 1));
            at = tag ? s.n : mark + 1;
        } else {
            at = end + 1;
        }
    }
}

/* White space, the one that does not break too, and controls become one blank. */
static void fold(rap_buf *out, rap_str s)
{
    static const rap_str hard = {"\xC2\xA0", 2};
    size_t from = out->n;
    bool blank = false;
    for (size_t i = 0; i < s.n; i++) {
        bool space = (unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F;
        if (rap_str_begins(rap_str_cut(s, i, s.n), hard)) space = i++ < s.n;
        if (!space && blank && out->n > from) rap_buf_byte(out, ' ');
        if (!space) rap_buf_byte(out, s.p[i]);
        blank = space;
    }
}

void rap_feedtext_words(rap_buf *out, rap_str s)
{
    if (!rap_printed_is_html(s)) {
        fold(out, s);
        return;
    }
    rap_buf bare = {0}, plain = {0};
    without_tags(&bare, s);
    rap_feedtext_decode(&plain, rap_buf_str(&bare));
    fold(out, rap_buf_str(&plain));
    out->failed = out->failed || bare.failed || plain.failed;
    rap_buf_done(&bare);
    rap_buf_done(&plain);
}

/* ---- addresses ---------------------------------------------------------------------
 */

/* Bytes of "scheme:" at the front; 0 when there is none. */
static size_t scheme_of(rap_str s)
{
    size_t n = 0;
    while (n < s.n && (rap_is_alnum(s.p[n]) || (n && strchr("+-.", s.p[n]))))
        n++;
    return n && n < s.n && rap_is_alpha(s.p[0]) && s.p[n] == ':' ? n + 1 : 0;
}

/* Where the path of an absolute address begins. */
static size_t path_of(rap_str s)
{
    size_t at = scheme_of(s);
    if (!rap_str_begins(rap_str_cut(s, at, s.n), RAP_STR("//"))) return at;
    for (at += 2; at < s.n; at++)
        if (s.p[at] == '/' || s.p[at] == '?' || s.p[at] == '#') break;
    return at;
}

/* RFC 3986, section 5.2.4, on what is behind out->p[root]: "." and ".." go. */
static void remove_dots(rap_buf *out, size_t root, rap_str path)
{
    for (size_t at = 0; at < path.n;) {
        size_t end = rap_str_find(path, RAP_STR("/"), at + 1);
        rap_str part = rap_str_cut(path, at, end);
        bool up = rap_str_is(part, "/.."), stay = rap_str_is(part, "/.");
        while (up && out->n > root && out->p[--out->n] != '/')
            continue;
        if (!up && !stay) rap_buf_put(out, part);
        if ((up || stay) && end >= path.n) rap_buf_byte(out, '/');
        at = end;
    }
}

void rap_feedtext_join(rap_buf *out, rap_str base, rap_str link)
{
    const size_t scheme = scheme_of(base);
    if (scheme_of(link) || !scheme || link.n == 0) {
        rap_buf_put(out, link);
        return;
    }
    if (rap_str_begins(link, RAP_STR("//"))) {
        rap_buf_put(out, rap_str_cut(base, 0, scheme));
        rap_buf_put(out, link);
        return;
    }
    size_t path = path_of(base), end = path;
    while (end < base.n && base.p[end] != '?' && base.p[end] != '#')
        end++;
    if (link.p[0] == '?' || link.p[0] == '#') {
        rap_buf_put(out, rap_str_cut(base, 0, end));
        rap_buf_put(out, link);
        return;
    }
    rap_buf whole = {0};
    while (end > path && base.p[end - 1] != '/')
        end--;
    if (link.p[0] != '/') rap_buf_put(&whole, rap_str_cut(base, path, end));
    if (link.p[0] != '/' && whole.n == 0) rap_buf_byte(&whole, '/');
    rap_buf_put(&whole, link);
    size_t stop = 0; /* dots behind the path are none of a folder */
    while (stop < whole.n && whole.p[stop] != '?' && whole.p[stop] != '#')
        stop++;
    rap_buf_put(out, rap_str_cut(base, 0, path));
    remove_dots(out, out->n, rap_str_cut(rap_buf_str(&whole), 0, stop));
    rap_buf_put(out, rap_str_cut(rap_buf_str(&whole), stop, whole.n));
    out->failed = out->failed || whole.failed;
    rap_buf_done(&whole);
}
