/*
 * keep/forget.c - a report taken out: its bytes, record, rows, words, and what was
 * noted by hand about it.
 *
 * Deleting alone leaves bytes in free pages, in the full-text index and in the
 * write-ahead log; so the index is built anew, the log emptied and the file rewritten.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/store.h"

static rap_code run_about(rap_dossier *d, const char *sql, uint32_t n, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, d, sql, err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, n);
    rc = rap_query_step(q, &more, err);
    rap_query_end(q);
    return rc;
}

static rap_code take_out(rap_dossier *d, uint32_t n, rap_err *err)
{
    static const char *const sqls[] = {
        "DELETE FROM judgement WHERE report = (SELECT key FROM source WHERE n = ?1)",
        ("DELETE FROM hand WHERE what = 'date'"
         " AND a = (SELECT key FROM source WHERE n = ?1)"),
        ("UPDATE hand SET value = (SELECT json_group_array(json(j.value)) FROM"
         " json_each(hand.value) j WHERE json_extract(j.value, '$[0]') <>"
         " (SELECT key FROM source WHERE n = ?1)) WHERE what = 'mentions'"),
        "DELETE FROM words WHERE rowid = ?1", "DELETE FROM source WHERE n = ?1"};
    uint64_t before = 0;
    rap_code rc = rap_store_judging(d, &before, err);
    for (size_t i = 0; rc == RAP_OK && i < sizeof sqls / sizeof *sqls; i++)
        rc = run_about(d, sqls[i], n, err);
    if (rc == RAP_OK && sqlite3_changes(d->db) == 0)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "there is no report R%u", n);
    if (rc == RAP_OK) rc = rap_store_judged(d, before, err);
    if (rc == RAP_OK)
        rc = rap_store_exec(d, "UPDATE meta SET value = '1' WHERE key = 'pile_due'",
                            err);
    return rc;
}

rap_code rap_dossier_forget(rap_dossier *d, uint32_t n, rap_err *err)
{
    static const char clean[] = "INSERT INTO words(words) VALUES ('rebuild');"
                                "PRAGMA wal_checkpoint(TRUNCATE); VACUUM;"
                                "PRAGMA wal_checkpoint(TRUNCATE)";
    rap_store_forget(d);
    rap_code rc = rap_store_exec(d, "PRAGMA secure_delete = ON", err);
    if (rc == RAP_OK) rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    rc = rap_store_end(d, take_out(d, n, err), err);
    if (rc == RAP_OK) rc = rap_dossier_settle(d, err);
    for (int i = 0; i < RAP_SQL_COUNT; i++) { /* VACUUM waits for none */
        if (d->sql[i]) (void)sqlite3_reset(d->sql[i]);
    }
    if (rc == RAP_OK) rc = rap_store_exec(d, clean, err);
    return rc;
}
