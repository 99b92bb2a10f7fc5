/*
 * pages/page_talks.c - the page /talks: rounds in date order.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/process.h"
#include "answers/round.h"
#include "pages/bars.h"

static void begin_pair(rap_leaf *l, const char *name)
{
    rap_html_el(&l->h, "dt", NULL, rap_str_of(name));
    rap_html_open(&l->h, "dd");
}

static void put_list(rap_leaf *l, const rap_item *item, const char *key,
                     const char *name, const char *none)
{
    const rap_value *list = rap_jsonin_get(item->json, key);
    bool any = list && list->n;
    if (!any && !none) return;
    begin_pair(l, name);
    if (any)
        rap_leaf_name_list(l, list);
    else
        rap_html_z(&l->h, none);
    rap_html_close(&l->h);
}

static void put_side_delegates(rap_leaf *l, const rap_item *item, rap_str side,
                               bool *first)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_round_delegates(&b, l->v, item, side);
    if (side.n || b.n) {
        if (!*first) rap_html_void(h, "br");
        *first = false;
        rap_html_el(h, "b", NULL,
                    side.n ? rap_view_name(l->v, side) : rap_str_of("Side not stated"));
        rap_html_z(h, " ");
        rap_html_text(h, b.n ? rap_torn_text(&b) : rap_str_of("nobody named"));
    }
    rap_buf_done(&b);
}

static void put_delegates(rap_leaf *l, const rap_item *item)
{
    const rap_value *parties = rap_jsonin_get(item->json, "parties");
    bool first = true;
    begin_pair(l, "Delegates named");
    for (const rap_value *p = parties ? parties->first : NULL; p; p = p->next)
        put_side_delegates(l, item, p->text, &first);
    put_side_delegates(l, item, (rap_str){"", 0}, &first);
    rap_html_close(&l->h);
}

static void put_agenda(rap_leaf *l, const rap_item *item)
{
    const rap_value *list = rap_jsonin_get(item->json, "agenda");
    rap_buf b = {0};
    for (const rap_value *e = list ? list->first : NULL; e; e = e->next) {
        if (b.n) rap_buf_z(&b, ", ");
        rap_word_label(&b, e->text);
    }
    begin_pair(l, "Agenda");
    rap_html_text(&l->h, b.n ? rap_torn_text(&b) : rap_str_of("not stated"));
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

static void put_papers(rap_leaf *l, const rap_round *r)
{
    rap_html *h = &l->h;
    if (!r->n_papers) return;
    begin_pair(l, "Papers");
    for (uint32_t i = 0; i < r->n_papers; i++) {
        if (i) rap_html_void(h, "br");
        if (r->papers[i].who.n)
            rap_leaf_names(l, r->papers[i].who);
        else
            rap_html_z(h, "by whom not stated");
        rap_html_z(h, r->papers[i].other.n ? " to " : ", to whom not stated");
        rap_leaf_names(l, r->papers[i].other);
        rap_html_z(h, ": ");
        rap_html_text(h, r->papers[i].text);
        rap_leaf_cites(l, &r->papers[i], 3);
    }
    rap_html_close(h);
}

static void put_outcome(rap_leaf *l, const rap_round *r)
{
    static const char *const headings[] = {"Who", "What"};
    rap_html *h = &l->h;
    rap_html_open(h, "div");
    rap_html_el(h, "h3", NULL, rap_str_of("What each said came of it"));
    if (!r->n_outcome) {
        rap_html_el(h, "p", "mut small", rap_str_of("Nothing told."));
    } else {
        rap_leaf_table(l, (rap_str){"", 0}, headings, 2);
        for (uint32_t i = 0; i < r->n_outcome; i++) {
            rap_html_open(h, "tr");
            rap_html_open(h, "th");
            rap_html_attr(h, "scope", "row");
            rap_leaf_claim(l, &r->outcome[i].claim);
            rap_html_close(h);
            rap_html_open(h, "td");
            rap_html_text(h, rap_jsonin_str(r->outcome[i].json, "summary"));
            rap_leaf_cite(l, r->outcome[i].cite);
            rap_html_close(h);
            rap_html_close(h);
        }
        rap_leaf_table_end(l);
    }
    rap_html_close(h);
}

static void put_head(rap_leaf *l, const rap_item *item, const rap_round *r)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_html_open(h, "header");
    rap_leaf_day(l, "time", r->day);
    rap_round_title(&b, l->v, item, r);
    rap_html_el(h, "h2", NULL, rap_torn_text(&b));
    rap_html_open(h, "p");
    rap_html_attr(h, "class", "how");
    rap_sign sign = r->status;
    sign.style = rap_str_of("says");
    rap_leaf_sign(l, &sign, false);
    const rap_claim nobody = {.kind = RAP_CLAIM_UNSURE};
    rap_html_z(h, " ");
    const rap_telling *teller = rap_round_teller(r, l->v);
    rap_leaf_say(l, teller ? &teller->claim : &nobody);
    rap_leaf_cites(l, item, 4);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
}

/* What was told of it first, and what became of that. */
static void put_history(rap_leaf *l, const rap_round *r)
{
    rap_html *h = &l->h;
    uint32_t steps[RAP_ROUND_STEPS], n = rap_round_history(steps, r, l->v);
    if (n < 2) return;
    begin_pair(l, "Told as");
    for (uint32_t i = 0; i < n; i++) {
        const rap_telling *t = &r->tellings[steps[i]];
        if (i) rap_html_z(h, ", then ");
        rap_html_text(h, rap_round_step(t));
        rap_html_z(h, " ");
        rap_leaf_say(l, &t->claim);
        if (t->cite.n) rap_leaf_cite(l, t->cite);
    }
    rap_html_close(h);
}

