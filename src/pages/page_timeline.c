/*
 * pages/page_timeline.c - the page /timeline: dated lines with all who tell of them.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/bars.h"
#include "pages/telling_leaf.h"

typedef struct {
    rap_str year; /* of the heading that stands; in the arena of the page */
    bool any;
} running;

/* A heading for every year; the list under it is opened anew. */
static rap_code put_year(rap_leaf *l, running *r, rap_str day)
{
    rap_html *h = &l->h;
    bool dated = day.n >= 4 && day.p[0] != '-';
    rap_str year = dated ? rap_str_cut(day, 0, 4) : (rap_str){"", 0};
    if (r->any && rap_str_eq(year, r->year)) return RAP_OK;
    if (r->any) rap_html_close(h);
    r->any = true;
    r->year = rap_arena_copy(l->arena, year);
    if (!r->year.p) return rap_fail_memory(l->err);
    rap_html_el(h, "h2", NULL, dated ? r->year : rap_str_of("Could not be dated"));
    rap_html_open(h, "ol");
    rap_html_attr(h, "class", "tl");
    return RAP_OK;
}

static void put_when(rap_leaf *l, const rap_item *item, const rap_moment *m)
{
    rap_html *h = &l->h;
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "when");
    rap_leaf_day(l, "time", item->day);
    if (m->worked_out && item->day.n)
        rap_html_el(h, "span", "basis", rap_str_of("worked out"));
    rap_html_close(h);
}

static rap_code put_line(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    rap_moment m;
    rap_buf b = {0};
    rap_code rc = rap_moment_of(&m, l->v, item, l->row, l->err);
    if (rc == RAP_OK) rc = put_year(l, state, item->day);
    if (rc != RAP_OK) return rc;
    rap_html_open(h, "li");
    rap_buf_put(&b, m.act.style);
    if (m.worked_out && item->day.n) rap_buf_z(&b, " loose");
    if (m.status.flag) rap_buf_z(&b, " hollow");
    rap_html_attr_str(h, "class", rap_torn_text(&b));
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    put_when(l, item, &m);
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "what");
    rap_buf_clear(&b);
    rap_buf_z(&b, "kind ");
    rap_buf_put(&b, m.act.style);
    rap_html_open(h, "span");
    rap_html_attr_str(h, "class", rap_torn_text(&b));
    rap_html_text(h, m.act.word);
    rap_html_close(h);
    rap_html_z(h, " ");
    rap_html_text(h, item->text);
    rap_leaf_cites(l, item, 4);
    rap_html_void(h, "br");
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "small");
    rap_told_claimants(l, &m);
    rap_told_between(l, &m);
    rap_html_close(h);
    rap_told_all(l, &m);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
    return RAP_OK;
}

static void put_filters(rap_leaf *l)
{
    static const rap_choice kinds[] = {
        {"", "All kinds"},     {"event", "Events"},   {"round", "Talks"},
        {"pledge", "Pledges"}, {"figure", "Figures"}, {"attribution", "Statements"},
        {"document", "Papers"}};
    static const rap_choice dates[] = {
        {"", "Stated and worked out"}, {"stated", "Stated"}, {"worked", "Worked out"}};
    rap_leaf_filters(l);
    rap_leaf_input(l, "Party", "party", "text");
    rap_leaf_select(l, "Kind", "kind", kinds, 7);
    rap_told_filter(l);
    rap_leaf_input(l, "Who says so", "speaker", "text");
    rap_leaf_input(l, "From", "from", "date");
    rap_leaf_input(l, "To", "to", "date");
    rap_leaf_select(l, "Dates", "dates", dates, 3);
    rap_leaf_check(l, "Hide what is only claimed", "own");
    rap_leaf_filters_end(l);
}

rap_code rap_page_timeline(rap_leaf *l)
{
    running r = {0};
    uint32_t shown = 0;
    rap_leaf_begin(l, "/timeline", rap_str_of("Timeline"),
                   rap_str_of("A dotted mark is a day that was worked out rather than "
                              "stated. What is claimed or alleged carries the one who "
                              "says so."));
    put_filters(l);
    rap_code rc = rap_bars_put(l, "chronology");
    if (rc != RAP_OK) return rc;
    uint32_t depth = l->h.depth;
    rc = rap_leaf_walk(l, "chronology", &shown, put_line, &r);
    if (rc != RAP_OK) return rc;
    rap_html_close_to(&l->h, depth);
    if (!shown) rap_leaf_nothing(l, "No dated lines.");
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}
