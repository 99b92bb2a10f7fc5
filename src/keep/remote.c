/*
 * keep/remote.c - a dossier in PostgreSQL, and the copy of it in a file that is worked
 * on.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/remote.h"

#include "base/file.h"
#include "cluster/clerks.h"
#include "cluster/pgschema.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    COLUMNS_MAX = 32,
    PATIENCE_MS = 600000, /* another process may be filling the same copy */
    SHORT_S = 10,         /* a correction waits so long for another writer, */
    LONG_S = 86400        /* and who puts the reports together so long */
};

/* ---- tables from one to the other ---- */

static rap_cell_kind kind_of(char letter)
{
    return letter == 'i' ? RAP_CELL_INT : letter == 'b' ? RAP_CELL_BLOB : RAP_CELL_TEXT;
}

static void bind_cell(sqlite3_stmt *s, int index, const rap_cell *v)
{
    const char *p = v->bytes.p ? v->bytes.p : "";
    if (v->kind == RAP_CELL_NULL)
        (void)sqlite3_bind_null(s, index);
    else if (v->kind == RAP_CELL_INT)
        (void)sqlite3_bind_int64(s, index, v->number);
    else if (v->kind == RAP_CELL_BLOB)
        (void)sqlite3_bind_blob64(s, index, p, v->bytes.n, SQLITE_STATIC);
    else
        rap_store_text(s, index, v->bytes);
}

static rap_code fetch_rows(rap_dossier *d, sqlite3_stmt *s, const char *kinds,
                           rap_err *err)
{
    rap_cell cells[COLUMNS_MAX];
    rap_cell_kind kind[COLUMNS_MAX];
    int n = (int)strlen(kinds);
    bool more = true;
    for (int i = 0; i < n; i++)
        kind[i] = kind_of(kinds[i]);
    rap_code rc = RAP_OK;
    while (rc == RAP_OK) {
        rc = rap_pg_get(d->remote->pg, cells, kind, n, &more, err);
        if (rc != RAP_OK || !more) break;
        for (int i = 0; i < n; i++)
            bind_cell(s, i + 1, &cells[i]);
        rc = rap_store_run(d, s, "copying the dossier", err);
    }
    return rc;
}

rap_code rap_remote_fetch(rap_dossier *d, const char *from, const char *to,
                          const char *kinds, rap_err *err)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(d->db, to, -1, &s, NULL) != SQLITE_OK)
        return rap_store_fail(d->db, "copying the dossier", err);
    rap_code rc = rap_pg_get_begin(d->remote->pg, from, err);
    if (rc == RAP_OK) rc = fetch_rows(d, s, kinds, err);
    (void)sqlite3_finalize(s);
    return rc;
}

static rap_cell cell_of(sqlite3_stmt *s, int column)
{
    switch (sqlite3_column_type(s, column)) {
    case SQLITE_NULL:
        return (rap_cell){0};
    case SQLITE_INTEGER:
        return rap_cell_int(sqlite3_column_int64(s, column));
    case SQLITE_BLOB:
        return (rap_cell){RAP_CELL_BLOB, rap_store_column(s, column), 0};
    default:
        return rap_cell_text(rap_store_column(s, column));
    }
}

static rap_code send_rows(rap_dossier *d, sqlite3_stmt *s, rap_err *err)
{
    rap_cell cells[COLUMNS_MAX];
    int n = sqlite3_column_count(s), step = SQLITE_DONE;
    rap_code rc = RAP_OK;
    while (rc == RAP_OK && (step = sqlite3_step(s)) == SQLITE_ROW) {
        for (int i = 0; i < n; i++)
            cells[i] = cell_of(s, i);
        rc = rap_pg_put(d->remote->pg, cells, n, err);
    }
    if (rc == RAP_OK && step != SQLITE_DONE)
        rc = rap_store_fail(d->db, "sending the dossier", err);
    return rc;
}

rap_code rap_remote_send(rap_dossier *d, const char *from, const char *to, rap_err *err)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(d->db, from, -1, &s, NULL) != SQLITE_OK)
        return rap_store_fail(d->db, "sending the dossier", err);
    rap_code rc = rap_pg_put_begin(d->remote->pg, to, err);
    if (rc == RAP_OK) rc = send_rows(d, s, err);
    if (rc == RAP_OK) rc = rap_pg_put_end(d->remote->pg, err);
    (void)sqlite3_finalize(s);
    return rc;
}

rap_code rap_remote_number(rap_dossier *d, int64_t *out, const char *key, rap_err *err)
{
    char sql[96];
    *out = 0;
    (void)snprintf(sql, sizeof sql,
                   "SELECT CAST(value AS INTEGER) FROM meta WHERE key = '%s'", key);
    return rap_store_int(d, out, sql, err);
}

rap_code rap_remote_note(rap_dossier *d, const char *key, int64_t value, rap_err *err)
{
    char sql[128];
    (void)snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO meta VALUES ('%s', '%lld')",
                   key, (long long)value);
    return rap_store_exec(d, sql, err);
}

/* ---- where the copy lies ---- */

