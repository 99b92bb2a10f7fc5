/*
 * pages/page_events.c - the page /events: who did what to whom, coded, with all
 * tellings.
 *
 * What is told only as claimed or alleged is drawn hollow, can be hidden, and is never
 * counted.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/telling_leaf.h"
#include "view/judged.h"

enum { CITES_SHOWN = 3 };

typedef struct {
    uint32_t told, hollow, rejected;
} tally;

static void put_places(rap_leaf *l, const rap_item *item)
{
    const rap_value *places = rap_jsonin_get(item->json, "places");
    rap_str relation = rap_jsonin_str(item->json, "place_relation");
    bool first = true;
    for (const rap_value *p = places ? places->first : NULL; p; p = p->next) {
        rap_str name = rap_jsonin_str(p, "name");
        if (!name.n) continue;
        rap_html_z(&l->h, first ? "" : ", ");
        if (first && relation.n && !rap_str_is(relation, "at")) {
            rap_html_text(&l->h, relation);
            rap_html_z(&l->h, " ");
        }
        rap_html_text(&l->h, name);
        first = false;
    }
}

static void put_who(rap_leaf *l, rap_str ids)
{
    rap_html_open(&l->h, "td");
    if (ids.n)
        rap_leaf_names(l, ids);
    else
        rap_html_el(&l->h, "span", "mut", rap_str_of("not told"));
    rap_html_close(&l->h);
}

static void put_act(rap_leaf *l, const rap_moment *m, bool hollow)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_buf_z(&b, "kind ");
    rap_buf_put(&b, m->act.style);
    rap_html_open(h, "td");
    rap_html_open(h, "span");
    rap_html_attr_str(h, "class", rap_torn_text(&b));
    rap_html_z(h, hollow ? "○ " : "● ");
    rap_html_text(h, m->act.word);
    rap_html_close(h);
    rap_html_void(h, "br");
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "small mut");
    rap_html_text(h, m->code);
    rap_html_z(h, " ");
    rap_html_text(h, m->plover);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
}

static rap_code put_event(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    tally *t = state;
    rap_moment m;
    rap_code rc = rap_moment_of(&m, l->v, item, l->row, l->err);
    if (rc != RAP_OK) return rc;
    bool hollow = m.status.flag, rejected = false;
    rc = rap_judged_rejects(&rejected, l->v, item->id, l->err);
    if (rc != RAP_OK) return rc;
    t->told += !hollow && !rejected;
    t->hollow += hollow && !rejected;
    t->rejected += rejected;
    rap_html_open(h, "tr");
    rap_html_attr_str(h, "id", item->id);
    if (hollow) rap_html_attr(h, "class", "hollow");
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_html_open(h, "th");
    rap_html_attr(h, "scope", "row");
    rap_leaf_day(l, "time", item->day);
    if (m.worked_out && item->day.n)
        rap_html_el(h, "span", "basis", rap_str_of("worked out"));
    rap_html_close(h);
    put_who(l, m.who);
    put_act(l, &m, hollow);
    put_who(l, m.other);
    rap_html_open(h, "td");
    rap_html_text(h, item->text);
    rap_leaf_cites(l, item, CITES_SHOWN);
    rap_html_void(h, "br");
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "small");
    rap_told_claimants(l, &m);
    rap_html_close(h);
    rap_told_all(l, &m);
    rap_html_close(h);
    rap_html_open(h, "td");
    put_places(l, item);
    rap_html_close(h);
    rap_html_close(h);
    return RAP_OK;
}

static void put_filters(rap_leaf *l)
{
    rap_leaf_filters(l);
    rap_leaf_input(l, "Party", "party", "text");
    rap_leaf_input(l, "Who says so", "speaker", "text");
    rap_leaf_input(l, "Code (19, ASSAULT)", "kind", "text");
    rap_told_filter(l);
    rap_leaf_input(l, "From", "from", "date");
    rap_leaf_input(l, "To", "to", "date");
    rap_leaf_check(l, "Hide what is only claimed", "own");
    rap_leaf_filters_end(l);
}

rap_code rap_page_events(rap_leaf *l)
{
    static const char *const headings[] = {
        "Day", "Who", "Act", "To whom", "Words, and who says so", "Where"};
    tally t = {0};
    uint32_t shown = 0;
    rap_leaf_begin(
        l, "/events", rap_str_of("Events"),
        rap_str_of("Who did what to whom, with the codes of CAMEO and PLOVER. "
                   "Hollow: only claimed or alleged, always beside the one who "
                   "says so."));
    put_filters(l);
    rap_html_open(&l->h, "div");
    rap_html_attr(&l->h, "class", "ev");
    rap_leaf_table(l, (rap_str){"", 0}, headings, 6);
    rap_code rc = rap_leaf_walk(l, "event", &shown, put_event, &t);
    if (rc != RAP_OK) return rc;
    rap_leaf_table_end(l);
    rap_html_close(&l->h);
    if (!shown) rap_leaf_nothing(l, "No events.");
    rap_buf b = {0};
    rap_word_things(&b, t.told, "event", "events");
    rap_buf_printf(
        &b,
        " on this page told by reports or done in saying so. Not counted: %u "
        "only claimed or alleged.",
        t.hollow);
    if (t.rejected) rap_buf_printf(&b, " Rejected by hand: %u.", t.rejected);
    if (shown) rap_html_el(&l->h, "p", "small mut", rap_torn_text(&b));
    rap_buf_done(&b);
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}
