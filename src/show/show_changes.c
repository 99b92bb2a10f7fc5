/*
 * show/show_changes.c - the verb `changes`, and its short form for `overview --since`:
 * what is new since a day.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/echo.h"
#include "answers/moment.h"
#include "answers/promise.h"
#include "answers/round.h"
#include "show/change_lines.h"

enum { AT_LINE = 2, AT_TEXT = 16, AT_MORE = 18, CITES_SHOWN = 4 };

typedef rap_code put_change(rap_verb *verb, const rap_change *c, const rap_item *item);

static void fold_buf(rap_lines *l, rap_buf *b)
{
    rap_lines_fold(l, rap_torn_text(b));
    rap_buf_clear(b);
}

static void put_cite(rap_lines *l, rap_cited c)
{
    rap_buf b = {0};
    if (c.n) rap_cite_write(&b, c);
    rap_lines_z(l, "  ");
    rap_lines_whole(l, rap_torn_text(&b));
    rap_buf_done(&b);
}

/* The day of the first report that tells it; then the line goes on at AT_TEXT. */
static void begin_line(rap_verb *verb, int32_t day)
{
    rap_buf iso = {0}, b = {0};
    rap_since_day(&iso, day);
    rap_word_day(&b, rap_torn_text(&iso));
    rap_lines_to(&verb->lines, AT_LINE);
    rap_lines_put(&verb->lines, rap_torn_text(&b));
    rap_lines_to(&verb->lines, AT_TEXT);
    verb->lines.indent = AT_MORE;
    rap_buf_done(&iso);
    rap_buf_done(&b);
}

