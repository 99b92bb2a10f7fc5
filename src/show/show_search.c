/*
 * show/show_search.c - the verb `search`.
 */
/* SPDX-License-Identifier: MIT */
#include "show/forms.h"
#include "show/seek.h"
#include "show/wording.h"

enum { AT_TEXT = 14 };

static void put_piece(rap_lines *l, rap_str piece)
{
    for (size_t at = 0; at < piece.n;) {
        size_t end = at;
        while (end < piece.n && piece.p[end] != RAP_SEEK_ON &&
               piece.p[end] != RAP_SEEK_OFF)
            end++;
        rap_lines_fold(l, rap_str_cut(piece, at, end));
        if (end < piece.n && piece.p[end] == RAP_SEEK_ON) rap_lines_bold(l);
        if (end < piece.n && piece.p[end] == RAP_SEEK_OFF) rap_lines_plain(l);
        at = end + 1;
    }
}

static void put_hit(rap_verb *verb, const rap_hit *hit)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    l->indent = AT_TEXT;
    if (hit->item.report) rap_buf_printf(&b, "R%u ", hit->item.report);
    rap_buf_put(&b, rap_str_is(hit->item.kind, "attribution") ? rap_str_of("said")
                                                              : hit->item.kind);
    rap_lines_put(l, rap_buf_str(&b));
    rap_lines_to(l, AT_TEXT);
    if (rap_str_is(hit->item.kind, "attribution")) {
        rap_claim c = rap_claim_of_item(verb->v, &hit->item);
        rap_verb_claim(verb, &c);
        rap_lines_z(l, ": ");
    }
    put_piece(l, hit->piece);
    rap_verb_cites(verb, &hit->item, 1);
    rap_lines_end(l);
    rap_buf_done(&b);
}

static rap_code put_as_asked(rap_verb *verb, const rap_hit *hit)
{
    rap_buf *out = verb->lines.out;
    switch (verb->filter.options->form) {
    case RAP_FORM_JSON:
        rap_buf_put(out, hit->item.body);
        rap_buf_byte(out, '\n');
        break;
    case RAP_FORM_PLAIN:
        return rap_plain_row(out, verb->v, &hit->item, verb->arena, verb->err);
    case RAP_FORM_TEXT:
        put_hit(verb, hit);
        break;
    }
    return RAP_OK;
}

rap_code rap_show_search(rap_buf *out, bool *found, rap_dossier *d,
                         const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    rap_hit *hits = NULL;
    uint32_t n = 0;
    bool any = false;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    rc = rap_seek(&hits, &n, verb.v, options->words, verb.arena, err);
    if (rc == RAP_OK && options->form == RAP_FORM_PLAIN) rap_plain_head(out);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++) {
        if (!rap_filter_keeps(&verb.filter, verb.v, &hits[i].item)) continue;
        any = true;
        rc = put_as_asked(&verb, &hits[i]);
    }
    rap_verb_end(&verb);
    if (rc == RAP_OK) *found = any;
    return rc;
}
