/*
 * pages/page_positions.c - the page /positions: the matrix, or its history, and what
 * became of pledges.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/matrix.h"
#include "answers/promise.h"
#include "pages/leaf.h"
#include "pages/put_at.h"
#include "pages/stand_leaf.h"
#include "view/judged.h"

/* Bytes of the page after which the matrix ends; the pledges need room too. */
enum { MOST_COLUMNS = 3, CITES_SHOWN = 3, IN_A_CELL = 8, MATRIX_BYTES = 70 * 1024 };

static rap_code put_stand(rap_leaf *l, rap_stand *s, bool name)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_code rc = rap_stand_claim(s, l->v, l->arena, l->err);
    if (rc != RAP_OK) return rc;
    bool hollow = s->source == RAP_STAND_HOLLOW;
    rap_buf_z(&b, "pos ");
    rap_buf_put(&b, s->sign.style);
    if (hollow) rap_buf_z(&b, " hollow");
    if (s->source == RAP_STAND_NARRATOR) rap_buf_z(&b, " told-only");
    if (s->stale) rap_buf_z(&b, " old");
    if (s->rejected) rap_buf_z(&b, " wrong");
    rap_html_open(h, "div");
    rap_html_attr_str(h, "class", rap_torn_text(&b));
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    if (name) rap_leaf_names(l, s->party);
    rap_html_z(h, " ");
    rap_leaf_sign(l, &s->sign, hollow);
    rap_html_z(h, " ");
    rap_html_el(h, "span", NULL, s->text);
    if (s->cite.n) rap_leaf_cite(l, s->cite);
    rc = rap_leaf_put_at(l, s->cite);
    rap_leaf_judged(l, s->id);
    rap_leaf_judge_link(l, s->id);
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "note");
    rap_html_open(h, "b");
    if (s->stale) rap_html_z(h, "last heard ");
    rap_leaf_day(l, "time", s->heard);
    rap_html_close(h);
    rap_html_z(h, " · ");
    rap_buf_clear(&b);
    rap_stand_write_source(&b, s);
    rap_html_text(h, rap_torn_text(&b));
    rap_leaf_history_link(l, s);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
    return rc;
}

static uint32_t columns_of(const rap_matrix *m)
{
    return m->n_parties < MOST_COLUMNS ? m->n_parties : MOST_COLUMNS;
}

