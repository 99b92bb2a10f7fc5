/*
 * pages/page_search.c - the page /search.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/facets.h"
#include "pages/leaf.h"

enum { HITS_SHOWN = 50 };

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
        rap_leaf_cue(l, &hit->item);
    } else if (hit->item.report) {
        rap_buf_printf(&b, "/report/R%u", hit->item.report);
        rap_html_open(h, "a");
        rap_html_href(h, rap_torn_text(&b));
        rap_html_text(h, rap_str_cut(rap_torn_text(&b), sizeof "/report/" - 1, b.n));
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

/* The values of a facet with how many hits each has, as a field of the form.  What is
 * chosen stays among them. */
static void put_select(rap_leaf *l, rap_facet f, const rap_facet_counts *c)
{
    rap_choice choices[RAP_SEARCH_VALUES + 2] = {{"", "any"}};
    rap_str chosen = rap_leaf_field(l, rap_facet_key(f));
    uint32_t n = 1;
    bool there = !chosen.n;
    for (uint32_t i = 0; i < c->n; i++) {
        rap_buf b = {0};
        rap_facet_write(&b, f, c->v[i].value);
        rap_buf_printf(&b, " (%u)", c->v[i].n);
        rap_str word = rap_torn_copy(l->arena, &b);
        rap_str value = rap_arena_copy(l->arena, c->v[i].value);
        rap_buf_done(&b);
        if (!word.p || !value.p) continue;
        choices[n++] = (rap_choice){value.p, word.p};
        there = there || rap_str_eq(value, chosen);
    }
    rap_str own = rap_arena_copy(l->arena, chosen);
    if (!there && own.p) choices[n++] = (rap_choice){own.p, own.p};
    if (n > 1) rap_leaf_select(l, rap_facet_label(f), rap_facet_key(f), choices, n);
}

static void put_filters(rap_leaf *l, const rap_search *s)
{
    rap_leaf_filters(l);
    rap_leaf_input(l, "Words", "q", "search");
    for (int f = 0; f < RAP_FACETS; f++)
        put_select(l, (rap_facet)f, &s->facets[f]);
    rap_leaf_input(l, "From", "from", "date");
    rap_leaf_input(l, "To", "to", "date");
    rap_leaf_filters_end(l);
}

static void put_lead(rap_leaf *l, const rap_search *s)
{
    rap_html *h = &l->h;
    rap_html_open(h, "p");
    rap_html_attr(h, "class", "lead");
    if (!s->all) rap_html_z(h, "the best ");
    rap_leaf_count(l, s->kept, s->all ? "place holds" : "place that holds",
                   s->all ? "places hold" : "places that hold");
    rap_html_z(h, " all of: ");
    rap_html_el(h, "b", NULL, l->options.words);
    rap_html_close(h);
}

rap_code rap_page_search(rap_leaf *l)
{
    rap_html *h = &l->h;
    rap_search s;
    rap_code rc =
        rap_search_of(&s, l->v, &l->filter, l->start, HITS_SHOWN, l->arena, l->err);
    if (rc != RAP_OK) return rc;
    rap_leaf_begin(l, "/search", rap_str_of("Search"), (rap_str){"", 0});
    put_lead(l, &s);
    put_filters(l, &s);
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "plain card");
    for (uint32_t i = 0; i < s.n; i++)
        put_hit(l, &s.hits[i]);
    if (!s.n) rap_html_el(h, "li", "mut", rap_str_of("Nothing found."));
    rap_html_close(h);
    l->more = s.kept > l->start && s.kept - l->start > HITS_SHOWN;
    l->next = l->start + HITS_SHOWN;
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}