static rap_code folder(rap_buf *out, rap_err *err)
{
    static const struct {
        const char *variable, *below;
    } ways[] = {{"RAPPORTEUR_CACHE", ""},
                {"XDG_CACHE_HOME", "/rapporteur"},
                {"HOME", "/.cache/rapporteur"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        const char *value = getenv(ways[i].variable);
        if (!value || !value[0]) continue;
        rap_buf_printf(out, "%s%s", value, ways[i].below);
        rap_buf_byte(out, '\0');
        if (out->failed) return rap_fail_memory(err);
        out->n--;
        return rap_folder_make(out->p, err);
    }
    return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                    "there is no folder for the copy: set RAPPORTEUR_CACHE");
}

static char *below(rap_dossier *d, rap_str folder, rap_str name, const char *end)
{
    size_t n = folder.n + 1 + name.n + strlen(end) + 1;
    char *p = RAP_NEW(d->kept, char, n);
    if (p)
        (void)snprintf(p, n, RAP_FMT "/" RAP_FMT "%s", RAP_ARG(folder), RAP_ARG(name),
                       end);
    return p;
}

static rap_code name_copy(rap_dossier *d, rap_err *err)
{
    rap_remote *r = d->remote;
    rap_buf at = {0};
    rap_str name;
    rap_code rc = folder(&at, err);
    if (rc == RAP_OK) rc = rap_pgschema_meta(r->pg, &name, "dossier", err);
    if (rc == RAP_OK) {
        r->path = below(d, rap_buf_str(&at), name, r->writes ? "-work.db" : ".db");
        r->mark = below(d, rap_buf_str(&at), name, "-work.open");
        if (!r->path || !r->mark) rc = rap_fail_memory(err);
    }
    rap_buf_done(&at);
    return rc;
}

static rap_code throw_away(rap_dossier *d, rap_err *err)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-told", "-journal"};
    rap_str path = rap_str_of(d->remote->path);
    rap_code rc = RAP_OK;
    for (size_t i = 0; rc == RAP_OK && i < sizeof ends / sizeof *ends; i++) {
        rap_buf at = {0};
        rap_buf_put(&at, path);
        rap_buf_z(&at, ends[i]);
        rap_buf_byte(&at, '\0');
        rc = at.failed ? rap_fail_memory(err) : rap_file_remove(at.p, err);
        rap_buf_done(&at);
    }
    return rc;
}

/* ---- the storage ---- */

/* The writer holds the lock; a copy that it left open may be ahead of what is there. */
static rap_code lead(rap_dossier *d, rap_err *err)
{
    rap_remote *r = d->remote;
    bool got = false;
    rap_code rc = rap_clerk_lead(r->pg, &got, r->wants_new ? LONG_S : SHORT_S, err);
    if (rc != RAP_OK) return rc;
    if (!got)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "another program is writing to it; try again when it is done");
    if (rap_path_look(r->mark, true) != RAP_PATH_NONE) rc = throw_away(d, err);
    return rc == RAP_OK ? rap_file_mark(r->mark, err) : rc;
}

static rap_code open_copy(rap_dossier *d, rap_err *err)
{
    rap_remote *r = d->remote;
    rap_code rc = rap_storage_file.open(d, r->path, RAP_OPEN_CREATE, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_busy_timeout(d->db, PATIENCE_MS);
    rc = rap_remote_pull(d, err);
    d->can_write = r->writes;
    return rc;
}

static rap_code open_remote(rap_dossier *d, const char *url, rap_open_mode mode,
                            rap_err *err)
{
    rap_remote *r = RAP_NEW(d->kept, rap_remote, 1);
    if (!r) return rap_fail_memory(err);
    d->remote = r;
    d->where = rap_pg_shown(rap_str_of(url), d->kept);
    rap_str address = rap_arena_copy(d->kept, rap_str_of(url));
    if (!address.p) return rap_fail_memory(err);
    r->url = address.p;
    r->writes = mode != RAP_OPEN_READ;
    r->wants_new = mode == RAP_OPEN_CREATE;
    rap_code rc = rap_pg_open(&r->pg, url, err);
    if (rc == RAP_OK) rc = rap_pgschema_check(r->pg, mode == RAP_OPEN_CREATE, err);
    if (rc == RAP_OK) rc = name_copy(d, err);
    if (rc == RAP_OK && r->writes) rc = lead(d, err);
    return rc == RAP_OK ? open_copy(d, err) : rc;
}

static rap_code refresh_remote(rap_dossier *d, rap_err *err)
{
    rap_remote *r = d->remote;
    rap_code rc = r->writes ? RAP_OK : rap_remote_pull(d, err);
    if (rc == RAP_OK || !rap_pg_is_lost(r->pg)) return rc;
    rc = rap_pg_again(r->pg, err);
    return rc == RAP_OK ? rap_remote_pull(d, err) : rc;
}

static rap_code sync_remote(rap_dossier *d, rap_err *err)
{
    rap_code rc = rap_storage_file.sync(d, err);
    return rc == RAP_OK && d->remote->writes ? rap_remote_push(d, err) : rc;
}

static void close_remote(rap_dossier *d)
{
    rap_remote *r = d->remote;
    bool clean = r && r->writes && d->db &&
                 sqlite3_total_changes64(d->db) == r->changes && r->generation >= 0;
    rap_storage_file.close(d);
    if (!r) return;
    if (clean && rap_file_remove(r->mark, NULL) != RAP_OK)
        r->mark = NULL; /* the next writer takes a fresh copy */
    rap_pg_close(r->pg);
    rap_arena_free(r->answers);
}

const rap_storage rap_storage_remote = {open_remote, refresh_remote, sync_remote,
                                        close_remote};
