/*
 * show/show_search.c - the verb `search`.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/facets.h"
#include "base/json.h"
#include "show/verb.h"
#include "view/wording.h"

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
    rap_lines_put(l, rap_torn_text(&b));
    rap_lines_to(l, AT_TEXT);
    if (rap_str_is(hit->item.kind, "attribution")) {
        rap_claim c = rap_claim_of_item(verb->v, &hit->item);
        rap_verb_claim(verb, &c);
        rap_lines_z(l, ": ");
        rap_verb_cue(verb, &hit->item);
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

/* "Party: Norland 12, Sudmark 7" */
static void put_facet(rap_verb *verb, const rap_facet_counts *c, rap_facet f)
{
    rap_lines *l = &verb->lines;
    l->indent = AT_TEXT;
    rap_lines_bold(l);
    rap_lines_z(l, rap_facet_label(f));
    rap_lines_plain(l);
    rap_lines_to(l, AT_TEXT);
    for (uint32_t i = 0; i < c->n; i++) {
        rap_buf b = {0};
        rap_facet_write(&b, f, c->v[i].value);
        rap_buf_printf(&b, " %u%s", c->v[i].n, i + 1 < c->n ? ", " : "");
        rap_lines_fold(l, rap_torn_text(&b));
        rap_buf_done(&b);
    }
    rap_lines_end(l);
}

static void put_facet_data(rap_verb *verb, const rap_facet_counts *c, rap_facet f,
                           bool json)
{
    rap_buf *out = verb->lines.out;
    for (uint32_t i = 0; i < c->n; i++) {
        rap_json j = rap_json_of(out);
        if (!json) {
            rap_buf_printf(out, "%s\t", rap_facet_key(f));
            rap_buf_put(out, c->v[i].value);
            rap_buf_printf(out, "\t%u\n", c->v[i].n);
            continue;
        }
        rap_json_object(&j);
        rap_json_key(&j, "facet");
        rap_json_str(&j, rap_str_of(rap_facet_key(f)));
        rap_json_key(&j, "value");
        rap_json_str(&j, c->v[i].value);
        rap_json_key(&j, "hits");
        rap_json_int(&j, c->v[i].n);
        rap_json_end_object(&j);
        rap_buf_byte(out, '\n');
    }
}

static void put_facets(rap_verb *verb, const rap_search *s)
{
    rap_form form = verb->filter.options->form;
    rap_buf b = {0};
    if (form == RAP_FORM_PLAIN) rap_buf_z(verb->lines.out, "facet\tvalue\thits\n");
    rap_buf_z(&b, s->all ? "" : "the best ");
    rap_word_things(&b, s->kept, "place", "places");
    if (form == RAP_FORM_TEXT) rap_lines_put(&verb->lines, rap_torn_text(&b));
    if (form == RAP_FORM_TEXT) rap_lines_end(&verb->lines);
    rap_buf_done(&b);
    for (int f = 0; f < RAP_FACETS; f++) {
        const rap_facet_counts *c = &s->facets[f];
        if (form != RAP_FORM_TEXT)
            put_facet_data(verb, c, (rap_facet)f, form == RAP_FORM_JSON);
        else if (c->n)
            put_facet(verb, c, (rap_facet)f);
    }
}

rap_code rap_show_search(rap_buf *out, bool *found, rap_dossier *d,
                         const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    rap_search s;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    rc = rap_search_of(&s, verb.v, &verb.filter, 0, RAP_SEEK_MOST, verb.arena, err);
    if (rc == RAP_OK && options->facets) put_facets(&verb, &s);
    if (rc == RAP_OK && options->facets) s.n = 0;
    if (rc == RAP_OK && options->form == RAP_FORM_PLAIN && !options->facets)
        rap_plain_head(out);
    for (uint32_t i = 0; rc == RAP_OK && i < s.n; i++)
        rc = put_as_asked(&verb, &s.hits[i]);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = s.kept > 0;
    return rc;
}
