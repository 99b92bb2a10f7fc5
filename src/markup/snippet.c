/*
 * markup/snippet.c - a short text out of a page, each of its bytes with its place
 * there.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/snippet.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "markup/charrefs.h"

enum {
    TAG_BYTES = 300, /* of a tag inside a value */
    NODES = 2000     /* of an element that are walked */
};

/* Text under way: bytes and where they came from.  A reference of few bytes may stand
 * for more. */
typedef struct {
    char *text;
    rap_span *from;
    size_t n, cap;
    bool space; /* white space waits for the next character */
    rap_span space_at;
} draft;

static bool start(draft *d, rap_arena *arena, size_t most)
{
    size_t cap = (most < SNIPPET_BYTES / 2 ? most * 2 : SNIPPET_BYTES) + 8;
    *d = (draft){.text = RAP_NEW(arena, char, cap),
                 .from = RAP_NEW(arena, rap_span, cap),
                 .cap = cap};
    return d->text && d->from;
}

static bool is_full(const draft *d)
{
    return d->n + 5 > d->cap;
}

static void put_bytes(draft *d, const char *p, size_t n, rap_span at)
{
    for (size_t i = 0; i < n; i++) {
        d->text[d->n] = p[i];
        d->from[d->n++] = at;
    }
}

static void put(draft *d, uint32_t c, rap_span at)
{
    char z[4];
    if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0) {
        if (!d->space) d->space_at = at;
        d->space = d->n > 0;
        return;
    }
    if (c == 0 || is_full(d)) return;
    if (d->space) put_bytes(d, " ", 1, d->space_at);
    d->space = false;
    put_bytes(d, z, rap_utf8_put(z, c), at);
}

static void end(rap_snippet *out, const draft *d)
{
    *out = (rap_snippet){{d->text, d->n}, d->from};
}

/* Bytes of a tag at s[at], 0 when it is none. */
static size_t tag_at(rap_str s, size_t at)
{
    char c = at + 1 < s.n ? s.p[at + 1] : 0;
    if (s.p[at] != '<' || !(rap_is_alpha(c) || c == '/' || c == '!')) return 0;
    for (size_t i = at + 2; i < s.n && i - at < TAG_BYTES; i++)
        if (s.p[i] == '>') return i + 1 - at;
    return 0;
}

/* Characters of s, references decoded and tags left out; byte i of s came from
 * from[i], or from base + i. */
static void put_text(draft *d, rap_str s, const rap_span *from, size_t base,
                     bool in_attribute)
{
    for (size_t at = 0; at < s.n && !is_full(d);) {
        size_t n = tag_at(s, at);
        rap_charref ref = {0, {0, 0}};
        if (!n && s.p[at] == '&') ref = rap_charref_read(s, at, in_attribute);
        uint32_t c = 0;
        if (ref.n)
            n = ref.n;
        else if (!n)
            c = rap_utf8_get(s, at, &n);
        rap_span place = {(uint32_t)(base + at), (uint32_t)(base + at + n)};
        if (from) place = (rap_span){from[at].from, from[at + n - 1].to};
        if (ref.n) c = ref.c[0];
        if (c) put(d, c, place);
        if (ref.n && ref.c[1]) put(d, ref.c[1], place);
        at += n;
    }
}

bool rap_snippet_value(rap_snippet *out, rap_str page, rap_span raw, rap_arena *arena)
{
    draft d;
    rap_str s = rap_str_cut(page, raw.from, raw.to);
    if (!start(&d, arena, s.n)) return false;
    put_text(&d, s, NULL, raw.from, true);
    end(out, &d);
    return true;
}

/* ---- JSON ---- */