static void put_neighbour(rap_leaf *l, const char *word, const rap_meeting *m)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    if (!m) return;
    rap_html_z(h, word);
    rap_html_open(h, "a");
    rap_buf_byte(&b, '#');
    rap_buf_put(&b, m->id);
    rap_html_href(h, rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_meeting_name(&b, m);
    rap_html_text(h, rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}

/* Where it stands among the rounds of the same sides. */
static void put_process(rap_leaf *l, const rap_process *p, rap_str id)
{
    const rap_meeting *m = rap_process_find(p, id);
    rap_buf b = {0};
    if (!m || m->of < 2) return;
    begin_pair(l, "Process");
    rap_buf_printf(&b, "round %u of %u of these sides", m->number, m->of);
    rap_html_text(&l->h, rap_torn_text(&b));
    put_neighbour(l, "; before it: ", m->before);
    put_neighbour(l, "; after it: ", m->after);
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

static rap_code put_round(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_round *r = RAP_NEW(l->row, rap_round, 1);
    if (!r) return rap_fail_memory(l->err);
    rap_code rc = rap_round_of(r, l->v, item, l->row, l->err);
    if (rc != RAP_OK) return rc;
    rap_html_open(h, "article");
    rap_buf_z(&b, "card rnd ");
    rap_buf_put(&b, item->state);
    rap_html_attr_str(h, "class", rap_torn_text(&b));
    rap_html_attr_str(h, "id", item->id);
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_buf_done(&b);
    put_head(l, item, r);
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "halves");
    rap_html_open(h, "dl");
    rap_html_attr(h, "class", "pairs");
    put_list(l, item, "parties", "Parties", "not stated");
    put_delegates(l, item);
    put_list(l, item, "absent", "Stays away", NULL);
    put_list(l, item, "hosts", "Host", "not stated");
    put_list(l, item, "mediators", "Go-betweens", "none named");
    put_agenda(l, item);
    put_papers(l, r);
    put_history(l, r);
    put_process(l, state, item->id);
    rap_html_close(h);
    put_outcome(l, r);
    rap_html_close(h);
    rap_html_close(h);
    return RAP_OK;
}

rap_code rap_page_talks(rap_leaf *l)
{
    uint32_t shown = 0;
    rap_leaf_begin(
        l, "/talks", rap_str_of("Talks"),
        rap_str_of("Rounds in date order: who met, with whose help, on what, "
                   "which papers passed, and what each said came of it."));
    rap_leaf_filters(l);
    rap_leaf_input(l, "Party", "party", "text");
    rap_leaf_input(l, "From", "from", "date");
    rap_leaf_input(l, "To", "to", "date");
    rap_leaf_filters_end(l);
    rap_process process;
    rap_code rc = rap_process_load(&process, l->v, l->arena, l->err);
    if (rc == RAP_OK) rc = rap_rounds_line(l);
    if (rc == RAP_OK) rc = rap_leaf_walk(l, "round", &shown, put_round, &process);
    if (rc != RAP_OK) return rc;
    if (!shown) rap_leaf_nothing(l, "No rounds of talks are told of.");
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}
