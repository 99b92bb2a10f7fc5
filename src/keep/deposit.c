/*
 * keep/deposit.c - what a worker has read, into a dossier in PostgreSQL: many reports,
 * one commit.
 *
 * Of one (key, id) the record of the first ticket stands, and the last ticket decides
 * which of several versions of a key is the newest: so it does not matter in which
 * order workers commit.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/deposit.h"

#include "cluster/tickets.h"
#include "keep/arrival.h"
#include "keep/store.h"

#define HOLD_LIMIT ((size_t)4 << 30)
#define WORK_LIMIT ((size_t)4 << 30)

/* A report as it goes over the line. */
typedef struct {
    int64_t ticket;
    rap_arrival a; /* strings of a.filed that are columns live in `holding` */
    rap_str packed, packed_source;
} parcel;

typedef struct {
    int64_t ticket;
    bool final;
    rap_err why;
} failure;

struct rap_deposit {
    rap_arena *home, *holding, *passing;
    ZSTD_CCtx *packer;
    RAP_LIST(parcel) parcels;
    RAP_LIST(failure) failures;
};

rap_code rap_deposit_new(rap_deposit **out, rap_err *err)
{
    rap_arena *home = rap_arena_new(sizeof(rap_deposit) + 64);
    rap_deposit *x = home ? RAP_NEW(home, rap_deposit, 1) : NULL;
    if (!x) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    x->home = home;
    x->holding = rap_arena_new(HOLD_LIMIT);
    x->passing = rap_arena_new(WORK_LIMIT);
    x->packer = ZSTD_createCCtx();
    if (!x->holding || !x->passing || !x->packer) {
        rap_deposit_free(x);
        return rap_fail_memory(err);
    }
    *out = x;
    return RAP_OK;
}

void rap_deposit_free(rap_deposit *x)
{
    if (!x) return;
    rap_arena_free(x->holding);
    rap_arena_free(x->passing);
    (void)ZSTD_freeCCtx(x->packer);
    rap_arena_free(x->home);
}

/* Let go of what is held. */
static void deposit_clear(rap_deposit *x)
{
    memset(&x->parcels, 0, sizeof x->parcels);
    memset(&x->failures, 0, sizeof x->failures);
    rap_arena_reset(x->holding);
}

size_t rap_deposit_held(const rap_deposit *x)
{
    return rap_arena_held(x->holding);
}

/* Of the parsed record only the columns are kept. */
static bool keep_columns(rap_deposit *x, rap_arrival *a)
{
    rap_filed *f = &a->filed;
    rap_str *const all[] = {&f->key,           &f->id,
                            &f->sha256,        &f->uri,
                            &f->media,         &f->charset,
                            &f->language,      &f->unread,
                            &f->title,         &f->publisher,
                            &f->published.day, &f->published.from,
                            &f->published.to,  &f->published.basis,
                            &a->options};
    bool room = true;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        *all[i] = rap_arena_copy(x->holding, *all[i]);
        room = room && all[i]->p;
    }
    return room;
}

static rap_code pack(rap_deposit *x, rap_str *out, rap_str raw, rap_err *err)
{
    rap_str packed;
    rap_code rc = rap_store_pack_by(x->packer, &packed, raw, x->passing, err);
    if (rc != RAP_OK) return rc;
    *out = rap_arena_copy(x->holding, packed);
    return out->p ? RAP_OK : rap_fail_memory(err);
}

rap_code rap_deposit_put(rap_deposit *x, int64_t ticket, rap_str record, rap_str source,
                         rap_str options, uint32_t *words, rap_err *err)
{
    parcel p = {
        .ticket = ticket,
        .a = {.record = rap_str_trim(record), .source = source, .options = options}};
    rap_arena_reset(x->passing);
    rap_code rc = rap_arrival_check(&p.a, x->passing, x->passing, err);
    if (rc == RAP_OK) rc = pack(x, &p.packed, p.a.record, err);
    if (rc == RAP_OK && source.p) rc = pack(x, &p.packed_source, source, err);
    if (rc != RAP_OK) return rc;
    p.a.sum = rap_sha256(p.a.record);
    parcel *slot = keep_columns(x, &p.a) ? RAP_PUSH(x->holding, &x->parcels) : NULL;
    if (!slot) return rap_fail_memory(err);
    *slot = p;
    *words = p.a.words;
    return RAP_OK;
}

rap_code rap_deposit_fail(rap_deposit *x, int64_t ticket, bool final,
                          const rap_err *why, rap_err *err)
{
    failure *slot = RAP_PUSH(x->holding, &x->failures);
    if (!slot) return rap_fail_memory(err);
    *slot = (failure){ticket, final, *why};
    return RAP_OK;
}

/* ---- writing ---- */

#define COLUMNS                                                                        \
    "name, n, key, id, sha256, uri, media, charset, language, unread, bytes, words, "  \
    "repairs,"                                                                         \
    " title, publisher, day, day_from, day_to, day_sure, day_basis, options, version," \
    " record_sha256, record, bytes_zstd, first, last"

static const char *const make_room =
    "BEGIN; CREATE TEMP TABLE IF NOT EXISTS arriving (LIKE source) ON COMMIT DELETE"
    " ROWS";

