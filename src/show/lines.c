/*
 * show/lines.c - text for a terminal.
 */
/* SPDX-License-Identifier: MIT */
#include "show/lines.h"

#include "base/utf8.h"

enum { WIDTH_DEFAULT = 100, WIDTH_LEAST = 40 };

rap_lines rap_lines_of(rap_buf *out, uint32_t width, bool colour)
{
    if (width == 0) width = WIDTH_DEFAULT;
    if (width < WIDTH_LEAST) width = WIDTH_LEAST;
    return (rap_lines){.out = out, .width = width, .colour = colour, .fresh = true};
}

typedef struct {
    uint32_t from, to;
} range;

static bool is_in(const range *ranges, size_t n, uint32_t c)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].from && c <= ranges[i].to) return true;
    return false;
}

/* Marks that stand over or under the character before, and characters of no width. */
static const range none_wide[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},
                                  {0x610, 0x61A},   {0x64B, 0x65F},   {0x200B, 0x200F},
                                  {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};
static const range two_wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0xA4CF},  {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
    {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},  {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};

/* Controls, and characters that turn the direction of text around. */
static const range unsafe[] = {
    {0, 0x1F}, {0x7F, 0x9F}, {0x202A, 0x202E}, {0x2066, 0x2069}};

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static uint32_t width_of(uint32_t c)
{
    if (c < 0x300) return 1;
    if (is_in(none_wide, COUNT(none_wide), c)) return 0;
    return is_in(two_wide, COUNT(two_wide), c) ? 2 : 1;
}

uint32_t rap_width(rap_str s)
{
    uint32_t width = 0;
    for (size_t at = 0, len; at < s.n; at += len)
        width += width_of(rap_utf8_get(s, at, &len));
    return width;
}

void rap_lines_put(rap_lines *l, rap_str s)
{
    rap_torn_mind(l->out, s);
    if (s.n) l->fresh = false;
    for (size_t at = 0, len; at < s.n; at += len) {
        uint32_t c = rap_utf8_get(s, at, &len);
        bool bad = is_in(unsafe, COUNT(unsafe), c) || (c == 0xFFFD && len == 1);
        if (bad)
            rap_buf_byte(l->out, c == '\n' || c == '\t' || c == '\r' ? ' ' : '?');
        else
            rap_buf_put(l->out, rap_str_cut(s, at, at + len));
        l->column += bad ? 1 : width_of(c);
    }
}

void rap_lines_z(rap_lines *l, const char *z)
{
    rap_lines_put(l, rap_str_of(z));
}

void rap_lines_to(rap_lines *l, uint32_t column)
{
    if (l->column > 0 && l->column >= column) column = l->column + 1;
    for (; l->column < column; l->column++)
        rap_buf_byte(l->out, ' ');
    l->fresh = true;
}

void rap_lines_end(rap_lines *l)
{
    while (l->out->n > 0 && l->out->p[l->out->n - 1] == ' ')
        l->out->n--;
    rap_buf_byte(l->out, '\n');
    l->column = 0;
    l->fresh = true;
}

void rap_lines_drop(rap_lines *l)
{
    l->out->n -= l->column;
    l->column = 0;
    l->fresh = true;
}

static void break_line(rap_lines *l)
{
    rap_lines_end(l);
    rap_lines_to(l, l->indent);
}

void rap_lines_whole(rap_lines *l, rap_str s)
{
    if (!l->fresh && l->column + rap_width(s) > l->width) break_line(l);
    rap_lines_put(l, s);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

void rap_lines_fold(rap_lines *l, rap_str s)
{
    rap_torn_mind(l->out, s);
    for (size_t at = 0; at < s.n;) {
        size_t end = at;
        if (is_blank(s.p[at])) {
            while (at < s.n && is_blank(s.p[at]))
                at++;
            if (!l->fresh && l->column < l->width) rap_lines_z(l, " ");
            continue;
        }
        while (end < s.n && !is_blank(s.p[end]))
            end++;
        rap_lines_whole(l, rap_str_cut(s, at, end));
        at = end;
    }
}

static void escape(rap_lines *l, const char *code)
{
    if (l->colour) rap_buf_printf(l->out, "\033[%sm", code);
}

void rap_lines_bold(rap_lines *l)
{
    escape(l, "1");
}

void rap_lines_dim(rap_lines *l)
{
    escape(l, "2");
}

void rap_lines_style(rap_lines *l, rap_str style)
{
    static const char *const styles[][2] = {
        {"demands", "33"}, {"offers", "32"}, {"refuses", "31"}, {"pledges", "34"}};
    for (size_t i = 0; i < COUNT(styles); i++)
        if (rap_str_is(style, styles[i][0])) escape(l, styles[i][1]);
}

void rap_lines_plain(rap_lines *l)
{
    escape(l, "0");
}
