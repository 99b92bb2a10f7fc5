/*
 * pages/page_overview.c - the page / : numbers, what changed last, what needs a
 * person's eye, and the list of reports.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/summary.h"
#include "pages/leaf.h"

static void put_number(rap_leaf *l, const char *path, int64_t n, rap_str words)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_word_count(&b, n);
    rap_html_open(h, "li");
    rap_html_open(h, "a");
    rap_html_href(h, rap_str_of(path));
    rap_html_el(h, "b", NULL, rap_torn_text(&b));
    rap_html_el(h, "span", NULL, words);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
}

static void put_numbers(rap_leaf *l, const rap_summary *s)
{
    rap_buf b = {0};
    rap_html_open(&l->h, "ul");
    rap_html_attr(&l->h, "class", "nums");
    rap_buf_z(&b, s->reports == 1 ? "report, " : "reports, ");
    rap_word_things(&b, s->words, "word", "words");
    put_number(l, "/#reports", s->reports, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_buf_printf(&b, "%s: %lld held, %lld planned",
                   s->rounds == 1 ? "round" : "rounds", (long long)s->rounds_held,
                   (long long)s->rounds_planned);
    put_number(l, "/talks", s->rounds, rap_torn_text(&b));
    put_number(l, "/said", s->statements,
               rap_str_of(s->statements == 1 ? "statement" : "statements"));
    put_number(l, "/positions", s->positions, rap_str_of("positions in own words"));
    rap_buf_clear(&b);
    rap_buf_z(&b, s->pledges == 1 ? "pledge, " : "pledges, ");
    rap_word_things(&b, s->followups, "follow-up", "follow-ups");
    put_number(l, "/positions#pledges", s->pledges, rap_torn_text(&b));
    put_number(l, "/differ", s->disagreements,
               rap_str_of(s->disagreements == 1 ? "disagreement" : "disagreements"));
    if (s->rejected)
        put_number(l, "/check", s->rejected,
                   rap_str_of("rejected by hand, not counted"));
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

static void begin_card(rap_leaf *l, const char *heading)
{
    rap_html_open(&l->h, "section");
    rap_html_attr(&l->h, "class", "card");
    rap_html_el(&l->h, "h2", NULL, rap_str_of(heading));
    rap_html_open(&l->h, "ul");
    rap_html_attr(&l->h, "class", "plain");
}

static void end_card(rap_leaf *l, uint32_t n, const char *none)
{
    if (!n) rap_html_el(&l->h, "li", "mut", rap_str_of(none));
    rap_html_close(&l->h);
    rap_html_close(&l->h);
}

static void begin_item(rap_leaf *l)
{
    rap_html_open(&l->h, "li");
    rap_html_flag(&l->h, "data-item");
    rap_html_attr(&l->h, "tabindex", "0");
}

static rap_code put_latest(rap_leaf *l, const rap_summary *s)
{
    rap_html *h = &l->h;
    rap_code rc = RAP_OK;
    begin_card(l, "What changed last");
    for (uint32_t i = 0; rc == RAP_OK && i < s->n_latest; i++) {
        const rap_item *p = &s->latest[i];
        rap_telling *t = NULL;
        uint32_t n = 0;
        rap_str by = rap_jsonin_str(p->json, "asserted_by");
        rap_sign sign = rap_sign_stance(p->state);
        rc = rap_tellings_of(&t, &n, l->v, rap_tellings_list(p), l->arena, l->err);
        if (rc != RAP_OK) break;
        begin_item(l);
        rap_leaf_sign(l, &sign,
                      !rap_str_is(by, "self") && !rap_str_is(by, "narrator") && by.n);
        rap_html_z(h, " ");
        rap_leaf_names(l, p->who);
        rap_html_z(h, ": ");
        const rap_claim nobody = {.kind = RAP_CLAIM_UNSURE};
        rap_leaf_says(l, rap_jsonin_str(p->json, "proposition"),
                      n ? &t[0].claim : &nobody);
        rap_html_z(h, ".");
        rap_leaf_cites(l, p, 1);
        rap_html_close(h);
    }
    end_card(l, s->n_latest, "No positions yet.");
    return rc;
}

static rap_code put_differ(rap_leaf *l, const rap_summary *s)
{
    rap_html *h = &l->h;
    rap_code rc = RAP_OK;
    begin_card(l, "Where reports disagree");
    for (uint32_t i = 0; rc == RAP_OK && i < s->n_differ; i++) {
        rap_telling *t = NULL;
        uint32_t n = 0;
        rap_buf b = {0};
        rc = rap_tellings_of(&t, &n, l->v, rap_jsonin_get(s->differ[i].json, "sides"),
                             l->arena, l->err);
        begin_item(l);
        rap_html_open(h, "a");
        rap_buf_z(&b, "/differ#");
        rap_buf_put(&b, s->differ[i].id);
        rap_html_href(h, rap_torn_text(&b));
        rap_buf_clear(&b);
        rap_word_label(&b, s->differ[i].text);
        rap_html_text(h, rap_torn_text(&b));
        rap_html_close(h);
        rap_buf_clear(&b);
        for (uint32_t k = 0; k < n && k < 5; k++) {
            rap_buf_z(&b, k ? "; " : "");
            rap_claim_write(&b, &t[k].claim);
            rap_buf_z(&b, ": ");
            rap_buf_put(&b, rap_jsonin_str(t[k].json, "value"));
        }
        rap_html_void(h, "br");
        rap_html_el(h, "span", "small mut", rap_torn_text(&b));
        rap_html_close(h);
        rap_buf_done(&b);
    }
    end_card(l, s->n_differ, "Nothing found in which they differ.");
    return rc;
}

static void put_quoted(rap_leaf *l, const rap_summary *s)
{
    begin_card(l, "Most quoted");
    for (uint32_t i = 0; i < s->n_quoted; i++) {
        rap_buf b = {0};
        rap_buf_z(&b, "/said?speaker=");
        rap_url_escape(&b, rap_view_name(l->v, s->quoted[i].id));
        begin_item(l);
        rap_html_open(&l->h, "a");
        rap_html_href(&l->h, rap_torn_text(&b));
        rap_html_text(&l->h, rap_view_name(l->v, s->quoted[i].id));
        rap_html_close(&l->h);
        rap_buf_clear(&b);
        rap_buf_byte(&b, ' ');
        rap_word_things(&b, s->quoted[i].n, "statement", "statements");
        rap_html_el(&l->h, "span", "mut", rap_torn_text(&b));
        rap_html_close(&l->h);
        rap_buf_done(&b);
    }
    end_card(l, s->n_quoted, "Nobody yet.");
}

static void put_checks(rap_leaf *l, const rap_summary *s)
{
    rap_html *h = &l->h;
    begin_card(l, "For you to check");
    if (s->undated) {
        begin_item(l);
        rap_leaf_count(l, s->undated, "report carries", "reports carry");
        rap_html_z(h, " no full date. ");
        rap_buf b = {0};
        rap_buf_z(&b, "rapporteur names ");
        rap_buf_put(&b, l->v->heading.file);
        rap_buf_printf(&b, " --date R%u=YYYY-MM-DD", s->first_undated);
        rap_html_el(h, "code", NULL, rap_torn_text(&b));
        rap_buf_done(&b);
        rap_html_close(h);
    }
    for (uint32_t i = 0; i < s->n_unsure; i++) {
        begin_item(l);
        rap_leaf_unsure(l, "who says this");
        rap_html_z(h, " … ");
        rap_html_text(h, s->unsure[i].text);
        rap_leaf_cites(l, &s->unsure[i], 1);
        rap_html_close(h);
    }
    end_card(l, s->n_unsure + (s->undated > 0), "Nothing.");
}

static void put_report(rap_leaf *l, const rap_listed *r)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_buf_printf(&b, "/report/R%u", r->n);
    rap_html_open(h, "tr");
    rap_html_open(h, "th");
    rap_html_attr(h, "scope", "row");
    rap_html_open(h, "a");
    rap_html_href(h, rap_torn_text(&b));
    rap_html_text(h, rap_str_cut(rap_torn_text(&b), sizeof "/report/" - 1, b.n));
    rap_html_close(h);
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_html_text(h, r->title.n ? r->title : rap_str_of("(no headline in the file)"));
    rap_html_void(h, "br");
    rap_html_el(h, "span", "small mut", r->key);
    rap_html_close(h);
    rap_html_el(h, "td", NULL,
                r->publisher.n ? r->publisher : rap_str_of("not stated"));
    rap_html_open(h, "td");
    rap_leaf_day(l, "span", r->day);
    rap_html_void(h, "br");
    rap_html_el(h, "span", "small mut", rap_word_basis(r->basis));
    rap_html_close(h);
    rap_buf_clear(&b);
    rap_word_count(&b, r->words);
    rap_html_el(h, "td", "num", rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}

static void put_reports(rap_leaf *l)
{
    static const char *const headings[] = {"No.", "Headline", "Outlet", "Date",
                                           "Words"};
    uint32_t to = l->start + RAP_LEAF_ROWS;
    rap_html_open(&l->h, "h2");
    rap_html_attr(&l->h, "id", "reports");
    rap_html_z(&l->h, "Reports");
    rap_html_close(&l->h);
    rap_leaf_table(l,
                   rap_str_of("In order of adding. Under each date: how it was found."),
                   headings, 5);
    for (uint32_t i = l->start; i < l->v->n_reports && i < to; i++)
        put_report(l, &l->v->reports[i]);
    rap_leaf_table_end(l);
    l->more = to < l->v->n_reports;
    l->next = to;
    rap_leaf_more(l);
}

/* What is new since a day: a form that leads to /changes. */
static void put_since(rap_leaf *l)
{
    rap_html *h = &l->h;
    if (h->site) return;
    rap_html_open(h, "form");
    rap_html_attr(h, "class", "filters");
    rap_html_attr(h, "action", "/changes");
    rap_html_attr(h, "aria-label", "What is new");
    rap_leaf_input(l, "What is new since (day of the reports)", "since", "date");
    rap_leaf_filters_end(l);
}

rap_code rap_page_overview(rap_leaf *l)
{
    const rap_summary *s = NULL;
    rap_code rc = rap_summary_of(&s, l->v, l->err);
    if (rc != RAP_OK) return rc;
    l->base = rap_str_of("/");
    rap_leaf_begin(
        l, "/", rap_str_of("Overview"),
        rap_str_of("What the reports say: who said what, who wants what, and "
                   "where they differ."));
    put_numbers(l, s);
    put_since(l);
    rap_html_open(&l->h, "div");
    rap_html_attr(&l->h, "class", "grid");
    rc = put_latest(l, s);
    if (rc == RAP_OK) rc = put_differ(l, s);
    put_quoted(l, s);
    put_checks(l, s);
    rap_html_close(&l->h);
    put_reports(l);
    rap_leaf_end(l);
    return rc;
}