/* What a cell has no room for stands in the history of the issue. */
static void put_others(rap_leaf *l, rap_str issue, uint32_t n)
{
    rap_buf b = {0};
    rap_buf_z(&b, "/positions?show=history&issue=");
    rap_url_escape(&b, issue);
    rap_html_open(&l->h, "a");
    rap_html_href(&l->h, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_buf_printf(&b, "and %u more", n);
    rap_html_text(&l->h, rap_torn_text(&b));
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

/* Is the page full?  Says once what was left out. */
static bool is_full(rap_leaf *l, uint32_t left)
{
    rap_buf b = {0};
    if (l->h.out->n < MATRIX_BYTES) return false;
    rap_word_things(&b, left, "more entry is", "more entries are");
    rap_buf_z(
        &b, " not shown: choose a party, an issue or days, or take the page as data.");
    rap_leaf_own(l, "card mut", rap_torn_text(&b));
    rap_buf_done(&b);
    return true;
}

static rap_code put_cell(rap_leaf *l, const rap_matrix *m, uint32_t from, uint32_t to,
                         uint32_t column)
{
    rap_html *h = &l->h;
    rap_code rc = RAP_OK;
    uint32_t columns = columns_of(m), shown = 0;
    rap_html_open(h, "td");
    for (uint32_t i = from; rc == RAP_OK && i < to; i++) {
        uint32_t at = 0;
        while (at < columns && !rap_str_eq(m->parties[at], m->v[i].column))
            at++;
        if (at != column) continue;
        rap_str head = column < columns ? m->parties[column] : (rap_str){"", 0};
        if (shown++ < IN_A_CELL)
            rc = put_stand(l, &m->v[i], rap_stand_needs_name(&m->v[i], head));
    }
    if (!shown) rap_html_el(h, "span", "mut", rap_str_of("·"));
    if (shown > IN_A_CELL) put_others(l, m->v[from].issue, shown - IN_A_CELL);
    rap_html_close(h);
    return rc;
}

static void put_caption(rap_buf *b, const rap_view *v, const rap_matrix *m)
{
    rap_word_things(b, m->own, "latest position", "latest positions");
    rap_buf_printf(b,
                   " in the parties' own words. Not counted: %u that a report states "
                   "without a speaker, %u known only from the other side, outsiders or "
                   "unnamed sources (hollow). Grey: last heard ",
                   m->narrator, m->hollow);
    rap_matrix_write_rule(b, v, m);
    if (m->rejected) rap_buf_printf(b, ". Rejected by hand: %u", m->rejected);
    rap_buf_z(b, ". ▲ demands ◆ offers ✕ refuses ● pledges.");
}

static rap_code put_matrix(rap_leaf *l, const rap_matrix *m)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    const char *headings[MOST_COLUMNS + 2] = {"Issue"};
    uint32_t n = 1, columns = columns_of(m);
    for (uint32_t i = 0; i < columns; i++) {
        rap_str name = rap_arena_copy(l->arena, rap_view_name(l->v, m->parties[i]));
        headings[n++] = name.p ? name.p : "?";
    }
    if (m->n_parties > columns || m->others) headings[n++] = "Others";
    put_caption(&b, l->v, m);
    rap_leaf_own(l, "small mut", rap_torn_text(&b));
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "mx");
    rap_leaf_table(l, (rap_str){"", 0}, headings, n);
    uint32_t from = 0;
    rap_code rc = RAP_OK;
    for (uint32_t to; rc == RAP_OK && from < m->n && h->out->n < MATRIX_BYTES;
         from = to) {
        for (to = from; to < m->n && rap_str_eq(m->v[to].issue, m->v[from].issue);)
            to++;
        rap_html_open(h, "tr");
        rap_html_open(h, "th");
        rap_html_attr(h, "scope", "row");
        rap_leaf_label(l, "span", m->v[from].issue);
        rap_html_close(h);
        for (uint32_t c = 0; rc == RAP_OK && c + 1 < n; c++)
            rc = put_cell(l, m, from, to, c);
        rap_html_close(h);
    }
    rap_leaf_table_end(l);
    rap_html_close(h);
    if (from < m->n) (void)is_full(l, m->n - from);
    rap_buf_done(&b);
    return rc;
}

static rap_code put_history(rap_leaf *l, const rap_matrix *m)
{
    rap_html *h = &l->h;
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < m->n; i++) {
        rap_stand *s = &m->v[i];
        const rap_stand *before = i ? s - 1 : NULL;
        if (is_full(l, m->n - i)) break;
        bool same = before && rap_str_eq(before->issue, s->issue);
        if (!same) rap_leaf_label(l, "h2", s->issue);
        if (!same || !rap_str_eq(before->party, s->party))
            rap_html_el(h, "h3", NULL, rap_view_name(l->v, s->party));
        rc = put_stand(l, s, false);
    }
    return rc;
}

/* "Condition: ... R9 432-464 · state: not met" */
static rap_code put_condition(rap_leaf *l, rap_str text, rap_str state, rap_cited where)
{
    rap_html *h = &l->h;
    if (!text.n) return RAP_OK;
    rap_html_open(h, "p");
    rap_html_attr(h, "class", "cond");
    rap_html_el(h, "b", NULL, rap_str_of("Condition: "));
    rap_html_text(h, text);
    if (where.n) rap_leaf_cite(l, where);
    rap_html_z(h, " · state: ");
    rap_html_el(h, "b", NULL, rap_word_condition(state));
    rap_code rc = rap_leaf_hangs_on(l, where);
    rap_html_close(h);
    return rc;
}

