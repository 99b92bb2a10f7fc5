/*
 * keep/dossier.c - opening a dossier, and asking it.
 *
 * A dossier is told from any other file by SQLite's application id and user version.
 * Write-ahead logging lets readers read while `add` writes.  Commits are not synced one
 * by one (synchronous=NORMAL keeps the file whole whatever happens, and a killed
 * process loses nothing); rap_dossier_sync makes them outlive a power cut, once for
 * many.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/dossier.h"

#include "base/file.h"
#include "cluster/pg.h"
#include "keep/losses.h"
#include "keep/store.h"

#include <assert.h>

enum {
    APPLICATION_ID = 0x52415050, /* "RAPP" */
    FORMAT = 1,
    FORMAT_APART = 2, /* some reports stand apart: apart.h */
    BUSY_MS = 10000,  /* a second writer waits so long */
    LONG_MS = 120000, /* and one who adds, while a large pile is written */
    KEPT_LIMIT = 1 << 20
};
#define ADDITION_LIMIT ((size_t)1 << 30) /* working memory of one addition */
#define LASTING_LIMIT  ((size_t)1 << 32) /* far above what addition.c keeps */

static const char schema[] = {
#include "keep/schema_sql.inc"
};
static const char indexes[] = {
#include "keep/indexes_sql.inc"
};
static const char known[] = {
#include "keep/known_sql.inc"
};
const char *const rap_store_name_indexes = known;
static const char views[] = {
#include "keep/views_sql.inc"
};

const char *const rap_store_shape[RAP_SHAPES] = {schema, indexes, known, views};

/* Pages of 16 kB: all rows of a pile are written in one transaction, whose log SQLite
 * searches part by part for every page: with pages of 4 kB three fifths of the time of
 * 100,000 reports went into that search when the run was stopped, unfinished. */
static const char *const set_up = "PRAGMA page_size=16384; PRAGMA journal_mode=WAL; "
                                  "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=OFF;"
                                  "PRAGMA cell_size_check=ON;"
                                  "PRAGMA cache_size=-4096; PRAGMA threads=2;";

static_assert(APPLICATION_ID == 1380012112 && FORMAT == 1, "as written here:");
static const char *const first_marks =
    "PRAGMA application_id=1380012112; PRAGMA user_version=1;"
    "INSERT INTO meta VALUES ('pile_due', '0'), ('judged', '0000000000000000')";

static rap_code create(rap_dossier *d, rap_err *err)
{
    rap_code rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    int64_t there = 0;
    rc = rap_store_int(d, &there, "PRAGMA application_id", err);
    /* Another `add` may have been quicker. */
    if (rc == RAP_OK && there == 0) {
        for (int i = 0; rc == RAP_OK && i < RAP_SHAPES; i++)
            rc = rap_store_exec(d, rap_store_shape[i], err);
        if (rc == RAP_OK) rc = rap_store_exec(d, first_marks, err);
        if (rc == RAP_OK) rc = rap_store_note_shape(d, err);
    }
    return rap_store_end(d, rc, err);
}

/* Is it ours, and of a format that this program reads?  *empty: nothing in it yet. */
static rap_code check(rap_dossier *d, bool *empty, rap_err *err)
{
    int64_t id = 0, version = 0, tables = 0;
    rap_code rc = rap_store_int(d, &id, "PRAGMA application_id", err);
    if (rc == RAP_OK) rc = rap_store_int(d, &version, "PRAGMA user_version", err);
    if (rc == RAP_OK)
        rc = rap_store_int(d, &tables, "SELECT count(*) FROM sqlite_master", err);
    if (rc != RAP_OK) return rc;
    *empty = id == 0 && version == 0 && tables == 0;
    if (*empty) return RAP_OK;
    if (id != APPLICATION_ID)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "this is a database of another program, not a dossier");
    if (version != FORMAT && version != FORMAT_APART)
        return rap_fail(
            err, RAP_E_STORE, RAP_NOWHERE,
            "this dossier has format %lld, and this program reads format %d",
            (long long)version, FORMAT_APART);
    return RAP_OK;
}

static rap_code connect(rap_dossier *d, const char *path, rap_open_mode mode,
                        rap_err *err)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
    if (mode == RAP_OPEN_CREATE) flags |= SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(path, &d->db, flags, NULL) != SQLITE_OK)
        return rap_fail(err, d->db ? RAP_E_STORE : RAP_E_NOMEM, RAP_NOWHERE,
                        "it could not be opened: %s",
                        d->db ? sqlite3_errmsg(d->db) : "out of memory");
    (void)sqlite3_extended_result_codes(d->db, 0);
    (void)sqlite3_busy_timeout(d->db, mode == RAP_OPEN_CREATE ? LONG_MS : BUSY_MS);
    d->can_write = sqlite3_db_readonly(d->db, "main") == 0;
    return RAP_OK;
}

/* What was interrupted is finished; reports that stand apart have their rows. */
static rap_code finish(rap_dossier *d, rap_err *err)
{
    int64_t due = 0;
    static const char sql[] = "SELECT value = '1' FROM meta WHERE key = 'pile_due'";
    rap_code rc = rap_store_int(d, &due, sql, err);
    return rc == RAP_OK && due ? rap_dossier_settle(d, err) : rc;
}

