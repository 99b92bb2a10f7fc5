/*
 * show/show_cite.c - the verb `cite`: a citation in its place.
 */
/* SPDX-License-Identifier: MIT */
#include "show/verb.h"
#include "view/sheet.h"

#include "base/ascii.h"
#include "base/json.h"

enum { AT_TEXT = 2, MOST_CITES = 32 };

static void put_head(rap_verb *verb, const rap_sheet *s, rap_span at)
{
    rap_buf b = {0};
    rap_buf_printf(&b, "R%u  ", s->listed->n);
    rap_buf_put(&b, s->listed->key);
    rap_buf_printf(&b, " bytes %u-%u, ", at.from, at.to);
    if (s->at_hand) {
        rap_buf_z(&b, "sha256 ");
        rap_buf_put(&b, rap_str_cut(s->listed->sha256, 0, 12));
        rap_buf_z(&b, s->intact ? "… matches" : "… DOES NOT MATCH");
    } else {
        rap_buf_z(&b, "source not at hand");
    }
    rap_lines_put(&verb->lines, rap_torn_text(&b));
    rap_lines_end(&verb->lines);
    rap_buf_done(&b);
}

/* The words round the span, and the span between the marks [ and ]. */
static void put_place(rap_verb *verb, const rap_sheet *s, rap_span at)
{
    rap_lines *l = &verb->lines;
    rap_span block = rap_sheet_block(s, at.from);
    if (block.to < at.to) block.to = at.to;
    rap_span before = {block.from, at.from}, after = {at.to, block.to};
    l->indent = AT_TEXT;
    rap_lines_to(l, AT_TEXT);
    rap_lines_dim(l);
    rap_lines_fold(l, rap_sheet_quote(s, before, verb->row));
    rap_lines_plain(l);
    rap_lines_z(l, "[");
    rap_lines_bold(l);
    rap_lines_fold(l, rap_sheet_quote(s, at, verb->row));
    rap_lines_plain(l);
    rap_lines_z(l, "]");
    rap_lines_dim(l);
    rap_lines_fold(l, rap_sheet_quote(s, after, verb->row));
    rap_lines_plain(l);
    rap_lines_end(l);
}

static void put_json(rap_verb *verb, const rap_sheet *s, rap_span at)
{
    rap_json j = rap_json_of(verb->lines.out);
    rap_json_object(&j);
    rap_json_key(&j, "v");
    rap_json_int(&j, 1);
    rap_json_key(&j, "report");
    rap_json_str(&j, s->listed->key);
    rap_json_key(&j, "at");
    rap_json_span(&j, at);
    rap_json_key(&j, "text");
    if (s->at_hand)
        rap_json_str(&j, rap_sheet_quote(s, at, verb->row));
    else
        rap_json_null(&j);
    rap_json_key(&j, "matches");
    rap_json_bool(&j, s->intact);
    rap_json_end_object(&j);
    rap_buf_byte(verb->lines.out, '\n');
}

static void put_plain(rap_verb *verb, const rap_sheet *s, rap_span at)
{
    rap_lines *l = &verb->lines;
    rap_lines_put(l, s->listed->key);
    rap_buf_printf(l->out, "\t%u\t%u\t%s\t", at.from, at.to, s->intact ? "yes" : "no");
    rap_lines_put(l, rap_sheet_quote(s, at, verb->row));
    rap_buf_byte(l->out, '\n');
    l->column = 0;
}

static rap_code put_cite(rap_verb *verb, rap_cited c, bool anchor)
{
    rap_sheet s;
    rap_row_clear(verb->v, verb->row);
    rap_code rc = rap_sheet_of(&s, verb->v, c.n, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    if (anchor && s.at_hand) c.at.to = rap_sheet_block(&s, c.at.from).to;
    if (s.at_hand && (c.at.to > s.filed.source.n || c.at.from > c.at.to))
        return rap_fail(verb->err, RAP_E_USAGE, c.at.from, "R%u has only %zu bytes",
                        c.n, s.filed.source.n);
    switch (verb->filter.options->form) {
    case RAP_FORM_JSON:
        put_json(verb, &s, c.at);
        break;
    case RAP_FORM_PLAIN:
        put_plain(verb, &s, c.at);
        break;
    case RAP_FORM_TEXT:
        put_head(verb, &s, c.at);
        if (s.at_hand) put_place(verb, &s, c.at);
        break;
    }
    return RAP_OK;
}

/* All citations of a row. */
static rap_code put_row(rap_verb *verb, bool *any, rap_str id)
{
    rap_item item;
    rap_code rc = rap_view_row(verb->v, &item, "", id, verb->arena, verb->err);
    for (uint32_t i = 0; rc == RAP_OK && i < item.n_cites && i < MOST_CITES; i++) {
        *any = true;
        rc = put_cite(verb, item.cites[i], false);
    }
    return rc;
}

/* What is not written like a reference is wrong use; one that is, and leads nowhere,
 * is just not found. */
static rap_code check_ref(rap_str ref, rap_err *err)
{
    enum { ID_LENGTH = 13 };
    bool id = ref.n == ID_LENGTH && rap_is_upper(ref.p[0]);
    bool numbered = ref.n > 1 && ref.p[0] == 'R' && rap_is_digit(ref.p[1]);
    bool placed = memchr(ref.p, '-', ref.n) || memchr(ref.p, '#', ref.n);
    if (id || (numbered && placed)) return RAP_OK;
    return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                    "\"" RAP_FMT "\" is no citation (write R2:2352-2413, R2#b2352 or "
                    "the id of a row)",
                    RAP_ARG(ref));
}

rap_code rap_show_cite(rap_buf *out, bool *found, rap_dossier *d,
                       const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    rap_cited c;
    bool any = false, anchor = false;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    if (options->form == RAP_FORM_PLAIN)
        rap_buf_z(out, "report\tfrom\tto\tmatches\ttext\n");
    if (rap_ref_parse(&c, verb.v, rap_str_trim(options->words), &anchor)) {
        any = true;
        rc = put_cite(&verb, c, anchor);
    } else {
        rc = put_row(&verb, &any, rap_str_trim(options->words));
    }
    if (rc == RAP_OK && !any) rc = check_ref(rap_str_trim(options->words), err);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = any;
    return rc;
}
