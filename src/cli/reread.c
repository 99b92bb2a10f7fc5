/*
 * cli/reread.c - a report of the dossier read again, from the source bytes it holds.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/reread.h"

#include "base/ascii.h"
#include "base/jsonin.h"
#include "cli/inputs.h"
#include "cli/underway.h"
#include "reading/crew.h"

#include <stdio.h>

#define WORK_MAX   ((size_t)1 << 36)
#define REPORT_MAX ((size_t)1 << 30) /* as --max-bytes: larger ones are never added */

/* 3 for "R3", 0 for anything else. */
static uint32_t handle_of(rap_str which)
{
    uint64_t n = 0;
    if (which.n < 2 || which.n > 10 || which.p[0] != 'R') return 0;
    for (size_t i = 1; i < which.n; i++) {
        if (!rap_is_digit(which.p[i])) return 0;
        n = n * 10 + (uint64_t)(which.p[i] - '0');
    }
    return n <= UINT32_MAX ? (uint32_t)n : 0;
}

rap_code rap_kept_find(rap_kept *out, rap_dossier *d, rap_str which, rap_arena *arena,
                       rap_err *err)
{
    static const char sql[] = "SELECT n, key, options FROM source WHERE n = ?1 OR key "
                              "= ?2 ORDER BY n LIMIT 1";
    rap_query *q;
    rap_code rc = rap_query_new(&q, d, sql, err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, handle_of(which));
    rap_query_bind(q, 2, which);
    bool more = false;
    rap_kept k = {0};
    rc = rap_query_step(q, &more, err);
    if (rc == RAP_OK && !more)
        rc = rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "there is no report " RAP_FMT,
                      RAP_ARG(which));
    if (rc == RAP_OK) {
        k.n = (uint32_t)rap_query_int(q, 0);
        k.key = rap_arena_copy(arena, rap_query_str(q, 1));
        k.options = rap_arena_copy(arena, rap_query_str(q, 2));
        if (!k.key.p || !k.options.p) rc = rap_fail_memory(err);
    }
    rap_query_end(q);
    if (rc == RAP_OK) *out = k;
    return rc;
}

/* A day that is given only holds for a report that gives none. */
static rap_code check_day(rap_str record, rap_day wanted, rap_arena *arena,
                          rap_err *err)
{
    rap_value *v;
    rap_code rc = rap_jsonin_parse(&v, record, arena, err);
    if (rc != RAP_OK || rap_day_is_none(wanted)) return rc;
    rap_day_text want = rap_day_print(wanted);
    rap_str got = rap_jsonin_str(rap_jsonin_get(v, "published"), "day");
    if (rap_str_is(got, want.z)) return RAP_OK;
    return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                    "the report gives its day itself: " RAP_FMT, RAP_ARG(got));
}

/* A report as it is kept, and how it was read. */
static rap_code recall(rap_crew_job *job, rap_dossier *d, const rap_kept *kept,
                       rap_arena *arena, rap_err *err)
{
    job->report = (rap_report){.key = kept->key};
    rap_code rc = rap_dossier_source(d, &job->report.bytes, kept->n, arena, err);
    if (rc != RAP_OK) return rc;
    return rap_underway_parse(&job->options, &job->report, kept->options, arena, err);
}

/* The record that a worker has made takes the place of the one that was there. */
static rap_code put(rap_dossier *d, const rap_crew_item *item, uint32_t n,
                    rap_arena *arena, rap_err *err)
{
    rap_buf options = {0};
    rap_code rc = item->err.code;
    if (rc != RAP_OK) {
        if (err) *err = item->err;
        return rc;
    }
    rap_underway_write(&options, item->options, item->report);
    rc = check_day(rap_str_trim(item->json), item->options->published, arena, err);
    if (rc == RAP_OK && options.failed) rc = rap_fail_memory(err);
    if (rc == RAP_OK)
        rc = rap_dossier_reread(d, n, item->json, rap_buf_str(&options), err);
    rap_buf_done(&options);
    return rc;
}

