/*
 * show/show_differ.c - the verbs `differ` and `copies`: where reports disagree, and
 * which share their words.
 */
/* SPDX-License-Identifier: MIT */
#include "show/verb.h"
#include "view/wording.h"

enum { AT_SIDE = 3, AT_MORE = 6 };

static void put_side(rap_verb *verb, const rap_telling *t)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    rap_str value = rap_jsonin_str(t->json, "value");
    rap_str summary = rap_jsonin_str(t->json, "summary");
    l->indent = AT_MORE;
    rap_lines_to(l, AT_SIDE);
    rap_verb_claim(verb, &t->claim);
    rap_lines_z(l, ": ");
    rap_lines_fold(l, value.n ? value : summary);
    if (value.n && summary.n) {
        rap_lines_z(l, " - ");
        rap_lines_fold(l, summary);
    }
    rap_lines_z(l, "  ");
    if (t->cite.n) rap_cite_write(&b, t->cite);
    rap_lines_whole(l, rap_torn_text(&b));
    rap_lines_end(l);
    rap_buf_done(&b);
}

static uint32_t count_reports(const rap_item *item)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < item->n_cites; i++)
        n += i == 0 || item->cites[i].n != item->cites[i - 1].n;
    return n;
}

static rap_code differ_row(rap_verb *verb, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    rap_telling *t = NULL;
    uint32_t n = 0;
    rap_code rc = rap_tellings_of(&t, &n, verb->v, rap_jsonin_get(item->json, "sides"),
                                  verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    rap_buf b = {0};
    rap_buf_put(&b, item->what);
    rap_buf_z(&b, ": ");
    rap_word_label(&b, item->text);
    rap_buf_z(&b, "   ");
    rap_word_things(&b, n, "voice", "voices");
    rap_buf_z(&b, ", ");
    rap_word_things(&b, count_reports(item), "report", "reports");
    l->indent = AT_SIDE;
    rap_lines_fold(l, rap_torn_text(&b));
    rap_lines_end(l);
    rap_buf_done(&b);
    for (uint32_t i = 0; i < n; i++)
        put_side(verb, &t[i]);
    return RAP_OK;
}

static void put_report(rap_buf *b, const rap_view *v, rap_str key)
{
    const rap_listed *r = rap_view_report(v, key);
    if (r)
        rap_buf_printf(b, "R%u", r->n);
    else
        rap_buf_put(b, key);
}

static rap_code copies_row(rap_verb *verb, const rap_item *item)
{
    const rap_value *passages = rap_jsonin_get(item->json, "passages");
    const rap_value *why = rap_jsonin_get(item->json, "why");
    rap_str direction = rap_jsonin_str(item->json, "direction");
    rap_buf b = {0};
    put_report(&b, verb->v, rap_jsonin_str(item->json, "a"));
    rap_buf_z(&b, rap_str_is(direction, "a->b")   ? " → "
                  : rap_str_is(direction, "b->a") ? " ← "
                                                  : " = ");
    put_report(&b, verb->v, rap_jsonin_str(item->json, "b"));
    rap_buf_z(&b, "   ");
    rap_word_things(&b, passages ? passages->n : 0, "passage", "passages");
    bool quote = why && why->first && rap_str_is(why->first->text, "quote");
    rap_buf_z(&b, rap_str_is(direction, "common") ? ", both from a third"
                  : direction.n                   ? ""
                  : quote ? ", the same quotation: neither need be a copy"
                          : ", which came first cannot be told");
    if (quote) why = NULL;
    for (const rap_value *w = why ? why->first : NULL; w; w = w->next) {
        rap_buf_z(&b, w == why->first ? "   (" : ", ");
        rap_buf_put(&b, w->text);
    }
    if (why && why->n) rap_buf_z(&b, ")");
    rap_lines_put(&verb->lines, rap_torn_text(&b));
    verb->lines.indent = AT_SIDE;
    rap_verb_cites(verb, item, 4);
    rap_lines_end(&verb->lines);
    rap_buf_done(&b);
    return RAP_OK;
}

static rap_code show_kind(rap_buf *out, bool *found, rap_dossier *d,
                          const rap_show_options *options, rap_err *err,
                          const char *kind)
{
    rap_verb verb;
    bool any = false;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    bool differ = rap_str_is(rap_str_of(kind), "disagreement");
    rc = rap_verb_walk(&verb, &any, kind, differ ? differ_row : copies_row);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = any;
    return rc;
}

rap_code rap_show_differ(rap_buf *out, bool *found, rap_dossier *d,
                         const rap_show_options *options, rap_err *err)
{
    return show_kind(out, found, d, options, err, "disagreement");
}

rap_code rap_show_copies(rap_buf *out, bool *found, rap_dossier *d,
                         const rap_show_options *options, rap_err *err)
{
    return show_kind(out, found, d, options, err, "copy");
}
