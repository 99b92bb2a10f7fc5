/*
 * cli/settling.c - the reports of a dossier put together: days that only the others
 * tell, then all rows.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/settling.h"

#include "cli/opening.h"
#include "cli/reread.h"
#include "cli/terminal.h"
#include "cli/underway.h"
#include "cli/verbs.h"
#include "cluster/tickets.h"
#include "view/wording.h"

#include <stdio.h>

#define WORK_LIMIT ((size_t)1 << 30)

/* The brief in the dossier, in the arena; empty when there is none. */
static rap_code brief_there(rap_dossier *d, rap_str *out, rap_arena *arena,
                            rap_err *err)
{
    static const char sql[] =
        "SELECT value FROM hand WHERE what = 'brief' ORDER BY n DESC LIMIT 1";
    rap_query *q;
    rap_code rc = rap_query_new(&q, d, sql, err);
    if (rc != RAP_OK) return rc;
    bool more = false;
    rc = rap_query_step(q, &more, err);
    *out = more ? rap_arena_copy(arena, rap_query_str(q, 0)) : (rap_str){"", 0};
    rap_query_end(q);
    return rc == RAP_OK && !out->p ? rap_fail_memory(err) : rc;
}

rap_code rap_settling_brief(rap_dossier *d, rap_str brief, rap_err *err)
{
    rap_str there;
    rap_arena *arena = rap_arena_new(WORK_LIMIT);
    if (!arena) return rap_fail_memory(err);
    rap_code rc = brief_there(d, &there, arena, err);
    if (rc == RAP_OK && !rap_str_eq(there, brief))
        rc = rap_dossier_correct(d, "brief", RAP_STR(""), RAP_STR(""), brief, err);
    rap_arena_free(arena);
    return rc;
}

rap_code rap_settling_run(rap_dossier *d, rap_days between, uint64_t *dated,
                          rap_err *err)
{
    rap_code rc = rap_kept_date_all(d, between, dated, err);
    return rc == RAP_OK ? rap_dossier_settle(d, err) : rc;
}

static rap_code settle(const char *path, uint64_t *dated, int64_t *joined, rap_err *err)
{
    const rap_days no_bounds = {{0, 0, 0}, {0, 0, 0}};
    rap_dossier *d = NULL;
    rap_dossier_standing s = {0};
    *joined = 0;
    if (rap_pg_is_url(path)) return rap_settling_remote(path, RAP_STR(""), dated, err);
    rap_code rc = rap_opening_as_is(&d, path, RAP_OPEN_WRITE, err);
    if (rc == RAP_OK) rc = rap_dossier_apart(d, &s, err);
    if (rc == RAP_OK) rc = rap_kept_date_all(d, no_bounds, dated, err);
    if (rc == RAP_OK) rc = rap_dossier_join(d, err);
    rap_dossier_close(d);
    *joined = s.apart;
    return rc;
}

int rap_verb_settle(const rap_args *args)
{
    rap_err err;
    rap_buf out = {0};
    uint64_t dated = 0;
    int64_t joined = 0;
    const char *path = args->operands.v[0];
    if (settle(path, &dated, &joined, &err) != RAP_OK)
        return rap_terminal_fail(path, &err);
    rap_word_things(&out, joined, "report was", "reports were");
    rap_buf_z(&out, " joined with the others");
    if (dated) {
        rap_buf_z(&out, "; ");
        rap_word_things(&out, (int64_t)dated, "report", "reports");
        rap_buf_z(&out, " dated from the others");
    }
    rap_buf_byte(&out, '\n');
    (void)fwrite(out.p, 1, out.n, stderr);
    rap_buf_done(&out);
    return 0;
}

static rap_code between_of(rap_days *out, const char *url, rap_arena *arena,
                           rap_err *err)
{
    rap_pg *pg = NULL;
    rap_lot lot;
    rap_reading_options options = {0};
    rap_report report = {0};
    rap_code rc = rap_pg_open(&pg, url, err);
    if (rc == RAP_OK) rc = rap_lot_last(pg, &lot, arena, err);
    if (rc == RAP_OK && lot.options.n)
        rc = rap_underway_parse(&options, &report, lot.options, arena, err);
    rap_pg_close(pg);
    *out = options.between;
    return rc;
}

rap_code rap_settling_remote(const char *url, rap_str brief, uint64_t *dated,
                             rap_err *err)
{
    rap_dossier *d = NULL;
    rap_days between;
    rap_arena *arena = rap_arena_new(WORK_LIMIT);
    if (!arena) return rap_fail_memory(err);
    rap_code rc = rap_dossier_open(&d, url, RAP_OPEN_CREATE, err);
    if (rc == RAP_OK) rc = between_of(&between, url, arena, err);
    if (rc == RAP_OK && brief.n) rc = rap_settling_brief(d, brief, err);
    if (rc == RAP_OK) rc = rap_settling_run(d, between, dated, err);
    rap_dossier_close(d);
    rap_arena_free(arena);
    return rc;
}
