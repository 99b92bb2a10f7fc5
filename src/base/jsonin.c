/*
 * base/jsonin.c - JSON (RFC 8259) read into an arena, with an explicit stack.
 */
/* SPDX-License-Identifier: MIT */
#include "base/jsonin.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { DEPTH_MAX = 64 };

typedef struct {
    rap_str in;
    size_t at;
    rap_arena *arena;
    rap_err *err;
} scan;

static rap_code bad(scan *s, const char *what)
{
    return rap_fail(s->err, RAP_E_SYNTAX, s->at, "not JSON: %s", what);
}

static void skip_blanks(scan *s)
{
    while (s->at < s->in.n) {
        char c = s->in.p[s->at];
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') return;
        s->at++;
    }
}

static bool hex4(scan *s, size_t at, uint32_t *out)
{
    uint32_t v = 0;
    if (at + 4 > s->in.n) return false;
    for (size_t i = at; i < at + 4; i++) {
        char c = rap_to_lower(s->in.p[i]);
        if (!rap_is_digit(c) && !(c >= 'a' && c <= 'f')) return false;
        v = v * 16 + (uint32_t)(rap_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    *out = v;
    return true;
}

/* \uXXXX at s->at (behind the "u"), also a surrogate pair; lone halves are U+FFFD. */
static bool take_u(scan *s, char out[4], size_t *n)
{
    uint32_t c, low;
    if (!hex4(s, s->at, &c)) return false;
    s->at += 4;
    bool pair = c >= 0xD800 && c < 0xDC00 && s->at + 6 <= s->in.n &&
                s->in.p[s->at] == '\\' && s->in.p[s->at + 1] == 'u' &&
                hex4(s, s->at + 2, &low) && low >= 0xDC00 && low < 0xE000;
    if (pair) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        s->at += 6;
    }
    if (c >= 0xD800 && c < 0xE000) c = 0xFFFD;
    *n = rap_utf8_put(out, c);
    return true;
}

static char plain_escape(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case '"':
    case '\\':
    case '/':
        return c;
    default:
        return 0;
    }
}

/* The rest of a string that holds escapes, `from` its first byte; s->at on the first
 * backslash. */
static rap_code take_escaped(scan *s, rap_str *out, size_t from)
{
    size_t end = s->at;
    while (end < s->in.n && s->in.p[end] != '"')
        end += s->in.p[end] == '\\' ? 2 : 1;
    if (end >= s->in.n) return bad(s, "a string does not end");
    char *p = RAP_NEW(s->arena, char, end - from + 4);
    if (!p) return rap_fail_memory(s->err);
    size_t n = s->at - from;
    if (n) memcpy(p, s->in.p + from, n);
    while (s->at < end) {
        char c = s->in.p[s->at++];
        if ((unsigned char)c < 0x20) return bad(s, "a control character in a string");
        if (c != '\\') {
            p[n++] = c;
            continue;
        }
        char e = s->in.p[s->at++];
        size_t more;
        if (e == 'u') {
            if (!take_u(s, p + n, &more)) return bad(s, "a bad \\u escape");
            n += more;
        } else if (plain_escape(e)) {
            p[n++] = plain_escape(e);
        } else {
            return bad(s, "an unknown escape in a string");
        }
    }
    s->at = end + 1;
    *out = (rap_str){p, n};
    return RAP_OK;
}

static rap_code take_string(scan *s, rap_str *out)
{
    size_t from = ++s->at;
    for (; s->at < s->in.n; s->at++) {
        char c = s->in.p[s->at];
        if (c == '\\') return take_escaped(s, out, from);
        if ((unsigned char)c < 0x20) return bad(s, "a control character in a string");
        if (c == '"') {
            *out = rap_str_cut(s->in, from, s->at++);
            return RAP_OK;
        }
    }
    return bad(s, "a string does not end");
}

static bool is_number_byte(char c)
{
    return rap_is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

static rap_code take_word(scan *s, rap_value *v)
{
    static const struct {
        rap_str word;
        rap_json_kind kind;
    } words[] = {{{"null", 4}, RAP_JSON_NULL},
                 {{"true", 4}, RAP_JSON_TRUE},
                 {{"false", 5}, RAP_JSON_FALSE}};
    rap_str rest = rap_str_cut(s->in, s->at, s->in.n);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!rap_str_begins(rest, words[i].word)) continue;
        v->kind = words[i].kind;
        s->at += words[i].word.n;
        return RAP_OK;
    }
    size_t from = s->at;
    while (s->at < s->in.n && is_number_byte(s->in.p[s->at]))
        s->at++;
    v->text = rap_str_cut(s->in, from, s->at);
    v->kind = RAP_JSON_NUMBER;
    bool digits = v->text.n && (rap_is_digit(v->text.p[0]) ||
                                (v->text.p[0] == '-' && v->text.n > 1));
    if (!digits) {
        s->at = from;
        return bad(s, from < s->in.n ? "an unexpected character" : "it ends too early");
    }
    return RAP_OK;
}

typedef struct {
    rap_value *holder, *last;
} level;

