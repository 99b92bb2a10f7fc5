/*
 * cluster/pgschema.c - the schema of a dossier in PostgreSQL: made, checked, brought up
 * to date.
 *
 * Migrations are SQL files, one a version, each run once and in order.  What has been
 * released is never changed: a new version is a new file.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/pgschema.h"

static const char schema1[] = {
#include "schema1_sql.inc"
};
static const char schema2[] = {
#include "schema2_sql.inc"
};

/* From version i to i + 1. */
static const char *const migrations[] = {schema1, schema2};
enum { VERSION = sizeof migrations / sizeof *migrations };

static const char *const lock = "SELECT pg_advisory_xact_lock(1380012112, 0)";

static int64_t number_of(rap_str s)
{
    int64_t v = 0;
    for (size_t i = 0; i < s.n && i < 18; i++)
        v = v * 10 + (s.p[i] - '0');
    return v;
}

rap_code rap_pgschema_meta(rap_pg *c, rap_str *out, const char *key, rap_err *err)
{
    rap_cell value = rap_cell_text(rap_str_of(key));
    rap_code rc =
        rap_pg_ask(c, "SELECT value FROM meta WHERE key = $1", &value, 1, err);
    if (rc != RAP_OK) return rc;
    *out = rap_pg_rows(c) ? rap_pg_text(c, 0, 0) : (rap_str){"", 0};
    return RAP_OK;
}

/* 0 when there is no dossier. */
static rap_code version_of(rap_pg *c, int64_t *out, rap_err *err)
{
    rap_str text;
    static const char there[] =
        "SELECT count(*) FROM pg_tables WHERE schemaname = 'rapporteur'"
        " AND tablename = 'meta'";
    rap_code rc = rap_pg_ask(c, there, NULL, 0, err);
    *out = 0;
    if (rc != RAP_OK || rap_pg_int(c, 0, 0) == 0) return rc;
    rc = rap_pgschema_meta(c, &text, "version", err);
    if (rc == RAP_OK) *out = number_of(text);
    return rc;
}

static rap_code migrate(rap_pg *c, int64_t from, rap_err *err)
{
    rap_code rc = RAP_OK;
    for (; rc == RAP_OK && from < VERSION; from++)
        rc = rap_pg_do(c, migrations[from], err);
    return rc;
}

rap_code rap_pgschema_check(rap_pg *c, bool create, rap_err *err)
{
    int64_t version = 0;
    rap_code rc = version_of(c, &version, err);
    if (rc != RAP_OK) return rc;
    if (version > VERSION)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "the dossier there has version %lld, and this program knows "
                        "up to %d: take a newer rapporteur",
                        (long long)version, VERSION);
    if (version == 0 && !create)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "there is no dossier in this database; "
                        "`rapporteur add --engine` makes one");
    if (version == VERSION) return RAP_OK;
    rc = rap_pg_do(c, "BEGIN", err);
    if (rc == RAP_OK) rc = rap_pg_do(c, lock, err);
    if (rc == RAP_OK) rc = version_of(c, &version, err); /* another may be quicker */
    if (rc == RAP_OK) rc = migrate(c, version, err);
    if (rc == RAP_OK) return rap_pg_do(c, "COMMIT", err);
    rap_pg_undo(c);
    return rc;
}
