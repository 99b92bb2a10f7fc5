/*
 * pages/stand_leaf.c - one position on a page, and the line of positions it stands in.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/stand_leaf.h"

enum { LINE_SHOWN = 200 };

rap_code rap_leaf_stand(rap_leaf *l, const rap_stand *stand)
{
    rap_html *h = &l->h;
    rap_stand s = *stand;
    rap_code rc = rap_stand_claim(&s, l->v, l->row, l->err);
    if (rc != RAP_OK) return rc;
    rap_leaf_sign(l, &s.sign, s.source == RAP_STAND_HOLLOW);
    rap_html_z(h, " ");
    rap_html_text(h, s.text);
    rap_html_z(h, rap_word_has_comma(s.text) ? " " : ", ");
    rap_leaf_say(l, &s.claim);
    rap_html_z(h, ", ");
    rap_leaf_day(l, "time", s.day);
    if (s.cite.n) rap_leaf_cite(l, s.cite);
    return RAP_OK;
}

void rap_leaf_history_link(rap_leaf *l, const rap_stand *s)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    const rap_stands *all = l->v->stands;
    uint32_t first = 0, n = 0;
    if (all) rap_stand_line(all, s, &first, &n);
    if (n < 2 || h->site) return;
    rap_buf_z(&b, "/row/");
    rap_url_escape(&b, s->id);
    rap_buf_z(&b, "#history");
    rap_html_z(h, " · ");
    rap_html_open(h, "a");
    rap_html_href(h, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_buf_printf(&b, "history (%u)", n);
    rap_html_text(h, rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}

static rap_code put_line(rap_leaf *l, const rap_stands *all, const rap_stand *s)
{
    rap_html *h = &l->h;
    uint32_t first = 0, n = 0;
    rap_code rc = RAP_OK;
    rap_stand_line(all, s, &first, &n);
    uint32_t from = first, to = first + n;
    if (n > LINE_SHOWN) { /* those about this one */
        uint32_t half = LINE_SHOWN / 2;
        from = s->line_at - first > half ? s->line_at - half : first;
        to = from + LINE_SHOWN < to ? from + LINE_SHOWN : to;
    }
    for (uint32_t i = from; rc == RAP_OK && i < to; i++) {
        const rap_stand *x = &all->v[all->lines[i]];
        rap_row_clear(l->v, l->row);
        rap_html_open(h, "li");
        rap_html_flag(h, "data-item");
        rap_html_attr(h, "tabindex", "0");
        if (x == s) rap_html_attr(h, "aria-current", "true");
        if (x == s) rap_html_el(h, "b", NULL, rap_str_of("this entry: "));
        rc = rap_leaf_stand(l, x);
        rap_leaf_judge_link(l, x->id);
        rap_html_close(h);
    }
    return rc;
}

rap_code rap_leaf_history(rap_leaf *l, rap_str id)
{
    rap_html *h = &l->h;
    const rap_stands *all = NULL;
    rap_code rc = rap_stands_of(&all, l->v, l->err);
    const rap_stand *s = rc == RAP_OK ? rap_stand_find(all, id) : NULL;
    if (!s) return rc;
    rap_html_open(h, "h2");
    rap_html_attr(h, "id", "history");
    rap_html_z(h, "History: ");
    rap_leaf_label(l, "span", s->issue);
    rap_html_z(h, ", ");
    rap_leaf_names(l, s->party);
    rap_html_close(h);
    rap_html_open(h, "ol");
    rap_html_attr(h, "class", "plain card");
    rc = put_line(l, all, s);
    rap_html_close(h);
    return rc;
}
