/*
 * markup/lexer.c - the tokens of a page after the HTML Living Standard, 13.2.5.
 *
 * Nothing is looked at twice: every search ends at the end of the token or of the page,
 * and a token that the page ends in the middle of takes the rest of the page with it.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/lexer.h"

#include "base/ascii.h"
#include "base/table.h"

#include "attributes_table.inc"
#include "elements_table.inc"

_Static_assert(RAP_ATTRIBUTES == ATTRIBUTES_ROWS + 1, "as data/attributes.tsv");
_Static_assert(RAP_ATTRIBUTES <= 64, "rap_lexeme.has");
_Static_assert(RAP_EL_TEXT == ELEMENTS_ROWS + 1, "as data/elements.tsv");

/* What a byte may end. */
enum { TAG_NAME = 1, ATTR_NAME = 2, BARE_VALUE = 4, BLANK = 8 };

#define EVERY (TAG_NAME | ATTR_NAME | BARE_VALUE)
static const uint8_t ends[256] = {
    ['\t'] = EVERY | BLANK, ['\n'] = EVERY | BLANK,       ['\f'] = EVERY | BLANK,
    ['\r'] = EVERY | BLANK, [' '] = EVERY | BLANK,        ['>'] = EVERY,
    ['='] = ATTR_NAME,      ['/'] = TAG_NAME | ATTR_NAME,
};
#undef EVERY

static bool is_end(char c, int of)
{
    return (ends[(unsigned char)c] & of) != 0;
}

static size_t skip_blanks(rap_str s, size_t at)
{
    while (at < s.n && is_end(s.p[at], BLANK))
        at++;
    return at;
}

static size_t find_byte(rap_str s, char c, size_t at)
{
    const char *p = at < s.n ? memchr(s.p + at, c, s.n - at) : NULL;
    return p ? (size_t)(p - s.p) : s.n;
}

static rap_span span_of(size_t from, size_t to)
{
    return (rap_span){(uint32_t)from, (uint32_t)to};
}

typedef struct {
    size_t from, to;
    uint32_t hash; /* of the name in lower case */
} name;

static inline name take_name(rap_str s, size_t from, int kind)
{
    uint32_t hash = RAP_HASH_START;
    size_t i = from;
    do
        hash = rap_hash_byte(hash, rap_to_lower(s.p[i]));
    while (++i < s.n && !is_end(s.p[i], kind));
    return (name){from, i, hash};
}

static bool same_name(rap_str a, rap_str b)
{
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if (rap_to_lower(a.p[i]) != rap_to_lower(b.p[i])) return false;
    return true;
}

/* Row of the table plus one; 0 for a name that is not in it. */
static uint16_t number_of(const rap_table *t, rap_str text, uint32_t hash)
{
    int row = rap_table_probe(t, hash);
    return row >= 0 && same_name(text, rap_cell(t, row, 0)) ? (uint16_t)(row + 1) : 0;
}

rap_str rap_element_name(rap_element e)
{
    return rap_cell(&elements_table, e < RAP_EL_TEXT ? (int)e - 1 : -1, 0);
}

rap_str rap_attribute_name(rap_attribute a)
{
    return rap_cell(&attributes_table, a < RAP_ATTRIBUTES ? (int)a - 1 : -1, 0);
}

/* Has the tag an attribute of this name already? */
static bool is_doubled(const rap_lexer *t, const rap_lexeme *tok, rap_str text)
{
    for (uint32_t i = 0; i < tok->n_attrs; i++) {
        const rap_attr *a = &t->attrs.v[tok->attr + i];
        rap_str old = rap_str_cut(t->in, a->name_at, a->name_at + a->name_n);
        if (a->id == RAP_AT_OTHER && old.n == text.n && same_name(old, text))
            return true;
    }
    return false;
}

/* Keep an attribute, unless the tag has one of that name or too many. */
static void keep_attr(rap_lexer *t, rap_lexeme *tok, uint64_t *seen, name n,
                      rap_span value)
{
    rap_str text = {t->in.p + n.from, n.to - n.from};
    uint16_t id = number_of(&attributes_table, text, n.hash);
    uint64_t bit = (uint64_t)1 << (id ? id : n.hash & 63);
    if (tok->n_attrs >= RAP_LEXEME_ATTRS || text.n > UINT16_MAX) return;
    if (id ? (tok->has & bit) != 0 : (*seen & bit) && is_doubled(t, tok, text)) return;
    if (id)
        tok->has |= bit;
    else
        *seen |= bit;
    rap_attr *a = RAP_PUSH(t->arena, &t->attrs);
    if (!a) {
        t->refused = true;
        return;
    }
    *a = (rap_attr){(uint32_t)n.from, (uint16_t)text.n, id, value};
    tok->n_attrs++;
}

