/*
 * pages/page_changes.c - the page /changes: what is new since a day of the reports.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/echo.h"
#include "answers/promise.h"
#include "answers/round.h"
#include "answers/since.h"
#include "pages/stand_leaf.h"
#include "pages/telling_leaf.h"
#include "view/judged.h"

enum { CITES_SHOWN = 3 };

typedef rap_code put_change(rap_leaf *l, const rap_change *c, const rap_item *item);

static void put_buf(rap_leaf *l, rap_buf *b)
{
    rap_html_text(&l->h, rap_torn_text(b));
    rap_buf_clear(b);
}

/* A telling's claimant after a comma, and its place. */
static void put_said(rap_leaf *l, const rap_telling *t)
{
    rap_html_z(&l->h, ", ");
    rap_leaf_say(l, &t->claim);
    if (t->cite.n) rap_leaf_cite(l, t->cite);
}

static rap_code put_round(rap_leaf *l, const rap_change *c, const rap_item *item)
{
    rap_html *h = &l->h;
    rap_round r;
    rap_buf b = {0};
    rap_code rc = rap_round_of(&r, l->v, item, l->row, l->err);
    if (rc != RAP_OK) return rc;
    const rap_telling *now = rap_round_teller(&r, l->v);
    const rap_telling *was =
        c->again ? rap_change_before(r.tellings, r.n_tellings, l->v, c->day) : NULL;
    if (was) {
        rap_html_z(h, "was ");
        rap_html_text(h, rap_round_step(was));
        put_said(l, was);
        rap_html_z(h, "; now ");
    }
    rap_html_el(h, "b", NULL, r.status.word);
    if (now) put_said(l, now);
    rap_html_z(h, ": ");
    rap_leaf_day(l, "time", r.day);
    rap_html_z(h, "; ");
    rap_round_title(&b, l->v, item, &r);
    put_buf(l, &b);
    rap_leaf_cites(l, item, CITES_SHOWN);
    rap_buf_done(&b);
    return RAP_OK;
}

static rap_code put_paper(rap_leaf *l, const rap_change *c, const rap_item *item)
{
    rap_html *h = &l->h;
    (void)c;
    if (item->who.n)
        rap_leaf_names(l, item->who);
    else
        rap_html_z(h, "by whom not stated");
    if (item->other.n) rap_html_z(h, " to ");
    rap_leaf_names(l, item->other);
    rap_html_z(h, ": ");
    rap_html_text(h, item->text);
    if (item->day.n) rap_html_z(h, ", ");
    if (item->day.n) rap_leaf_day(l, "time", item->day);
    rap_leaf_cites(l, item, CITES_SHOWN);
    return RAP_OK;
}

static rap_code put_position(rap_leaf *l, const rap_change *c, const rap_item *item)
{
    rap_html *h = &l->h;
    rap_code rc = RAP_OK;
    (void)item;
    rap_leaf_label(l, "b", c->now->issue);
    rap_html_z(h, ": ");
    rap_leaf_names(l, c->now->who);
    if (c->was) {
        rap_html_void(h, "br");
        rap_html_z(h, "was ");
        rc = rap_leaf_stand(l, c->was);
        rap_html_void(h, "br");
        rap_html_z(h, "now ");
    } else {
        rap_html_z(h, " ");
    }
    if (rc == RAP_OK) rc = rap_leaf_stand(l, c->now);
    rap_leaf_history_link(l, c->now);
    return rc;
}

static rap_code put_promise(rap_leaf *l, const rap_item *item, rap_promise *p)
{
    rap_html *h = &l->h;
    rap_code rc = rap_promise_of(p, l->v, item, l->row, l->err);
    if (rc != RAP_OK) return rc;
    if (p->hollow) rap_html_z(h, "○ ");
    if (p->own)
        rap_leaf_claim(l, &p->by);
    else
        rap_leaf_names(l, item->who);
    rap_html_z(h, ": ");
    if (p->own)
        rap_html_text(h, p->what);
    else
        rap_leaf_says(l, p->what, &p->by);
    if (item->day.n) rap_html_z(h, ", ");
    if (item->day.n) rap_leaf_day(l, "time", item->day);
    if (p->n_made) rap_leaf_cite(l, p->made[0].cite);
    return RAP_OK;
}

