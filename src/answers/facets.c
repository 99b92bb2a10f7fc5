/*
 * answers/facets.c - full text search with filters, and how the hits fall.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/facets.h"

#include "answers/repute.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "view/wording.h"

#include <stdlib.h>

static const struct {
    const char *key, *label;
} facets[RAP_FACETS] = {
    [RAP_FACET_PARTY] = {"party", "Party"},
    [RAP_FACET_SPEAKER] = {"speaker", "Speaker"},
    [RAP_FACET_ISSUE] = {"issue", "Issue"},
    [RAP_FACET_PLACE] = {"place", "Place"},
    [RAP_FACET_MONTH] = {"month", "Month"},
    [RAP_FACET_OUTLET] = {"outlet", "Outlet"},
    [RAP_FACET_SOURCE] = {"source", "Kind of outlet"},
    [RAP_FACET_ORIGIN] = {"origin", "Origin"},
};

const char *rap_facet_key(rap_facet f)
{
    return facets[f].key;
}

const char *rap_facet_label(rap_facet f)
{
    return facets[f].label;
}

void rap_facet_write(rap_buf *out, rap_facet f, rap_str value)
{
    if (f == RAP_FACET_ISSUE)
        rap_word_label(out, value);
    else
        rap_buf_put(out, value);
}

/* A hit before its row is loaded. */
typedef struct {
    rap_str kind, id; /* "report": id is its number */
    rap_str who, day;
    bool unnamed; /* a statement of somebody who is not named */
    int64_t at;   /* in the full text */
    const rap_listed *report;
} found;

typedef struct {
    rap_facet facet;
    rap_str value;
} tag;

typedef struct {
    rap_view *v;
    const rap_filter *f;
    rap_str match;
    rap_str place, outlet, source; /* asked for, as rap_utf8_plain has them */
    rap_arena *arena;
    RAP_LIST(found) kept;
    RAP_LIST(tag) tags;
    uint32_t looked;
    rap_err *err;
} search;

/* ---- which hits pass ---- */

static bool keeps_names(const search *s, const found *x)
{
    const rap_filter *f = s->f;
    bool report = rap_str_is(x->kind, "report");
    if (f->unclear && (report || x->who.n || x->unnamed)) return false;
    if (f->party && !rap_view_has(s->v, f->party, x->who, true)) return false;
    return !f->speaker || rap_view_has(s->v, f->speaker, x->who, false);
}

static bool is_any(const search *s, const rap_str *v, uint32_t n, rap_str plain)
{
    for (uint32_t i = 0; i < n; i++)
        if (rap_str_eq(rap_utf8_plain(s->arena, v[i]), plain)) return true;
    return false;
}

static bool keeps_issue(const search *s, const rap_repute *t)
{
    for (uint32_t i = 0; i < t->n_issues; i++)
        if (rap_issue_is_asked(s->f->options->issue, t->issues[i])) return true;
    return !s->f->options->issue.n;
}

static bool keeps_report(const search *s, const found *x, const rap_repute *t)
{
    const rap_show_options *o = s->f->options;
    bool copy = rap_str_is(o->origin, "copy");
    if (o->origin.n && t->copy != copy) return false;
    if (s->source.n && !rap_str_eq(t->source, s->source)) return false;
    if (s->place.n && !is_any(s, t->places, t->n_places, s->place)) return false;
    if (!s->outlet.n) return true;
    return rap_str_eq(rap_utf8_plain(s->arena, x->report->publisher), s->outlet);
}

static rap_code keeps(search *s, bool *yes, const found *x)
{
    const rap_show_options *o = s->f->options;
    const rap_repute *t = NULL;
    *yes = x->report && !s->f->nowhere && keeps_names(s, x) &&
           rap_filter_keeps_day(s->f, x->day) && rap_str_begins(x->day, o->month) &&
           (!s->f->report || x->report->n == s->f->report);
    if (!*yes) return RAP_OK;
    rap_code rc = rap_repute_of(&t, s->v, x->report, o->issue.n || s->place.n, s->err);
    if (rc == RAP_OK) *yes = keeps_report(s, x, t) && keeps_issue(s, t);
    return rc;
}

/* ---- what hits are counted under ---- */

static rap_code put_tag(search *s, rap_facet facet, rap_str value)
{
    if (!value.n) return RAP_OK;
    tag *to = RAP_PUSH(s->arena, &s->tags);
    if (!to) return rap_fail_memory(s->err);
    *to = (tag){facet, value};
    return RAP_OK;
}

