/*
 * markup/loosejson.c - JSON as web pages hold it, into a flat list of nodes.
 *
 * The scanner never goes back: a quotation mark ends a string when what follows it,
 * past blanks, may follow a string; anything else that is out of place is passed over.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/loosejson.h"

#include "base/ascii.h"

typedef struct {
    rap_str in;
    size_t at;
    bool escaped; /* the marks are written `&quot;` */
    rap_arena *arena;
    RAP_LIST(rap_loose_node) nodes;
    uint32_t open[LOOSE_DEPTH]; /* containers not yet closed; open[0] is the top */
    uint32_t depth, too_deep;
    rap_span key; /* read and waiting for its value */
    bool has_key;
} scan;

static rap_str quote_entity(void)
{
    return RAP_STR("&quot;");
}

/* Bytes of the quotation mark at `at`, 0 when there is none. */
static size_t mark_at(const scan *s, size_t at)
{
    if (at >= s->in.n) return 0;
    if (!s->escaped) return s->in.p[at] == '"';
    return rap_str_begins(rap_str_cut(s->in, at, at + 6), quote_entity()) ? 6 : 0;
}

static size_t skip_blanks(const scan *s, size_t at)
{
    while (at < s->in.n && rap_is_space(s->in.p[at]))
        at++;
    return at;
}

/* May a string end before `at`? */
static bool may_follow(const scan *s, size_t from)
{
    size_t at = skip_blanks(s, from);
    if (at >= s->in.n) return true;
    char c = s->in.p[at];
    return c == ',' || c == ':' || c == '}' || c == ']' ||
           (at > from && mark_at(s, at));
}

/* A string whose opening mark is behind s->at; s->at goes behind its closing one.  A
 * string that does not end runs to the end of the text. */
static rap_span take_string(scan *s)
{
    size_t from = s->at;
    while (s->at < s->in.n) {
        char c = s->in.p[s->at];
        if (c != '"' && c != '\\' && c != '&') {
            s->at++;
            continue;
        }
        size_t mark = mark_at(s, s->at);
        if (mark && may_follow(s, s->at + mark)) {
            size_t to = s->at;
            s->at += mark;
            return (rap_span){(uint32_t)from, (uint32_t)to};
        }
        s->at += c == '\\' ? 2 : 1;
    }
    s->at = s->in.n;
    return (rap_span){(uint32_t)from, (uint32_t)s->in.n};
}

static bool ends_word(char c)
{
    return rap_is_space(c) || c == ',' || c == ':' || c == '}' || c == ']' ||
           c == '{' || c == '[' || c == '"';
}

static rap_span take_word(scan *s)
{
    size_t from = s->at++;
    while (s->at < s->in.n && !ends_word(s->in.p[s->at]) && !mark_at(s, s->at))
        s->at++;
    return (rap_span){(uint32_t)from, (uint32_t)s->at};
}

static bool add_node(scan *s, rap_span value, rap_json_kind kind)
{
    rap_loose_node *n = RAP_PUSH(s->arena, &s->nodes);
    if (!n) return false;
    *n = (rap_loose_node){.key = s->has_key ? s->key : (rap_span){0, 0},
                          .value = value,
                          .end = (uint32_t)s->nodes.n,
                          .parent = s->open[s->depth],
                          .kind = kind};
    s->has_key = false;
    return true;
}

static bool open_container(scan *s, char c)
{
    rap_span at = {(uint32_t)s->at, (uint32_t)s->at};
    s->at++;
    if (s->too_deep || s->depth + 1 == LOOSE_DEPTH) {
        s->too_deep++;
        return true;
    }
    if (!add_node(s, at, c == '{' ? RAP_JSON_OBJECT : RAP_JSON_ARRAY)) return false;
    s->open[++s->depth] = (uint32_t)s->nodes.n - 1;
    return true;
}