static rap_code prepare(rap_dossier *d, const char *path, rap_open_mode mode,
                        rap_err *err)
{
    bool empty = false;
    rap_code rc = check(d, &empty, err);
    if (rc != RAP_OK) return rc;
    if (empty && mode != RAP_OPEN_CREATE)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "this is an empty file, not a dossier");
    if (d->can_write) rc = rap_store_exec(d, set_up, err);
    if (rc == RAP_OK && empty) rc = create(d, err);
    if (rc == RAP_OK) rc = rap_told_open(d, path, err);
    if (rc == RAP_OK && d->can_write) rc = rap_store_judgements(d, err);
    if (rc != RAP_OK) return rc;
    /* An unsettled dossier that may not be written to is shown as it stands. */
    return d->can_write ? finish(d, err) : RAP_OK;
}

static rap_code look(const char *path, rap_open_mode mode, rap_err *err)
{
    switch (rap_path_look(path, true)) {
    case RAP_PATH_FOLDER:
        return rap_fail(err, RAP_E_OPEN, RAP_NOWHERE,
                        "this is a folder, not a dossier");
    case RAP_PATH_NONE:
        if (mode == RAP_OPEN_CREATE) return RAP_OK;
        return rap_fail(err, RAP_E_OPEN, RAP_NOWHERE,
                        "there is no such dossier; `rapporteur add` makes one");
    default:
        return RAP_OK;
    }
}

static rap_code open_file(rap_dossier *d, const char *path, rap_open_mode mode,
                          rap_err *err)
{
    rap_code rc = connect(d, path, mode, err);
    return rc == RAP_OK ? prepare(d, path, mode, err) : rc;
}

static rap_code refresh_file(rap_dossier *d, rap_err *err)
{
    (void)d; /* every reader of the file sees what was committed */
    (void)err;
    return RAP_OK;
}

static rap_code sync_file(rap_dossier *d, rap_err *err)
{
    /* The log is synced from its start by the first commit that asks for it. */
    rap_code rc = rap_store_exec(d, "PRAGMA synchronous=FULL", err);
    if (rc == RAP_OK)
        rc = rap_store_exec(d,
                            "INSERT INTO meta VALUES ('syncs', 1) ON CONFLICT (key)"
                            " DO UPDATE SET value = value + 1",
                            err);
    rap_code back = rap_store_exec(d, "PRAGMA synchronous=NORMAL", rc ? NULL : err);
    return rc != RAP_OK ? rc : back;
}

static void close_file(rap_dossier *d)
{
    for (int i = 0; i < RAP_SQL_COUNT; i++)
        (void)sqlite3_finalize(d->sql[i]);
    rap_store_drop_queries(d);
    (void)sqlite3_close_v2(d->db);
    rap_told_close(d);
}

const rap_storage rap_storage_file = {open_file, refresh_file, sync_file, close_file};

rap_code rap_dossier_open(rap_dossier **out, const char *path, rap_open_mode mode,
                          rap_err *err)
{
    const bool remote = rap_pg_is_url(path);
    rap_code rc = remote ? RAP_OK : look(path, mode, err);
    if (rc != RAP_OK) return rc;
    rap_arena *kept = rap_arena_new(KEPT_LIMIT);
    rap_dossier *d = kept ? RAP_NEW(kept, rap_dossier, 1) : NULL;
    if (!d) {
        rap_arena_free(kept);
        return rap_fail(err, RAP_E_NOMEM, RAP_NOWHERE, "out of memory");
    }
    d->kept = kept;
    d->storage = remote ? &rap_storage_remote : &rap_storage_file;
    d->arena = rap_arena_new(ADDITION_LIMIT);
    d->lasting = rap_arena_new(LASTING_LIMIT);
    d->packer = ZSTD_createCCtx();
    d->unpacker = ZSTD_createDCtx();
    rc = d->arena && d->lasting && d->packer && d->unpacker
             ? d->storage->open(d, path, mode, err)
             : rap_fail(err, RAP_E_NOMEM, RAP_NOWHERE, "out of memory");
    if (rc != RAP_OK) {
        rap_dossier_close(d);
        return rc;
    }
    *out = d;
    return RAP_OK;
}

void rap_dossier_close(rap_dossier *d)
{
    if (!d) return;
    d->storage->close(d);
    (void)ZSTD_freeCCtx(d->packer);
    (void)ZSTD_freeDCtx(d->unpacker);
    rap_arena_free(d->arena);
    rap_arena_free(d->lasting);
    rap_arena_free(d->filed);
    rap_arena_free(d->kept);
}

rap_dossier_counts rap_dossier_lost(const rap_dossier *d)
{
    return d->lost;
}

rap_code rap_store_index(rap_dossier *d, rap_err *err)
{
    rap_code rc = rap_store_exec(d, indexes, err);
    return rc == RAP_OK ? rap_store_exec(d, known, err) : rc;
}

rap_code rap_dossier_sync(rap_dossier *d, rap_err *err)
{
    return d->storage->sync(d, err);
}

rap_str rap_dossier_where(const rap_dossier *d)
{
    return d->where.n ? d->where : rap_str_of(sqlite3_db_filename(d->db, "main"));
}

bool rap_dossier_is_writable(const rap_dossier *d)
{
    return d->can_write;
}

void rap_dossier_interrupt(rap_dossier *d)
{
    sqlite3_interrupt(d->db);
}

rap_code rap_dossier_refresh(rap_dossier *d, rap_err *err)
{
    return d->storage->refresh(d, err);
}
