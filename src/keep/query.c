/*
 * keep/query.c - asking the dossier: SQLite's statements under our name, prepared once
 * and used again.
 *
 * A page asks the same few questions hundreds of times, and preparing one costs more
 * than its answer.  So an ended query waits, reset and without its parameters, for the
 * next of the same SQL.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/store.h"

enum {
    QUERIES_MOST = 128
}; /* kept; what is asked beyond them takes the place of one */

struct rap_query {
    sqlite3_stmt *s;
    uint32_t hash;      /* of the SQL */
    bool used, refused; /* refused: a parameter could not be given */
    rap_query *next;
};

/* A query that is not in use: with this SQL, or any one where so many are kept. */
static rap_query *waiting(rap_dossier *d, rap_str sql, uint32_t hash)
{
    rap_query *other = NULL;
    for (rap_query *q = d->queries; q; q = q->next) {
        if (q->used) continue;
        if (q->s && q->hash == hash && rap_str_is(sql, sqlite3_sql(q->s))) return q;
        if (!q->s || d->n_queries >= QUERIES_MOST) other = q;
    }
    if (other) {
        (void)sqlite3_finalize(other->s);
        other->s = NULL;
    }
    return other;
}

static rap_query *another(rap_dossier *d)
{
    rap_query *q = RAP_NEW(d->kept, rap_query, 1);
    if (!q) return NULL;
    q->next = d->queries;
    d->queries = q;
    d->n_queries++;
    return q;
}

rap_code rap_query_new(rap_query **out, rap_dossier *d, const char *sql, rap_err *err)
{
    rap_str text = rap_str_of(sql);
    uint32_t hash = rap_hash(text);
    rap_query *q = waiting(d, text, hash);
    if (!q) q = another(d);
    if (!q) return rap_fail_memory(err);
    if (!q->s && sqlite3_prepare_v2(d->db, sql, -1, &q->s, NULL) != SQLITE_OK)
        return rap_store_fail(d->db, "asking it", err);
    q->hash = hash;
    q->used = true;
    q->refused = false;
    *out = q;
    return RAP_OK;
}

void rap_query_bind(rap_query *q, int index, rap_str value)
{
    int rc = sqlite3_bind_text64(q->s, index, value.p ? value.p : "", value.n,
                                 SQLITE_TRANSIENT, SQLITE_UTF8);
    if (rc == SQLITE_NOMEM || rc == SQLITE_TOOBIG) /* not: one it has no place for */
        q->refused = true;
}

void rap_query_bind_int(rap_query *q, int index, int64_t value)
{
    (void)sqlite3_bind_int64(q->s, index, value);
}

rap_code rap_query_step(rap_query *q, bool *more, rap_err *err)
{
    if (q->refused) return rap_fail_memory(err);
    int rc = sqlite3_step(q->s);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        return rap_store_fail(sqlite3_db_handle(q->s), "asking it", err);
    *more = rc == SQLITE_ROW;
    return RAP_OK;
}

rap_str rap_query_str(rap_query *q, int column)
{
    return rap_store_column(q->s, column);
}

int64_t rap_query_int(rap_query *q, int column)
{
    return sqlite3_column_int64(q->s, column);
}

void rap_query_end(rap_query *q)
{
    if (!q) return;
    (void)sqlite3_reset(q->s);
    (void)sqlite3_clear_bindings(q->s);
    q->used = false;
}

void rap_store_drop_queries(rap_dossier *d)
{
    for (rap_query *q = d->queries; q; q = q->next) {
        (void)sqlite3_finalize(q->s);
        q->s = NULL;
        q->used = false;
    }
}
