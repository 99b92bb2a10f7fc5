/*
 * keep/judge.c - what coders say of rows: kept apart from them, in order, taken back
 * one by one.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/store.h"

static const char *const table =
    "CREATE TABLE IF NOT EXISTS judgement (n INTEGER PRIMARY KEY, coder TEXT NOT NULL,"
    " what TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, report TEXT NOT NULL,"
    " at_from INTEGER, at_to INTEGER, value TEXT NOT NULL)";

rap_code rap_store_judgements(rap_dossier *d, rap_err *err)
{
    return rap_store_exec(d, table, err);
}

/* One row of judgement, of the row with this id or the one it has become. */
static const char *const put_sql =
    "INSERT INTO judgement (coder, what, kind, id, report, at_from, at_to, value)"
    " SELECT ?1, ?2, r.kind, r.id, coalesce(s.key, ''), c.at_from, c.at_to, ?4"
    " FROM row r LEFT JOIN cite c ON c.rowid = (SELECT min(rowid) FROM cite"
    " WHERE id = r.id) LEFT JOIN source s ON s.n = c.report"
    " WHERE r.id = coalesce((SELECT new FROM alias WHERE old = ?3), ?3)";

static rap_code put(rap_dossier *d, const rap_str values[4], rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    uint64_t before = 0;
    rap_code rc = rap_store_judging(d, &before, err);
    if (rc == RAP_OK) rc = rap_query_new(&q, d, put_sql, err);
    if (rc != RAP_OK) return rc;
    for (int i = 0; i < 4; i++)
        rap_query_bind(q, i + 1, values[i]);
    rc = rap_query_step(q, &more, err);
    rap_query_end(q);
    if (rc == RAP_OK && sqlite3_changes(d->db) == 0)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "there is no row " RAP_FMT,
                        RAP_ARG(values[2]));
    return rc == RAP_OK ? rap_store_judged(d, before, err) : rc;
}

static bool is_judgement(const char *what)
{
    static const char *const all[] = {"accept", "reject", "edit", "note"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(what, all[i]) == 0) return true;
    return false;
}

rap_code rap_dossier_judge(rap_dossier *d, const char *what, rap_str id, rap_str value,
                           rap_str coder, rap_err *err)
{
    const rap_str values[] = {coder, rap_str_of(what), id, value};
    if (!is_judgement(what))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "%s is no judgement", what);
    rap_code rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    return rap_store_end(d, put(d, values, err), err);
}

static rap_code sign(rap_dossier *d, rap_str coder, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    uint64_t before = 0;
    rap_code rc = rap_store_judging(d, &before, err);
    if (rc == RAP_OK)
        rc = rap_query_new(
            &q, d,
            "INSERT INTO judgement (coder, what, kind, id, report, value)"
            " SELECT ?1, 'signed', what, CAST(n AS TEXT), '', '' FROM hand"
            " WHERE n = (SELECT max(n) FROM hand)",
            err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, coder);
    rc = rap_query_step(q, &more, err);
    rap_query_end(q);
    return rc == RAP_OK ? rap_store_judged(d, before, err) : rc;
}

rap_code rap_dossier_sign(rap_dossier *d, rap_str coder, rap_err *err)
{
    if (!coder.n) return RAP_OK;
    rap_code rc = rap_store_begin(d, err);
    return rc == RAP_OK ? rap_store_end(d, sign(d, coder, err), err) : rc;
}

static rap_code unjudge(rap_dossier *d, bool *any, rap_err *err)
{
    uint64_t before = 0;
    rap_code rc = rap_store_judging(d, &before, err);
    if (rc == RAP_OK)
        rc = rap_store_exec(d,
                            "DELETE FROM judgement WHERE n = (SELECT max(n) FROM"
                            " judgement WHERE what <> 'signed')",
                            err);
    *any = rc == RAP_OK && sqlite3_changes(d->db) > 0;
    return rc == RAP_OK ? rap_store_judged(d, before, err) : rc;
}

rap_code rap_dossier_unjudge(rap_dossier *d, bool *undone, rap_err *err)
{
    bool any = false;
    rap_code rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    rc = rap_store_end(d, unjudge(d, &any, err), err);
    if (rc == RAP_OK) *undone = any;
    return rc;
}