static rap_code put_pledge_condition(rap_leaf *l, const rap_item *item,
                                     const rap_promise *p)
{
    const rap_value *c = rap_jsonin_get(item->json, "condition");
    rap_span at = rap_jsonin_span(rap_jsonin_get(c, "at"));
    uint32_t n = at.to && p->n_made ? p->made[0].cite.n : 0;
    return put_condition(l, rap_jsonin_str(c, "text"), rap_jsonin_str(c, "state"),
                         (rap_cited){n, at});
}

/* Everything that is tied to a condition, by issue. */
static rap_code put_conditions(rap_leaf *l, const rap_matrix *m)
{
    const rap_stand *before = NULL;
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < m->n; i++) {
        rap_stand *s = &m->v[i];
        if (!s->condition.n) continue;
        if (is_full(l, m->n - i)) break;
        if (!before || !rap_str_eq(before->issue, s->issue))
            rap_leaf_label(l, "h2", s->issue);
        before = s;
        rc = put_stand(l, s, true);
        if (rc == RAP_OK)
            rc = put_condition(l, s->condition, s->condition_state, s->condition_cite);
    }
    if (!before) rap_leaf_nothing(l, "Nothing is tied to a condition.");
    return rc;
}

static void put_followup(rap_leaf *l, const rap_telling *t)
{
    rap_html *h = &l->h;
    bool hollow = rap_claim_is_hollow(&t->claim);
    rap_html_open(h, "tr");
    if (hollow) rap_html_attr(h, "class", "hollow");
    rap_html_open(h, "th");
    rap_html_attr(h, "scope", "row");
    if (hollow) rap_html_z(h, "○ ");
    rap_html_text(h, rap_jsonin_str(t->json, "bearing"));
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_leaf_claim(l, &t->claim);
    rap_html_close(h);
    rap_leaf_day(l, "td", rap_jsonin_str(t->json, "day"));
    rap_html_open(h, "td");
    rap_leaf_cite(l, t->cite);
    rap_html_close(h);
    rap_html_close(h);
}

static void put_followups(rap_leaf *l, const rap_telling *t, uint32_t n)
{
    static const char *const headings[] = {"Said to be", "By", "Day", "Source"};
    bool own = l->options.own;
    uint32_t shown = 0;
    for (uint32_t i = 0; i < n; i++)
        shown += !own || !rap_claim_is_hollow(&t[i].claim);
    if (!shown) {
        rap_html_el(&l->h, "p", "small mut", rap_str_of("Nothing said of it since."));
        return;
    }
    rap_leaf_table(l, (rap_str){"", 0}, headings, 4);
    for (uint32_t i = 0; i < n; i++)
        if (!own || !rap_claim_is_hollow(&t[i].claim)) put_followup(l, &t[i]);
    rap_leaf_table_end(l);
}

/* Of the board: what is counted stands beside one who can be named. */
typedef struct {
    uint32_t pledges, followups, hollow, rejected;
} board;

static void count_pledge(board *b, const rap_promise *p, bool rejected)
{
    b->rejected += rejected;
    if (rejected) return;
    b->pledges += !p->hollow;
    b->hollow += p->hollow;
    for (uint32_t i = 0; i < p->n_followups; i++) {
        bool hollow = rap_claim_is_hollow(&p->followups[i].claim);
        b->followups += !hollow;
        b->hollow += hollow;
    }
}

static rap_code put_pledge(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    rap_promise p;
    rap_sign sign = rap_sign_stance(rap_str_of("pledge"));
    rap_code rc = rap_promise_of(&p, l->v, item, l->row, l->err);
    if (rc != RAP_OK) return rc;
    bool rejected = false;
    rc = rap_judged_rejects(&rejected, l->v, item->id, l->err);
    if (rc != RAP_OK) return rc;
    count_pledge(state, &p, rejected);
    if (p.hollow && l->options.own) return RAP_OK;
    rap_html_open(h, "article");
    rap_html_attr(h, "class", p.hollow ? "card plg hollow" : "card plg");
    rap_html_attr_str(h, "id", item->id);
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_html_open(h, "h3");
    rap_leaf_sign(l, &sign, p.hollow);
    rap_html_z(h, " ");
    if (p.own)
        rap_leaf_claim(l, &p.by);
    else
        rap_leaf_names(l, item->who);
    rap_html_z(h, ": ");
    rap_html_text(h, p.what);
    rap_html_close(h);
    rap_html_open(h, "p");
    rap_html_attr(h, "class", "small mut");
    rap_html_z(h, "made ");
    rap_leaf_day(l, "time", item->day);
    if (!p.own) rap_html_z(h, ", ");
    if (!p.own) rap_leaf_say(l, &p.by);
    for (uint32_t i = 0; i < p.n_made && i < CITES_SHOWN; i++)
        rap_leaf_cite(l, p.made[i].cite);
    if (p.n_made) rc = rap_leaf_put_at(l, p.made[0].cite);
    rap_leaf_judged(l, item->id);
    rap_leaf_judge_link(l, item->id);
    rap_html_close(h);
    if (rc == RAP_OK) rc = put_pledge_condition(l, item, &p);
    put_followups(l, p.followups, p.n_followups);
    rap_html_close(h);
    return rc;
}

