/*
 * keep/shape.c - the tables, indexes and views of a dossier are those it was made with.
 *
 * A view whose statement has lost a bit would answer wrongly and no row would show it.
 * So what SQLite keeps of the statements is compared with what it keeps of them in a
 * new database in memory, where the dossier was made by the statements of this program
 * and this SQLite, which adds tables of its own for full text.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/store.h"

#include <stdio.h>

enum { NAME_ROOM = 9 };

/* Eight hexadecimal digits: by which statements a dossier is made. */
static void name_shape(char out[NAME_ROOM])
{
    uint32_t hash = RAP_HASH_START;
    for (int i = 0; i < RAP_SHAPES; i++)
        hash = rap_hash_on(hash, rap_str_of(rap_store_shape[i]));
    hash = rap_hash_on(hash, rap_str_of(sqlite3_libversion()));
    (void)snprintf(out, NAME_ROOM, "%08x", (unsigned)hash);
}

rap_code rap_store_note_shape(rap_dossier *d, rap_err *err)
{
    char name[NAME_ROOM], sql[64];
    name_shape(name);
    (void)snprintf(sql, sizeof sql, "INSERT INTO meta VALUES ('shape', '%s')", name);
    return rap_store_exec(d, sql, err);
}

static rap_code is_ours(rap_dossier *d, bool *ours, rap_err *err)
{
    rap_query *q = NULL;
    char name[NAME_ROOM];
    bool more = false;
    name_shape(name);
    rap_code rc =
        rap_query_new(&q, d, "SELECT value FROM meta WHERE key = 'shape'", err);
    if (rc == RAP_OK) rc = rap_query_step(q, &more, err);
    *ours = more && rap_str_is(rap_query_str(q, 0), name);
    rap_query_end(q);
    return rc;
}

static const char listed[] = "SELECT type, name, tbl_name, sql FROM sqlite_master";
static const char there[] = "SELECT 1 FROM sqlite_master WHERE type = ?1 AND name = ?2"
                            " AND tbl_name = ?3 AND sql IS ?4";

/* Is everything in `made` in the dossier too? */
static rap_code compare(rap_dossier *d, sqlite3 *made, bool *whole, rap_err *err)
{
    sqlite3_stmt *a = NULL, *b = NULL;
    rap_code rc = RAP_OK;
    if (sqlite3_prepare_v2(made, listed, -1, &a, NULL) != SQLITE_OK)
        rc = rap_store_fail(made, "reading it", err);
    else if (sqlite3_prepare_v2(d->db, there, -1, &b, NULL) != SQLITE_OK)
        rc = rap_store_fail(d->db, "reading it", err);
    *whole = true;
    int step = SQLITE_DONE;
    while (rc == RAP_OK && *whole && (step = sqlite3_step(a)) == SQLITE_ROW) {
        for (int i = 0; i < 4; i++)
            (void)sqlite3_bind_value(b, i + 1, sqlite3_column_value(a, i));
        int same = sqlite3_step(b);
        *whole = same == SQLITE_ROW;
        if (same != SQLITE_ROW && same != SQLITE_DONE)
            rc = rap_store_fail(d->db, "reading it", err);
        (void)sqlite3_reset(b);
    }
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        rc = rap_store_fail(made, "reading it", err);
    (void)sqlite3_finalize(a);
    (void)sqlite3_finalize(b);
    return rc;
}

rap_code rap_store_shaped(rap_dossier *d, bool *whole, rap_err *err)
{
    sqlite3 *made = NULL;
    bool ours = false;
    int64_t marks = 0;
    /* Older dossiers have neither mark; where one is lost the other shows it. */
    rap_code rc = rap_store_int(
        d, &marks, "SELECT count(*) FROM meta WHERE key IN ('judged', 'shape')", err);
    if (rc == RAP_OK) rc = is_ours(d, &ours, err);
    *whole = marks != 1;
    if (rc != RAP_OK || !ours || !*whole) return rc;
    bool can = sqlite3_open(":memory:", &made) == SQLITE_OK;
    for (int i = 0; can && i < RAP_SHAPES; i++)
        can = sqlite3_exec(made, rap_store_shape[i], NULL, NULL, NULL) == SQLITE_OK;
    rc = can ? compare(d, made, whole, err) : rap_store_fail(made, "checking it", err);
    (void)sqlite3_close(made);
    return rc;
}
