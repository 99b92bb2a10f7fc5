/*
 * markup/markup.c - a web page as text: tags taken out, blocks set apart, bytes kept.
 *
 * One pass over the decoded page lists the edits (WHATWG HTML, section 13.2.5, as far
 * as it tells where a tag, a comment or a raw text element ends); nothing is nested and
 * nothing recurses.  The repairs of mend/ then run over what is left.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/markup.h"

#include "base/ascii.h"
#include "base/table.h"
#include "mend/charset.h"

#include "elements_table.inc"

enum { NAME_MAX_BYTES = 16 };

typedef struct {
    rap_draft *draft;
    rap_str in;
    size_t at;
    char dropping[NAME_MAX_BYTES]; /* element whose content goes; "" for none */
    size_t drop_from;
    uint32_t depth; /* of elements of that name inside it */
    bool broken;    /* a line break has just been put */
} page;

/* A tag: <name ...> or </name>. */
typedef struct {
    char name[NAME_MAX_BYTES];
    size_t from, to;
    bool closes;
} tag;

static bool ends_name(char c)
{
    return rap_is_space(c) || c == '>' || c == '/';
}

/* Offset behind the `>` that ends a tag; quoted attribute values may hold one. */
static size_t tag_end(rap_str s, size_t at)
{
    char quote = 0;
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (quote) {
            if (c == quote) quote = 0;
        } else if (c == '>') {
            return at + 1;
        } else if ((c == '"' || c == '\'') && s.p[at - 1] == '=') {
            quote = c;
        }
    }
    return s.n;
}

/* Offset behind a comment, a doctype or an instruction at `at`. */
static size_t declaration_end(rap_str s, size_t at)
{
    bool comment = rap_str_begins(rap_str_cut(s, at, at + 4), RAP_STR("<!--"));
    rap_str stop = comment ? RAP_STR("-->") : RAP_STR(">");
    size_t end = rap_str_find(s, stop, at + 2);
    return end < s.n ? end + stop.n : s.n;
}

/* The tag at `at`, or false when the `<` is text. */
static bool take_tag(rap_str s, size_t at, tag *out)
{
    *out = (tag){.from = at};
    size_t i = at + 1;
    if (i < s.n && s.p[i] == '/') {
        out->closes = true;
        i++;
    }
    if (i >= s.n || !rap_is_alpha(s.p[i])) return false;
    for (size_t n = 0; i < s.n && !ends_name(s.p[i]); i++)
        if (n + 1 < sizeof out->name) out->name[n++] = rap_to_lower(s.p[i]);
    out->to = tag_end(s, i);
    return true;
}

/* Let [from, to) become `breaks` line breaks (0 to 2). */
static void replace(page *p, size_t from, size_t to, uint32_t breaks)
{
    if (from >= to) return;
    if (p->broken && breaks) breaks = 0;
    rap_draft_put(p->draft, (rap_span){(uint32_t)from, (uint32_t)to}, breaks ? '\n' : 0,
                  breaks > 1 ? '\n' : 0, (rap_reason){"markup", 100});
    rap_edit *last =
        p->draft->edits.n ? &p->draft->edits.v[p->draft->edits.n - 1] : NULL;
    if (last && last->at.from == from) last->kind = RAP_PIECE_DECODED;
    p->broken |= breaks > 0;
}

/* Where the text of a raw element (script, style) ends: at its closing tag. */
static size_t raw_end(rap_str s, size_t at, const char *name)
{
    size_t n = strlen(name);
    for (;;) {
        at = rap_str_find(s, RAP_STR("</"), at);
        if (at >= s.n) return s.n;
        size_t i = 0;
        while (i < n && at + 2 + i < s.n && rap_to_lower(s.p[at + 2 + i]) == name[i])
            i++;
        if (i == n) return at;
        at += 2;
    }
}

static void open_drop(page *p, const tag *t)
{
    memcpy(p->dropping, t->name, sizeof p->dropping);
    p->drop_from = t->from;
    p->depth = 1;
}

