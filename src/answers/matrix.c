/*
 * answers/matrix.c - who stands where on what.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/matrix.h"

#include <stdlib.h>

enum { PLEDGES_SHOWN = 3 };

/* A position that is kept, and when it was last heard. */
typedef struct {
    const rap_stand *s;
    rap_str heard;
    int32_t last;
} kept;

typedef struct {
    rap_view *v;
    const rap_filter *f;
    bool all;
    rap_arena *arena;
    kept *list;
    size_t n;
    rap_err *err;
    bool bounded;
    int32_t until; /* --as-of */
} building;

/* The last day of the tellings, or of the row, that is not after the day looked at. */
static void last_heard(const building *b, kept *k)
{
    int32_t first;
    k->heard = k->s->day;
    if (!rap_day_bounds(&first, &k->last, k->s->day)) k->last = INT32_MIN;
    for (uint32_t i = 0; i < k->s->n_tellings; i++) {
        const rap_heard *t = &k->s->tellings[i];
        if (!t->dated || t->last <= k->last || (b->bounded && t->first > b->until))
            continue;
        k->last = t->last;
        k->heard = t->day;
    }
}

static bool is_of_report(const rap_stand *s, uint32_t n)
{
    for (uint32_t i = 0; i < s->n_tellings; i++)
        if (s->tellings[i].report == n) return true;
    return s->cite.n == n;
}

static bool keeps(const building *b, const rap_stand *s)
{
    const rap_filter *f = b->f;
    int32_t first, last;
    if (f->nowhere || !rap_filter_keeps_day(f, s->day)) return false;
    if (!b->all && !s->sign.flag) return false;
    if (f->options->own && s->source != RAP_STAND_OWN) return false;
    if (f->options->conditions && !s->condition.n) return false;
    if (f->report && !is_of_report(s, f->report)) return false;
    if (f->party && !rap_view_has(b->v, f->party, s->who, true)) return false;
    if (b->bounded && (!rap_day_bounds(&first, &last, s->day) || first > b->until))
        return false;
    return rap_issue_is_asked(f->options->issue, s->issue);
}

static rap_code gather(building *b)
{
    const rap_stands *all = NULL;
    rap_code rc = rap_stands_of(&all, b->v, b->err);
    if (rc != RAP_OK) return rc;
    b->list = RAP_NEW(b->arena, kept, (size_t)all->n + 1);
    if (!b->list) return rap_fail_memory(b->err);
    for (uint32_t i = 0; i < all->n; i++) {
        if (!keeps(b, &all->v[i])) continue;
        b->list[b->n].s = &all->v[i];
        last_heard(b, &b->list[b->n++]);
    }
    return RAP_OK;
}