/* The side of a speaker; of a state or body without one its own name. */
static rap_str party_of(const rap_view *v, rap_str who)
{
    int32_t i = rap_view_find(v, who);
    if (i == RAP_NOBODY) return (rap_str){"", 0};
    if (v->names[i].side != RAP_NOBODY) return v->names[v->names[i].side].name;
    bool person = rap_str_is(v->names[i].kind, "person") ||
                  rap_str_is(v->names[i].kind, "anonymous");
    return person ? (rap_str){"", 0} : v->names[i].name;
}

static rap_code put_tags(search *s, const found *x)
{
    enum { MONTH = sizeof "2022-03" - 1 };
    const rap_repute *t = NULL;
    bool speaks = x->who.n && rap_view_find(s->v, x->who) != RAP_NOBODY;
    rap_code rc = rap_repute_of(&t, s->v, x->report, true, s->err);
    if (rc == RAP_OK) rc = put_tag(s, RAP_FACET_PARTY, party_of(s->v, x->who));
    if (rc == RAP_OK && speaks)
        rc = put_tag(s, RAP_FACET_SPEAKER, rap_view_name(s->v, x->who));
    for (uint32_t i = 0; rc == RAP_OK && i < t->n_issues; i++)
        rc = put_tag(s, RAP_FACET_ISSUE, t->issues[i]);
    for (uint32_t i = 0; rc == RAP_OK && i < t->n_places; i++)
        rc = put_tag(s, RAP_FACET_PLACE, t->places[i]);
    if (rc == RAP_OK && x->day.n >= MONTH && x->day.p[0] != '-')
        rc = put_tag(s, RAP_FACET_MONTH, rap_str_cut(x->day, 0, MONTH));
    if (rc == RAP_OK) rc = put_tag(s, RAP_FACET_OUTLET, x->report->publisher);
    if (rc == RAP_OK) rc = put_tag(s, RAP_FACET_SOURCE, t->source);
    if (rc != RAP_OK) return rc;
    return put_tag(s, RAP_FACET_ORIGIN,
                   t->copy ? RAP_STR("copy") : RAP_STR("independent"));
}

static int by_value(const void *va, const void *vb)
{
    const tag *a = va, *b = vb;
    int d = (a->facet > b->facet) - (a->facet < b->facet);
    return d ? d : rap_str_cmp(a->value, b->value);
}

/* The most frequent values of a facet stay, those of one number by name. */
static void put_value(rap_facet_counts *c, rap_str value, uint32_t n)
{
    uint32_t at = c->n < RAP_SEARCH_VALUES ? c->n++ : c->n;
    while (at > 0 && c->v[at - 1].n < n) {
        if (at < RAP_SEARCH_VALUES) c->v[at] = c->v[at - 1];
        at--;
    }
    if (at < RAP_SEARCH_VALUES) c->v[at] = (rap_facet_value){value, n};
}

static rap_code count(search *s, rap_search *out)
{
    rap_code rc = RAP_OK;
    for (size_t i = 0; rc == RAP_OK && i < s->kept.n; i++)
        rc = put_tags(s, &s->kept.v[i]);
    if (s->tags.n) qsort(s->tags.v, s->tags.n, sizeof *s->tags.v, by_value);
    for (size_t from = 0, to; rc == RAP_OK && from < s->tags.n; from = to) {
        for (to = from; to < s->tags.n && !by_value(&s->tags.v[from], &s->tags.v[to]);)
            to++;
        put_value(&out->facets[s->tags.v[from].facet], s->tags.v[from].value,
                  (uint32_t)(to - from));
    }
    return rc;
}

/* ---- the hits ---- */

/* Ranked inside, so that nothing is joined or sifted around the full text itself. */
static const char hits_sql[] =
    "SELECT w.kind, w.id, w.at, r.who, r.day, r.report,"
    " r.who = '' AND coalesce(r.body ->> '$.anonymous', 0)"
    " FROM (SELECT kind, id, rowid AS at FROM words WHERE words MATCH ?1"
    " ORDER BY rank LIMIT 4000) w LEFT JOIN row r ON r.id = w.id";

static uint32_t number_of(rap_str digits)
{
    uint32_t n = 0;
    for (size_t i = 0; i < digits.n && i < 9 && rap_is_digit(digits.p[i]); i++)
        n = n * 10 + (uint32_t)(digits.p[i] - '0');
    return n;
}

