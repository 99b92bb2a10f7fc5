/*
 * pages/html.c - the one writer through which every page goes.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/html.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "view/wording.h"

#include <assert.h>

rap_html rap_html_begin(rap_buf *out)
{
    rap_buf_z(out, "<!doctype html>\n");
    return (rap_html){.out = out};
}

static void end_tag(rap_html *h)
{
    if (h->in_tag) rap_buf_byte(h->out, '>');
    h->in_tag = false;
}

void rap_html_open(rap_html *h, const char *tag)
{
    assert(h->depth < RAP_HTML_DEPTH);
    end_tag(h);
    rap_buf_byte(h->out, '<');
    rap_buf_z(h->out, tag);
    h->tags[h->depth++] = tag;
    h->in_tag = true;
}

/* Line ends after blocks make a page readable as source; they change nothing. */
static bool is_block(const char *tag)
{
    static const char *const blocks[] = {"p",     "li",   "tr",      "ul",  "ol",
                                         "table", "div",  "article", "h1",  "h2",
                                         "form",  "head", "section", "main"};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (strcmp(blocks[i], tag) == 0) return true;
    return false;
}

void rap_html_close(rap_html *h)
{
    assert(h->depth > 0);
    const char *tag = h->tags[--h->depth];
    end_tag(h);
    rap_buf_z(h->out, "</");
    rap_buf_z(h->out, tag);
    rap_buf_byte(h->out, '>');
    if (is_block(tag)) rap_buf_byte(h->out, '\n');
}

void rap_html_close_to(rap_html *h, uint32_t depth)
{
    while (h->depth > depth)
        rap_html_close(h);
}

/* Stays open for attributes until the next call; nothing will close it. */
void rap_html_void(rap_html *h, const char *tag)
{
    end_tag(h);
    rap_buf_byte(h->out, '<');
    rap_buf_z(h->out, tag);
    h->in_tag = true;
}

void rap_html_attr_str(rap_html *h, const char *name, rap_str value)
{
    assert(h->in_tag);
    rap_buf_byte(h->out, ' ');
    rap_buf_z(h->out, name);
    rap_buf_z(h->out, "=\"");
    rap_html_escape(h->out, value);
    rap_buf_byte(h->out, '"');
}

void rap_html_attr(rap_html *h, const char *name, const char *value)
{
    rap_html_attr_str(h, name, rap_str_of(value));
}

void rap_html_flag(rap_html *h, const char *name)
{
    assert(h->in_tag);
    rap_buf_byte(h->out, ' ');
    rap_buf_z(h->out, name);
}

/* "/report/R2#b12" is report-R2.html#b12; of a query only start counts.  The search is
 * no file. */
static void put_file(rap_html *h, rap_str path)
{
    rap_buf b = {0};
    size_t hash = rap_str_find(path, RAP_STR("#"), 0);
    size_t query = rap_str_find(path, RAP_STR("?"), 0);
    size_t end = hash < query ? hash : query;
    if (rap_str_begins(path, RAP_STR("/search"))) return;
    if (end) rap_site_name(&b, rap_str_cut(path, 0, end));
    rap_str start = {"", 0};
    size_t at = rap_str_find(path, RAP_STR("?start="), 0);
    if (at < path.n) start = rap_str_cut(path, at + 7, path.n);
    size_t digits = 0;
    while (digits < start.n && rap_is_digit(start.p[digits]))
        digits++;
    start = rap_str_cut(start, 0, digits);
    if (start.n && !rap_str_is(start, "0")) {
        rap_buf_byte(&b, '-');
        rap_buf_put(&b, start);
    }
    if (end) rap_buf_z(&b, ".html");
    rap_buf_put(&b, rap_str_cut(path, hash, path.n));
    rap_html_attr_str(h, "href", rap_torn_text(&b));
    rap_buf_done(&b);
}

void rap_site_name(rap_buf *out, rap_str path)
{
    if (rap_str_is(path, "/") || rap_str_is(path, "/overview")) {
        rap_buf_z(out, "index");
        return;
    }
    for (size_t i = 1; i < path.n; i++) {
        char c = path.p[i];
        rap_buf_byte(out, c == '/' ? '-' : rap_is_alnum(c) || c == '-' ? c : '_');
    }
}

void rap_html_href(rap_html *h, rap_str path)
{
    rap_torn_mind(h->out, path);
    bool local = path.n > 0 && (path.p[0] == '#' || path.p[0] == '/');
    if (path.n > 1 && path.p[0] == '/' && (path.p[1] == '/' || path.p[1] == '\\'))
        local = false;
    if (local && h->site)
        put_file(h, path);
    else if (local)
        rap_html_attr_str(h, "href", path);
}

void rap_html_text(rap_html *h, rap_str s)
{
    bool cut = false;
    end_tag(h);
    rap_html_escape(h->out, h->most ? rap_word_few(s, h->most, &cut) : s);
    if (cut) rap_buf_z(h->out, " …");
}

void rap_html_z(rap_html *h, const char *z)
{
    rap_html_text(h, rap_str_of(z));
}

void rap_html_el(rap_html *h, const char *tag, const char *style, rap_str text)
{
    rap_html_open(h, tag);
    if (style) rap_html_attr(h, "class", style);
    rap_html_text(h, text);
    rap_html_close(h);
}

static bool may_stand(uint32_t c)
{
    if (c < 0x20) return c == '\t' || c == '\n';
    if (c >= 0x7F && c < 0xA0) return false;
    if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return false;
    return c < 0xFDD0 || (c > 0xFDEF && (c & 0xFFFE) != 0xFFFE);
}

static void put_escaped(rap_buf *out, rap_str one, uint32_t c)
{
    switch (c) {
    case '&':
        rap_buf_z(out, "&amp;");
        break;
    case '<':
        rap_buf_z(out, "&lt;");
        break;
    case '>':
        rap_buf_z(out, "&gt;");
        break;
    case '"':
        rap_buf_z(out, "&quot;");
        break;
    case '\'':
        rap_buf_z(out, "&#39;");
        break;
    case '\r':
        rap_buf_byte(out, ' ');
        break;
    default:
        if (may_stand(c))
            rap_buf_put(out, one);
        else
            rap_buf_z(out, "\xEF\xBF\xBD");
    }
}

void rap_html_escape(rap_buf *out, rap_str s)
{
    rap_torn_mind(out, s);
    for (size_t at = 0, len; at < s.n; at += len) {
        uint32_t c = rap_utf8_get(s, at, &len);
        if (c == 0xFFFD && len == 1)
            rap_buf_z(out, "\xEF\xBF\xBD");
        else
            put_escaped(out, rap_str_cut(s, at, at + len), c);
    }
}

void rap_url_escape(rap_buf *out, rap_str s)
{
    rap_torn_mind(out, s);
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (rap_is_alnum(s.p[i]) || (c && strchr("-._~", c))) {
            rap_buf_byte(out, s.p[i]);
        } else {
            rap_buf_byte(out, '%');
            rap_buf_byte(out, hex[c >> 4]);
            rap_buf_byte(out, hex[c & 15]);
        }
    }
}