static int compare(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int by_issue_party(const void *va, const void *vb)
{
    const kept *a = va, *b = vb;
    int d = compare(a->s->issue_at, b->s->issue_at);
    if (!d) d = compare(a->s->party_at, b->s->party_at);
    if (!d) d = (a->last > b->last) - (a->last < b->last);
    return d ? d : rap_str_cmp(a->s->id, b->s->id);
}

static int by_stance(const void *va, const void *vb)
{
    const kept *a = va, *b = vb;
    int d = compare(a->s->issue_at, b->s->issue_at);
    if (!d) d = compare(a->s->party_at, b->s->party_at);
    if (!d) d = compare(a->s->stance_at, b->s->stance_at);
    if (!d) d = (int)a->s->source - (int)b->s->source;
    if (!d) d = (int)a->s->rejected - (int)b->s->rejected;
    if (!d) d = (a->last < b->last) - (a->last > b->last);
    return d ? d : rap_str_cmp(a->s->id, b->s->id);
}

static bool is_same_stance(const rap_stand *a, const rap_stand *b)
{
    return a->issue_at == b->issue_at && a->party_at == b->party_at &&
           a->stance_at == b->stance_at && a->source == b->source &&
           a->rejected == b->rejected;
}

/* A later demand stands for the earlier ones; pledges stand side by side. */
static void keep_latest(building *b)
{
    size_t n = 0, same = 0;
    qsort(b->list, b->n, sizeof *b->list, by_stance);
    for (size_t i = 0; i < b->n; i++) {
        bool again = n && is_same_stance(b->list[n - 1].s, b->list[i].s);
        bool pledge = rap_str_is(b->list[i].s->stance, "pledge");
        same = again ? same + 1 : 0;
        if (same < (pledge ? PLEDGES_SHOWN : 1u)) b->list[n++] = b->list[i];
    }
    b->n = n;
}

typedef struct {
    rap_str key;
    uint32_t n, at; /* at: its place among all keys */
} tally;

static int by_count(const void *va, const void *vb)
{
    const tally *a = va, *b = vb;
    int d = (a->n < b->n) - (a->n > b->n);
    return d ? d : rap_str_cmp(a->key, b->key);
}

/* Each key once, the most frequent first. */
static tally *count_keys(const building *b, bool column, uint32_t *n)
{
    uint32_t most = 0;
    for (size_t i = 0; i < b->n; i++) {
        uint32_t at = column ? b->list[i].s->column_at : b->list[i].s->issue_at;
        if (at >= most) most = at + 1;
    }
    tally *t = RAP_NEW(b->arena, tally, (size_t)most + 1);
    if (!t) return NULL;
    for (size_t i = 0; i < b->n; i++) {
        const rap_stand *s = b->list[i].s;
        uint32_t at = column ? s->column_at : s->issue_at;
        t[at] = (tally){column ? s->column : s->issue, t[at].n + 1, at};
    }
    *n = 0;
    for (uint32_t i = 0; i < most; i++)
        if (t[i].n) t[(*n)++] = t[i];
    if (*n) qsort(t, *n, sizeof *t, by_count);
    return t;
}

static rap_stand stand_of(const kept *k)
{
    rap_stand s = *k->s;
    s.heard = k->heard;
    s.last = k->last;
    return s;
}

/* Groups of the list (already by issue) in the order of `issues`. */
static rap_code order_issues(rap_matrix *m, const building *b)
{
    uint32_t n_issues = 0, most = 0;
    tally *issues = count_keys(b, false, &n_issues);
    for (uint32_t i = 0; issues && i < n_issues; i++)
        if (issues[i].at >= most) most = issues[i].at + 1;
    size_t *starts = RAP_NEW(b->arena, size_t, (size_t)most + 1);
    m->v = RAP_NEW(b->arena, rap_stand, b->n + 1);
    if (!issues || !starts || !m->v) return RAP_E_NOMEM;
    for (size_t i = b->n; i-- > 0;)
        starts[b->list[i].s->issue_at] = i;
    for (uint32_t i = 0; i < n_issues; i++)
        for (uint32_t k = 0; k < issues[i].n; k++)
            m->v[m->n++] = stand_of(&b->list[starts[issues[i].at] + k]);
    return RAP_OK;
}

static rap_code order_parties(rap_matrix *m, const building *b)
{
    tally *parties = count_keys(b, true, &m->n_parties);
    m->parties = RAP_NEW(b->arena, rap_str, (size_t)m->n_parties + 1);
    if (!parties || !m->parties) return RAP_E_NOMEM;
    uint32_t n = 0;
    for (uint32_t i = 0; i < m->n_parties; i++) {
        if (parties[i].key.n)
            m->parties[n++] = parties[i].key;
        else
            m->others = parties[i].n;
    }
    m->n_parties = n;
    return RAP_OK;
}

/* The last day of the dossier is that of its last report; where no report has one, the
 * last day on which anything was heard. */
static void find_window(rap_matrix *m, const building *b)
{
    int32_t first, last, from;
    m->as_of = b->bounded ? b->until : INT32_MIN;
    for (uint32_t i = 0; i < b->v->n_reports && !b->bounded; i++)
        if (rap_day_bounds(&first, &last, b->v->reports[i].day) && last > m->as_of)
            m->as_of = last;
    for (uint32_t i = 0; i < m->n && !b->bounded && m->as_of == INT32_MIN; i++)
        if (m->v[i].last > m->as_of) m->as_of = m->v[i].last;
    m->windowed = !b->bounded && rap_day_bounds(&from, &last, b->v->heading.from);
    m->fresh_from = m->windowed             ? from
                    : m->as_of == INT32_MIN ? INT32_MIN
                                            : m->as_of - RAP_STALE_DAYS;
}

static void finish(rap_matrix *m, const building *b)
{
    find_window(m, b);
    for (uint32_t i = 0; i < m->n; i++) {
        rap_stand *s = &m->v[i];
        s->stale = s->last != INT32_MIN && s->last < m->fresh_from;
        m->rejected += s->rejected;
        if (s->rejected) continue;
        m->own += s->source == RAP_STAND_OWN;
        m->narrator += s->source == RAP_STAND_NARRATOR;
        m->hollow += s->source == RAP_STAND_HOLLOW;
    }
}

static rap_code build(rap_matrix *m, building *b)
{
    rap_code rc = gather(b);
    if (rc != RAP_OK || !b->n) return rc;
    if (!b->all) keep_latest(b);
    qsort(b->list, b->n, sizeof *b->list, by_issue_party);
    if (order_issues(m, b) != RAP_OK || order_parties(m, b) != RAP_OK)
        return rap_fail_memory(b->err);
    finish(m, b);
    return RAP_OK;
}

rap_code rap_matrix_of(rap_matrix *out, rap_view *v, const rap_filter *f, bool all,
                       rap_arena *arena, rap_err *err)
{
    int32_t first;
    building b = {.v = v, .f = f, .all = all, .arena = arena, .err = err};
    rap_matrix m = {.as_of = INT32_MIN};
    rap_str as_of = f->options->as_of;
    if (as_of.n && !rap_day_bounds(&first, &b.until, as_of))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "\"" RAP_FMT "\" is no day (write 2022-03-30)", RAP_ARG(as_of));
    b.bounded = as_of.n > 0;
    rap_code rc = build(&m, &b);
    if (rc == RAP_OK) *out = m;
    return rc;
}