static void take_hit(found *x, search *s, rap_query *q)
{
    *x = (found){.kind = rap_query_str(q, 0),
                 .id = rap_query_str(q, 1),
                 .at = rap_query_int(q, 2),
                 .who = rap_query_str(q, 3),
                 .day = rap_query_str(q, 4),
                 .unnamed = rap_query_int(q, 6) != 0};
    bool report = rap_str_is(x->kind, "report");
    uint32_t n = report ? number_of(x->id) : (uint32_t)rap_query_int(q, 5);
    x->report = rap_view_number(s->v, n);
    if (report && x->report) x->day = x->report->day;
}

static rap_code keep(search *s, const found *x)
{
    found *to = RAP_PUSH(s->arena, &s->kept);
    if (!to) return rap_fail_memory(s->err);
    *to = *x;
    rap_str *const strings[] = {&to->kind, &to->id, &to->who, &to->day};
    for (int i = 0; i < 4; i++) {
        *strings[i] = rap_arena_copy(s->arena, *strings[i]);
        if (!strings[i]->p) return rap_fail_memory(s->err);
    }
    return RAP_OK;
}

static rap_code find(search *s, bool *all)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, s->v->d, hits_sql, s->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, s->match);
    *all = false;
    while (s->kept.n < RAP_SEARCH_KEPT &&
           (rc = rap_query_step(q, &more, s->err)) == RAP_OK && more) {
        found x;
        bool yes = false;
        s->looked++;
        take_hit(&x, s, q);
        rc = keeps(s, &yes, &x);
        if (rc == RAP_OK && yes) rc = keep(s, &x);
        if (rc != RAP_OK) break;
    }
    *all = !more && s->looked < RAP_SEARCH_LOOKED;
    rap_query_end(q);
    return rc;
}

/* The words found in their place. */
static rap_code take_piece(rap_hit *hit, search *s, const found *x)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc =
        rap_query_new(&q, s->v->d,
                      "SELECT snippet(words, 2, char(1), char(2), '…', 24) FROM words"
                      " WHERE words MATCH ?1 AND rowid = ?2",
                      s->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, s->match);
    rap_query_bind_int(q, 2, x->at);
    rc = rap_query_step(q, &more, s->err);
    if (rc == RAP_OK && more)
        hit->piece = rap_arena_copy(s->arena, rap_query_str(q, 0));
    rap_query_end(q);
    return rc == RAP_OK && more && !hit->piece.p ? rap_fail_memory(s->err) : rc;
}

static rap_code load(rap_search *out, search *s, uint32_t start, uint32_t most)
{
    rap_code rc = RAP_OK;
    uint32_t n = (uint32_t)s->kept.n;
    uint32_t to = start < n && most < n - start ? start + most : n;
    out->hits = RAP_NEW(s->arena, rap_hit, (size_t)most + 1);
    if (!out->hits) return rap_fail_memory(s->err);
    for (uint32_t i = start; rc == RAP_OK && i < to; i++) {
        rap_hit *hit = &out->hits[out->n];
        rc = rap_hit_row(&hit->item, s->v, s->kept.v[i].kind, s->kept.v[i].id, s->arena,
                         s->err);
        if (rc == RAP_OK) rc = take_piece(hit, s, &s->kept.v[i]);
        if (hit->item.id.n) out->n++;
    }
    return rc;
}

rap_code rap_search_of(rap_search *out, rap_view *v, const rap_filter *f,
                       uint32_t start, uint32_t most, rap_arena *arena, rap_err *err)
{
    const rap_show_options *o = f->options;
    search s = {.v = v,
                .f = f,
                .arena = arena,
                .match = rap_seek_match(o->words, arena),
                .place = rap_utf8_plain(arena, rap_str_trim(o->place)),
                .outlet = rap_utf8_plain(arena, rap_str_trim(o->outlet)),
                .source = rap_utf8_plain(arena, rap_str_trim(o->source)),
                .err = err};
    *out = (rap_search){.all = true};
    if (!s.match.p || !s.place.p || !s.outlet.p || !s.source.p)
        return rap_fail_memory(err);
    if (!s.match.n) return RAP_OK;
    rap_code rc = find(&s, &out->all);
    out->kept = (uint32_t)s.kept.n;
    if (rc == RAP_OK) rc = count(&s, out);
    return rc == RAP_OK ? load(out, &s, start, most) : rc;
}
