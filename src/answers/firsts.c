/*
 * answers/firsts.c - by which reports each row is told, as days.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/firsts.h"

typedef RAP_LIST(rap_first) first_list;

typedef struct {
    rap_view *v;
    rap_firsts *f;
    rap_arena *row; /* emptied before every row */
    first_list list;
    rap_err *err;
} loading;

enum { ROW_ROOM = 1 << 26 };

static const rap_told_days no_day = {INT32_MAX, INT32_MIN};

static rap_code load_reports(loading *b)
{
    rap_view *v = b->v;
    b->f->reports = RAP_NEW(v->arena, rap_told_days, (size_t)v->n_reports + 1);
    if (!b->f->reports) return rap_fail_memory(b->err);
    for (uint32_t i = 0; i < v->n_reports; i++) {
        int32_t first, last;
        b->f->reports[i] = no_day;
        if (rap_day_bounds(&first, &last, v->reports[i].day))
            b->f->reports[i] = (rap_told_days){last, first};
    }
    return RAP_OK;
}

rap_told_days rap_firsts_report(const rap_firsts *f, const rap_view *v, uint32_t n)
{
    const rap_listed *r = rap_view_number(v, n);
    return r ? f->reports[r - v->reports] : no_day;
}

static rap_code put(loading *b, rap_first one)
{
    rap_first *to = RAP_PUSH(b->v->arena, &b->list);
    if (!to) return rap_fail_memory(b->err);
    *to = one;
    return RAP_OK;
}

static void take_list(loading *b, rap_first_list *out)
{
    *out = (rap_first_list){b->list.v, (uint32_t)b->list.n};
    b->list = (first_list){0};
}

/* Rows of one report: the index alone answers. */
static rap_code load_lone(loading *b, const char *kind)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, b->v->d,
                                "SELECT place, report FROM row INDEXED BY row_by_report"
                                " WHERE report IS NOT NULL AND kind = ?1",
                                b->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, rap_str_of(kind));
    while ((rc = rap_query_step(q, &more, b->err)) == RAP_OK && more) {
        uint32_t n = (uint32_t)rap_query_int(q, 1);
        rc = put(b, (rap_first){rap_query_int(q, 0), RAP_FIRST_WHOLE,
                                rap_firsts_report(b->f, b->v, n), 1});
        if (rc != RAP_OK) break;
    }
    rap_query_end(q);
    return rc;
}

/* Rows of several reports: by their citations. */
static rap_code load_shared(loading *b, const char *kind)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, b->v->d,
                                "SELECT r.place, c.report, r.weight FROM row r"
                                " JOIN cite c ON c.id = r.id"
                                " WHERE r.report IS NULL AND r.kind = ?1",
                                b->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, rap_str_of(kind));
    while ((rc = rap_query_step(q, &more, b->err)) == RAP_OK && more) {
        int64_t place = rap_query_int(q, 0);
        rap_told_days days =
            rap_firsts_report(b->f, b->v, (uint32_t)rap_query_int(q, 1));
        rap_first *last = b->list.n ? &b->list.v[b->list.n - 1] : NULL;
        if (last && last->place == place)
            last->days = rap_told_both(last->days, days);
        else
            rc = put(b, (rap_first){place, RAP_FIRST_WHOLE, days,
                                    (uint32_t)rap_query_int(q, 2)});
        if (rc != RAP_OK) break;
    }
    rap_query_end(q);
    return rc;
}

/* One entry for every member of a list of the body; `whole` puts them together. */
static rap_code take_parts(loading *b, int64_t place, const rap_value *list, bool whole)
{
    rap_first all = {place, RAP_FIRST_WHOLE, no_day, 0};
    uint32_t part = 0;
    rap_code rc = RAP_OK;
    for (const rap_value *t = list ? list->first : NULL; rc == RAP_OK && t;
         t = t->next, part++) {
        const rap_listed *r = rap_view_report(b->v, rap_jsonin_str(t, "report"));
        rap_told_days days = r ? b->f->reports[r - b->v->reports] : no_day;
        all.days = rap_told_both(all.days, days);
        rap_str value = rap_jsonin_str(t, "value");
        if (!whole)
            rc = put(b,
                     (rap_first){place, part, days, value.n ? rap_hash(value) : part});
    }
    return rc == RAP_OK && whole ? put(b, all) : rc;
}

static rap_code take_body(loading *b, const char *kind, rap_query *q)
{
    rap_value *json = NULL;
    int64_t place = rap_query_int(q, 0);
    bool pledge = strcmp(kind, "pledge") == 0;
    rap_row_clear(b->v, b->row);
    rap_code rc = rap_jsonin_parse(&json, rap_query_str(q, 1), b->row, b->err);
    if (rc != RAP_OK) return rc;
    const char *list = strcmp(kind, "disagreement") == 0 ? "sides" : "tellings";
    rc = take_parts(b, place, rap_jsonin_get(json, list), pledge);
    if (rc == RAP_OK && pledge)
        rc = take_parts(b, place, rap_jsonin_get(json, "followups"), false);
    return rc;
}

/* Rows whose parts come from several reports. */
static rap_code load_parts(loading *b, const char *kind)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, b->v->d,
                                "SELECT place, body FROM row WHERE kind = ?1", b->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, rap_str_of(kind));
    while ((rc = rap_query_step(q, &more, b->err)) == RAP_OK && more)
        if ((rc = take_body(b, kind, q)) != RAP_OK) break;
    rap_query_end(q);
    return rc;
}

static rap_code load_all(loading *b)
{
    rap_code rc = load_reports(b);
    if (rc == RAP_OK) rc = load_parts(b, "round");
    take_list(b, &b->f->rounds);
    if (rc == RAP_OK) rc = load_parts(b, "pledge");
    take_list(b, &b->f->pledges);
    if (rc == RAP_OK) rc = load_parts(b, "disagreement");
    take_list(b, &b->f->differ);
    if (rc == RAP_OK) rc = load_shared(b, "document");
    if (rc == RAP_OK) rc = load_lone(b, "document");
    take_list(b, &b->f->papers);
    if (rc == RAP_OK) rc = load_shared(b, "event");
    if (rc == RAP_OK) rc = load_lone(b, "event");
    take_list(b, &b->f->events);
    return rc;
}

rap_code rap_firsts_of(const rap_firsts **out, rap_view *v, rap_err *err)
{
    loading b = {.v = v, .err = err};
    if (!v->firsts) {
        b.f = RAP_NEW(v->arena, rap_firsts, 1);
        b.row = b.f ? rap_arena_new(ROW_ROOM) : NULL;
        if (!b.row) return rap_fail_memory(err);
        rap_code rc = load_all(&b);
        rap_arena_free(b.row);
        if (rc != RAP_OK) return rc;
        v->firsts = b.f;
    }
    *out = v->firsts;
    return RAP_OK;
}
