/*
 * keep/hand.c - corrections by hand: remembered in order, taken back one by one.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/store.h"

static const char *const mark_due =
    "UPDATE meta SET value = '1' WHERE key = 'pile_due'";

static rap_code write_down(rap_dossier *d, const char *what, const rap_str *values,
                           rap_err *err)
{
    static const char sql[] =
        "INSERT INTO hand (what, a, b, value) VALUES (?1, ?2, ?3, ?4)";
    rap_query *q;
    rap_code rc = rap_query_new(&q, d, sql, err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, rap_str_of(what));
    for (int i = 0; i < 3; i++)
        rap_query_bind(q, i + 2, values[i]);
    bool more = false;
    rc = rap_query_step(q, &more, err);
    rap_query_end(q);
    return rc == RAP_OK ? rap_store_exec(d, mark_due, err) : rc;
}

rap_code rap_dossier_begin(rap_dossier *d, rap_err *err)
{
    return rap_store_begin(d, err);
}

rap_code rap_dossier_end(rap_dossier *d, rap_code so_far, rap_err *err)
{
    return rap_store_end(d, so_far, err);
}

rap_code rap_dossier_correct(rap_dossier *d, const char *what, rap_str a, rap_str b,
                             rap_str value, rap_err *err)
{
    const rap_str values[] = {a, b, value};
    rap_code rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    return rap_store_end(d, write_down(d, what, values, err), err);
}

static rap_code take_back(rap_dossier *d, bool *undone, rap_err *err)
{
    uint64_t before = 0;
    rap_code rc = rap_store_judging(d, &before, err);
    if (rc == RAP_OK)
        rc = rap_store_exec(d,
                            "DELETE FROM judgement WHERE what = 'signed'"
                            " AND id = (SELECT CAST(max(n) AS TEXT) FROM hand);"
                            "DELETE FROM hand WHERE n = (SELECT max(n) FROM hand)",
                            err);
    if (rc != RAP_OK) return rc;
    *undone = sqlite3_changes(d->db) > 0;
    if (*undone) rc = rap_store_exec(d, mark_due, err);
    return rc == RAP_OK ? rap_store_judged(d, before, err) : rc;
}

rap_code rap_dossier_undo(rap_dossier *d, bool *undone, rap_err *err)
{
    bool any = false;
    rap_code rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    rc = rap_store_end(d, take_back(d, &any, err), err);
    if (rc == RAP_OK) *undone = any;
    return rc;
}
