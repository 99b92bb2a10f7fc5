/*
 * cli/reread.c - a report of the dossier read again, from the source bytes it holds.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/reread.h"

#include "base/ascii.h"
#include "base/jsonin.h"
#include "cli/inputs.h"
#include "cli/underway.h"

#include <stdio.h>

#define WORK_MAX ((size_t)1 << 36)

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

static rap_code put(rap_dossier *d, const rap_report *report, uint32_t n,
                    const rap_reading_options *o, rap_arena *arena, rap_err *err)
{
    rap_buf record = {0}, options = {0};
    rap_underway_write(&options, o, report);
    rap_code rc = rap_reading_run(&record, report, o, arena, err);
    if (rc == RAP_OK)
        rc = check_day(rap_str_trim(rap_buf_str(&record)), o->published, arena, err);
    if (rc == RAP_OK && (record.failed || options.failed)) rc = rap_fail_memory(err);
    if (rc == RAP_OK)
        rc = rap_dossier_reread(d, n, rap_buf_str(&record), rap_buf_str(&options), err);
    rap_buf_done(&record);
    rap_buf_done(&options);
    return rc;
}

rap_code rap_kept_reread(rap_dossier *d, const rap_kept *kept, rap_str options,
                         rap_day published, rap_arena *arena, rap_err *err)
{
    rap_report report = {.key = kept->key};
    rap_reading_options o;
    rap_code rc = rap_dossier_source(d, &report.bytes, kept->n, arena, err);
    if (rc == RAP_OK) rc = rap_underway_parse(&o, &report, options, arena, err);
    if (rc != RAP_OK) return rc;
    if (!rap_day_is_none(published)) {
        o.published = published;
        o.piled = (rap_day){0, 0, 0};
        o.piled_range = (rap_days){o.piled, o.piled};
        o.piled_sure = 0;
    }
    return put(d, &report, kept->n, &o, arena, err);
}

rap_code rap_kept_redate(rap_dossier *d, const rap_dossier_day *day, rap_arena *arena,
                         rap_err *err)
{
    char handle[16];
    (void)snprintf(handle, sizeof handle, "R%u", day->n);
    rap_kept kept;
    rap_reading_options o;
    rap_code rc = rap_kept_find(&kept, d, rap_str_of(handle), arena, err);
    if (rc != RAP_OK) return rc;
    rap_report report = {.key = kept.key};
    rc = rap_dossier_source(d, &report.bytes, kept.n, arena, err);
    if (rc == RAP_OK) rc = rap_underway_parse(&o, &report, kept.options, arena, err);
    if (rc != RAP_OK) return rc;
    o.piled = day->day;
    o.piled_range = day->range;
    o.piled_sure = day->sure;
    return put(d, &report, kept.n, &o, arena, err);
}

rap_code rap_kept_date_all(rap_dossier *d, rap_days between, uint64_t *n, rap_err *err)
{
    rap_arena *all = rap_arena_new(WORK_MAX), *one = rap_arena_new(WORK_MAX);
    const rap_dossier_day *days = NULL;
    size_t count = 0;
    rap_code rc = all && one ? rap_dossier_days(d, &days, &count, between, all, err)
                             : rap_fail_memory(err);
    for (size_t i = 0; rc == RAP_OK && i < count; i++) {
        rap_err why;
        rap_arena_reset(one);
        rc = rap_kept_redate(d, &days[i], one, &why);
        if (rc == RAP_OK) {
            ++*n;
            continue;
        }
        char handle[16];
        (void)snprintf(handle, sizeof handle, "R%u", days[i].n);
        if (rc == RAP_E_STORE || rc == RAP_E_NOMEM) {
            if (err) *err = why;
            break;
        }
        /* a record that came without its source stays as it was made */
        if (rc != RAP_E_OPEN) rap_inputs_tell(rap_str_of(handle), &why);
        rc = RAP_OK;
    }
    rap_arena_free(all);
    rap_arena_free(one);
    return rc;
}