static rap_code take_key(scan *s, rap_str *key)
{
    skip_blanks(s);
    if (s->at >= s->in.n || s->in.p[s->at] != '"') return bad(s, "a key is missing");
    rap_code rc = take_string(s, key);
    if (rc != RAP_OK) return rc;
    skip_blanks(s);
    if (s->at >= s->in.n || s->in.p[s->at] != ':') return bad(s, "a colon is missing");
    s->at++;
    return RAP_OK;
}

/* One value into *v; a container is only opened. */
static rap_code take_value(scan *s, rap_value *v)
{
    skip_blanks(s);
    char c = s->at < s->in.n ? s->in.p[s->at] : 0;
    if (c == '"') {
        v->kind = RAP_JSON_STRING;
        return take_string(s, &v->text);
    }
    if (c != '{' && c != '[') return take_word(s, v);
    v->kind = c == '{' ? RAP_JSON_OBJECT : RAP_JSON_ARRAY;
    s->at++;
    return RAP_OK;
}

static rap_code add_child(scan *s, level *l, rap_value **out)
{
    rap_value *v = RAP_NEW(s->arena, rap_value, 1);
    if (!v) return rap_fail_memory(s->err);
    if (l->holder->kind == RAP_JSON_OBJECT) {
        rap_code rc = take_key(s, &v->key);
        if (rc != RAP_OK) return rc;
    }
    if (l->last)
        l->last->next = v;
    else
        l->holder->first = v;
    l->last = v;
    l->holder->n++;
    *out = v;
    return take_value(s, v);
}

static bool is_container(const rap_value *v)
{
    return v->kind == RAP_JSON_ARRAY || v->kind == RAP_JSON_OBJECT;
}

/* Fill the container on top of the stack until it is closed. */
static rap_code fill(scan *s, rap_value *root)
{
    level stack[DEPTH_MAX] = {{root, NULL}};
    int depth = 1;
    while (depth > 0) {
        level *l = &stack[depth - 1];
        skip_blanks(s);
        char c = s->at < s->in.n ? s->in.p[s->at] : 0;
        if (c == (l->holder->kind == RAP_JSON_OBJECT ? '}' : ']')) {
            s->at++;
            depth--;
            continue;
        }
        if (l->last) {
            if (c != ',') return bad(s, c ? "a comma is missing" : "it ends too early");
            s->at++;
        }
        rap_value *v = NULL;
        rap_code rc = add_child(s, l, &v);
        if (rc != RAP_OK) return rc;
        if (!is_container(v)) continue;
        if (depth == DEPTH_MAX) return bad(s, "it is nested too deeply");
        stack[depth++] = (level){v, NULL};
    }
    return RAP_OK;
}

rap_code rap_jsonin_parse(rap_value **out, rap_str text, rap_arena *arena, rap_err *err)
{
    scan s = {.in = text, .arena = arena, .err = err};
    rap_value *root = RAP_NEW(arena, rap_value, 1);
    if (!root) return rap_fail_memory(err);
    rap_code rc = take_value(&s, root);
    if (rc == RAP_OK && is_container(root)) rc = fill(&s, root);
    if (rc != RAP_OK) return rc;
    skip_blanks(&s);
    if (s.at < text.n) return bad(&s, "something stands behind its end");
    *out = root;
    return RAP_OK;
}

const rap_value *rap_jsonin_get(const rap_value *v, const char *key)
{
    if (!v || v->kind != RAP_JSON_OBJECT) return NULL;
    rap_str want = rap_str_of(key);
    for (const rap_value *m = v->first; m; m = m->next)
        if (rap_str_eq(m->key, want)) return m;
    return NULL;
}

rap_str rap_jsonin_str(const rap_value *v, const char *key)
{
    const rap_value *m = rap_jsonin_get(v, key);
    if (!m || m->kind != RAP_JSON_STRING) return (rap_str){"", 0};
    return m->text;
}

int64_t rap_jsonin_number(const rap_value *v, int64_t other)
{
    if (!v || v->kind != RAP_JSON_NUMBER) return other;
    bool minus = v->text.p[0] == '-';
    int64_t n = 0;
    for (size_t i = minus; i < v->text.n; i++) {
        if (!rap_is_digit(v->text.p[i]) || n > INT64_MAX / 10 - 1) return other;
        n = n * 10 + (v->text.p[i] - '0');
    }
    return minus ? -n : n;
}

int64_t rap_jsonin_int(const rap_value *v, const char *key, int64_t other)
{
    return rap_jsonin_number(rap_jsonin_get(v, key), other);
}

bool rap_jsonin_true(const rap_value *v, const char *key)
{
    const rap_value *m = rap_jsonin_get(v, key);
    return m && m->kind == RAP_JSON_TRUE;
}

rap_span rap_jsonin_span(const rap_value *v)
{
    if (!v || v->kind != RAP_JSON_ARRAY || v->n != 2) return (rap_span){0, 0};
    int64_t from = rap_jsonin_number(v->first, 0);
    int64_t to = rap_jsonin_number(v->first->next, 0);
    if (from < 0 || to < from || to > UINT32_MAX) return (rap_span){0, 0};
    return (rap_span){(uint32_t)from, (uint32_t)to};
}