/* A bracket that closes; one that does not fit closes the container all the same. */
static void close_container(scan *s)
{
    s->at++;
    s->has_key = false;
    if (s->too_deep) {
        s->too_deep--;
        return;
    }
    if (s->depth == 0) return;
    rap_loose_node *n = &s->nodes.v[s->open[s->depth--]];
    n->end = (uint32_t)s->nodes.n;
    n->value.to = (uint32_t)s->at;
}

/* A string or a word: a member's name when a colon follows it, else a value. */
static bool take_scalar(scan *s, rap_span at, rap_json_kind kind)
{
    if (s->too_deep) return true;
    size_t next = skip_blanks(s, s->at);
    bool member = s->nodes.v[s->open[s->depth]].kind == RAP_JSON_OBJECT;
    if (member && !s->has_key) {
        if (next < s->in.n && s->in.p[next] == ':') {
            s->at = next + 1;
            s->key = at;
            s->has_key = true;
        }
        return true;
    }
    return add_node(s, at, kind);
}

/* Behind a comment at s->at, or one byte on. */
static void skip_comment(scan *s)
{
    rap_str two = rap_str_cut(s->in, s->at, s->at + 2);
    bool block = rap_str_is(two, "/*");
    if (!block && !rap_str_is(two, "//")) {
        s->at++;
        return;
    }
    rap_str stop = block ? RAP_STR("*/") : RAP_STR("\n");
    size_t end = rap_str_find(s->in, stop, s->at + 2);
    s->at = end < s->in.n ? end + stop.n : s->in.n;
}

static bool step(scan *s)
{
    char c = s->in.p[s->at];
    size_t mark = mark_at(s, s->at);
    if (mark) {
        s->at += mark;
        return take_scalar(s, take_string(s), RAP_JSON_STRING);
    }
    switch (c) {
    case '{':
    case '[':
        return open_container(s, c);
    case '}':
    case ']':
        close_container(s);
        return true;
    case '/':
        skip_comment(s);
        return true;
    case ',':
        s->has_key = false;
        s->at++;
        return true;
    default:
        if (rap_is_space(c) || c == ':' || c == ';')
            s->at++;
        else
            return take_scalar(s, take_word(s), RAP_JSON_NUMBER);
        return true;
    }
}

/* The first bracket that is not that of a CDATA section. */
static size_t first_bracket(rap_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '{') return i;
        if (s.p[i] != '[') continue;
        size_t from = i >= 2 ? i - 2 : 0;
        if (rap_str_is(rap_str_cut(s, from, i + 1), "<![")) {
            i += sizeof "CDATA[" - 1;
            continue;
        }
        return i;
    }
    return s.n;
}

static bool has_plain_marks(rap_str s, size_t from)
{
    return rap_str_find(s, RAP_STR("\""), from) < s.n ||
           rap_str_find(s, quote_entity(), from) >= s.n;
}

rap_code rap_loose_read(rap_loose *out, rap_str text, rap_arena *arena, rap_err *err)
{
    scan s = {.in = text, .arena = arena, .at = first_bracket(text)};
    s.escaped = !has_plain_marks(text, s.at);
    if (!add_node(&s, (rap_span){0, (uint32_t)text.n}, RAP_JSON_ARRAY))
        return rap_fail_memory(err);
    while (s.at < s.in.n && s.nodes.n < LOOSE_NODES)
        if (!step(&s)) return rap_fail_memory(err);
    for (; s.depth > 0; s.depth--) {
        s.nodes.v[s.open[s.depth]].end = (uint32_t)s.nodes.n;
        s.nodes.v[s.open[s.depth]].value.to = (uint32_t)s.at;
    }
    s.nodes.v[0].end = (uint32_t)s.nodes.n;
    *out = (rap_loose){text, s.nodes.v, (uint32_t)s.nodes.n};
    return RAP_OK;
}

uint32_t rap_loose_get(const rap_loose *j, uint32_t object, const char *key)
{
    if (j->nodes[object].kind != RAP_JSON_OBJECT) return 0;
    for (uint32_t i = rap_loose_first(j, object); i; i = rap_loose_next(j, i))
        if (rap_str_is(rap_loose_raw(j, j->nodes[i].key), key)) return i;
    return 0;
}
