/*
 * mend/escapes.c - character references and \u escapes that were left in a plain text.
 *
 * "&amp;ldquo;" takes two passes: each undoes one layer.  A text with closing tags in
 * it is a page, whose references are its own business.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/table.h"
#include "mend/draft.h"

#include "charrefs_table.inc"

enum { LONGEST_NAME = 10, FIRST_HIGH = 0xA0, LAST_CHAR = 0x10FFFF };

static const rap_reason reference = {"character-reference", 95};
static const rap_reason escape = {"escape", 95};

static int digit_of(char c)
{
    if (rap_is_digit(c)) return c - '0';
    char low = rap_to_lower(c);
    return low >= 'a' && low <= 'f' ? low - 'a' + 10 : 99;
}

/* The number that fills s, 0 when there is none or it is no character to put. */
static uint32_t number_of(rap_str s, int base)
{
    uint32_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        int digit = digit_of(s.p[i]);
        if (digit >= base || v > LAST_CHAR) return 0;
        v = v * (uint32_t)base + (uint32_t)digit;
    }
    bool is_char = v >= 0x20 && v <= LAST_CHAR && (v < 0xD800 || v > 0xDFFF);
    return is_char && (v < 0x7F || v >= FIRST_HIGH) ? v : 0;
}

/* The character of what stands between "&" and ";". */
static uint32_t reference_of(rap_str name)
{
    if (name.n > 2 && name.p[0] == '#' && rap_to_lower(name.p[1]) == 'x')
        return number_of(rap_str_cut(name, 2, name.n), 16);
    if (name.n > 1 && name.p[0] == '#')
        return number_of(rap_str_cut(name, 1, name.n), 10);
    int row = rap_table_find(&charrefs_table, name);
    return row < 0 ? 0 : (uint32_t)rap_cell_int(&charrefs_table, row, CHARREFS_CODE);
}

static void find_references(rap_draft *d)
{
    rap_str s = d->text;
    for (size_t at = rap_str_find(s, RAP_STR("&"), 0); at < s.n;
         at = rap_str_find(s, RAP_STR("&"), at + 1)) {
        size_t end = at + 1;
        while (end < s.n && end - at <= LONGEST_NAME && s.p[end] != ';' &&
               s.p[end] != '&')
            end++;
        if (end >= s.n || s.p[end] != ';') continue;
        uint32_t c = reference_of(rap_str_cut(s, at + 1, end));
        rap_span here = {(uint32_t)at, (uint32_t)end + 1};
        if (c) rap_draft_put(d, here, c, 0, reference);
    }
}

static void find_escapes(rap_draft *d)
{
    rap_str s = d->text, mark = RAP_STR("\\u");
    for (size_t at = rap_str_find(s, mark, 0); at + 6 <= s.n;
         at = rap_str_find(s, mark, at + 2)) {
        uint32_t c = number_of(rap_str_cut(s, at + 2, at + 6), 16);
        rap_span here = {(uint32_t)at, (uint32_t)at + 6};
        if (c >= FIRST_HIGH) rap_draft_put(d, here, c, 0, escape);
    }
}

static bool is_page(rap_str s)
{
    size_t at = rap_str_find(s, RAP_STR("</"), 0);
    return at + 2 < s.n && rap_is_alpha(s.p[at + 2]);
}

void rap_escapes_find(rap_draft *d)
{
    bool has_reference = d->text.n && memchr(d->text.p, '&', d->text.n);
    if (has_reference && !is_page(d->text)) find_references(d);
    bool has_escape = d->text.n && memchr(d->text.p, '\\', d->text.n);
    if (has_escape && d->edits.n == 0) find_escapes(d);
}
