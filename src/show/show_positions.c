/*
 * show/show_positions.c - the verb `positions`: the matrix of party by issue, its
 * history, and the board of pledges.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/matrix.h"
#include "answers/promise.h"
#include "show/verb.h"

enum {
    ISSUE_WIDTH = 20,
    LEAST_COLUMN = 28,
    NARROW_COLUMN = 20,
    AT_PLEDGE = 12,
    AT_VALUE = 16,
    CITES_SHOWN = 2
};

/* One cell becomes lines of its own width, which are then laid side by side. */
typedef struct {
    rap_buf text;
    size_t at; /* of the next line */
} cell;

static void put_entry(rap_lines *l, const rap_view *v, const rap_stand *s, bool name)
{
    rap_buf b = {0};
    bool hollow = s->source == RAP_STAND_HOLLOW;
    l->indent = 2;
    if (name) rap_lines_fold(l, rap_view_name(v, s->party));
    if (name) rap_lines_z(l, " ");
    rap_lines_put(l, hollow ? s->sign.hollow : s->sign.glyph);
    rap_lines_z(l, " ");
    if (!rap_sign_is_said(&s->sign, s->text)) {
        rap_lines_fold(l, s->sign.word);
        rap_lines_z(l, " ");
    }
    rap_lines_fold(l, s->text);
    rap_cite_write(&b, s->cite);
    rap_lines_z(l, " ");
    if (s->cite.n) rap_lines_whole(l, rap_torn_text(&b));
    rap_lines_end(l);
    rap_buf_clear(&b);
    rap_stand_write_source(&b, s);
    rap_buf_z(&b, s->stale ? ", last heard " : ", ");
    rap_word_day(&b, s->heard);
    rap_lines_to(l, 2);
    rap_lines_fold(l, rap_torn_text(&b));
    rap_lines_end(l);
    rap_buf_done(&b);
}

static bool take_line(cell *c, rap_str *line)
{
    if (c->at >= c->text.n) return false;
    rap_str all = rap_torn_text(&c->text);
    size_t end = rap_str_find(all, (rap_str){"\n", 1}, c->at);
    *line = rap_str_cut(all, c->at, end);
    c->at = end + 1;
    return true;
}

/* Lay cells side by side until all are empty.  One to which memory was refused has no
 * end: the line fails with it. */
static void put_cells(rap_lines *l, cell *cells, uint32_t n, const uint32_t *columns)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!cells[i].text.failed) continue;
        rap_lines_put(l, rap_torn_text(&cells[i].text));
        return;
    }
    for (bool any = true; any;) {
        any = false;
        for (uint32_t i = 0; i < n; i++) {
            rap_str line;
            if (!take_line(&cells[i], &line)) continue;
            any = true;
            if (columns[i]) rap_lines_to(l, columns[i]);
            rap_lines_put(l, line);
        }
        if (any) rap_lines_end(l);
    }
}

enum { MOST_COLUMNS = 4 };

typedef struct {
    uint32_t n;                    /* parties with a column of their own */
    uint32_t at[MOST_COLUMNS + 2]; /* of issue, parties, others */
    uint32_t width;                /* of one */
    bool others;
} layout;

static layout layout_of(const rap_matrix *m, uint32_t width)
{
    layout y = {0};
    uint32_t room = width > ISSUE_WIDTH ? (width - ISSUE_WIDTH) / LEAST_COLUMN : 1;
    if (room < 1) room = 1;
    if (room > MOST_COLUMNS) room = MOST_COLUMNS;
    /* two sides stand side by side whoever else is heard: rather three narrow columns
     */
    bool more = m->n_parties > 2 || (m->n_parties == 2 && m->others);
    if (room == 2 && more && width >= ISSUE_WIDTH + 3 * NARROW_COLUMN) room = 3;
    y.others = m->n_parties > room || m->others;
    y.n = m->n_parties + y.others > room ? room - (room > 1) : m->n_parties;
    uint32_t columns = y.n + y.others;
    y.width = (width - ISSUE_WIDTH) / (columns ? columns : 1);
    for (uint32_t i = 0; i <= columns; i++)
        y.at[i] = i ? ISSUE_WIDTH + (i - 1) * y.width : 0;
    return y;
}

static uint32_t column_of(const layout *y, const rap_matrix *m, rap_str column)
{
    for (uint32_t i = 0; i < y->n; i++)
        if (rap_str_eq(m->parties[i], column)) return i + 1;
    return y->n + 1;
}