/* The value behind an "="; *at goes behind it, or to s.n when the page ends in it. */
static rap_span take_value(rap_str s, size_t *at)
{
    size_t from = skip_blanks(s, *at);
    if (from < s.n && (s.p[from] == '"' || s.p[from] == '\'')) {
        size_t to = find_byte(s, s.p[from], from + 1);
        *at = to < s.n ? to + 1 : s.n;
        return span_of(from + 1, to);
    }
    size_t to = from;
    while (to < s.n && !is_end(s.p[to], BARE_VALUE))
        to++;
    *at = to;
    return span_of(from, to);
}

/* The attributes from `at`; the offset behind the ">" or 0 when the page ends. */
static size_t take_attrs(rap_lexer *t, rap_lexeme *tok, size_t at)
{
    rap_str s = t->in;
    uint64_t seen = 0;
    for (;;) {
        at = skip_blanks(s, at);
        if (at >= s.n) return 0;
        if (s.p[at] == '>') return at + 1;
        if (s.p[at] == '/') {
            at++;
            if (at < s.n && s.p[at] == '>') {
                tok->self_closing = true;
                return at + 1;
            }
            continue;
        }
        name n = take_name(s, at, ATTR_NAME);
        rap_span value = span_of(n.to, n.to);
        at = skip_blanks(s, n.to);
        if (at < s.n && s.p[at] == '=') {
            at++;
            value = take_value(s, &at);
        }
        keep_attr(t, tok, &seen, n, value);
    }
}

/* The tag whose name begins at `from`; false when the page ends in it. */
static bool take_tag(rap_lexer *t, rap_lexeme *tok, size_t from)
{
    name n = take_name(t->in, from, TAG_NAME);
    tok->hash = n.hash;
    tok->element = number_of(&elements_table, rap_str_cut(t->in, from, n.to), n.hash);
    tok->name = span_of(from, n.to);
    tok->attr = (uint32_t)t->attrs.n;
    size_t end = take_attrs(t, tok, n.to);
    if (tok->kind == RAP_LEXEME_CLOSE || end == 0) {
        t->attrs.n = tok->attr;
        tok->n_attrs = 0;
        tok->has = 0;
    }
    t->at = end ? end : t->in.n;
    return end != 0;
}

/* A comment whose text begins at `from`, behind "<!--". */
static void take_comment(rap_lexer *t, rap_lexeme *tok, size_t from)
{
    rap_str s = t->in;
    rap_str rest = rap_str_cut(s, from, from + 2);
    size_t at = from, to;
    if (rap_str_begins(rest, RAP_STR(">")) || rap_str_is(rest, "->")) {
        at = from + (rest.p[0] == '-');
        to = from;
    } else {
        for (at = find_byte(s, '>', from);; at = find_byte(s, '>', at + 1)) {
            rap_str told = rap_str_cut(s, from, at);
            bool whole = at >= s.n;
            to = at;
            if (rap_str_ends(told, RAP_STR("--!")))
                to = at - 3;
            else if (rap_str_ends(told, RAP_STR("--")))
                to = at - 2;
            else if (whole && rap_str_ends(told, RAP_STR("-")))
                to = at - 1;
            if (whole || to != at) break;
        }
    }
    tok->kind = RAP_LEXEME_COMMENT;
    tok->name = span_of(from, to);
    t->at = at < s.n ? at + 1 : s.n;
}

/* A bogus comment or a doctype: all up to the next ">". */
static void take_until_more(rap_lexer *t, rap_lexeme *tok, size_t from)
{
    size_t to = find_byte(t->in, '>', from);
    tok->name = span_of(from < to ? from : to, to);
    t->at = to < t->in.n ? to + 1 : to;
}

/* What begins with "<!". */
static bool take_declaration(rap_lexer *t, rap_lexeme *tok, size_t at)
{
    rap_str s = t->in, rest = rap_str_cut(s, at + 2, at + 9);
    tok->kind = RAP_LEXEME_COMMENT;
    if (rap_str_begins(rest, RAP_STR("--"))) {
        take_comment(t, tok, at + 4);
    } else if (same_name(rest, RAP_STR("doctype"))) {
        tok->kind = RAP_LEXEME_DOCTYPE;
        take_until_more(t, tok, at + 9);
    } else if (t->cdata && rap_str_is(rest, "[CDATA[")) {
        t->content = RAP_CONTENT_CDATA;
        t->at = at + 9;
        return false;
    } else {
        take_until_more(t, tok, at + 2);
    }
    return true;
}

/* Does markup begin at this "<"?  Else it is text. */
static bool is_markup(rap_str s, size_t at)
{
    if (at + 1 >= s.n) return false;
    char c = s.p[at + 1];
    return rap_is_alpha(c) || c == '!' || c == '?' || (c == '/' && at + 2 < s.n);
}

static void set_text(rap_lexer *t, rap_lexeme *tok, size_t to)
{
    tok->kind = RAP_LEXEME_TEXT;
    tok->at = span_of(t->at, to);
    t->at = to;
}

