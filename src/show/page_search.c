/*
 * show/page_search.c - the page /search.
 */
/* SPDX-License-Identifier: MIT */
#include "show/leaf.h"
#include "show/seek.h"

static void put_piece(rap_html *h, rap_str piece)
{
    bool on = false;
    for (size_t at = 0; at < piece.n;) {
        size_t end = at;
        while (end < piece.n && piece.p[end] != RAP_SEEK_ON &&
               piece.p[end] != RAP_SEEK_OFF)
            end++;
        rap_str part = rap_str_cut(piece, at, end);
        if (on)
            rap_html_el(h, "span", "hit", part);
        else
            rap_html_text(h, part);
        on = end < piece.n && piece.p[end] == RAP_SEEK_ON;
        at = end + 1;
    }
}

static void put_hit(rap_leaf *l, const rap_hit *hit)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_html_open(h, "li");
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    if (rap_str_is(hit->item.kind, "attribution")) {
        rap_claim c = rap_claim_of_item(l->v, &hit->item);
        rap_leaf_claim(l, &c);
        rap_html_z(h, ": ");
    } else if (hit->item.report) {
        rap_buf_printf(&b, "/report/R%u", hit->item.report);
        rap_html_open(h, "a");
        rap_html_href(h, rap_buf_str(&b));
        rap_html_text(h, rap_str_cut(rap_buf_str(&b), sizeof "/report/" - 1, b.n));
        rap_html_close(h);
        rap_html_z(h, " ");
        rap_html_el(h, "b", NULL, hit->item.text);
        rap_html_void(h, "br");
    }
    put_piece(h, hit->piece);
    rap_leaf_cites(l, &hit->item, 1);
    rap_html_close(h);
    rap_buf_done(&b);
}

rap_code rap_page_search(rap_leaf *l)
{
    rap_html *h = &l->h;
    rap_hit *hits = NULL;
    uint32_t n = 0, shown = 0;
    rap_code rc = rap_seek(&hits, &n, l->v, l->options.words, l->arena, l->err);
    if (rc != RAP_OK) return rc;
    rap_leaf_begin(l, "/search", rap_str_of("Search"), (rap_str){"", 0});
    rap_html_open(h, "p");
    rap_html_attr(h, "class", "lead");
    rap_leaf_count(l, n, "place holds", "places hold");
    rap_html_z(h, " all of: ");
    rap_html_el(h, "b", NULL, l->options.words);
    rap_html_close(h);
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "plain card");
    for (uint32_t i = 0; i < n; i++) {
        if (!rap_filter_keeps(&l->filter, l->v, &hits[i].item)) continue;
        put_hit(l, &hits[i]);
        shown++;
    }
    if (!shown) rap_html_el(h, "li", "mut", rap_str_of("Nothing found."));
    rap_html_close(h);
    rap_leaf_end(l);
    return RAP_OK;
}