static rap_code put_pledge(rap_leaf *l, const rap_change *c, const rap_item *item)
{
    rap_promise p;
    (void)c;
    return put_promise(l, item, &p);
}

static rap_code put_followup(rap_leaf *l, const rap_change *c, const rap_item *item)
{
    rap_html *h = &l->h;
    rap_promise p;
    rap_code rc = rap_promise_of(&p, l->v, item, l->row, l->err);
    if (rc != RAP_OK || c->part >= p.n_followups) return rc;
    const rap_telling *t = &p.followups[c->part];
    if (rap_claim_is_hollow(&t->claim)) rap_html_z(h, "○ ");
    rap_html_z(h, "said to be ");
    rap_html_el(h, "b", NULL, rap_jsonin_str(t->json, "bearing"));
    rap_html_z(h, " by ");
    rap_leaf_claim(l, &t->claim);
    if (t->cite.n) rap_leaf_cite(l, t->cite);
    rap_html_void(h, "br");
    rap_html_z(h, "of ");
    return put_promise(l, item, &p);
}

static rap_code put_differ(rap_leaf *l, const rap_change *c, const rap_item *item)
{
    rap_html *h = &l->h;
    rap_telling *t = NULL;
    uint32_t n = 0;
    rap_buf b = {0};
    (void)c;
    rap_code rc = rap_tellings_of(&t, &n, l->v, rap_jsonin_get(item->json, "sides"),
                                  l->row, l->err);
    if (rc != RAP_OK) return rc;
    rap_buf_z(&b, "/differ#");
    rap_buf_put(&b, item->id);
    rap_html_text(h, item->what);
    rap_html_z(h, ": ");
    rap_html_open(h, "a");
    rap_html_href(h, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_word_label(&b, item->text);
    put_buf(l, &b);
    rap_html_close(h);
    for (uint32_t i = 0; i < n; i++) {
        rap_str value = rap_jsonin_str(t[i].json, "value");
        rap_html_void(h, "br");
        rap_leaf_claim(l, &t[i].claim);
        rap_html_z(h, ": ");
        rap_html_text(h, value.n ? value : rap_jsonin_str(t[i].json, "summary"));
        if (t[i].cite.n) rap_leaf_cite(l, t[i].cite);
    }
    rap_buf_done(&b);
    return RAP_OK;
}

static rap_code put_event(rap_leaf *l, const rap_change *c, const rap_item *item)
{
    rap_html *h = &l->h;
    rap_moment m;
    rap_buf b = {0};
    (void)c;
    rap_code rc = rap_moment_of(&m, l->v, item, l->row, l->err);
    if (rc != RAP_OK) return rc;
    rap_html_z(h, m.status.flag ? "○ " : "● ");
    rap_html_text(h, m.act.word);
    rap_html_z(h, ", ");
    rap_leaf_day(l, "time", item->day);
    rap_html_z(h, ": ");
    rap_html_text(h, rap_word_bare(item->text));
    rap_leaf_cites(l, item, CITES_SHOWN);
    rap_html_void(h, "br");
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "small");
    rap_told_claimants(l, &m);
    rap_told_between(l, &m);
    rap_origins_write(&b, item);
    if (rap_torn_any(&b)) rap_html_z(h, " · ");
    put_buf(l, &b);
    rap_html_close(h);
    rap_buf_done(&b);
    return RAP_OK;
}

static put_change *const writers[RAP_SINCE_KINDS] = {
    [RAP_SINCE_ROUND] = put_round,    [RAP_SINCE_PAPER] = put_paper,
    [RAP_SINCE_MOVED] = put_position, [RAP_SINCE_POSITION] = put_position,
    [RAP_SINCE_PLEDGE] = put_pledge,  [RAP_SINCE_FOLLOWUP] = put_followup,
    [RAP_SINCE_DIFFER] = put_differ,  [RAP_SINCE_EVENT] = put_event,
};