/* An earlier ticket of the same report: its record takes the place of the later one's,
 * as if it had come first. */
static const char *const earlier =
    "WITH later AS (DELETE FROM source s USING arriving a WHERE s.name = a.name"
    " AND s.id = a.id AND s.generation IS NULL AND a.first < s.first"
    " RETURNING s.name, s.id, s.last) UPDATE arriving a SET last = greatest(a.last,"
    " later.last) FROM later WHERE a.name = later.name AND a.id = later.id";

static const char *const let_in =
    "INSERT INTO source (" COLUMNS
    ") SELECT DISTINCT ON (name, id) name, n, key, id, sha256,"
    " uri, media, charset, language, unread, bytes, words, repairs, title, publisher,"
    " day, day_from, day_to, day_sure, day_basis, options, version, record_sha256,"
    " record, bytes_zstd, first, max(last) OVER (PARTITION BY name, id) FROM arriving"
    " ORDER BY name, id, first"
    " ON CONFLICT (name, id) DO UPDATE SET last = greatest(source.last, excluded.last),"
    " bytes_zstd = coalesce(source.bytes_zstd, excluded.bytes_zstd), generation = CASE"
    " WHEN source.bytes_zstd IS NULL AND excluded.bytes_zstd IS NOT NULL THEN NULL"
    " ELSE source.generation END WHERE excluded.last > source.last OR"
    " (source.bytes_zstd IS NULL AND excluded.bytes_zstd IS NOT NULL)";

static rap_code send(const parcel *p, rap_pg *c, rap_err *err)
{
    const rap_filed *f = &p->a.filed;
    const rap_filed_day *d = &f->published;
    const rap_name name = rap_name_of(f->key);
    const rap_cell cells[] = {rap_cell_text(rap_str_of(name.z)),
                              rap_cell_int(p->ticket),
                              rap_cell_text(f->key),
                              rap_cell_text(f->id),
                              rap_cell_text(f->sha256),
                              rap_cell_text_or_null(f->uri),
                              rap_cell_text_or_null(f->media),
                              rap_cell_text_or_null(f->charset),
                              rap_cell_text_or_null(f->language),
                              rap_cell_text_or_null(f->unread),
                              rap_cell_int(f->bytes),
                              rap_cell_int(p->a.words),
                              rap_cell_int(f->n_repairs),
                              rap_cell_text_or_null(f->title),
                              rap_cell_text_or_null(f->publisher),
                              rap_cell_text_or_null(d->day),
                              rap_cell_text_or_null(d->from),
                              rap_cell_text_or_null(d->to),
                              d->day.n ? rap_cell_int(d->sure) : (rap_cell){0},
                              rap_cell_text_or_null(d->basis),
                              rap_cell_text(p->a.options),
                              rap_cell_int(1),
                              rap_cell_text(rap_str_of(p->a.sum.hex)),
                              rap_cell_blob_or_null(p->packed),
                              rap_cell_blob_or_null(p->packed_source),
                              rap_cell_int(p->ticket),
                              rap_cell_int(p->ticket)};
    return rap_pg_put(c, cells, sizeof cells / sizeof *cells, err);
}

static rap_code write_parcels(rap_deposit *x, rap_pg *c, rap_err *err)
{
    rap_code rc = rap_pg_put_begin(
        c, "COPY arriving (" COLUMNS ") FROM STDIN (FORMAT binary)", err);
    if (rc != RAP_OK) return rc;
    for (size_t i = 0; rc == RAP_OK && i < x->parcels.n; i++)
        rc = send(&x->parcels.v[i], c, err);
    if (rc == RAP_OK) rc = rap_pg_put_end(c, err);
    if (rc == RAP_OK) rc = rap_pg_do(c, earlier, err);
    return rc == RAP_OK ? rap_pg_do(c, let_in, err) : rc;
}

static rap_code mark_tickets(rap_deposit *x, rap_pg *c, rap_err *err)
{
    int64_t *ids = RAP_NEW(x->passing, int64_t, x->parcels.n);
    if (!ids) return rap_fail_memory(err);
    for (size_t i = 0; i < x->parcels.n; i++)
        ids[i] = x->parcels.v[i].ticket;
    rap_code rc = rap_tickets_done(c, ids, x->parcels.n, err);
    for (size_t i = 0; rc == RAP_OK && i < x->failures.n; i++) {
        const failure *f = &x->failures.v[i];
        rc = rap_ticket_fail(c, f->ticket, f->final, f->why.msg, err);
    }
    return rc;
}

rap_code rap_deposit_commit(rap_deposit *x, rap_pg *c, rap_err *err)
{
    rap_arena_reset(x->passing);
    rap_code rc = rap_pg_do(c, make_room, err);
    if (rc == RAP_OK && x->parcels.n) rc = write_parcels(x, c, err);
    if (rc == RAP_OK) rc = mark_tickets(x, c, err);
    if (rc == RAP_OK) rc = rap_pg_do(c, "COMMIT", err);
    if (rc == RAP_OK)
        deposit_clear(x);
    else
        rap_pg_undo(c);
    return rc;
}