bool rap_stand_needs_name(const rap_stand *s, rap_str column)
{
    return !column.n || !rap_str_eq(s->party, column);
}

void rap_matrix_write_rule(rap_buf *out, const rap_view *v, const rap_matrix *m)
{
    if (m->windowed) {
        rap_buf_z(out, "before ");
        rap_word_day(out, v->heading.from);
        rap_buf_z(out, ", the first day of the brief");
        return;
    }
    rap_buf_printf(out, "more than %d days before ", RAP_STALE_DAYS);
    if (m->as_of == INT32_MIN) {
        rap_buf_z(out, "the last day of the dossier");
        return;
    }
    rap_day day = rap_day_of_serial(m->as_of);
    rap_day_text text = rap_day_print(day);
    rap_word_day(out, rap_str_of(text.z));
}

rap_str rap_word_condition(rap_str state)
{
    return rap_str_of(rap_str_is(state, "met")       ? "met"
                      : rap_str_is(state, "not_met") ? "not met"
                                                     : "unknown whether met");
}

void rap_stand_write_source(rap_buf *out, const rap_stand *s)
{
    if (s->source == RAP_STAND_NARRATOR || s->claim.kind == RAP_CLAIM_NARRATOR ||
        s->claim.kind == RAP_CLAIM_UNSURE) {
        rap_buf_printf(out, "told by R%u, no speaker", s->cite.n);
        return;
    }
    if (s->source == RAP_STAND_HOLLOW) rap_buf_z(out, "known only from ");
    if (s->source == RAP_STAND_OWN && s->claim.kind == RAP_CLAIM_NAMED)
        rap_buf_put(out, s->claim.name);
    else
        rap_claim_write(out, &s->claim);
}
