/*
 * show/page_differ.c - the page /differ: where reports disagree, and which share words.
 */
/* SPDX-License-Identifier: MIT */
#include "show/leaf.h"
#include "show/sheet.h"

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
    rap_html_close(h);
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "vs");
    for (uint32_t i = 0; i < n; i++)
        put_side(l, &t[i]);
    rap_html_close(h);
    rap_html_close(h);
    return RAP_OK;
}

static void put_report_link(rap_leaf *l, rap_str key)
{
    const rap_listed *r = rap_view_report(l->v, key);
    rap_buf b = {0};
    if (r) rap_buf_printf(&b, "/report/R%u", r->n);
    rap_html_open(&l->h, "a");
    rap_html_href(&l->h, rap_buf_str(&b));
    rap_html_text(&l->h,
                  r ? rap_str_cut(rap_buf_str(&b), sizeof "/report/" - 1, b.n) : key);
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

/* "R2, by its dateline" */
static void put_first(rap_leaf *l, const rap_item *item, rap_str direction)
{
    rap_html *h = &l->h;
    const rap_value *why = rap_jsonin_get(item->json, "why");
    bool known = rap_str_is(direction, "a->b") || rap_str_is(direction, "b->a");
    if (!known) {
        rap_html_z(h, rap_str_is(direction, "common") ? "both from a third report"
                                                      : "cannot be told");
        return;
    }
    put_report_link(l, rap_jsonin_str(item->json, direction.p[0] == 'a' ? "a" : "b"));
    for (const rap_value *w = why ? why->first : NULL; w; w = w->next) {
        rap_html_z(h, w == why->first ? ", by its " : " and ");
        rap_html_text(h, w->text);
    }
}

static rap_code put_copy(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    const rap_value *passages = rap_jsonin_get(item->json, "passages");
    rap_str direction = rap_jsonin_str(item->json, "direction");
    (void)state;
    rap_html_open(h, "tr");
    rap_html_open(h, "th");
    rap_html_attr(h, "scope", "row");
    put_report_link(l, rap_jsonin_str(item->json, "a"));
    rap_html_close(h);
    rap_html_open(h, "td");
    put_report_link(l, rap_jsonin_str(item->json, "b"));
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_leaf_count(l, passages ? passages->n : 0, "passage", "passages");
    rap_leaf_cites(l, item, 2);
    rap_html_close(h);
    rap_html_open(h, "td");
    put_first(l, item, direction);
    rap_html_close(h);
    rap_html_close(h);
    return RAP_OK;
}

static rap_code put_copies(rap_leaf *l)
{
    static const char *const headings[] = {"Report", "And", "Share",
                                           "Which came first"};
    uint32_t shown = 0;
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Shared wording"));
    rap_leaf_table(l, rap_str_of("Reports that share passages are one voice, not two."),
                   headings, 4);
    rap_code rc = rap_leaf_walk(l, "copy", &shown, put_copy, NULL);
    if (!shown) {
        rap_html_open(&l->h, "tr");
        rap_html_open(&l->h, "td");
        rap_html_attr(&l->h, "colspan", "4");
        rap_html_z(&l->h, "No passage is shared between two reports.");
        rap_html_close(&l->h);
        rap_html_close(&l->h);
    }
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
    rc = put_copies(l);
    if (rc == RAP_OK) rap_leaf_end(l);
    return rc;
}
