/*
 * keep/addition.c - one more report in the dossier, or another version of one.
 *
 * A report is known by (key, id).  The same one again changes nothing, but a source
 * that was missing is taken.  Same key, other bytes: the new version replaces the old.
 * Same bytes, other key: another report.  A record is checked before it is let in,
 * since it may come from another machine: nothing that is in the dossier can stop the
 * pile.
 */
/* SPDX-License-Identifier: MIT */
#include "base/digest.h"
#include "keep/apart.h"
#include "keep/arrival.h"
#include "keep/store.h"

#include <stdio.h>

/* Columns of `source` in the order that RAP_SQL_INSERT and RAP_SQL_REPLACE bind. */
enum {
    COL_KEY = 1,
    COL_ID,
    COL_SHA256,
    COL_URI,
    COL_MEDIA,
    COL_CHARSET,
    COL_LANGUAGE,
    COL_UNREAD,
    COL_BYTES,
    COL_WORDS,
    COL_REPAIRS,
    COL_TITLE,
    COL_PUBLISHER,
    COL_DAY,
    COL_DAY_FROM,
    COL_DAY_TO,
    COL_DAY_SURE,
    COL_DAY_BASIS,
    COL_OPTIONS,
    COL_VERSION,
    COL_RECORD_SHA256,
    COL_RECORD,
    COL_BYTES_ZSTD,
    COL_N
};

/* What is in the dossier under a key. */
typedef struct {
    int64_t n, version;
    bool known, same, no_source;
} found;

enum {
    LASTING_MAX = 96 << 20, /* bytes kept for the pile stage before it reads back */
    WASTED_MAX = 8 << 20    /* of reports that were there already */
};

static rap_code find(rap_dossier *d, found *out, const rap_filed *f, rap_err *err)
{
    sqlite3_stmt *s;
    rap_code rc = rap_store_sql(d, &s, RAP_SQL_FIND, err);
    if (rc != RAP_OK) return rc;
    rap_store_text(s, 1, f->key);
    *out = (found){0};
    int step = sqlite3_step(s);
    if (step == SQLITE_ROW)
        *out = (found){.n = sqlite3_column_int64(s, 0),
                       .version = sqlite3_column_int64(s, 2),
                       .known = true,
                       .same = rap_str_eq(rap_store_column(s, 1), f->id),
                       .no_source = sqlite3_column_int(s, 3) != 0};
    else if (step != SQLITE_DONE)
        rc = rap_store_fail(d->db, "looking a report up", err);
    (void)sqlite3_reset(s);
    return rc;
}

static void bind_report(sqlite3_stmt *s, const rap_arrival *a)
{
    const rap_filed *f = &a->filed;
    rap_store_text(s, COL_KEY, f->key);
    rap_store_text(s, COL_ID, f->id);
    rap_store_text(s, COL_SHA256, f->sha256);
    rap_store_text_or_null(s, COL_URI, f->uri);
    rap_store_text_or_null(s, COL_MEDIA, f->media);
    rap_store_text_or_null(s, COL_CHARSET, f->charset);
    rap_store_text_or_null(s, COL_LANGUAGE, f->language);
    rap_store_text_or_null(s, COL_UNREAD, f->unread);
    (void)sqlite3_bind_int64(s, COL_BYTES, f->bytes);
    (void)sqlite3_bind_int64(s, COL_WORDS, a->words);
    (void)sqlite3_bind_int64(s, COL_REPAIRS, f->n_repairs);
    rap_store_text_or_null(s, COL_TITLE, f->title);
    rap_store_text_or_null(s, COL_PUBLISHER, f->publisher);
}

static void bind_day(sqlite3_stmt *s, const rap_filed_day *day)
{
    rap_store_text_or_null(s, COL_DAY, day->day);
    rap_store_text_or_null(s, COL_DAY_FROM, day->from);
    rap_store_text_or_null(s, COL_DAY_TO, day->to);
    if (day->day.n) (void)sqlite3_bind_int(s, COL_DAY_SURE, day->sure);
    rap_store_text_or_null(s, COL_DAY_BASIS, day->basis);
}

