/*
 * markup/charrefs.c - character references, by the table of the standard.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/charrefs.h"

#include "base/ascii.h"
#include "base/table.h"
#include "base/utf8.h"
#include "mend/codepage.h"

#include "charrefs_table.inc"

enum {
    LONGEST_NAME = 31,
    LONGEST_BARE = 6, /* of a name that needs no ";" */
    NO_CHAR = 0xFFFD,
    LAST_CHAR = 0x10FFFF
};

static int digit_of(char c, bool hex)
{
    if (rap_is_digit(c)) return c - '0';
    char low = rap_to_lower(c);
    return hex && low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/* What a number stands for: C1 controls are meant as windows-1252 (13.2.5.80). */
static uint32_t char_of(uint32_t v)
{
    if (v == 0 || v > LAST_CHAR || (v >= 0xD800 && v <= 0xDFFF)) return NO_CHAR;
    if (v < 0x80 || v > 0x9F) return v;
    uint32_t c = rap_codepage_char(RAP_CP1252, (unsigned char)v);
    return c ? c : v;
}

static rap_charref read_number(rap_str s, size_t at)
{
    size_t i = at + 2;
    bool hex = i < s.n && (s.p[i] == 'x' || s.p[i] == 'X');
    i += hex;
    const size_t first = i;
    uint32_t v = 0;
    for (; i < s.n; i++) {
        int digit = digit_of(s.p[i], hex);
        if (digit < 0) break;
        if (v <= LAST_CHAR) v = v * (hex ? 16 : 10) + (uint32_t)digit;
    }
    if (i == first) return (rap_charref){0};
    if (i < s.n && s.p[i] == ';') i++;
    return (rap_charref){(uint32_t)(i - at), {char_of(v), 0}};
}

static rap_charref found(int row, size_t n)
{
    uint32_t code = (uint32_t)rap_cell_int(&charrefs_table, row, CHARREFS_CODE);
    uint32_t then = (uint32_t)rap_cell_int(&charrefs_table, row, CHARREFS_THEN);
    return (rap_charref){(uint32_t)n, {code, then}};
}

rap_charref rap_charref_read(rap_str s, size_t at, bool in_attribute)
{
    if (at + 1 < s.n && s.p[at + 1] == '#') return read_number(s, at);
    size_t n = 0;
    while (n <= LONGEST_NAME && at + 1 + n < s.n && rap_is_alnum(s.p[at + 1 + n]))
        n++;
    rap_str name = rap_str_cut(s, at + 1, at + 1 + n);
    int row = RAP_TABLE_NONE;
    if (n && at + 1 + n < s.n && s.p[at + 1 + n] == ';')
        row = rap_table_find(&charrefs_table, name);
    if (row >= 0) return found(row, n + 2);
    for (size_t k = n < LONGEST_BARE ? n : LONGEST_BARE; k >= 2; k--) {
        row = rap_table_find(&charrefs_table, rap_str_cut(name, 0, k));
        if (row < 0 || rap_cell(&charrefs_table, row, CHARREFS_BARE).n == 0) continue;
        char next = at + 1 + k < s.n ? s.p[at + 1 + k] : ' ';
        if (in_attribute && (next == '=' || rap_is_alnum(next))) break;
        return found(row, k + 1);
    }
    return (rap_charref){0};
}

rap_str rap_charrefs_decode(rap_str s, bool in_attribute, rap_arena *arena)
{
    size_t at = rap_str_find(s, RAP_STR("&"), 0), done = 0, n = 0;
    if (at >= s.n) return s;
    char *p = RAP_NEW(arena, char, s.n * 2); /* "&nGt;" becomes six bytes */
    if (!p) return (rap_str){NULL, 0};
    for (; at < s.n; at = rap_str_find(s, RAP_STR("&"), at + 1)) {
        rap_charref r = rap_charref_read(s, at, in_attribute);
        if (r.n == 0) continue;
        memcpy(p + n, s.p + done, at - done);
        n += at - done;
        for (int i = 0; i < 2; i++)
            if (r.c[i]) n += rap_utf8_put(p + n, r.c[i]);
        done = at + r.n;
        at = done - 1;
    }
    memcpy(p + n, s.p + done, s.n - done);
    return (rap_str){p, n + s.n - done};
}
