/*
 * answers/summary.c - what is in a dossier, in numbers and short lists.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/summary.h"

#include "view/judged.h"

static rap_code count_sql(rap_view *v, int64_t *n, const char *sql, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, v->d, sql, err);
    if (rc == RAP_OK) rc = rap_query_step(q, &more, err);
    if (rc == RAP_OK && more) *n = rap_query_int(q, 0);
    rap_query_end(q);
    return rc;
}

static rap_code count_all(rap_summary *s, rap_view *v, rap_err *err)
{
    const struct {
        int64_t *n;
        const char *sql;
    } counts[] = {
        {&s->rounds, "SELECT count(*) FROM row WHERE kind = 'round'"},
        {&s->rounds_held,
         "SELECT count(*) FROM row WHERE kind = 'round' AND state = 'held'"},
        {&s->rounds_planned,
         "SELECT count(*) FROM row WHERE kind = 'round' AND state = 'planned'"},
        {&s->statements, "SELECT count(*) FROM row WHERE kind = 'attribution'"},
        {&s->positions, "SELECT count(*) FROM row WHERE kind = 'position' AND"
                        " body ->> '$.asserted_by' = 'self'"},
        {&s->pledges, "SELECT count(*) FROM row WHERE kind = 'pledge'"},
        {&s->followups,
         "SELECT coalesce(sum(json_array_length(body, '$.followups')), 0)"
         " FROM row WHERE kind = 'pledge'"},
        {&s->disagreements, "SELECT count(*) FROM row WHERE kind = 'disagreement'"},
    };
    rap_code rc = RAP_OK;
    for (size_t i = 0; rc == RAP_OK && i < sizeof counts / sizeof *counts; i++)
        rc = count_sql(v, counts[i].n, counts[i].sql, err);
    return rc;
}

static void count_reports(rap_summary *s, const rap_view *v)
{
    s->reports = v->n_reports;
    for (uint32_t i = 0; i < v->n_reports; i++) {
        const rap_listed *r = &v->reports[i];
        rap_day day;
        s->words += r->words;
        bool full = rap_day_parse(&day, r->day) && rap_day_is_full(day);
        if (!full && !s->undated++) s->first_undated = r->n;
        if (!full) continue;
        if (!s->first.n || rap_str_cmp(r->day, s->first) < 0) s->first = r->day;
        if (!s->last.n || rap_str_cmp(r->day, s->last) > 0) s->last = r->day;
    }
}

static rap_code take_quoted(rap_summary *s, rap_view *v, rap_arena *arena, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, v->d,
                                "SELECT who, count(*) AS n FROM row"
                                " WHERE kind = 'attribution' AND who <> ''"
                                " GROUP BY who ORDER BY n DESC, who LIMIT 8",
                                err);
    while (rc == RAP_OK && s->n_quoted < RAP_SUMMARY_LIST &&
           (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_quoted *one = &s->quoted[s->n_quoted++];
        one->id = rap_arena_copy(arena, rap_query_str(q, 0));
        one->n = rap_query_int(q, 1);
        if (!one->id.p) rc = rap_fail_memory(err);
    }
    rap_query_end(q);
    return rc;
}

/* Up to RAP_SUMMARY_LIST rows of the ids that a query names. */
static rap_code take_rows(rap_item *items, uint32_t *n, rap_view *v, const char *sql[2],
                          rap_arena *arena, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, v->d, sql[1], err);
    while (rc == RAP_OK && *n < RAP_SUMMARY_LIST &&
           (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_str id = rap_arena_copy(arena, rap_query_str(q, 0));
        rc = id.p ? rap_view_row(v, &items[(*n)++], sql[0], id, arena, err)
                  : rap_fail_memory(err);
    }
    rap_query_end(q);
    return rc;
}

static rap_code take_lists(rap_summary *s, rap_view *v, rap_arena *arena, rap_err *err)
{
    const char *latest[] = {"position",
                            "SELECT id FROM row WHERE kind = 'position' AND"
                            " (day = '') = 0 AND state IN"
                            " ('demand', 'offer', 'accept', 'reject', 'red_line',"
                            " 'condition', 'pledge', 'threat')"
                            " ORDER BY day DESC, weight DESC, id LIMIT 5"};
    const char *differ[] = {"disagreement",
                            "SELECT id FROM row WHERE kind = 'disagreement'"
                            " ORDER BY weight DESC, id LIMIT 6"};
    const char *unsure[] = {"attribution",
                            "SELECT id FROM row WHERE kind = 'attribution' AND who = ''"
                            " AND (day = '') = 0"
                            " AND NOT coalesce(body ->> '$.anonymous', 0)"
                            " ORDER BY day DESC, weight DESC, id LIMIT 6"};
    rap_code rc = take_rows(s->latest, &s->n_latest, v, latest, arena, err);
    if (rc == RAP_OK) rc = take_rows(s->differ, &s->n_differ, v, differ, arena, err);
    if (rc == RAP_OK) rc = take_rows(s->unsure, &s->n_unsure, v, unsure, arena, err);
    return rc;
}

/* What coders have rejected is not counted. */
static rap_code leave_out_rejected(rap_summary *s, rap_view *v, rap_arena *arena,
                                   rap_err *err)
{
    const rap_judged *j = NULL;
    uint32_t n = 0;
    rap_code rc = rap_judged_all(&j, &n, v, err);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++) {
        rap_item item = {0};
        bool no = false;
        if (i && rap_str_eq(j[i].id, j[i - 1].id)) continue;
        rc = rap_judged_rejects(&no, v, j[i].id, err);
        if (rc == RAP_OK && no) rc = rap_view_row(v, &item, "", j[i].id, arena, err);
        if (rc != RAP_OK || !item.id.n) continue;
        rap_str by = rap_jsonin_str(item.json, "asserted_by");
        const rap_value *after = rap_jsonin_get(item.json, "followups");
        s->statements -= rap_str_is(item.kind, "attribution");
        s->positions -= rap_str_is(item.kind, "position") && rap_str_is(by, "self");
        s->pledges -= rap_str_is(item.kind, "pledge");
        s->followups -= after ? after->n : 0;
        s->disagreements -= rap_str_is(item.kind, "disagreement");
        s->rejected++;
        if (!rap_str_is(item.kind, "round")) continue;
        s->rounds--;
        s->rounds_held -= rap_str_is(item.state, "held");
        s->rounds_planned -= rap_str_is(item.state, "planned");
    }
    return rc;
}

static rap_code load(rap_summary *s, rap_view *v, rap_err *err)
{
    count_reports(s, v);
    rap_code rc = count_all(s, v, err);
    if (rc == RAP_OK) rc = leave_out_rejected(s, v, v->arena, err);
    if (rc == RAP_OK) rc = take_quoted(s, v, v->arena, err);
    return rc == RAP_OK ? take_lists(s, v, v->arena, err) : rc;
}

rap_code rap_summary_of(const rap_summary **out, rap_view *v, rap_err *err)
{
    if (!v->summary) {
        rap_summary *s = RAP_NEW(v->arena, rap_summary, 1);
        rap_code rc = s ? load(s, v, err) : rap_fail_memory(err);
        if (rc != RAP_OK) return rc;
        v->summary = s;
    }
    *out = v->summary;
    return RAP_OK;
}

rap_code rap_summary_unclear(int64_t *n, rap_view *v, rap_err *err)
{
    return count_sql(v, n,
                     "SELECT count(*) FROM row WHERE kind = 'attribution' AND"
                     " who = '' AND NOT coalesce(body ->> '$.anonymous', 0)",
                     err);
}
