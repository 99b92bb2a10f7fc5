/*
 * pages/page_stories.c - the page /stories: which reports tell one story, and with how
 * many voices.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/leaf.h"

enum { REPORTS_SHOWN = 40 };

static void put_member(rap_leaf *l, rap_str key)
{
    rap_html *h = &l->h;
    const rap_listed *r = rap_view_report(l->v, key);
    rap_buf b = {0};
    if (!r) return;
    rap_html_open(h, "li");
    rap_leaf_day(l, "time", r->day);
    rap_html_z(h, " ");
    rap_buf_printf(&b, "/report/R%u", r->n);
    rap_html_open(h, "a");
    rap_html_href(h, rap_torn_text(&b));
    rap_html_el(h, "b", NULL,
                rap_str_cut(rap_torn_text(&b), sizeof "/report/" - 1, b.n));
    rap_html_z(h, " ");
    rap_html_text(h, rap_listed_title(r));
    rap_html_close(h);
    if (r->publisher.n) {
        rap_html_z(h, " ");
        rap_html_el(h, "span", "mut", r->publisher);
    }
    if (rap_listed_is_worked_out(r) && r->day.n)
        rap_html_el(h, "span", "basis", rap_word_basis(r->basis));
    rap_html_close(h);
    rap_buf_done(&b);
}

static rap_code put_story(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    const rap_value *list = rap_jsonin_get(item->json, "reports");
    uint32_t n = list ? list->n : 0, shown = 0;
    (void)state;
    rap_html_open(h, "article");
    rap_html_attr(h, "class", "card");
    rap_html_attr_str(h, "id", item->id);
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_html_el(h, "h2", NULL, item->text.n ? item->text : rap_str_of("No headline"));
    rap_html_open(h, "p");
    rap_html_attr(h, "class", "small mut");
    rap_leaf_count(l, n, "report", "reports");
    rap_html_close(h);
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "plain");
    for (const rap_value *r = list ? list->first : NULL; r && shown < REPORTS_SHOWN;
         r = r->next, shown++)
        put_member(l, r->text);
    rap_html_close(h);
    if (n > shown) {
        rap_html_open(h, "p");
        rap_html_z(h, "and ");
        rap_leaf_count(l, n - shown, "more report", "more reports");
        rap_html_close(h);
    }
    rap_html_close(h);
    return RAP_OK;
}

rap_code rap_page_stories(rap_leaf *l)
{
    uint32_t shown = 0;
    rap_leaf_begin(
        l, "/stories", rap_str_of("Stories"),
        rap_str_of("Reports that tell of the same matter in the same days. A "
                   "report stands in one story."));
    rap_code rc = rap_leaf_walk(l, "story", &shown, put_story, NULL);
    if (rc != RAP_OK) return rc;
    if (!shown) rap_leaf_nothing(l, "No stories.");
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}
