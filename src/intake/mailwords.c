/*
 * intake/mailwords.c - the words in the head of a mail: subjects, names, parameters.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/mailwords.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "intake/mailpart.h"
#include "intake/recode.h"

enum { WORD_MAX = 4096 /* RFC 2047 allows 75 bytes; mailers do not keep to it */ };

/* ---- encoded words (RFC 2047) ------------------------------------------------------
 */

typedef struct {
    rap_str charset, text;
    bool base64;
    size_t end; /* behind the closing "?=" */
} encoded;

/* The encoded word that begins at s[at]; false when none does. */
static bool take_encoded(encoded *out, rap_str s, size_t at)
{
    s = rap_str_cut(s, 0, at + WORD_MAX);
    if (!rap_str_begins(rap_str_cut(s, at, s.n), RAP_STR("=?"))) return false;
    size_t name = at + 2, how = rap_str_find(s, RAP_STR("?"), name) + 1;
    if (how + 1 >= s.n || s.p[how + 1] != '?') return false;
    char kind = rap_to_lower(s.p[how]);
    size_t text = how + 2, end = rap_str_find(s, RAP_STR("?="), text);
    if ((kind != 'q' && kind != 'b') || end >= s.n) return false;
    rap_str charset = rap_str_cut(s, name, how - 1);
    size_t star = rap_str_find(charset, RAP_STR("*"), 0); /* RFC 2231: a language */
    *out = (encoded){.charset = rap_str_cut(charset, 0, star),
                     .text = rap_str_cut(s, text, end),
                     .base64 = kind == 'b',
                     .end = end + 2};
    return true;
}

/* "Q": as quoted-printable, with "_" for a blank. */
static void put_q(rap_buf *out, rap_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        int byte = s.p[i] == '=' ? rap_mailpart_hex(rap_str_cut(s, i + 1, i + 3)) : -1;
        if (byte >= 0) i += 2;
        rap_buf_byte(out, byte >= 0 ? (char)byte : s.p[i] == '_' ? ' ' : s.p[i]);
    }
}

static void put_encoded(rap_buf *out, const encoded *e)
{
    rap_mailpart as = {.how = RAP_TRANSFER_BASE64};
    if (e->base64)
        rap_mailpart_line(&as, out, e->text);
    else
        put_q(out, e->text);
}

/* Decode the run of encoded words at s[at] that share a charset, put it as UTF-8;
 * the place behind it, or `at` when there is none.  Only white space may stand between
 * the words of a run, and it is no part of the text. */
static size_t put_run(rap_buf *out, rap_str s, size_t at)
{
    encoded e;
    rap_buf bytes = {0};
    rap_str charset = {NULL, 0};
    size_t next = at;
    while (take_encoded(&e, s, next)) {
        bool other = charset.p && !rap_str_eq(charset, e.charset);
        if (other) {
            (void)rap_recode(out, rap_buf_str(&bytes), charset);
            out->failed = out->failed || bytes.failed;
            rap_buf_clear(&bytes);
        }
        charset = e.charset;
        put_encoded(&bytes, &e);
        at = next = e.end;
        while (next < s.n && rap_is_space(s.p[next]))
            next++;
    }
    if (charset.p) (void)rap_recode(out, rap_buf_str(&bytes), charset);
    out->failed = out->failed || bytes.failed;
    rap_buf_done(&bytes);
    return at;
}