static void put_issue(rap_verb *verb, const rap_matrix *m, const layout *y,
                      uint32_t from, uint32_t to)
{
    cell cells[MOST_COLUMNS + 2] = {0};
    rap_buf label = {0};
    rap_lines first = rap_lines_of(&cells[0].text, ISSUE_WIDTH, false);
    first.width = ISSUE_WIDTH - 2;
    rap_word_label(&label, m->v[from].issue);
    rap_lines_fold(&first, rap_torn_text(&label));
    rap_lines_end(&first);
    for (uint32_t i = from; i < to; i++) {
        uint32_t c = column_of(y, m, m->v[i].column);
        rap_str head = c > y->n ? (rap_str){"", 0} : m->v[i].column;
        rap_lines l = rap_lines_of(&cells[c].text, y->width, false);
        l.width = y->width - 2;
        put_entry(&l, verb->v, &m->v[i], rap_stand_needs_name(&m->v[i], head));
    }
    put_cells(&verb->lines, cells, y->n + y->others + 1, y->at);
    for (size_t i = 0; i < MOST_COLUMNS + 2; i++)
        rap_buf_done(&cells[i].text);
    rap_buf_done(&label);
}

static void put_counts(rap_verb *verb, const rap_matrix *m)
{
    rap_buf b = {0};
    rap_buf_printf(&b, "%u in own words; not counted: %u hollow, %u without a speaker",
                   m->own, m->hollow, m->narrator);
    rap_lines_fold(&verb->lines, rap_torn_text(&b));
    rap_lines_z(&verb->lines, "     ");
    rap_buf_clear(&b);
    rap_buf_z(&b, "last heard = ");
    rap_matrix_write_rule(&b, verb->v, m);
    rap_lines_fold(&verb->lines, rap_torn_text(&b));
    rap_lines_end(&verb->lines);
    rap_buf_done(&b);
}

static void put_matrix(rap_verb *verb, const rap_matrix *m)
{
    layout y = layout_of(m, verb->lines.width);
    for (uint32_t i = 0; i < y.n; i++) {
        rap_lines_to(&verb->lines, y.at[i + 1]);
        rap_lines_put(&verb->lines, rap_view_name(verb->v, m->parties[i]));
    }
    if (y.others) rap_lines_to(&verb->lines, y.at[y.n + 1]);
    if (y.others) rap_lines_z(&verb->lines, "others");
    rap_lines_end(&verb->lines);
    for (uint32_t from = 0, to; from < m->n; from = to) {
        for (to = from; to < m->n && rap_str_eq(m->v[to].issue, m->v[from].issue);)
            to++;
        put_issue(verb, m, &y, from, to);
    }
    put_counts(verb, m);
}

static void put_history(rap_verb *verb, const rap_matrix *m)
{
    for (uint32_t i = 0; i < m->n; i++) {
        const rap_stand *s = &m->v[i], *before = i ? s - 1 : NULL;
        if (!before || !rap_str_eq(before->issue, s->issue) ||
            !rap_str_eq(before->party, s->party)) {
            rap_buf b = {0};
            rap_word_label(&b, s->issue);
            rap_buf_z(&b, ": ");
            rap_buf_put(&b, rap_view_name(verb->v, s->party));
            verb->lines.indent = 0;
            rap_lines_fold(&verb->lines, rap_torn_text(&b));
            rap_lines_end(&verb->lines);
            rap_buf_done(&b);
        }
        put_entry(&verb->lines, verb->v, s, false);
    }
}

/* Everything that is tied to a condition, with its state. */
static void put_conditions(rap_verb *verb, const rap_matrix *m, bool *any)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    for (uint32_t i = 0; i < m->n; i++) {
        const rap_stand *s = &m->v[i];
        if (!s->condition.n) continue;
        *any = true;
        put_entry(l, verb->v, s, true);
        l->indent = AT_VALUE;
        rap_lines_to(l, 3);
        rap_lines_z(l, "condition");
        rap_lines_to(l, AT_VALUE);
        rap_lines_fold(l, s->condition);
        rap_buf_clear(&b);
        rap_cite_write(&b, s->condition_cite);
        rap_lines_z(l, " ");
        if (s->condition_cite.n) rap_lines_whole(l, rap_torn_text(&b));
        rap_lines_end(l);
        rap_lines_to(l, 3);
        rap_lines_z(l, "state");
        rap_lines_to(l, AT_VALUE);
        rap_lines_fold(l, rap_word_condition(s->condition_state));
        rap_lines_end(l);
    }
    rap_buf_done(&b);
}

static rap_code show_matrix(rap_verb *verb, bool *any)
{
    rap_matrix m;
    bool history = verb->filter.options->history;
    bool conditions = verb->filter.options->conditions;
    rap_code rc = rap_matrix_of(&m, verb->v, &verb->filter, history || conditions,
                                verb->arena, verb->err);
    for (uint32_t i = 0; rc == RAP_OK && i < m.n; i++)
        rc = rap_stand_claim(&m.v[i], verb->v, verb->arena, verb->err);
    if (rc != RAP_OK || !m.n) return rc;
    if (conditions) {
        put_conditions(verb, &m, any);
        return RAP_OK;
    }
    *any = true;
    if (history)
        put_history(verb, &m);
    else
        put_matrix(verb, &m);
    return RAP_OK;
}