static void bind_blob_or_null(sqlite3_stmt *s, int index, rap_str blob)
{
    if (blob.p)
        (void)sqlite3_bind_blob64(s, index, blob.p, blob.n, SQLITE_STATIC);
    else
        (void)sqlite3_bind_null(s, index);
}

/* Write the row of an arrival: a new one, or over number `n`. */
static rap_code put(rap_dossier *d, rap_arrival *a, rap_str packed_source,
                    const found *over, rap_err *err)
{
    rap_str packed;
    rap_code rc = rap_store_pack(d, &packed, a->record, d->arena, err);
    if (rc != RAP_OK) return rc;
    sqlite3_stmt *s;
    rc = rap_store_sql(d, &s, over->known ? RAP_SQL_REPLACE : RAP_SQL_INSERT, err);
    if (rc != RAP_OK) return rc;
    a->sum = rap_sha256(a->record);
    bind_report(s, a);
    bind_day(s, &a->filed.published);
    rap_store_text(s, COL_OPTIONS, a->options);
    (void)sqlite3_bind_int64(s, COL_VERSION, over->version);
    rap_store_text(s, COL_RECORD_SHA256, rap_str_of(a->sum.hex));
    bind_blob_or_null(s, COL_RECORD, packed);
    bind_blob_or_null(s, COL_BYTES_ZSTD, packed_source);
    if (over->known) (void)sqlite3_bind_int64(s, COL_N, over->n);
    return rap_store_run(d, s, "adding a report", err);
}

static rap_code mark_due(rap_dossier *d, rap_err *err)
{
    sqlite3_stmt *s;
    rap_code rc = rap_store_sql(d, &s, RAP_SQL_DUE, err);
    if (rc != RAP_OK) return rc;
    rap_store_text(s, 1, RAP_STR("1"));
    return rap_store_run(d, s, "marking the dossier", err);
}