static rap_code crew_of(rap_crew **out, rap_crew_source *source, void *from,
                        unsigned workers, rap_err *err)
{
    const rap_crew_options o = {.source = source,
                                .from = from,
                                .workers = workers,
                                .memory = RAP_READING_MEMORY(REPORT_MAX)};
    return rap_crew_new(out, &o, err);
}

/* One job, once. */
typedef struct {
    const rap_crew_job *job;
    bool given;
} single;

static rap_code give_single(void *from, rap_crew_job *job, bool *end, rap_arena *arena,
                            rap_err *err)
{
    single *s = from;
    (void)arena;
    (void)err;
    *job = *s->job;
    *end = s->given;
    s->given = true;
    return RAP_OK;
}

rap_code rap_kept_reread(rap_dossier *d, const rap_kept *kept, rap_str options,
                         rap_day published, rap_arena *arena, rap_err *err)
{
    rap_kept as = *kept;
    rap_crew_job job;
    rap_crew *crew = NULL;
    rap_crew_item item;
    as.options = options;
    rap_code rc = recall(&job, d, &as, arena, err);
    if (rc != RAP_OK) return rc;
    if (!rap_day_is_none(published)) {
        rap_reading_options *o = &job.options;
        o->published = published;
        o->piled = (rap_day){0, 0, 0};
        o->piled_range = (rap_days){o->piled, o->piled};
        o->piled_sure = 0;
    }
    single from = {&job, false};
    rc = crew_of(&crew, give_single, &from, 1, err);
    if (rc == RAP_OK && rap_crew_next(crew, &item))
        rc = put(d, &item, kept->n, arena, err);
    rap_crew_free(crew);
    return rc;
}

/* The reports whose days the pile tells, one after the other. */
typedef struct {
    rap_dossier *d;
    const rap_dossier_day *days;
    size_t n, next;
} redating;

static void handle_text(char *to, size_t room, uint32_t n)
{
    (void)snprintf(to, room, "R%u", n);
}

static rap_code give_redated(void *from, rap_crew_job *job, bool *end, rap_arena *arena,
                             rap_err *err)
{
    redating *r = from;
    *end = r->next == r->n;
    if (*end) return RAP_OK;
    const rap_dossier_day *day = &r->days[r->next++];
    char handle[16];
    handle_text(handle, sizeof handle, day->n);
    rap_kept kept;
    rap_code rc = rap_kept_find(&kept, r->d, rap_str_of(handle), arena, err);
    if (rc == RAP_OK) rc = recall(job, r->d, &kept, arena, err);
    job->options.piled = day->day;
    job->options.piled_range = day->range;
    job->options.piled_sure = day->sure;
    return rc;
}

/* A record that came without its source stays as it was made. */
static rap_code take_redated(rap_dossier *d, const rap_crew_item *item, uint32_t n,
                             uint64_t *done, rap_arena *arena, rap_err *err)
{
    rap_err why;
    rap_code rc = put(d, item, n, arena, &why);
    if (rc == RAP_E_STORE || rc == RAP_E_NOMEM) {
        if (err) *err = why;
        return rc;
    }
    *done += rc == RAP_OK;
    if (rc != RAP_OK && rc != RAP_E_OPEN) {
        char handle[16];
        handle_text(handle, sizeof handle, n);
        rap_inputs_tell(rap_str_of(handle), &why);
    }
    return RAP_OK;
}

rap_code rap_kept_date_all(rap_dossier *d, rap_days between, uint64_t *n, rap_err *err)
{
    rap_arena *all = rap_arena_new(WORK_MAX), *one = rap_arena_new(WORK_MAX);
    rap_crew *crew = NULL;
    rap_crew_item item;
    redating from = {.d = d};
    rap_code rc = all && one
                      ? rap_dossier_days(d, &from.days, &from.n, between, all, err)
                      : rap_fail_memory(err);
    if (rc == RAP_OK && from.n)
        rc = crew_of(&crew, give_redated, &from, rap_inputs_cores(), err);
    for (size_t i = 0; crew && rc == RAP_OK && rap_crew_next(crew, &item); i++) {
        rap_arena_reset(one);
        rc = take_redated(d, &item, from.days[i].n, n, one, err);
    }
    rap_crew_free(crew);
    rap_arena_free(all);
    rap_arena_free(one);
    return rc;
}