static rap_code put_one(rap_leaf *l, const rap_change *c)
{
    rap_html *h = &l->h;
    rap_item item;
    rap_buf day = {0};
    rap_row_clear(l->v, l->row);
    rap_code rc = rap_change_item(&item, l->v, c, l->row, l->err);
    if (rc != RAP_OK || !item.id.n) return rc;
    rap_html_open(h, "li");
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_since_day(&day, c->day);
    rap_html_open(h, "span");
    rap_html_attr(h, "class", "small mut");
    rap_html_z(h, "reported ");
    rap_leaf_day(l, "time", rap_torn_text(&day));
    rap_html_close(h);
    rap_html_z(h, " ");
    rc = writers[c->kind](l, c, &item);
    rap_leaf_judged(l, item.id);
    rap_leaf_judge_link(l, item.id);
    rap_html_close(h);
    rap_buf_done(&day);
    return rc;
}

static void put_filters(rap_leaf *l)
{
    rap_leaf_filters(l);
    rap_leaf_input(l, "Since (day of the reports)", "since", "date");
    rap_leaf_input(l, "Party", "party", "text");
    rap_leaf_input(l, "Issue", "issue", "text");
    rap_leaf_filters_end(l);
}

/* How many of each kind there are, each a link to where they begin. */
static void put_counts(rap_leaf *l, const rap_since *s)
{
    rap_html *h = &l->h;
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "nums");
    for (int kind = 0; kind < RAP_SINCE_KINDS; kind++) {
        rap_buf b = {0};
        rap_html_open(h, "li");
        rap_word_count(&b, s->counts[kind]);
        rap_html_el(h, "b", NULL, rap_torn_text(&b));
        rap_html_z(h, " ");
        rap_html_el(h, "span", NULL,
                    rap_str_of(rap_since_heading((rap_since_kind)kind)));
        rap_html_close(h);
        rap_buf_done(&b);
    }
    rap_html_close(h);
}

static void begin_kind(rap_leaf *l, rap_since_kind kind)
{
    rap_html *h = &l->h;
    rap_html_open(h, "h2");
    rap_html_attr(h, "id", rap_since_name(kind));
    rap_html_z(h, rap_since_heading(kind));
    rap_html_close(h);
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "plain card");
}

static rap_code put_all(rap_leaf *l, const rap_since *s)
{
    rap_code rc = RAP_OK;
    uint32_t i = l->start, to = l->start + RAP_LEAF_ROWS;
    bool open = false;
    for (; rc == RAP_OK && i < s->n && i < to && l->h.out->n < RAP_LEAF_BYTES; i++) {
        if (i == l->start || s->v[i].kind != s->v[i - 1].kind) {
            if (open) rap_html_close(&l->h);
            begin_kind(l, s->v[i].kind);
            open = true;
        }
        rc = put_one(l, &s->v[i]);
    }
    if (open) rap_html_close(&l->h);
    l->more = i < s->n;
    l->next = i;
    return rc;
}

rap_code rap_page_changes(rap_leaf *l)
{
    rap_since s;
    rap_buf b = {0};
    rap_code rc = rap_since_of(&s, l->v, &l->filter, l->arena, l->err);
    if (rc != RAP_OK) return rc;
    rap_leaf_begin(
        l, "/changes", rap_str_of("What is new"),
        rap_str_of(
            "What reports of this day and later tell and no earlier report does. "
            "It is the day of the reports that counts, not the day on which "
            "they were added to the dossier."));
    put_filters(l);
    rap_since_write(&b, &s, l->v);
    rap_leaf_own(l, "small mut", rap_torn_text(&b));
    rap_buf_done(&b);
    put_counts(l, &s);
    rc = put_all(l, &s);
    if (rc != RAP_OK) return rc;
    if (!s.n) rap_leaf_nothing(l, "Nothing is new.");
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}

rap_code rap_page_changes_data(rap_leaf *l, bool csv)
{
    rap_since s;
    rap_buf *out = l->h.out;
    rap_code rc = rap_since_of(&s, l->v, &l->filter, l->arena, l->err);
    if (rc != RAP_OK) return rc;
    if (csv)
        rap_change_head(out, true);
    else
        rap_buf_z(out, "[");
    for (uint32_t i = 0; rc == RAP_OK && i < s.n; i++) {
        rap_row_clear(l->v, l->row);
        if (csv) {
            rc = rap_change_cells(out, l->v, &s.v[i], l->row, true);
            continue;
        }
        rap_buf_z(out, i ? ",\n" : "\n");
        rc = rap_change_json(out, l->v, &s.v[i], l->row, l->err);
    }
    if (!csv) rap_buf_z(out, s.n ? "\n]\n" : "]\n");
    return rc;
}
