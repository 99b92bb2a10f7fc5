/*
 * keep/store.c - statements, transactions and packed bytes.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/store.h"
#include "base/paged.h"

#include "keep/losses.h"

enum { ZSTD_LEVEL = 1 };

static const char *const sqls[RAP_SQL_COUNT] = {
    [RAP_SQL_FIND] =
        "SELECT n, id, version, bytes_zstd IS NULL FROM source WHERE key = ?1",
    [RAP_SQL_INSERT] =
        "INSERT INTO source (key, id, sha256, uri, media, charset, language, unread,"
        " bytes, words, repairs, title, publisher, day, day_from, day_to, day_sure,"
        " day_basis, options, version, record_sha256, record, bytes_zstd) VALUES"
        " (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,?21,"
        "?22,?23)",
    [RAP_SQL_REPLACE] =
        "UPDATE source SET key=?1, id=?2, sha256=?3, uri=?4, media=?5, charset=?6,"
        " language=?7, unread=?8, bytes=?9, words=?10, repairs=?11, title=?12,"
        " publisher=?13, day=?14, day_from=?15, day_to=?16, day_sure=?17,"
        " day_basis=?18, options=?19, version=?20, record_sha256=?21, record=?22,"
        " bytes_zstd=?23 WHERE n=?24",
    [RAP_SQL_REREAD] = "SELECT key, id, version, bytes_zstd FROM source WHERE n = ?1",
    [RAP_SQL_GIVE_SOURCE] = "UPDATE source SET bytes_zstd = ?2 WHERE n = ?1",
    [RAP_SQL_DUE] = "UPDATE meta SET value = ?1 WHERE key = 'pile_due' AND value <> ?1",
    [RAP_SQL_ROW] = "INSERT INTO row (kind, id, who, other, what, state, day, text,"
                    " weight, report, place, hash, body)"
                    " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
    [RAP_SQL_ROW_APART] =
        "INSERT OR IGNORE INTO row (kind, id, who, other, what, state, day, text,"
        " weight, report, place, hash, body)"
        " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
    [RAP_SQL_KNOWN_NAME] =
        "SELECT id, other FROM row INDEXED BY row_by_name WHERE kind = 'entity'"
        " AND text = ?1 COLLATE NOCASE AND state = ?2",
    [RAP_SQL_KNOWN_CODE] =
        "SELECT id, other FROM row INDEXED BY row_by_code WHERE kind = 'entity'"
        " AND what <> '' AND what = ?1 AND state = ?2",
    [RAP_SQL_CITE] = "INSERT INTO cite (kind, id, report, at_from, at_to, hash)"
                     " VALUES (?1,?2,?3,?4,?5,?6)",
    [RAP_SQL_CITE_HASH] = "UPDATE cite SET hash = ?2 WHERE rowid = ?1",
    [RAP_SQL_WORDS_GET] = "SELECT text FROM words WHERE rowid = ?1",
    [RAP_SQL_WORDS_ARE] = "SELECT 1 FROM words WHERE rowid = ?1 AND kind = ?2 AND"
                          " id = ?3 AND text = ?4",
    [RAP_SQL_WORDS_PUT] =
        "INSERT OR REPLACE INTO words (rowid, kind, id, text) VALUES (?1,?2,?3,?4)",
    [RAP_SQL_WORDS_DROP] = "DELETE FROM words WHERE rowid = ?1",
    [RAP_SQL_PACKED] = "SELECT record, bytes_zstd, record_sha256, sha256"
                       " FROM source WHERE n = ?1",
};

rap_code rap_store_fail(sqlite3 *db, const char *doing, rap_err *err)
{
    int rc = db ? sqlite3_errcode(db) : SQLITE_NOMEM;
    if (rc == SQLITE_NOMEM)
        return rap_fail(err, RAP_E_NOMEM, RAP_NOWHERE, "out of memory while %s", doing);
    if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "another program is writing to it; try again when it is done");
    if (rc == SQLITE_NOTADB)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE, "this is not a dossier");
    return rap_fail(err, RAP_E_STORE, RAP_NOWHERE, "%s: %s", doing, sqlite3_errmsg(db));
}

/* SQLite gives a transaction up where memory, the disk or a read fails.  Whatever would
 * be written after that would stay, half of it, so that nothing is. */
static bool is_given_up(const rap_dossier *d, rap_err *err)
{
    if (!d->depth || !sqlite3_get_autocommit(d->db)) return false;
    (void)rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                   "the store gave up what was being written");
    return true;
}

rap_code rap_store_exec(rap_dossier *d, const char *sql, rap_err *err)
{
    if (is_given_up(d, err)) return RAP_E_STORE;
    if (sqlite3_exec(d->db, sql, NULL, NULL, NULL) == SQLITE_OK) return RAP_OK;
    return rap_store_fail(d->db, "writing to it", err);
}

rap_code rap_store_sql(rap_dossier *d, sqlite3_stmt **out, rap_sql which, rap_err *err)
{
    sqlite3_stmt *s = d->sql[which];
    if (s) {
        (void)sqlite3_reset(s);
        (void)sqlite3_clear_bindings(s);
    } else if (sqlite3_prepare_v3(d->db, sqls[which], -1, SQLITE_PREPARE_PERSISTENT, &s,
                                  NULL) != SQLITE_OK) {
        return rap_store_fail(d->db, "preparing a statement", err);
    }
    d->sql[which] = s;
    *out = s;
    return RAP_OK;
}

