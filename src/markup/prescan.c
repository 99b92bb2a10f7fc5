/*
 * markup/prescan.c - looking for <meta charset> before the page is decoded.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/prescan.h"

#include "base/ascii.h"
#include "markup/lexer.h"
#include "mend/charset.h"

enum { STANDARD = 1024, LOOKED_AT = 1 << 16, LONGEST_LABEL = 40 };

/* What a page that could be read as ASCII so far can be in: not UTF-16. */
static const char *possible(const char *name)
{
    if (!name) return NULL;
    if (strncmp(name, "utf-16", 6) == 0 || strncmp(name, "utf-32", 6) == 0)
        return "utf-8";
    return strcmp(name, "x-user-defined") == 0 ? "windows-1252" : name;
}

static const char *name_of(rap_str label)
{
    char z[LONGEST_LABEL];
    label = rap_str_trim(label);
    if (label.n == 0 || label.n >= sizeof z) return NULL;
    memcpy(z, label.p, label.n);
    z[label.n] = '\0';
    return possible(rap_charset_name(z));
}

static size_t skip_blanks(rap_str s, size_t at)
{
    while (at < s.n && rap_is_space(s.p[at]))
        at++;
    return at;
}

static bool is_word(rap_str s, size_t at, rap_str word)
{
    if (at + word.n > s.n) return false;
    for (size_t i = 0; i < word.n; i++)
        if (rap_to_lower(s.p[at + i]) != word.p[i]) return false;
    return true;
}

/* The label in "text/html; charset=utf-8" (the algorithm for extracting a character
 * encoding from a meta element). */
static rap_str label_in(rap_str s)
{
    const rap_str word = RAP_STR("charset");
    for (size_t at = 0; at < s.n; at++) {
        if (!is_word(s, at, word)) continue;
        at = skip_blanks(s, at + word.n);
        if (at >= s.n || s.p[at] != '=') {
            at--; /* it may begin another */
            continue;
        }
        at = skip_blanks(s, at + 1);
        if (at >= s.n) break;
        char quote = s.p[at];
        size_t to = at + 1;
        if (quote == '"' || quote == '\'') {
            to = rap_str_find(s, (rap_str){&quote, 1}, at + 1);
            return to < s.n ? rap_str_cut(s, at + 1, to) : (rap_str){"", 0};
        }
        while (to < s.n && !rap_is_space(s.p[to]) && s.p[to] != ';')
            to++;
        return rap_str_cut(s, at, to);
    }
    return (rap_str){"", 0};
}

static rap_str value_of(const rap_lexer *l, const rap_lexeme *tag, rap_attribute id)
{
    for (uint32_t i = 0; i < tag->n_attrs; i++) {
        const rap_attr *a = &l->attrs.v[tag->attr + i];
        if (a->id == id) return rap_str_cut(l->in, a->value.from, a->value.to);
    }
    return (rap_str){"", 0};
}

static const char *charset_of(const rap_lexer *l, const rap_lexeme *tag)
{
    if (tag->has >> RAP_AT_CHARSET & 1)
        return name_of(value_of(l, tag, RAP_AT_CHARSET));
    rap_str word = RAP_STR("content-type"), is = value_of(l, tag, RAP_AT_HTTP_EQUIV);
    if (is.n != word.n || !is_word(is, 0, word)) return NULL;
    return name_of(label_in(value_of(l, tag, RAP_AT_CONTENT)));
}

const char *rap_prescan_charset(rap_str source, rap_arena *arena)
{
    rap_lexer l = rap_lexer_of(rap_str_cut(source, 0, LOOKED_AT), arena);
    rap_lexeme tag;
    while (rap_lexer_next(&l, &tag)) {
        if (tag.kind != RAP_LEXEME_OPEN) continue;
        const char *found = tag.element == RAP_EL_META ? charset_of(&l, &tag) : NULL;
        if (found) return found;
        l.attrs.n = 0;
        if (tag.at.to <= STANDARD) continue; /* which knows of no scripts here */
        if (tag.element == RAP_EL_SCRIPT) l.content = RAP_CONTENT_SCRIPT;
        if (tag.element == RAP_EL_STYLE) l.content = RAP_CONTENT_RAW;
        l.raw_name = rap_element_name((rap_element)tag.element);
    }
    return NULL;
}