static void put_telling(rap_verb *verb, const rap_telling *t, rap_str what)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    rap_lines_fold(l, what);
    rap_lines_z(l, " - ");
    rap_verb_claim(verb, &t->claim);
    rap_lines_z(l, " ");
    if (t->cite.n) rap_cite_write(&b, t->cite);
    rap_lines_whole(l, rap_torn_text(&b));
    rap_lines_end(l);
    rap_buf_done(&b);
}

static void put_condition(rap_verb *verb, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    const rap_value *c = rap_jsonin_get(item->json, "condition");
    rap_str text = rap_jsonin_str(c, "text");
    if (!text.n) return;
    rap_lines_to(l, 3);
    rap_lines_z(l, "condition");
    rap_lines_to(l, AT_VALUE);
    l->indent = AT_VALUE;
    rap_lines_fold(l, text);
    rap_lines_z(l, ": ");
    rap_lines_put(l, rap_word_condition(rap_jsonin_str(c, "state")));
    rap_lines_end(l);
}

/* "29 Mar 2022 Fomin (Russia): what he promised, says who, if not he" */
static void put_pledge(rap_verb *verb, const rap_item *item, const rap_promise *p)
{
    rap_lines *l = &verb->lines;
    rap_buf b = {0};
    rap_word_day(&b, item->day);
    rap_buf_z(&b, p->hollow ? " ○ " : " ");
    rap_promise_write(&b, verb->v, item, p);
    l->indent = AT_PLEDGE;
    rap_lines_fold(l, rap_torn_text(&b));
    for (uint32_t i = 0; i < p->n_made && i < CITES_SHOWN; i++) {
        rap_buf_clear(&b);
        rap_cite_write(&b, p->made[i].cite);
        rap_lines_z(l, "  ");
        rap_lines_whole(l, rap_torn_text(&b));
    }
    rap_lines_end(l);
    rap_buf_done(&b);
}

static rap_code pledge_row(rap_verb *verb, const rap_item *item)
{
    rap_lines *l = &verb->lines;
    rap_promise p;
    rap_code rc = rap_promise_of(&p, verb->v, item, verb->row, verb->err);
    if (rc != RAP_OK) return rc;
    if (p.hollow && verb->filter.options->own) return RAP_OK;
    put_pledge(verb, item, &p);
    put_condition(verb, item);
    if (!p.hollow) verb->rows++;
    if (p.hollow) verb->hollow++;
    for (uint32_t i = 0; i < p.n_followups; i++) {
        bool hollow = rap_claim_is_hollow(&p.followups[i].claim);
        if (hollow)
            verb->hollow++;
        else
            verb->parts++;
        if (hollow && verb->filter.options->own) continue;
        rap_lines_to(l, 3);
        rap_lines_z(l, i ? "" : "said to be");
        rap_lines_to(l, AT_VALUE - 2);
        rap_lines_z(l, hollow ? "○ " : "");
        rap_lines_to(l, AT_VALUE);
        l->indent = AT_VALUE;
        put_telling(verb, &p.followups[i],
                    rap_jsonin_str(p.followups[i].json, "bearing"));
    }
    return RAP_OK;
}

static void put_totals(rap_verb *verb)
{
    rap_buf b = {0};
    rap_word_things(&b, (int64_t)verb->rows, "pledge", "pledges");
    rap_buf_z(&b, ", ");
    rap_word_things(&b, (int64_t)verb->parts, "follow-up", "follow-ups");
    rap_buf_z(&b, ", each beside the one who says so");
    if (verb->hollow)
        rap_buf_printf(&b, "; not counted: %llu hollow (○)",
                       (unsigned long long)verb->hollow);
    verb->lines.indent = 2;
    rap_lines_fold(&verb->lines, rap_torn_text(&b));
    rap_lines_end(&verb->lines);
    rap_buf_done(&b);
}

rap_code rap_show_positions(rap_buf *out, bool *found, rap_dossier *d,
                            const rap_show_options *options, rap_err *err)
{
    rap_verb verb;
    bool any = false;
    rap_code rc = rap_verb_begin(&verb, out, d, options, err);
    if (rc != RAP_OK) return rc;
    if (options->pledges)
        rc = rap_verb_walk(&verb, &any, "pledge", pledge_row);
    else if (options->form == RAP_FORM_TEXT)
        rc = show_matrix(&verb, &any);
    else
        rc = rap_verb_walk(&verb, &any, "position", NULL);
    if (rc == RAP_OK && (verb.rows || verb.hollow)) put_totals(&verb);
    rc = rap_verb_end(&verb, rc);
    if (rc == RAP_OK) *found = any;
    return rc;
}
