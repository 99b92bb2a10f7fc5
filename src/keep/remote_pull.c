/*
 * keep/remote_pull.c - the copy of a dossier brought to what is in the database.
 *
 * Read there in one snapshot, written here in one transaction: a copy is of one
 * generation.  Reports come as far as they are newer than the copy; the rows come
 * whole, when they have been made anew.
 */
/* SPDX-License-Identifier: MIT */
#include "base/jsonin.h"
#include "cluster/pgschema.h"
#include "keep/remote.h"

#include <stdio.h>

enum { SQL_MAX = 1024 };

/* What the database says of itself, in one snapshot. */
typedef struct {
    int64_t generation, rows;
} standing;

static rap_code remote_number(rap_pg *c, int64_t *out, const char *key, rap_err *err)
{
    rap_str text;
    rap_code rc = rap_pgschema_meta(c, &text, key, err);
    *out = 0;
    for (size_t i = 0; rc == RAP_OK && i < text.n && i < 18; i++)
        *out = *out * 10 + (text.p[i] - '0');
    return rc;
}

/* ---- several versions of one report ---- */

/* Of the keys that something new came under: the version of the last ticket stands,
 * under the number of the first. */
static const char *const choose =
    "BEGIN; CREATE TEMP TABLE versions ON COMMIT DROP AS SELECT * FROM (SELECT name, "
    "id,"
    " row_number() OVER w AS place, count(*) OVER k AS many, min(n) OVER k AS first_n,"
    " max(version) OVER k AS version FROM source WHERE name IN (SELECT name FROM source"
    " WHERE generation IS NULL) WINDOW w AS (PARTITION BY name ORDER BY last DESC),"
    " k AS (PARTITION BY name)) AS all_of_them WHERE many > 1;"
    "INSERT INTO gone SELECT s.n, (SELECT value::bigint + 1 FROM meta WHERE key ="
    " 'generation') FROM source s JOIN versions v ON v.name = s.name AND v.id = s.id"
    " WHERE v.place = 1 AND s.n <> v.first_n AND s.generation IS NOT NULL;"
    "DELETE FROM source s USING versions v WHERE v.name = s.name AND v.id = s.id AND"
    " v.place > 1;"
    "UPDATE source s SET n = v.first_n, version = v.version + v.many - 1, generation ="
    " CASE WHEN s.n = v.first_n THEN s.generation END FROM versions v"
    " WHERE v.name = s.name AND v.id = s.id AND v.place = 1; COMMIT";

/* ---- reports ---- */

static rap_code fetch_sources(rap_dossier *d, int64_t since, bool with_new,
                              rap_err *err)
{
    static const char to[] = "INSERT OR REPLACE INTO source (" RAP_SOURCE_COLUMNS
                             ") VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,"
                             "?15,?16,?17,?18,?19,?20,?21,?22,?23,?24)";
    char from[SQL_MAX];
    (void)snprintf(from, sizeof from,
                   "COPY (SELECT " RAP_SOURCE_COLUMNS " FROM source WHERE generation >"
                   " %lld%s ORDER BY n) TO STDOUT (FORMAT binary)",
                   (long long)since, with_new ? " OR generation IS NULL" : "");
    return rap_remote_fetch(d, from, to, RAP_SOURCE_KINDS, err);
}

/* What the writer's copy began with, so that changes show. */
static rap_code fetch_shadow(rap_dossier *d, int64_t since, bool with_new, rap_err *err)
{
    static const char to[] =
        "INSERT OR REPLACE INTO remote VALUES (?1, ?2, ?3, ?4, ?5)";
    char from[SQL_MAX];
    rap_code rc = rap_store_exec(
        d,
        "CREATE TABLE IF NOT EXISTS remote (n INTEGER PRIMARY KEY, key TEXT, id TEXT,"
        " record_sha256 TEXT, new INTEGER)",
        err);
    if (rc != RAP_OK) return rc;
    (void)snprintf(
        from, sizeof from,
        "COPY (SELECT n, key, id, record_sha256, (generation IS NULL)::int"
        "::bigint FROM source WHERE generation > %lld%s ORDER BY n) TO STDOUT"
        " (FORMAT binary)",
        (long long)since, with_new ? " OR generation IS NULL" : "");
    return rap_remote_fetch(d, from, to, "ittti", err);
}