rap_code rap_store_run(rap_dossier *d, sqlite3_stmt *s, const char *doing, rap_err *err)
{
    if (is_given_up(d, err)) return RAP_E_STORE;
    int rc = sqlite3_step(s);
    if (rc == SQLITE_DONE) {
        (void)sqlite3_reset(s);
        return RAP_OK;
    }
    rap_code code = rap_store_fail(d->db, doing, err);
    (void)sqlite3_reset(s);
    return code;
}

rap_code rap_store_int(rap_dossier *d, int64_t *out, const char *sql, rap_err *err)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(d->db, sql, -1, &s, NULL) != SQLITE_OK)
        return rap_store_fail(d->db, "reading it", err);
    int rc = sqlite3_step(s);
    if (rc == SQLITE_ROW) *out = sqlite3_column_int64(s, 0);
    rap_code code = rc == SQLITE_ROW || rc == SQLITE_DONE
                        ? RAP_OK
                        : rap_store_fail(d->db, "reading it", err);
    (void)sqlite3_finalize(s);
    return code;
}

void rap_store_text(sqlite3_stmt *s, int index, rap_str v)
{
    (void)sqlite3_bind_text64(s, index, v.p ? v.p : "", v.n, SQLITE_STATIC,
                              SQLITE_UTF8);
}

void rap_store_text_or_null(sqlite3_stmt *s, int index, rap_str v)
{
    if (v.n)
        rap_store_text(s, index, v);
    else
        (void)sqlite3_bind_null(s, index);
}

rap_str rap_store_column(sqlite3_stmt *s, int column)
{
    /* a text as a blob: its end need not be marked, for which SQLite may want memory,
     * and when that is refused gives back no text and no error */
    int type = sqlite3_column_type(s, column);
    const void *p = type == SQLITE_BLOB || type == SQLITE_TEXT
                        ? sqlite3_column_blob(s, column)
                        : (const void *)sqlite3_column_text(s, column);
    int n = sqlite3_column_bytes(s, column);
    return (rap_str){p ? p : "", p && n > 0 ? (size_t)n : 0};
}

rap_code rap_store_begin(rap_dossier *d, rap_err *err)
{
    if (!d->can_write)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE, "it may not be written to");
    rap_code rc = d->depth ? RAP_OK : rap_store_exec(d, "BEGIN IMMEDIATE", err);
    if (rc == RAP_OK) d->depth++;
    return rc;
}

rap_code rap_store_end(rap_dossier *d, rap_code so_far, rap_err *err)
{
    if (--d->depth > 0) return so_far;
    if (so_far == RAP_OK) so_far = rap_store_exec(d, "COMMIT", err);
    if (so_far == RAP_OK) {
        rap_told_note(d);
        return RAP_OK;
    }
    /* An error inside SQLite may have rolled back already. */
    if (!sqlite3_get_autocommit(d->db))
        (void)sqlite3_exec(d->db, "ROLLBACK", NULL, NULL, NULL);
    return so_far;
}

#define FILED_LIMIT ((size_t)1 << 40)

rap_code rap_store_file(rap_dossier *d, rap_pile_options *options, bool large,
                        rap_arena *arena, rap_err *err)
{
    rap_str path = rap_str_of(sqlite3_db_filename(d->db, "main"));
    size_t n = path.n;
    while (n > 0 && path.p[n - 1] != '/')
        n--;
    rap_str folder = rap_arena_copy(arena, n ? rap_str_cut(path, 0, n) : RAP_STR("."));
    rap_arena_free(d->filed);
    d->filed = folder.p ? rap_arena_new_in(FILED_LIMIT, large ? folder.p : NULL) : NULL;
    options->folder = large ? folder.p : NULL;
    options->rested = large ? d->filed : NULL;
    return d->filed ? RAP_OK : rap_fail_memory(err);
}

void rap_store_forget(rap_dossier *d)
{
    memset(&d->fresh, 0, sizeof d->fresh);
    d->wasted = 0;
    rap_arena_reset(d->lasting);
    rap_arena_free(d->filed);
    d->filed = NULL;
}

rap_code rap_store_pack(rap_dossier *d, rap_str *out, rap_str raw, rap_arena *arena,
                        rap_err *err)
{
    return rap_store_pack_by(d->packer, out, raw, arena, err);
}

rap_code rap_store_pack_by(ZSTD_CCtx *packer, rap_str *out, rap_str raw,
                           rap_arena *arena, rap_err *err)
{
    size_t room = ZSTD_compressBound(raw.n);
    char *p = RAP_NEW(arena, char, room + 1);
    if (!p) return rap_fail_memory(err);
    size_t n =
        ZSTD_compressCCtx(packer, p, room, raw.p ? raw.p : "", raw.n, ZSTD_LEVEL);
    if (ZSTD_isError(n))
        return rap_fail(err, RAP_E_NOMEM, RAP_NOWHERE, "out of memory while packing");
    *out = (rap_str){p, n};
    return RAP_OK;
}

rap_code rap_store_unpack(rap_dossier *d, rap_str *out, rap_str packed,
                          rap_arena *arena, rap_err *err)
{
    unsigned long long n = ZSTD_getFrameContentSize(packed.p, packed.n);
    if (n == ZSTD_CONTENTSIZE_UNKNOWN || n == ZSTD_CONTENTSIZE_ERROR ||
        n > RAP_UNPACK_MAX)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "it is damaged: packed bytes have no length");
    char *p = RAP_NEW(arena, char, (size_t)n + 1);
    if (!p) return rap_fail_memory(err);
    size_t got = ZSTD_decompressDCtx(d->unpacker, p, (size_t)n, packed.p, packed.n);
    if (ZSTD_isError(got) || got != (size_t)n)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "it is damaged: packed bytes do not unpack");
    *out = (rap_str){p, got};
    return RAP_OK;
}