/* The words of a replaced report are put in anew by the pile stage, which must be. */
static rap_code forget_words(rap_dossier *d, int64_t n, rap_err *err)
{
    sqlite3_stmt *s;
    rap_code rc = rap_store_sql(d, &s, RAP_SQL_WORDS_DROP, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_bind_int64(s, 1, n);
    return rap_store_run(d, s, "taking words out", err);
}

static rap_code give_source(rap_dossier *d, int64_t n, rap_str packed, rap_err *err)
{
    sqlite3_stmt *s;
    rap_code rc = rap_store_sql(d, &s, RAP_SQL_GIVE_SOURCE, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_bind_int64(s, 1, n);
    bind_blob_or_null(s, 2, packed);
    return rap_store_run(d, s, "adding a source", err);
}

/* Inside the transaction: do what the identity of the arrival asks for. */
static rap_code let_in(rap_dossier *d, found *there, rap_arrival *a, rap_err *err)
{
    rap_code rc = find(d, there, &a->filed, err);
    if (rc != RAP_OK) return rc;
    bool wanted = a->source.p && (!there->same || there->no_source);
    if (there->known && there->same && !wanted) return RAP_OK;
    rap_str packed = {NULL, 0};
    bool apart = false;
    if (wanted) rc = rap_store_pack(d, &packed, a->source, d->arena, err);
    if (rc == RAP_OK && !there->known) rc = rap_apart_may(d, &apart, err);
    if (rc == RAP_OK && !apart) rc = mark_due(d, err);
    if (rc != RAP_OK) return rc;
    if (there->known && there->same) return give_source(d, there->n, packed, err);
    there->version++;
    rc = put(d, a, packed, there, err);
    if (rc == RAP_OK && there->known) return forget_words(d, there->n, err);
    if (rc == RAP_OK) there->n = sqlite3_last_insert_rowid(d->db);
    return rc == RAP_OK && apart ? rap_apart_write(d, a, there->n, err) : rc;
}

static void tell(rap_add_told *told, const rap_arrival *a, const found *there)
{
    const rap_filed_day *day = &a->filed.published;
    *told = (rap_add_told){
        .what = !there->known ? RAP_ADDED_NEW
                : there->same ? RAP_ADDED_AGAIN
                              : RAP_ADDED_VERSION,
        .number = (uint32_t)there->n,
        .words = a->words,
        .repairs = a->filed.n_repairs,
    };
    (void)snprintf(told->day, sizeof told->day, RAP_FMT, RAP_ARG(day->day));
    (void)snprintf(told->basis, sizeof told->basis, RAP_FMT, RAP_ARG(day->basis));
}

/* The pile stage may take the report as it was parsed here. */
static void remember(rap_dossier *d, const rap_arrival *a, int64_t n)
{
    if (rap_arena_held(d->lasting) > LASTING_MAX) {
        rap_store_forget(d);
        return;
    }
    rap_fresh *f = RAP_NEW(d->lasting, rap_fresh, 1);
    rap_fresh **at = f ? RAP_PUSH(d->lasting, &d->fresh) : NULL;
    if (!at) return;
    *at = f;
    *f = (rap_fresh){.n = n, .record = a->sum, .filed = a->filed};
    f->filed.json = (rap_str){"", 0};
    if (a->source.p) f->filed.source = rap_arena_copy(d->lasting, a->source);
}

static void waste(rap_dossier *d, const rap_arrival *a)
{
    d->wasted += a->record.n;
    if (d->wasted > WASTED_MAX) rap_store_forget(d);
}

rap_code rap_dossier_add(rap_dossier *d, rap_add_told *told, rap_str record,
                         rap_str source, rap_str options, rap_err *err)
{
    rap_arena_reset(d->arena);
    rap_arrival a = {
        .record = rap_str_trim(record), .source = source, .options = options};
    rap_code rc = rap_arrival_check(&a, d->lasting, d->arena, err);
    if (rc == RAP_OK) rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    found there = {0};
    rc = rap_store_end(d, let_in(d, &there, &a, err), err);
    if (rc == RAP_OK) tell(told, &a, &there);
    if (a.sum.hex[0] && rc == RAP_OK)
        remember(d, &a, there.n);
    else
        waste(d, &a);
    return rc;
}

/* Number, version and packed source of the report that is read again. */
static rap_code find_old(rap_dossier *d, found *old, rap_str *packed,
                         const rap_arrival *a, rap_err *err)
{
    sqlite3_stmt *s;
    rap_code rc = rap_store_sql(d, &s, RAP_SQL_REREAD, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_bind_int64(s, 1, old->n);
    int step = sqlite3_step(s);
    if (step == SQLITE_ROW && rap_str_eq(rap_store_column(s, 0), a->filed.key) &&
        rap_str_eq(rap_store_column(s, 1), a->filed.id)) {
        old->known = true;
        old->version = sqlite3_column_int64(s, 2);
        if (sqlite3_column_type(s, 3) != SQLITE_NULL)
            *packed = rap_arena_copy(d->arena, rap_store_column(s, 3));
    } else {
        rc = step == SQLITE_ROW || step == SQLITE_DONE
                 ? rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                            "the record is not of that report")
                 : rap_store_fail(d->db, "looking a report up", err);
    }
    (void)sqlite3_reset(s);
    return rc;
}

static rap_code replace(rap_dossier *d, uint32_t n, rap_arrival *a, rap_err *err)
{
    found old = {.n = n};
    rap_str packed = {NULL, 0};
    rap_code rc = find_old(d, &old, &packed, a, err);
    if (rc == RAP_OK) rc = put(d, a, packed, &old, err);
    if (rc == RAP_OK) rc = forget_words(d, old.n, err);
    return rc == RAP_OK ? mark_due(d, err) : rc;
}

rap_code rap_dossier_reread(rap_dossier *d, uint32_t n, rap_str record, rap_str options,
                            rap_err *err)
{
    rap_arena_reset(d->arena);
    rap_arrival a = {.record = rap_str_trim(record), .options = options};
    rap_code rc = rap_arrival_check(&a, d->lasting, d->arena, err);
    if (rc == RAP_OK) rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    rc = rap_store_end(d, replace(d, n, &a, err), err);
    waste(d, &a);
    return rc;
}