static rap_code drop_gone(rap_dossier *d, int64_t since, rap_err *err)
{
    char from[SQL_MAX];
    rap_code rc =
        rap_store_exec(d, "CREATE TEMP TABLE IF NOT EXISTS went (n INTEGER)", err);
    if (rc != RAP_OK) return rc;
    (void)snprintf(from, sizeof from,
                   "COPY (SELECT n FROM gone WHERE generation > %lld) TO STDOUT (FORMAT"
                   " binary)",
                   (long long)since);
    rc = rap_remote_fetch(d, from, "INSERT INTO went VALUES (?1)", "i", err);
    int64_t n = 0;
    if (rc == RAP_OK) rc = rap_store_int(d, &n, "SELECT count(*) FROM went", err);
    if (rc != RAP_OK || n == 0) return rc;
    d->remote->dropped = true;
    return rap_store_exec(d,
                          "DELETE FROM words WHERE rowid IN (SELECT n FROM went);"
                          "DELETE FROM source WHERE n IN (SELECT n FROM went);"
                          "DELETE FROM went",
                          err);
}

/* ---- the full-text index of readers ---- */

/* Title and text of a report, as the pile stage has them. */
static rap_code index_report(rap_dossier *d, int64_t n, rap_str packed, rap_buf *buf,
                             rap_err *err)
{
    rap_str json;
    rap_value *v;
    rap_arena_reset(d->arena);
    rap_code rc = rap_store_unpack(d, &json, packed, d->arena, err);
    if (rc == RAP_OK) rc = rap_jsonin_parse(&v, json, d->arena, err);
    if (rc != RAP_OK) return rc;
    rap_str title = rap_jsonin_str(rap_jsonin_get(v, "title"), "text");
    rap_buf_clear(buf);
    rap_buf_int(buf, n);
    size_t id_n = buf->n;
    rap_buf_put(buf, title);
    if (title.n) rap_buf_byte(buf, '\n');
    rap_buf_put(buf, rap_jsonin_str(v, "text"));
    if (buf->failed) return rap_fail_memory(err);
    rap_str all = rap_buf_str(buf);
    return rap_store_words(d, n, "report", rap_str_cut(all, 0, id_n),
                           rap_str_cut(all, id_n, all.n), err);
}

static rap_code index_reports(rap_dossier *d, rap_err *err)
{
    rap_query *q;
    rap_buf buf = {0};
    bool more = false;
    rap_code rc = rap_query_new(&q, d,
                                "SELECT n, record FROM source WHERE n IN (SELECT n FROM"
                                " came) ORDER BY n",
                                err);
    if (rc != RAP_OK) return rc;
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rc = index_report(d, rap_query_int(q, 0), rap_query_str(q, 1), &buf, err);
        if (rc != RAP_OK) break;
    }
    rap_query_end(q);
    rap_buf_done(&buf);
    return rc;
}

static rap_code index_statements(rap_dossier *d, rap_err *err)
{
    rap_query *q;
    bool more = false;
    rap_code rc = rap_query_new(&q, d,
                                "SELECT id, text FROM row WHERE kind = 'attribution'"
                                " ORDER BY id",
                                err);
    if (rc != RAP_OK) return rc;
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_str id = rap_query_str(q, 0);
        rc = rap_store_words(d, rap_store_words_row(id), "attribution", id,
                             rap_query_str(q, 1), err);
        if (rc != RAP_OK) break;
    }
    rap_query_end(q);
    if (rc != RAP_OK) return rc;
    return rap_store_exec(d,
                          "DELETE FROM words WHERE rowid > 4294967296 AND NOT EXISTS"
                          " (SELECT 1 FROM row r WHERE r.kind = words.kind AND r.id ="
                          " words.id)",
                          err);
}

/* ---- rows ---- */

/* They are made again behind the rows. */
static rap_code drop_indexes(rap_dossier *d, rap_err *err)
{
    rap_query *q;
    rap_buf sql = {0};
    bool more = false;
    rap_code rc = rap_query_new(&q, d,
                                "SELECT name FROM sqlite_master WHERE type = 'index'"
                                " AND tbl_name IN ('row', 'cite') AND sql IS NOT NULL",
                                err);
    if (rc != RAP_OK) return rc;
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more)
        rap_buf_printf(&sql, "DROP INDEX \"" RAP_FMT "\";",
                       RAP_ARG(rap_query_str(q, 0)));
    rap_query_end(q);
    rap_buf_z(&sql, "DELETE FROM row; DELETE FROM cite;");
    rap_buf_byte(&sql, '\0');
    if (rc == RAP_OK)
        rc = sql.failed ? rap_fail_memory(err) : rap_store_exec(d, sql.p, err);
    rap_buf_done(&sql);
    return rc;
}

