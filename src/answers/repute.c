/*
 * answers/repute.c - what a report is known for.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/repute.h"

#include "answers/echo.h"
#include "stories/outlets.h"

enum { MOST = 24 };

struct rap_known {
    rap_repute *of; /* as v->reports */
    bool *rows;     /* issues and places are there */
    rap_outlets outlets;
};

/* The reports that an earlier one, or a third, has the text of.  Where it does not show
 * which was first the later in order of days counts as the copy. */
static rap_code load_copies(struct rap_known *k, rap_view *v, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(
        &q, v->d,
        "SELECT what, text, state FROM row WHERE kind = 'copy'" RAP_NOT_QUOTED, err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        const rap_listed *a = rap_view_report(v, rap_query_str(q, 0));
        const rap_listed *b = rap_view_report(v, rap_query_str(q, 1));
        rap_str way = rap_query_str(q, 2);
        bool common = rap_str_is(way, "common"), back = rap_str_is(way, "b->a");
        if (a && (common || back)) k->of[a - v->reports].copy = true;
        if (b && !back) k->of[b - v->reports].copy = true;
    }
    rap_query_end(q);
    return rc;
}

static rap_code load_outlets(struct rap_known *k, rap_view *v, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(
        &q, v->d, "SELECT value FROM hand WHERE what = 'brief' ORDER BY n DESC LIMIT 1",
        err);
    if (rc == RAP_OK) rc = rap_query_step(q, &more, err);
    if (rc == RAP_OK && more) {
        rap_str brief = rap_arena_copy(v->arena, rap_query_str(q, 0));
        if (brief.p) k->outlets = rap_outlets_of(brief, v->arena);
        if (!brief.p || k->outlets.failed) rc = rap_fail_memory(err);
    }
    rap_query_end(q);
    return rc;
}

static rap_code load(rap_view *v, rap_err *err)
{
    struct rap_known *k = RAP_NEW(v->arena, struct rap_known, 1);
    if (!k) return rap_fail_memory(err);
    k->of = RAP_NEW(v->arena, rap_repute, (size_t)v->n_reports + 1);
    k->rows = RAP_NEW(v->arena, bool, (size_t)v->n_reports + 1);
    if (!k->of || !k->rows) return rap_fail_memory(err);
    rap_code rc = load_copies(k, v, err);
    if (rc == RAP_OK) rc = load_outlets(k, v, err);
    if (rc == RAP_OK) v->known = k;
    return rc;
}

typedef struct {
    rap_str v[MOST];
    uint32_t n;
} few;

static rap_code note(few *f, rap_str text, rap_arena *arena, rap_err *err)
{
    for (uint32_t i = 0; i < f->n; i++)
        if (rap_str_eq(f->v[i], text)) return RAP_OK;
    if (!text.n || f->n == MOST) return RAP_OK;
    f->v[f->n] = rap_arena_copy(arena, text);
    return f->v[f->n++].p ? RAP_OK : rap_fail_memory(err);
}

static rap_code keep(const rap_str **to, uint32_t *n, const few *f, rap_arena *arena,
                     rap_err *err)
{
    rap_str *v = RAP_NEW(arena, rap_str, (size_t)f->n + 1);
    if (!v) return rap_fail_memory(err);
    memcpy(v, f->v, f->n * sizeof *v);
    *to = v;
    *n = f->n;
    return RAP_OK;
}

/* By its positions and events; of an event the first two places. */
static rap_code load_rows(rap_repute *t, rap_view *v, uint32_t n, rap_err *err)
{
    few issues = {0}, places = {0};
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(
        &q, v->d,
        "SELECT r.kind = 'position', r.what, r.body ->> '$.places[0].name',"
        " r.body ->> '$.places[1].name' FROM (SELECT DISTINCT id FROM cite"
        " INDEXED BY cite_by_report WHERE report = ?1"
        " AND kind IN ('position', 'event')) c JOIN row r ON r.id = c.id",
        err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, n);
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        if (rap_query_int(q, 0)) {
            rc = note(&issues, rap_query_str(q, 1), v->arena, err);
        } else {
            rc = note(&places, rap_query_str(q, 2), v->arena, err);
            if (rc == RAP_OK) rc = note(&places, rap_query_str(q, 3), v->arena, err);
        }
        if (rc != RAP_OK) break;
    }
    rap_query_end(q);
    if (rc == RAP_OK) rc = keep(&t->issues, &t->n_issues, &issues, v->arena, err);
    if (rc == RAP_OK) rc = keep(&t->places, &t->n_places, &places, v->arena, err);
    return rc;
}

static rap_code find_source(rap_repute *t, rap_view *v, const rap_listed *r,
                            rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, v->d, "SELECT uri FROM source WHERE n = ?1", err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, r->n);
    rc = rap_query_step(q, &more, err);
    rap_str uri = rc == RAP_OK && more ? rap_query_str(q, 0) : (rap_str){"", 0};
    t->source = rap_outlet_find(&v->known->outlets, r->publisher, uri, v->arena).kind;
    t->known = rc == RAP_OK;
    rap_query_end(q);
    return rc;
}

rap_code rap_repute_of(const rap_repute **out, rap_view *v, const rap_listed *r,
                       bool rows, rap_err *err)
{
    rap_code rc = v->known ? RAP_OK : load(v, err);
    if (rc != RAP_OK) return rc;
    size_t i = (size_t)(r - v->reports);
    rap_repute *t = &v->known->of[i];
    if (!t->known) rc = find_source(t, v, r, err);
    if (rc == RAP_OK && rows && !v->known->rows[i]) {
        rc = load_rows(t, v, r->n, err);
        v->known->rows[i] = rc == RAP_OK;
    }
    *out = t;
    return rc;
}