/* A tag inside a dropped element: count, and end the drop at its own closing tag. */
static void inside_drop(page *p, const tag *t)
{
    if (strcmp(t->name, p->dropping) != 0) return;
    p->depth = t->closes ? p->depth - 1 : p->depth + 1;
    if (p->depth > 0) return;
    replace(p, p->drop_from, t->to, 2);
    p->dropping[0] = '\0';
}

static void take_element(page *p, const tag *t)
{
    int row = rap_table_find(&elements_table, rap_str_of(t->name));
    p->at = t->to;
    if (!t->closes && rap_cell_is(&elements_table, row, ELEMENTS_ACTION, "raw")) {
        size_t end = raw_end(p->in, t->to, t->name);
        if (!p->dropping[0]) replace(p, t->from, end, 0);
        p->at = end;
        return;
    }
    if (p->dropping[0]) {
        inside_drop(p, t);
    } else if (rap_cell_is(&elements_table, row, ELEMENTS_ACTION, "drop") &&
               !t->closes) {
        open_drop(p, t);
    } else {
        bool block = rap_cell_is(&elements_table, row, ELEMENTS_ACTION, "block");
        bool line = rap_cell_is(&elements_table, row, ELEMENTS_ACTION, "line");
        replace(p, t->from, t->to, block ? 2 : line ? 1 : 0);
    }
}

/* White space at p->at: a run with a line break in it becomes one space. */
static void take_blanks(page *p)
{
    size_t from = p->at;
    bool breaks = false;
    for (; p->at < p->in.n && rap_is_space(p->in.p[p->at]); p->at++)
        breaks |= p->in.p[p->at] == '\n';
    if (p->dropping[0] || (!breaks && p->at - from == 1 && !p->broken)) return;
    rap_draft_put(p->draft, (rap_span){(uint32_t)from, (uint32_t)p->at},
                  p->broken ? 0 : ' ', 0, (rap_reason){"markup", 100});
    if (p->draft->edits.n)
        p->draft->edits.v[p->draft->edits.n - 1].kind = RAP_PIECE_DECODED;
}

static void list_edits(page *p)
{
    while (p->at < p->in.n) {
        char c = p->in.p[p->at];
        tag t;
        if (c == '<' && p->at + 1 < p->in.n &&
            (p->in.p[p->at + 1] == '!' || p->in.p[p->at + 1] == '?')) {
            size_t end = declaration_end(p->in, p->at);
            if (!p->dropping[0]) replace(p, p->at, end, 0);
            p->at = end;
        } else if (c == '<' && take_tag(p->in, p->at, &t)) {
            take_element(p, &t);
        } else if (rap_is_space(c)) {
            take_blanks(p);
        } else {
            p->broken = p->broken && p->dropping[0];
            p->at++;
        }
    }
    if (p->dropping[0]) replace(p, p->drop_from, p->in.n, 2);
}

rap_code rap_markup_read(rap_mended *out, rap_str source, rap_arena *arena,
                         rap_err *err)
{
    if (source.n >= UINT32_MAX)
        return rap_fail(err, RAP_E_LIMIT, 0, "a page of %zu bytes", source.n);
    rap_draft d;
    const char *charset = NULL;
    rap_code rc = rap_draft_start(&d, source, arena, err);
    if (rc == RAP_OK) rc = rap_charset_find(&d, &charset, NULL, err);
    if (rc == RAP_OK) rc = rap_draft_apply(&d, err);
    if (rc == RAP_OK) {
        page p = {.draft = &d, .in = d.text, .broken = true};
        list_edits(&p);
        rc = rap_draft_apply(&d, err);
    }
    if (rc == RAP_OK) rc = rap_draft_mend(&d, err);
    if (rc != RAP_OK) return rc;
    *out = (rap_mended){source, d.text, d.pieces.v, d.pieces.n, charset};
    return RAP_OK;
}