static rap_code fetch_rows(rap_dossier *d, int64_t rows, rap_err *err)
{
    char from[SQL_MAX];
    rap_code rc = drop_indexes(d, err);
    (void)snprintf(from, sizeof from,
                   "COPY (SELECT place, kind, id, who, other, what, state, day, text,"
                   " weight, report, hash, body FROM row_%lld ORDER BY place) TO STDOUT"
                   " (FORMAT binary)",
                   (long long)rows);
    if (rc == RAP_OK && rows)
        rc = rap_remote_fetch(d, from,
                              "INSERT INTO row (place, kind, id, who, other, what,"
                              " state, day, text, weight, report, hash, body) VALUES"
                              " (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
                              "ittttttttiiit", err);
    (void)snprintf(from, sizeof from,
                   "COPY (SELECT kind, id, report, at_from, at_to, hash FROM cite_%lld"
                   " ORDER BY place) TO STDOUT (FORMAT binary)",
                   (long long)rows);
    if (rc == RAP_OK && rows)
        rc =
            rap_remote_fetch(d, from,
                             "INSERT INTO cite (kind, id, report, at_from, at_to, hash)"
                             " VALUES (?1,?2,?3,?4,?5,?6)",
                             "ttiiii", err);
    if (rc == RAP_OK) rc = rap_store_index(d, err);
    return rc == RAP_OK ? rap_store_exec(d, "ANALYZE row; ANALYZE cite", err) : rc;
}

static rap_code fetch_small(rap_dossier *d, rap_err *err)
{
    static const struct {
        const char *from, *to, *kinds;
    } tables[] = {
        {"COPY (SELECT old, new FROM alias) TO STDOUT (FORMAT binary)",
         "INSERT INTO alias (old, new) VALUES (?1, ?2)", "tt"},
        {"COPY (SELECT n, what, a, b, value FROM hand) TO STDOUT (FORMAT binary)",
         "INSERT INTO hand (n, what, a, b, value) VALUES (?1,?2,?3,?4,?5)", "itttt"},
        {"COPY (SELECT n, coder, what, kind, id, report, at_from, at_to, value FROM"
         " judgement) TO STDOUT (FORMAT binary)",
         "INSERT INTO judgement (n, coder, what, kind, id, report, at_from, at_to, "
         "value)"
         " VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
         "itttttiit"},
        {"COPY (SELECT key, value FROM meta WHERE key = 'seal') TO STDOUT (FORMAT"
         " binary)",
         "INSERT OR REPLACE INTO meta (key, value) VALUES (?1, ?2)", "tt"}};
    uint64_t before = 0;
    rap_code rc = rap_store_judging(d, &before, err);
    if (rc == RAP_OK)
        rc = rap_store_exec(
            d, "DELETE FROM alias; DELETE FROM hand; DELETE FROM judgement", err);
    for (size_t i = 0; rc == RAP_OK && i < sizeof tables / sizeof *tables; i++)
        rc = rap_remote_fetch(d, tables[i].from, tables[i].to, tables[i].kinds, err);
    return rc == RAP_OK ? rap_store_judged(d, before, err) : rc;
}

/* ---- all of it ---- */

static rap_code note(rap_dossier *d, const standing *there, bool due, rap_err *err)
{
    rap_code rc = rap_remote_note(d, "remote_generation", there->generation, err);
    if (rc == RAP_OK) rc = rap_remote_note(d, "remote_rows", there->rows, err);
    if (rc == RAP_OK) rc = rap_remote_note(d, "pile_due", due, err);
    return rc;
}

/* Which reports come, for the index of words. */
static const char *const note_coming =
    "CREATE TEMP TABLE IF NOT EXISTS came (n INTEGER PRIMARY KEY);"
    "DELETE FROM came;"
    "CREATE TEMP TRIGGER IF NOT EXISTS noted AFTER INSERT ON main.source BEGIN"
    " INSERT OR REPLACE INTO came VALUES (new.n); END";

static rap_code fetch_all(rap_dossier *d, const standing *here, const standing *there,
                          rap_err *err)
{
    const rap_remote *r = d->remote;
    int64_t came = 0;
    rap_code rc = rap_store_exec(d, note_coming, err);
    if (rc == RAP_OK) rc = drop_gone(d, here->generation, err);
    if (rc == RAP_OK) rc = fetch_sources(d, here->generation, r->wants_new, err);
    if (rc == RAP_OK && r->writes)
        rc = fetch_shadow(d, here->generation, r->wants_new, err);
    if (rc == RAP_OK && r->writes)
        rc = rap_store_int(d, &came, "SELECT count(*) FROM remote WHERE new", err);
    bool anew = there->rows != here->rows;
    if (rc == RAP_OK && anew) rc = fetch_rows(d, there->rows, err);
    if (rc == RAP_OK) rc = fetch_small(d, err);
    if (rc == RAP_OK && !r->writes) rc = index_reports(d, err);
    if (rc == RAP_OK && !r->writes && anew) rc = index_statements(d, err);
    return rc == RAP_OK ? note(d, there, r->writes && came > 0, err) : rc;
}