/* Append `s` with runs of white space and controls as one blank, none at the ends. */
static void put_folded(rap_buf *out, rap_str s)
{
    bool blank = false;
    size_t from = out->n;
    for (size_t i = 0; i < s.n; i++) {
        bool space = (unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7F;
        if (!space && blank && out->n > from) rap_buf_byte(out, ' ');
        if (!space) rap_buf_byte(out, s.p[i]);
        blank = space;
    }
}

void rap_mailwords_decode(rap_buf *out, rap_str value)
{
    rap_buf plain = {0};
    for (size_t at = 0; at < value.n;) {
        size_t mark = rap_str_find(value, RAP_STR("=?"), at);
        (void)rap_recode(&plain, rap_str_cut(value, at, mark), RAP_STR("windows-1252"));
        if (mark >= value.n) break;
        at = put_run(&plain, value, mark);
        if (at > mark) continue;
        rap_buf_byte(&plain, '=');
        at = mark + 1;
    }
    put_folded(out, rap_buf_str(&plain));
    out->failed = out->failed || plain.failed;
    rap_buf_done(&plain);
}

/* ---- mailboxes (RFC 5322, section 3.4) ---------------------------------------------
 */

/* One mailbox being read: the words before its address, and its last remark. */
typedef struct {
    rap_buf words, remark;
    bool angle;  /* has an address in angle brackets */
    bool groups; /* the field has a ";", as a group has */
} mailbox;

/* A quoted string at s[at] without its quotes and backslashes; the place behind it. */
static size_t take_quoted(rap_buf *out, rap_str s, size_t at)
{
    for (at++; at < s.n && s.p[at] != '"'; at++) {
        if (s.p[at] == '\\' && at + 1 < s.n) at++;
        rap_buf_byte(out, s.p[at]);
    }
    return at + 1;
}

/* A remark in parentheses, which nest; the place behind it. */
static size_t take_remark(rap_buf *out, rap_str s, size_t at)
{
    rap_buf_clear(out);
    size_t depth = 0;
    for (; at < s.n; at++) {
        if (s.p[at] == ')' && --depth == 0) return at + 1;
        if (depth) rap_buf_byte(out, s.p[at]);
        if (s.p[at] == '(') depth++;
    }
    return at;
}

static bool is_address(rap_str s)
{
    return rap_str_find(s, RAP_STR("@"), 0) < s.n &&
           rap_str_find(s, RAP_STR(" "), 0) >= s.n;
}

typedef RAP_LIST(rap_str) name_list;

static bool end_mailbox(mailbox *m, name_list *names, rap_arena *arena)
{
    rap_str words = rap_str_trim(rap_buf_str(&m->words));
    if (!m->angle && is_address(words)) words = rap_str_trim(rap_buf_str(&m->remark));
    rap_buf name = {0};
    rap_mailwords_decode(&name, words);
    bool wanted = name.n && !is_address(rap_buf_str(&name));
    rap_str *slot = wanted ? RAP_PUSH(arena, names) : NULL;
    if (slot) *slot = rap_arena_copy(arena, rap_buf_str(&name));
    bool good = !name.failed && (!wanted || (slot && slot->p)) && !m->words.failed &&
                !m->remark.failed;
    rap_buf_done(&name);
    rap_buf_clear(&m->words);
    rap_buf_clear(&m->remark);
    m->angle = false;
    return good;
}

static bool take_mailboxes(mailbox *m, name_list *names, rap_str s, rap_arena *arena)
{
    for (size_t at = 0; at < s.n;) {
        char c = s.p[at];
        if (c == '"') {
            at = take_quoted(&m->words, s, at);
        } else if (c == '(') {
            at = take_remark(&m->remark, s, at);
        } else if (c == '<') {
            m->angle = true;
            at = rap_str_find(s, RAP_STR(">"), at) + 1;
        } else if (c == ',' || c == ';') {
            if (!end_mailbox(m, names, arena)) return false;
            at++;
        } else if (c == ':' && m->groups) {
            rap_buf_clear(&m->words); /* the name of a group */
            at++;
        } else {
            if (!m->angle) rap_buf_byte(&m->words, c);
            at++;
        }
    }
    return end_mailbox(m, names, arena);
}

bool rap_mailwords_names(const rap_str **out, size_t *n, rap_str value,
                         rap_arena *arena)
{
    mailbox m = {.groups = rap_str_find(value, RAP_STR(";"), 0) < value.n};
    name_list names = {0};
    bool good = take_mailboxes(&m, &names, value, arena);
    rap_buf_done(&m.words);
    rap_buf_done(&m.remark);
    if (!good) return false;
    *out = names.v;
    *n = names.n;
    return true;
}

/* ---- parameters (RFC 2045, section 5.1; RFC 2231) ----------------------------------
 */

/* The end of the parameter that begins at s[at]: its ";" or the end. */
static size_t param_end(rap_str s, size_t at)
{
    bool quoted = false;
    for (; at < s.n; at++) {
        if (s.p[at] == '\\' && quoted)
            at++;
        else if (s.p[at] == '"')
            quoted = !quoted;
        else if (s.p[at] == ';' && !quoted)
            break;
    }
    return at < s.n ? at : s.n;
}

/* "charset*=utf-8'en'x%20y": take the charset and language off and the %XX. */
static void put_extended(rap_buf *out, rap_str value, bool first)
{
    size_t tick = first ? rap_str_find(value, RAP_STR("'"), 0) : value.n;
    if (tick < value.n) tick = rap_str_find(value, RAP_STR("'"), tick + 1);
    if (tick < value.n) value = rap_str_cut(value, tick + 1, value.n);
    for (size_t i = 0; i < value.n; i++) {
        int byte =
            value.p[i] == '%' ? rap_mailpart_hex(rap_str_cut(value, i + 1, i + 3)) : -1;
        if (byte >= 0) i += 2;
        rap_buf_byte(out, byte >= 0 ? (char)byte : value.p[i]);
    }
}

/* `name`, `name*`, `name*0`, `name*0*`: the kind of value it has, or false. */
static bool is_named(rap_str have, const char *name, bool *extended, bool *first)
{
    size_t n = strlen(name);
    for (size_t i = 0; i < n; i++)
        if (i >= have.n || rap_to_lower(have.p[i]) != name[i]) return false;
    rap_str tail = rap_str_cut(have, n, have.n);
    *extended = rap_str_ends(tail, RAP_STR("*"));
    *first = rap_str_is(tail, "*") || rap_str_is(tail, "*0*");
    return tail.n == 0 || tail.p[0] == '*';
}

bool rap_mailwords_param(rap_buf *out, rap_str value, const char *name)
{
    rap_buf_clear(out);
    bool found = false;
    for (size_t at = param_end(value, 0) + 1; at < value.n;) {
        size_t end = param_end(value, at), eq = rap_str_find(value, RAP_STR("="), at);
        bool extended, first;
        rap_str have = rap_str_trim(rap_str_cut(value, at, eq));
        at = end + 1;
        if (eq >= end || !is_named(have, name, &extended, &first)) continue;
        if (found && have.n == strlen(name)) continue; /* the first of two counts */
        rap_str v = rap_str_trim(rap_str_cut(value, eq + 1, end));
        if (v.n && v.p[0] == '"')
            (void)take_quoted(out, v, 0);
        else if (extended)
            put_extended(out, v, first);
        else
            rap_buf_put(out, v);
        found = true;
    }
    return found && out->n;
}

void rap_mailwords_head(char *to, size_t size, rap_str value)
{
    rap_str head = rap_str_trim(rap_str_cut(value, 0, param_end(value, 0)));
    size_t n = 0;
    for (; n < head.n && n + 1 < size && !rap_is_space(head.p[n]); n++)
        to[n] = rap_to_lower(head.p[n]);
    to[n] = '\0';
}