static void put_filters(rap_leaf *l)
{
    static const rap_choice shows[] = {{"", "Latest position"},
                                       {"history", "Every change"},
                                       {"conditions", "Conditions"},
                                       {"pledges", "Pledges alone"}};
    rap_leaf_filters(l);
    rap_leaf_input(l, "As of", "as_of", "date");
    rap_leaf_select(l, "Show", "show", shows, 4);
    rap_leaf_input(l, "Party", "party", "text");
    rap_leaf_input(l, "Issue", "issue", "text");
    rap_leaf_check(l, "Own words only", "own");
    rap_leaf_filters_end(l);
}

static rap_code put_pledges(rap_leaf *l)
{
    rap_html *h = &l->h;
    board b = {0};
    uint32_t shown = 0;
    rap_html_open(h, "h2");
    rap_html_attr(h, "id", "pledges");
    rap_html_z(h, "Pledges and what is said of them");
    rap_html_close(h);
    rap_code rc = rap_leaf_walk(l, "pledge", &shown, put_pledge, &b);
    if (rc != RAP_OK) return rc;
    rap_buf words = {0};
    rap_word_things(&words, b.pledges, "pledge", "pledges");
    rap_buf_z(&words, ", ");
    rap_word_things(&words, b.followups, "follow-up", "follow-ups");
    rap_buf_z(&words, "; each stands beside the one who says so.");
    if (b.hollow)
        rap_buf_printf(&words,
                       " Not counted: %u known only from the other side or unnamed "
                       "sources (hollow).",
                       b.hollow);
    if (b.rejected) rap_buf_printf(&words, " Rejected by hand: %u.", b.rejected);
    if (shown)
        rap_html_el(h, "p", "small mut", rap_torn_text(&words));
    else
        rap_leaf_nothing(l, "No pledges.");
    rap_buf_done(&words);
    rap_leaf_more(l);
    return RAP_OK;
}

rap_code rap_page_positions(rap_leaf *l)
{
    rap_matrix m;
    bool conditions = rap_str_is(rap_leaf_field(l, "show"), "conditions");
    rap_code rc = rap_matrix_of(&m, l->v, &l->filter, l->options.history || conditions,
                                l->arena, l->err);
    if (rc != RAP_OK) return rc;
    rap_leaf_begin(l, "/positions", rap_str_of("Positions"),
                   rap_str_of("What each party demands, offers, refuses and pledges, "
                              "issue by issue, with the day it was last heard and who "
                              "told it."));
    put_filters(l);
    if (rap_str_is(rap_leaf_field(l, "show"), "pledges"))
        rc = RAP_OK; /* they follow on every form of the page */
    else if (l->start)
        rap_leaf_own(l, "small mut", rap_str_of("The pledges go on."));
    else if (!m.n)
        rap_leaf_nothing(l, "No positions.");
    else if (conditions)
        rc = put_conditions(l, &m);
    else if (l->options.history)
        rc = put_history(l, &m);
    else
        rc = put_matrix(l, &m);
    if (rc == RAP_OK) rc = put_pledges(l);
    if (rc == RAP_OK) rap_leaf_end(l);
    return rc;
}
