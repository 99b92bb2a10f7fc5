/*
 * pages/page_differ.c - the page /differ: where reports disagree, and figures told
 * once.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/leaf.h"

static void put_side(rap_leaf *l, const rap_telling *t)
{
    rap_html *h = &l->h;
    rap_str value = rap_jsonin_str(t->json, "value");
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "side");
    rap_leaf_claim(l, &t->claim);
    if (value.n) rap_html_z(h, ": ");
    rap_html_text(h, value);
    rap_html_el(h, "blockquote", NULL, rap_jsonin_str(t->json, "summary"));
    if (t->cite.n) rap_leaf_cite(l, t->cite);
    rap_html_close(h);
}

static rap_code put_differ(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    rap_telling *t = NULL;
    uint32_t n = 0;
    (void)state;
    rap_code rc = rap_tellings_of(&t, &n, l->v, rap_jsonin_get(item->json, "sides"),
                                  l->row, l->err);
    if (rc != RAP_OK) return rc;
    rap_html_open(h, "article");
    rap_html_attr(h, "class", "card");
    rap_html_attr_str(h, "id", item->id);
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_leaf_label(l, "h2", item->text);
    rap_html_open(h, "p");
    rap_html_attr(h, "class", "small mut");
    rap_html_text(h, item->what);
    rap_html_z(h, " · ");
    rap_leaf_count(l, n, "voice", "voices");
    rap_leaf_judged(l, item->id);
    rap_leaf_judge_link(l, item->id);
    rap_html_close(h);
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "vs");
    for (uint32_t i = 0; i < n; i++)
        put_side(l, &t[i]);
    rap_html_close(h);
    rap_html_close(h);
    return RAP_OK;
}

/* A figure that stands in one telling only, as a row. */
static rap_code put_figure(rap_leaf *l, const rap_item *item, rap_telling *t)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_buf_put(&b, rap_word_relation(rap_jsonin_str(t->json, "relation")));
    rap_word_number(&b, rap_jsonin_str(t->json, "value"));
    rap_html_open(h, "tr");
    rap_html_el(h, "td", "num", rap_torn_text(&b));
    rap_html_open(h, "th");
    rap_html_attr(h, "scope", "row");
    rap_html_text(h, item->text);
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_leaf_claim(l, &t->claim);
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_leaf_cite(l, t->cite);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
    return RAP_OK;
}

/* Figures that nothing in the dossier confirms or disputes. */
static rap_code put_figures(rap_leaf *l)
{
    static const char *const headings[] = {"Figure", "Of what", "Who says so",
                                           "Source"};
    enum { FIGURES_SHOWN = 60 };
    rap_rows *rows = NULL;
    bool more = true;
    uint32_t shown = 0;
    if (l->start || l->h.out->n > RAP_LEAF_BYTES) return RAP_OK;
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Figures told once"));
    rap_leaf_table(l, rap_str_of("Nothing in the dossier confirms or disputes these."),
                   headings, 4);
    rap_code rc = rap_rows_open(&rows, l->v, "figure", false, l->err);
    if (rc == RAP_OK) rap_rows_lazy(rows);
    while (rc == RAP_OK && shown < FIGURES_SHOWN && l->h.out->n < RAP_LEAF_BYTES) {
        rap_item item;
        rap_telling *t = NULL;
        uint32_t n = 0;
        rap_row_clear(l->v, l->row);
        rc = rap_rows_next(rows, &item, &more, l->row, l->err);
        if (rc != RAP_OK || !more) break;
        const rap_value *list = rap_tellings_list(&item);
        if (!list || list->n != 1) continue;
        rc = rap_tellings_of(&t, &n, l->v, list, l->row, l->err);
        if (rc != RAP_OK || n != 1) continue;
        rc = put_figure(l, &item, t);
        shown++;
    }
    rap_rows_close(rows);
    rap_leaf_table_end(l);
    return rc;
}

rap_code rap_page_differ(rap_leaf *l)
{
    uint32_t shown = 0;
    rap_leaf_begin(l, "/differ", rap_str_of("Disagreements"),
                   rap_str_of("Where reports, or people in them, say different things "
                              "about the same matter. Nothing is averaged away, and "
                              "nothing is decided here."));
    rap_code rc = rap_leaf_walk(l, "disagreement", &shown, put_differ, NULL);
    if (rc != RAP_OK) return rc;
    if (!shown) rap_leaf_nothing(l, "Nothing found in which they differ.");
    rap_leaf_more(l);
    rc = put_figures(l);
    if (rc == RAP_OK) rap_leaf_end(l);
    return rc;
}
