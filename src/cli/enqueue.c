/*
 * cli/enqueue.c - the reports of some inputs, as tickets into the queue of a database.
 *
 * The inputs are walked and unpacked, which costs a hundredth of reading them; what
 * goes into the queue are the places of the reports and the SHA-256 of their bytes, by
 * which a worker knows that it has found the right one.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/enqueue.h"

#include "base/digest.h"
#include "base/file.h"
#include "cli/terminal.h"
#include "cli/underway.h"
#include "cluster/pgschema.h"
#include "cluster/tickets.h"

enum { AT_ONCE = 5000, SECONDS = 300, MAX_BYTES = 32 << 20 };
#define REPORT_LIMIT ((size_t)4 << 30)

typedef struct {
    rap_pg *pg;
    rap_intake *intake;
    rap_arena *arena; /* of one report */
    int64_t lot;
    uint64_t open; /* tickets of the transaction that is open; 0: none is */
    rap_enqueued *told;
    rap_progress progress;
} walking;

static rap_code make_lot(walking *w, const rap_inputs *in, rap_err *err)
{
    static const rap_report none = {0};
    rap_buf options = {0};
    rap_lot lot = {.max_bytes = in->intake.max_bytes ? in->intake.max_bytes : MAX_BYTES,
                   .seconds = in->seconds ? in->seconds : SECONDS};
    rap_underway_write(&options, &in->reading, &none);
    lot.options = rap_buf_str(&options);
    rap_code rc = options.failed ? rap_fail_memory(err)
                                 : rap_folder_here(&lot.folder, w->arena, err);
    if (rc == RAP_OK) rc = rap_lot_new(w->pg, &w->lot, &lot, err);
    rap_buf_done(&options);
    return rc;
}

static rap_code close_batch(walking *w, rap_err *err)
{
    if (!w->open) return RAP_OK;
    w->open = 0;
    return rap_tickets_end(w->pg, &w->told->put, err);
}

static rap_code put(walking *w, const rap_report *r, rap_err *err)
{
    const rap_intake_place at = rap_intake_where(w->intake);
    const rap_digest sum = rap_sha256(r->record.n ? r->record : r->bytes);
    const bool apart = at.apart && r->container_n > 0;
    const rap_ticket t = {.lot = w->lot,
                          .path = at.path,
                          .number = (int64_t)at.number,
                          .kind = at.kind,
                          .place = apart ? (int64_t)r->container_at : 0,
                          .length = apart ? (int64_t)r->container_n : 0,
                          .key = r->key,
                          .sha256 = rap_str_of(sum.hex)};
    rap_code rc = w->open ? RAP_OK : rap_tickets_begin(w->pg, err);
    if (rc == RAP_OK) rc = rap_tickets_put(w->pg, &t, err);
    w->open++;
    w->told->seen++;
    return rc == RAP_OK && w->open >= AT_ONCE ? close_batch(w, err) : rc;
}

/* A record that was made elsewhere names its report only inside. */
static rap_code walk(walking *w, rap_err *err)
{
    rap_code rc = RAP_OK;
    while (rc == RAP_OK && !rap_signals_caught()) {
        rap_report r = {0};
        rap_err why = {.at = RAP_NOWHERE};
        bool end = false;
        rap_arena_reset(w->arena);
        rap_code got = rap_intake_next(w->intake, &r, &end, w->arena, &why);
        if (got == RAP_E_NOMEM) return rap_fail_memory(err);
        if (got == RAP_OK && end) break;
        if (got == RAP_OK) {
            rc = put(w, &r, err);
        } else {
            rap_progress_clear(&w->progress);
            rap_inputs_tell(r.key, &why);
            w->told->bad++;
        }
        rap_progress_tell(&w->progress, w->told->seen);
    }
    return rc == RAP_OK ? close_batch(w, err) : rc;
}

static rap_code check_inputs(const rap_inputs *in, rap_err *err)
{
    for (size_t i = 0; i < in->n_inputs; i++)
        if (strcmp(in->inputs[i], "-") == 0)
            return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                            "a queue takes files that its workers can open, not "
                            "standard input");
    return RAP_OK;
}

rap_code rap_enqueue(rap_enqueued *out, const rap_inputs *in, const char *url,
                     rap_err *err)
{
    *out = (rap_enqueued){0};
    walking w = {.told = out, .progress = rap_progress_of()};
    rap_code rc = check_inputs(in, err);
    if (rc != RAP_OK) return rc;
    w.arena = rap_arena_new(REPORT_LIMIT);
    rc = w.arena ? rap_pg_open(&w.pg, url, err) : rap_fail_memory(err);
    if (rc == RAP_OK) rc = rap_pgschema_check(w.pg, true, err);
    if (rc == RAP_OK && in->n_inputs) rc = make_lot(&w, in, err);
    if (rc == RAP_OK)
        rc = rap_intake_new(&w.intake, (const char *const *)in->inputs, in->n_inputs,
                            &in->intake, err);
    if (rc == RAP_OK) rc = walk(&w, err);
    rap_progress_clear(&w.progress);
    rap_intake_free(w.intake);
    rap_pg_close(w.pg);
    rap_arena_free(w.arena);
    return rc;
}