/* Did the copy's generation stand there, with the seal that it has? */
static rap_code is_history(rap_dossier *d, bool *is, int64_t generation, rap_err *err)
{
    rap_query *q;
    bool more = false;
    const rap_cell value = rap_cell_int(generation);
    *is = generation == 0;
    if (*is) return RAP_OK;
    rap_code rc =
        rap_query_new(&q, d, "SELECT value FROM meta WHERE key = 'seal'", err);
    if (rc != RAP_OK) return rc;
    rc = rap_query_step(q, &more, err);
    if (rc == RAP_OK)
        rc = rap_pg_ask(d->remote->pg, "SELECT seal FROM history WHERE generation = $1",
                        &value, 1, err);
    if (rc == RAP_OK)
        *is = more && rap_pg_rows(d->remote->pg) == 1 &&
              rap_str_eq(rap_pg_text(d->remote->pg, 0, 0), rap_query_str(q, 0));
    rap_query_end(q);
    return rc;
}

static rap_code look_here(rap_dossier *d, standing *here, rap_err *err)
{
    bool is = false;
    rap_code rc = rap_remote_number(d, &here->generation, "remote_generation", err);
    if (rc == RAP_OK) rc = rap_remote_number(d, &here->rows, "remote_rows", err);
    if (rc == RAP_OK) rc = is_history(d, &is, here->generation, err);
    if (rc != RAP_OK || is) return rc;
    *here = (standing){0, -1};
    return rap_store_exec(d,
                          "DELETE FROM source; DELETE FROM words;"
                          "DROP TABLE IF EXISTS remote",
                          err);
}

static rap_code pull_snapshot(rap_dossier *d, rap_err *err)
{
    rap_remote *r = d->remote;
    standing here, there;
    rap_code rc = remote_number(r->pg, &there.generation, "generation", err);
    if (rc == RAP_OK) rc = remote_number(r->pg, &there.rows, "rows", err);
    if (rc == RAP_OK && r->generation == there.generation && r->generation > 0 &&
        !r->writes)
        return RAP_OK; /* nothing new since this program looked last */
    d->can_write = true;
    if (rc == RAP_OK) rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    rc = look_here(d, &here, err);
    if (rc == RAP_OK && (r->writes || here.generation != there.generation))
        rc = fetch_all(d, &here, &there, err);
    rc = rap_store_end(d, rc, err);
    if (rc == RAP_OK) r->generation = there.generation;
    return rc;
}

/* What was taken out of the dossier goes from the free pages of the copy too. */
static rap_code sweep(rap_dossier *d, rap_err *err)
{
    d->remote->dropped = false;
    for (int i = 0; i < RAP_SQL_COUNT; i++) { /* VACUUM waits for none */
        if (d->sql[i]) (void)sqlite3_reset(d->sql[i]);
    }
    return rap_store_exec(d,
                          "INSERT INTO words(words) VALUES ('rebuild');"
                          "PRAGMA wal_checkpoint(TRUNCATE); VACUUM;"
                          "PRAGMA wal_checkpoint(TRUNCATE)",
                          err);
}

static rap_code pull(rap_dossier *d, rap_err *err)
{
    rap_remote *r = d->remote;
    rap_code rc = r->wants_new ? rap_pg_do(r->pg, choose, err) : RAP_OK;
    if (rc == RAP_OK)
        rc = rap_pg_do(r->pg, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", err);
    if (rc == RAP_OK) rc = pull_snapshot(d, err);
    if (rc == RAP_OK) rc = rap_pg_do(r->pg, "COMMIT", err);
    if (rc != RAP_OK) rap_pg_undo(r->pg);
    if (rc == RAP_OK && r->dropped) rc = sweep(d, err);
    d->can_write = r->writes;
    r->changes = sqlite3_total_changes64(d->db);
    return rc;
}

rap_code rap_remote_pull(rap_dossier *d, rap_err *err)
{
    rap_code rc = pull(d, err);
    /* the tables of a generation may go while a slow reader looks for them */
    if (rc == RAP_E_STORE && !d->remote->writes && !rap_pg_is_lost(d->remote->pg))
        rc = pull(d, err);
    return rc;
}