/* The next token of ordinary content; false when there is none at this place, and
 * t->at or t->content has changed. */
static bool take_data(rap_lexer *t, rap_lexeme *tok)
{
    rap_str s = t->in;
    size_t at = find_byte(s, '<', t->at);
    while (at < s.n && !is_markup(s, at))
        at = find_byte(s, '<', at + 1);
    if (at > t->at) {
        set_text(t, tok, at);
        return true;
    }
    const size_t from = t->at;
    char c = s.p[from + 1];
    bool told = true;
    if (rap_is_alpha(c)) {
        tok->kind = RAP_LEXEME_OPEN;
        told = take_tag(t, tok, from + 1);
    } else if (c == '!') {
        told = take_declaration(t, tok, from);
    } else if (c == '?') {
        tok->kind = RAP_LEXEME_COMMENT;
        take_until_more(t, tok, from + 1);
    } else if (rap_is_alpha(s.p[from + 2])) {
        tok->kind = RAP_LEXEME_CLOSE;
        told = take_tag(t, tok, from + 2);
    } else if (s.p[from + 2] == '>') {
        t->at = from + 3;
        told = false;
    } else {
        tok->kind = RAP_LEXEME_COMMENT;
        take_until_more(t, tok, from + 2);
    }
    tok->at = span_of(from, t->at);
    return told;
}

/* Does the word `word` stand at `at`, and then an end of a tag's name? */
static bool is_word(rap_str s, size_t at, rap_str word)
{
    size_t to = at + word.n;
    return to < s.n && is_end(s.p[to], TAG_NAME) &&
           same_name(rap_str_cut(s, at, to), word);
}

static size_t raw_end(rap_str s, size_t at, rap_str word)
{
    for (at = find_byte(s, '<', at); at < s.n; at = find_byte(s, '<', at + 1))
        if (at + 1 < s.n && s.p[at + 1] == '/' && is_word(s, at + 2, word)) return at;
    return s.n;
}

bool rap_lexer_ends(const rap_lexer *t, rap_str word)
{
    return raw_end(t->in, t->at, word) < t->in.n;
}

/* The end of a script (13.2.5.4 and 13.2.5.15 to 31): inside "<!--" its end tag still
 * ends it, unless a "<script" stands before. */
static size_t script_end(rap_str s, size_t at, rap_str word)
{
    enum { PLAIN, ESCAPED, DOUBLE } state = PLAIN;
    size_t opened = 0; /* the first dash that may end the escape */
    for (; at < s.n; at++) {
        if (state == PLAIN) at = find_byte(s, '<', at);
        if (at >= s.n) break;
        if (s.p[at] == '>' && state != PLAIN && at >= opened + 2 &&
            s.p[at - 1] == '-' && s.p[at - 2] == '-')
            state = PLAIN;
        if (s.p[at] != '<') continue;
        bool closes = at + 1 < s.n && s.p[at + 1] == '/';
        if (closes && state != DOUBLE && is_word(s, at + 2, word)) return at;
        if (state == DOUBLE && closes && is_word(s, at + 2, RAP_STR("script")))
            state = ESCAPED;
        else if (state == ESCAPED && is_word(s, at + 1, RAP_STR("script")))
            state = DOUBLE;
        else if (state == PLAIN && rap_str_is(rap_str_cut(s, at, at + 4), "<!--")) {
            state = ESCAPED;
            opened = at + 2;
            at += 3;
        }
    }
    return s.n;
}

/* The text of a raw content; false when it is empty. */
static bool take_raw(rap_lexer *t, rap_lexeme *tok)
{
    rap_str s = t->in;
    size_t to = s.n, behind = 0;
    if (t->content == RAP_CONTENT_SCRIPT) {
        to = script_end(s, t->at, t->raw_name);
    } else if (t->content == RAP_CONTENT_CDATA) {
        to = rap_str_find(s, RAP_STR("]]>"), t->at);
        behind = to < s.n ? 3 : 0;
    } else if (t->content != RAP_CONTENT_PLAIN) {
        to = raw_end(s, t->at, t->raw_name);
    }
    tok->raw = t->content != RAP_CONTENT_RCDATA;
    t->content = RAP_CONTENT_DATA;
    bool any = to > t->at;
    set_text(t, tok, to);
    t->at += behind;
    return any;
}

rap_lexer rap_lexer_of(rap_str in, rap_arena *arena)
{
    return (rap_lexer){.in = in, .arena = arena};
}

bool rap_lexer_next(rap_lexer *t, rap_lexeme *out)
{
    while (t->at < t->in.n && !t->refused) {
        *out = (rap_lexeme){0};
        bool data = t->content == RAP_CONTENT_DATA;
        if (data ? take_data(t, out) : take_raw(t, out)) return !t->refused;
    }
    return false;
}
