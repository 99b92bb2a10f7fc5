/*
 * tests/dump_tokens.c - the tokens of pages on stdin, in hexadecimal, for html5lib.py.
 *
 * In: "CONTENT NAME LENGTH\n" and LENGTH bytes, again and again; CONTENT is a
 * rap_content, NAME the last start tag or "-".  Out: one line for each token, an empty
 * one behind each page; for the CONTENT 9 the charset that the page names.  What
 * rap_lexer leaves to its reader is done here: references, NUL and CR.
 */
/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "markup/charrefs.h"
#include "markup/lexer.h"
#include "markup/prescan.h"

enum { CHARSET = 9 };

static void put_hex(rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        (void)printf("%02x", (unsigned char)s.p[i]);
}

/* Line ends as LF; NUL as U+FFFD, or as it is. */
static rap_str plain(rap_str s, bool keeps_nul, rap_arena *arena)
{
    char *p = RAP_NEW(arena, char, s.n * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; p && i < s.n; i++) {
        if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n') continue;
        if (s.p[i] == '\0' && !keeps_nul) {
            memcpy(p + n, "\xEF\xBF\xBD", 3);
            n += 3;
        } else {
            p[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
        }
    }
    return (rap_str){p, n};
}

static rap_str lower(rap_str s, rap_arena *arena)
{
    char *p = RAP_NEW(arena, char, s.n + 1);
    for (size_t i = 0; p && i < s.n; i++)
        p[i] = rap_to_lower(s.p[i]);
    return (rap_str){p, s.n};
}

static rap_str cut(const rap_lexer *t, rap_span at)
{
    return rap_str_cut(t->in, at.from, at.to);
}

static void dump_attrs(const rap_lexer *t, const rap_lexeme *tok)
{
    for (uint32_t i = 0; i < tok->n_attrs; i++) {
        const rap_attr *a = &t->attrs.v[tok->attr + i];
        rap_str name = rap_str_cut(t->in, a->name_at, a->name_at + a->name_n);
        rap_str value = plain(cut(t, a->value), false, t->arena);
        (void)printf(" ");
        put_hex(plain(lower(name, t->arena), false, t->arena));
        (void)printf("=");
        put_hex(rap_charrefs_decode(value, true, t->arena));
    }
}

static void dump(const rap_lexer *t, const rap_lexeme *tok, rap_content content)
{
    rap_arena *a = t->arena;
    (void)printf("%d %d ", tok->kind, tok->self_closing);
    if (tok->kind == RAP_LEXEME_TEXT) {
        bool data = content == RAP_CONTENT_DATA || content == RAP_CONTENT_CDATA;
        rap_str text = plain(cut(t, tok->at), data, a);
        put_hex(tok->raw ? text : rap_charrefs_decode(text, false, a));
    } else if (tok->kind == RAP_LEXEME_COMMENT || tok->kind == RAP_LEXEME_DOCTYPE) {
        put_hex(plain(cut(t, tok->name), false, a));
    } else {
        put_hex(plain(lower(cut(t, tok->name), a), false, a));
        dump_attrs(t, tok);
    }
    (void)printf("\n");
}

int main(void)
{
    char head[128], name[64];
    unsigned content, n;
    static char bytes[1 << 16];
    rap_arena *arena = rap_arena_new((size_t)1 << 30);
    while (arena && fgets(head, sizeof head, stdin)) {
        char *at = head;
        content = (unsigned)strtoul(at, &at, 10);
        size_t k = strcspn(++at, " ");
        if (k >= sizeof name) return 2;
        memcpy(name, at, k);
        name[k] = '\0';
        n = (unsigned)strtoul(at + k, NULL, 10);
        if (n > sizeof bytes || fread(bytes, 1, n, stdin) != n) return 2;
        if (content == CHARSET) {
            const char *found = rap_prescan_charset((rap_str){bytes, n}, arena);
            (void)printf("%s\n\n", found ? found : "-");
            rap_arena_reset(arena);
            continue;
        }
        rap_lexer t = rap_lexer_of((rap_str){bytes, n}, arena);
        t.content = (rap_content)content;
        t.raw_name = rap_str_of(name);
        rap_lexeme tok;
        rap_content before = t.content;
        for (; rap_lexer_next(&t, &tok); before = t.content)
            dump(&t, &tok, before);
        (void)printf("\n");
        rap_arena_reset(arena);
    }
    rap_arena_free(arena);
    return 0;
}
