/*
 * show/show_talks.c - the verb `talks`: rounds in date order, who met, who stays away,
 * papers, and what each side said came of it.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/round.h"
#include "show/verb.h"

enum { AT_STATUS = 21, AT_FIELD = 3, AT_VALUE = 16, CITES_SHOWN = 4 };

static void begin_field(rap_lines *l, const char *name)
{
    l->indent = AT_VALUE;
    rap_lines_to(l, AT_FIELD);
    rap_lines_z(l, name);
    rap_lines_to(l, AT_VALUE);
}

static void put_cite(rap_lines *l, rap_cited c)
{
    rap_buf b = {0};
    if (c.n) rap_cite_write(&b, c);
    if (c.n) rap_lines_z(l, " ");
    rap_lines_whole(l, rap_torn_text(&b));
    rap_buf_done(&b);
}

static void put_first_line(rap_verb *verb, const rap_item *item, const rap_round *r)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    l->indent = AT_STATUS;
    rap_word_day(&b, r->day);
    rap_lines_bold(l);
    rap_lines_put(l, rap_torn_text(&b));
    rap_lines_plain(l);
    rap_lines_to(l, AT_STATUS);
    rap_lines_put(l, r->status.glyph);
    rap_lines_z(l, " ");
    rap_lines_put(l, r->status.word);
    const rap_telling *teller = rap_round_teller(r, verb->v);
    if (teller) {
        rap_lines_z(l, ", ");
        rap_buf_clear(&b);
        rap_claim_say(&b, &teller->claim);
        rap_lines_fold(l, rap_torn_text(&b));
    }
    rap_lines_z(l, "   ");
    rap_buf_clear(&b);
    rap_round_title(&b, verb->v, item, r);
    rap_lines_fold(l, rap_torn_text(&b));
    rap_verb_cites(verb, item, CITES_SHOWN);
    rap_lines_end(l);
    rap_buf_done(&b);
}

static void put_delegates(rap_verb *verb, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    const rap_value *parties = rap_jsonin_get(item->json, "parties");
    rap_buf b = {0};
    begin_field(l, "delegates");
    bool first = true;
    for (const rap_value *p = parties ? parties->first : NULL; p; p = p->next) {
        if (!first) rap_lines_fold(l, rap_str_of("  ·  "));
        rap_buf_clear(&b);
        rap_round_delegates(&b, verb->v, item, p->text);
        rap_lines_fold(l, rap_view_name(verb->v, p->text));
        rap_lines_z(l, ": ");
        rap_lines_fold(l, rap_torn_any(&b) ? rap_torn_text(&b)
                                           : rap_str_of("nobody named"));
        first = false;
    }
    rap_buf_clear(&b);
    rap_round_delegates(&b, verb->v, item, (rap_str){"", 0});
    if (rap_torn_any(&b)) {
        rap_lines_fold(
            l, rap_str_of(first ? "side not stated: " : "  ·  side not stated: "));
        rap_lines_fold(l, rap_torn_text(&b));
    }
    rap_lines_end(l);
    rap_buf_done(&b);
}

static void put_names(rap_verb *verb, const rap_item *item, const char *key,
                      const char *field)
{
    rap_buf b = {0};
    rap_names_of(&b, verb->v, rap_jsonin_get(item->json, key));
    if (rap_torn_any(&b)) {
        begin_field(&verb->lines, field);
        rap_lines_fold(&verb->lines, rap_torn_text(&b));
        rap_lines_end(&verb->lines);
    }
    rap_buf_done(&b);
}

static void put_agenda(rap_verb *verb, const rap_item *item)
{
    const rap_value *list = rap_jsonin_get(item->json, "agenda");
    rap_buf b = {0};
    for (const rap_value *e = list ? list->first : NULL; e; e = e->next) {
        if (b.n) rap_buf_z(&b, ", ");
        rap_word_label(&b, e->text);
    }
    if (rap_torn_any(&b)) {
        begin_field(&verb->lines, "agenda");
        rap_lines_fold(&verb->lines, rap_torn_text(&b));
        rap_lines_end(&verb->lines);
    }
    rap_buf_done(&b);
}

static void put_papers(rap_verb *verb, const rap_round *r)
{
    rap_lines *l = &verb->lines;
    for (uint32_t i = 0; i < r->n_papers; i++) {
        rap_buf b = {0};
        begin_field(l, i ? "" : "papers");
        rap_names_write(&b, verb->v, r->papers[i].who);
        if (!b.n) rap_buf_z(&b, "by whom not stated");
        if (r->papers[i].other.n) rap_buf_z(&b, " to ");
        rap_names_write(&b, verb->v, r->papers[i].other);
        rap_buf_z(&b, ": ");
        rap_buf_put(&b, r->papers[i].text);
        rap_lines_fold(l, rap_torn_text(&b));
        rap_verb_cites(verb, &r->papers[i], CITES_SHOWN);
        rap_lines_end(l);
        rap_buf_done(&b);
    }
}

static void put_outcome(rap_verb *verb, const rap_round *r)
{
    rap_lines *l = &verb->lines;
    for (uint32_t i = 0; i < r->n_outcome; i++) {
        begin_field(l, i ? "" : "outcome");
        rap_lines_fold(l, rap_jsonin_str(r->outcome[i].json, "summary"));
        rap_lines_z(l, " - ");
        rap_verb_claim(verb, &r->outcome[i].claim);
        put_cite(l, r->outcome[i].cite);
        rap_lines_end(l);
    }
}

static void put_history(rap_verb *verb, const rap_round *r)
{
    rap_lines *l = &verb->lines;
    uint32_t steps[RAP_ROUND_STEPS], n = rap_round_history(steps, r, verb->v);
    for (uint32_t i = 0; n > 1 && i < n; i++) {
        const rap_telling *t = &r->tellings[steps[i]];
        rap_buf b = {0};
        begin_field(l, i ? "" : "told as");
        rap_buf_put(&b, rap_round_step(t));
        rap_buf_z(&b, ", ");
        rap_claim_say(&b, &t->claim);
        rap_lines_fold(l, rap_torn_text(&b));
        put_cite(l, t->cite);
        rap_lines_end(l);
        rap_buf_done(&b);
    }
}

static rap_code talks_row(rap_verb *verb, const rap_item *item)
{
    rap_round *r = RAP_NEW(verb->row, rap_round, 1);
    if (!r) return rap_fail_memory(verb->err);
    rap_code rc = rap_round_of(r, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    put_first_line(verb, item, r);
    put_delegates(verb, item);
    put_names(verb, item, "absent", "stays away");
    put_names(verb, item, "hosts", "host");
    put_names(verb, item, "mediators", "go-betweens");
    put_agenda(verb, item);
    put_papers(verb, r);
    put_history(verb, r);
    put_outcome(verb, r);
    return RAP_OK;
}

rap_code rap_show_talks(rap_buf *out, bool *found, rap_dossier *d,
                        const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    bool any = false;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    rc = rap_verb_walk(&verb, &any, "round", talks_row);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = any;
    return rc;
}