static uint32_t hex4(rap_str s, size_t at)
{
    uint32_t v = 0;
    if (at + 4 > s.n) return 0;
    for (size_t i = at; i < at + 4; i++) {
        char c = rap_to_lower(s.p[i]);
        if (!rap_is_digit(c) && !(c >= 'a' && c <= 'f')) return 0;
        v = v * 16 + (uint32_t)(rap_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return v;
}

/* The character of a \u escape at s[at], *n its bytes; 0 when it is none. */
static uint32_t unicode_escape(rap_str s, size_t at, size_t *n)
{
    uint32_t c = hex4(s, at + 2), low;
    *n = 6;
    if (c < 0xD800 || c >= 0xE000) return c;
    bool pair = c < 0xDC00 && at + 12 <= s.n && s.p[at + 6] == '\\' &&
                s.p[at + 7] == 'u' && (low = hex4(s, at + 8)) >= 0xDC00 && low < 0xE000;
    if (!pair) return 0xFFFD;
    *n = 12;
    return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
}

/* The character of an escape at s[at], *n its bytes. */
static uint32_t escape_at(rap_str s, size_t at, size_t *n)
{
    char c = at + 1 < s.n ? s.p[at + 1] : 0;
    *n = 2;
    switch (c) {
    case 'n':
    case 'r':
    case 't':
    case 'b':
    case 'f':
        return ' ';
    case 'u': {
        uint32_t u = unicode_escape(s, at, n);
        if (u) return u;
        *n = 1;
        return '\\';
    }
    default:
        *n = c && !rap_is_high(c) ? 2 : 1;
        return c && !rap_is_high(c) ? (unsigned char)c : '\\';
    }
}

/* `raw` with JSON's escapes decoded and nothing else done. */
static void unescape(draft *d, rap_str s, size_t base)
{
    char z[4];
    for (size_t at = 0, n; at < s.n && !is_full(d); at += n) {
        uint32_t c = s.p[at] == '\\' ? escape_at(s, at, &n) : rap_utf8_get(s, at, &n);
        rap_span place = {(uint32_t)(base + at), (uint32_t)(base + at + n)};
        put_bytes(d, z, rap_utf8_put(z, c), place);
    }
}

bool rap_snippet_json(rap_snippet *out, rap_str page, rap_span raw, rap_arena *arena)
{
    draft plain, d;
    rap_str s = rap_str_cut(page, raw.from, raw.to);
    if (!start(&plain, arena, s.n) || !start(&d, arena, s.n)) return false;
    unescape(&plain, s, raw.from);
    put_text(&d, (rap_str){plain.text, plain.n}, plain.from, 0, false);
    end(out, &d);
    return true;
}

/* ---- elements ---- */

bool rap_snippet_nodes(rap_snippet *out, const rap_tree *t, uint32_t from, uint32_t to,
                       rap_arena *arena)
{
    draft d;
    if (!start(&d, arena, t->nodes[to - 1].whole.to - t->nodes[from].whole.from))
        return false;
    uint32_t stop = to - from > NODES ? from + NODES : to;
    uint32_t block = t->nodes[from].block;
    for (uint32_t i = from; i < stop && !is_full(&d); i++) {
        const rap_node *n = &t->nodes[i];
        bool gap = n->element == RAP_EL_BR || n->block != block;
        if (gap) put(&d, ' ', (rap_span){n->tag.from, n->tag.from});
        block = n->block;
        if (n->element != RAP_EL_TEXT) continue;
        if (n->cues & (RAP_CUE_DROPPED | RAP_CUE_HIDDEN)) continue;
        if (n->cues & RAP_CUE_SPACED)
            put(&d, ' ', (rap_span){n->tag.from, n->tag.from});
        put_text(&d, rap_tree_bytes(t, n->tag), NULL, n->tag.from, false);
    }
    end(out, &d);
    return true;
}

bool rap_snippet_node(rap_snippet *out, const rap_tree *t, uint32_t node,
                      rap_arena *arena)
{
    return rap_snippet_nodes(out, t, node, t->nodes[node].end, arena);
}

rap_snippet rap_snippet_cut(rap_snippet s, size_t from, size_t to)
{
    if (to > s.text.n) to = s.text.n;
    while (from < to && s.text.p[from] == ' ')
        from++;
    while (to > from && s.text.p[to - 1] == ' ')
        to--;
    if (from >= to) return (rap_snippet){{"", 0}, NULL};
    return (rap_snippet){rap_str_cut(s.text, from, to), s.from + from};
}

rap_span rap_snippet_span(rap_snippet s)
{
    if (!s.text.n) return (rap_span){0, 0};
    return (rap_span){s.from[0].from, s.from[s.text.n - 1].to};
}