static rap_code put_round(rap_verb *verb, const rap_change *c, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    rap_round r;
    rap_buf b = {0};
    rap_code rc = rap_round_of(&r, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    const rap_telling *now = rap_round_teller(&r, verb->v);
    const rap_telling *was =
        c->again ? rap_change_before(r.tellings, r.n_tellings, verb->v, c->day) : NULL;
    if (was) {
        rap_buf_put(&b, rap_round_step(was));
        rap_buf_z(&b, ", ");
        rap_claim_say(&b, &was->claim);
        fold_buf(l, &b);
        put_cite(l, was->cite);
        rap_lines_fold(l, rap_str_of(" → "));
    }
    rap_buf_put(&b, r.status.word);
    if (now) rap_buf_z(&b, ", ");
    if (now) rap_claim_say(&b, &now->claim);
    rap_buf_z(&b, ": ");
    rap_word_day(&b, r.day);
    rap_buf_z(&b, "; ");
    rap_round_title(&b, verb->v, item, &r);
    fold_buf(l, &b);
    rap_verb_cites(verb, item, CITES_SHOWN);
    rap_buf_done(&b);
    return RAP_OK;
}

static rap_code put_paper(rap_verb *verb, const rap_change *c, const rap_item *item)
{
    rap_buf b = {0};
    (void)c;
    rap_names_write(&b, verb->v, item->who);
    if (!b.n) rap_buf_z(&b, "by whom not stated");
    if (item->other.n) rap_buf_z(&b, " to ");
    rap_names_write(&b, verb->v, item->other);
    rap_buf_z(&b, ": ");
    rap_buf_put(&b, item->text);
    if (item->day.n) rap_buf_z(&b, ", ");
    if (item->day.n) rap_word_day(&b, item->day);
    fold_buf(&verb->lines, &b);
    rap_verb_cites(verb, item, CITES_SHOWN);
    rap_buf_done(&b);
    return RAP_OK;
}

/* "offers: its words, Ruud, 3 May 2031  R2:12-40" */
static rap_code put_stand(rap_verb *verb, const rap_stand *stand)
{
    rap_lines *l = &verb->lines;
    rap_stand s = *stand;
    rap_buf b = {0};
    rap_code rc = rap_stand_claim(&s, verb->v, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    rap_lines_put(l, s.sign.glyph);
    rap_lines_z(l, " ");
    if (!rap_sign_is_said(&s.sign, s.text)) {
        rap_buf_put(&b, s.sign.word);
        rap_buf_z(&b, ": ");
    }
    rap_buf_put(&b, s.text);
    rap_buf_z(&b, rap_word_has_comma(s.text) ? " " : ", ");
    rap_claim_say(&b, &s.claim);
    rap_buf_z(&b, ", ");
    rap_word_day(&b, s.day);
    fold_buf(l, &b);
    put_cite(l, s.cite);
    rap_buf_done(&b);
    return RAP_OK;
}

static void put_subject(rap_verb *verb, const rap_stand *s)
{
    rap_buf b = {0};
    rap_word_label(&b, s->issue);
    rap_buf_z(&b, ": ");
    rap_names_write(&b, verb->v, s->who);
    fold_buf(&verb->lines, &b);
    rap_buf_done(&b);
}

static rap_code put_position(rap_verb *verb, const rap_change *c, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    rap_code rc = RAP_OK;
    (void)item;
    put_subject(verb, c->now);
    if (c->was) {
        rap_lines_end(l);
        rap_lines_to(l, AT_MORE);
        rap_lines_z(l, "was ");
        rc = put_stand(verb, c->was);
        rap_lines_end(l);
        rap_lines_to(l, AT_MORE);
        rap_lines_z(l, "now ");
    } else {
        rap_lines_z(l, " ");
    }
    return rc == RAP_OK ? put_stand(verb, c->now) : rc;
}

/* "Fomin (Russia): what he promised", the citation of its making. */
static rap_code put_promise(rap_verb *verb, const rap_item *item, rap_promise *p)
{
    rap_buf b = {0};
    rap_code rc = rap_promise_of(p, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    if (p->hollow) rap_buf_z(&b, "○ ");
    rap_promise_write(&b, verb->v, item, p);
    if (item->day.n) rap_buf_z(&b, ", ");
    if (item->day.n) rap_word_day(&b, item->day);
    fold_buf(&verb->lines, &b);
    if (p->n_made) put_cite(&verb->lines, p->made[0].cite);
    rap_buf_done(&b);
    return RAP_OK;
}

static rap_code put_pledge(rap_verb *verb, const rap_change *c, const rap_item *item)
{
    rap_promise p;
    (void)c;
    return put_promise(verb, item, &p);
}

static rap_code put_followup(rap_verb *verb, const rap_change *c, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    rap_promise p;
    rap_code rc = rap_promise_of(&p, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK || c->part >= p.n_followups) return rc;
    const rap_telling *t = &p.followups[c->part];
    rap_buf b = {0};
    if (rap_claim_is_hollow(&t->claim)) rap_buf_z(&b, "○ ");
    rap_buf_put(&b, rap_jsonin_str(t->json, "bearing"));
    rap_buf_z(&b, ", ");
    rap_claim_say(&b, &t->claim);
    fold_buf(l, &b);
    put_cite(l, t->cite);
    rap_buf_done(&b);
    rap_lines_end(l);
    rap_lines_to(l, AT_MORE);
    rap_lines_z(l, "of ");
    return put_promise(verb, item, &p);
}

static rap_code put_differ(rap_verb *verb, const rap_change *c, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    rap_telling *t = NULL;
    uint32_t n = 0;
    rap_buf b = {0};
    (void)c;
    rap_code rc = rap_tellings_of(&t, &n, verb->v, rap_jsonin_get(item->json, "sides"),
                                  verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    rap_buf_put(&b, item->what);
    rap_buf_z(&b, ": ");
    rap_word_label(&b, item->text);
    fold_buf(l, &b);
    for (uint32_t i = 0; i < n; i++) {
        rap_str value = rap_jsonin_str(t[i].json, "value");
        rap_lines_end(l);
        rap_lines_to(l, AT_MORE);
        rap_claim_write(&b, &t[i].claim);
        rap_buf_z(&b, ": ");
        rap_buf_put(&b, value.n ? value : rap_jsonin_str(t[i].json, "summary"));
        fold_buf(l, &b);
        put_cite(l, t[i].cite);
    }
    rap_buf_done(&b);
    return RAP_OK;
}

static rap_code put_event(rap_verb *verb, const rap_change *c, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    rap_moment m;
    rap_buf b = {0};
    (void)c;
    rap_code rc = rap_moment_of(&m, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    rap_buf_put(&b, m.act.word);
    rap_buf_z(&b, ", ");
    rap_word_day(&b, item->day);
    rap_buf_z(&b, ": ");
    rap_buf_put(&b, rap_word_bare(item->text));
    fold_buf(l, &b);
    rap_moment_write(&b, &m);
    if (rap_torn_any(&b)) rap_lines_z(l, ", ");
    fold_buf(l, &b);
    rap_origins_write(&b, item);
    if (rap_torn_any(&b)) rap_lines_z(l, ", ");
    fold_buf(l, &b);
    rap_verb_cites(verb, item, CITES_SHOWN);
    rap_buf_done(&b);
    return RAP_OK;
}

static put_change *const writers[RAP_SINCE_KINDS] = {
    [RAP_SINCE_ROUND] = put_round,    [RAP_SINCE_PAPER] = put_paper,
    [RAP_SINCE_MOVED] = put_position, [RAP_SINCE_POSITION] = put_position,
    [RAP_SINCE_PLEDGE] = put_pledge,  [RAP_SINCE_FOLLOWUP] = put_followup,
    [RAP_SINCE_DIFFER] = put_differ,  [RAP_SINCE_EVENT] = put_event,
};

static rap_code put_one(rap_verb *verb, const rap_change *c)
{
    rap_item item;
    rap_row_clear(verb->v, verb->row);
    rap_code rc = rap_change_item(&item, verb->v, c, verb->row, verb->err);
    if (rc != RAP_OK || !item.id.n) return rc;
    begin_line(verb, c->day);
    rc = writers[c->kind](verb, c, &item);
    rap_lines_end(&verb->lines);
    return rc;
}

static void put_heading(rap_verb *verb, const rap_since *s, rap_since_kind kind)
{
    rap_buf b = {0};
    rap_buf_z(&b, rap_since_heading(kind));
    rap_buf_printf(&b, " (%u)", s->counts[kind]);
    verb->lines.indent = 0;
    rap_lines_bold(&verb->lines);
    rap_lines_put(&verb->lines, rap_torn_text(&b));
    rap_lines_plain(&verb->lines);
    rap_lines_end(&verb->lines);
    rap_buf_done(&b);
}

static void put_more(rap_verb *verb, uint32_t left)
{
    rap_buf b = {0};
    rap_buf_printf(&b, "and %u more", left);
    rap_lines_to(&verb->lines, AT_TEXT);
    rap_lines_put(&verb->lines, rap_torn_text(&b));
    rap_lines_end(&verb->lines);
    rap_buf_done(&b);
}

rap_code rap_change_lines(rap_verb *verb, const rap_since *s, uint32_t most)
{
    rap_buf b = {0};
    rap_code rc = RAP_OK;
    rap_since_write(&b, s, verb->v);
    verb->lines.indent = 0;
    rap_lines_fold(&verb->lines, rap_torn_text(&b));
    rap_lines_end(&verb->lines);
    rap_buf_done(&b);
    uint32_t shown = 0;
    for (uint32_t i = 0; rc == RAP_OK && i < s->n; i++) {
        bool first = !i || s->v[i].kind != s->v[i - 1].kind;
        bool last = i + 1 == s->n || s->v[i].kind != s->v[i + 1].kind;
        if (first) put_heading(verb, s, s->v[i].kind);
        shown = first ? 0 : shown;
        if (shown < most) rc = put_one(verb, &s->v[i]);
        shown++;
        if (last && shown > most) put_more(verb, shown - most);
    }
    return rc;
}

rap_code rap_change_data(rap_verb *verb, const rap_since *s, rap_form form)
{
    rap_buf *out = verb->lines.out;
    rap_code rc = RAP_OK;
    if (form == RAP_FORM_PLAIN) rap_change_head(out, false);
    for (uint32_t i = 0; rc == RAP_OK && i < s->n; i++) {
        rap_row_clear(verb->v, verb->row);
        if (form == RAP_FORM_PLAIN) {
            rc = rap_change_cells(out, verb->v, &s->v[i], verb->row, false);
            continue;
        }
        rc = rap_change_json(out, verb->v, &s->v[i], verb->row, verb->err);
        rap_buf_byte(out, '\n');
    }
    return rc;
}

rap_code rap_show_changes(rap_buf *out, bool *found, rap_dossier *d,
                          const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    rap_since s;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    rc = rap_since_of(&s, verb.v, &verb.filter, verb.arena, err);
    if (rc == RAP_OK && options->form == RAP_FORM_TEXT)
        rc = rap_change_lines(&verb, &s, UINT32_MAX);
    else if (rc == RAP_OK)
        rc = rap_change_data(&verb, &s, options->form);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = s.n > 0;
    return rc;
}
