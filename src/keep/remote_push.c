/*
 * keep/remote_push.c - what was done to the writer's copy, into the database.
 *
 * One transaction makes the next generation: reports that were read again, those that
 * are now put together, those that were taken out; the rows, whole, in tables of their
 * own when they were made anew; corrections and judgements.  Who reads the generation
 * before goes on reading it: its tables stay until the one after the next.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/pgschema.h"
#include "keep/remote.h"

#include <stdio.h>

enum { SQL_MAX = 2048, SEAL = 17 };

typedef struct {
    rap_dossier *d;
    rap_pg *pg;
    long long next; /* the generation that is made */
    bool anew;      /* the rows were made anew */
    int64_t went;   /* reports that were taken out */
} pushing;

/* Statements with %lld, or none, for the generation. */
static rap_code there(pushing *p, const char *format, rap_err *err)
{
    char sql[SQL_MAX];
    size_t n = strlen(format), at = 0;
    for (size_t i = 0; i < n && at + 24 < sizeof sql; i++) {
        if (format[i] == '#')
            at += (size_t)snprintf(sql + at, sizeof sql - at, "%lld", p->next);
        else
            sql[at++] = format[i];
    }
    sql[at] = '\0';
    return rap_pg_do(p->pg, sql, err);
}

/* ---- reports ---- */

static rap_code send_changed(pushing *p, rap_err *err)
{
    rap_code rc = there(p,
                        "CREATE TEMP TABLE changed (LIKE source) ON COMMIT DROP;"
                        "ALTER TABLE changed ALTER name DROP NOT NULL,"
                        " ALTER first DROP NOT NULL, ALTER last"
                        " DROP NOT NULL",
                        err);
    if (rc == RAP_OK)
        rc = rap_remote_send(
            p->d,
            "SELECT " RAP_SOURCE_COLUMNS " FROM source WHERE n IN"
            " (SELECT r.n FROM remote r JOIN source s ON s.n = r.n"
            " WHERE s.record_sha256 <> r.record_sha256)",
            "COPY changed (" RAP_SOURCE_COLUMNS ") FROM STDIN (FORMAT binary)", err);
    if (rc != RAP_OK) return rc;
    return there(
        p,
        "UPDATE source s SET uri = c.uri, media = c.media, charset = c.charset,"
        " language = c.language, unread = c.unread, words = c.words,"
        " repairs = c.repairs, title = c.title, publisher = c.publisher,"
        " day = c.day, day_from = c.day_from, day_to = c.day_to,"
        " day_sure = c.day_sure, day_basis = c.day_basis, options = c.options,"
        " version = c.version, record_sha256 = c.record_sha256,"
        " record = c.record, generation = # FROM changed c"
        " WHERE s.n = c.n AND s.key = c.key AND s.id = c.id",
        err);
}

/* What was put together now; what came while that was done waits for the next time. */
static rap_code send_new(pushing *p, rap_err *err)
{
    rap_code rc = there(
        p, "CREATE TEMP TABLE joined (n bigint, key text, id text) ON COMMIT DROP",
        err);
    if (rc == RAP_OK)
        rc = rap_remote_send(p->d, "SELECT n, key, id FROM remote WHERE new",
                             "COPY joined FROM STDIN (FORMAT binary)", err);
    if (rc != RAP_OK) return rc;
    return there(p,
                 "ANALYZE joined; UPDATE source s SET generation = # FROM joined j"
                 " WHERE s.n = j.n AND s.key = j.key AND s.id = j.id",
                 err);
}

static rap_code send_gone(pushing *p, rap_err *err)
{
    static const char went[] =
        "SELECT n FROM remote WHERE n NOT IN (SELECT n FROM source)";
    static const char count[] =
        "SELECT count(*) FROM remote WHERE n NOT IN (SELECT n FROM source)";
    rap_code rc = rap_store_int(p->d, &p->went, count, err);
    if (rc != RAP_OK || p->went == 0) return rc;
    rc = there(p, "CREATE TEMP TABLE went (n bigint) ON COMMIT DROP", err);
    if (rc == RAP_OK)
        rc = rap_remote_send(p->d, went, "COPY went FROM STDIN (FORMAT binary)", err);
    if (rc != RAP_OK) return rc;
    return there(p,
                 "INSERT INTO gone SELECT n, # FROM went;"
                 "DELETE FROM ticket t USING source s, went w WHERE s.n = w.n AND"
                 " t.key = s.key;"
                 "DELETE FROM source s USING went w WHERE s.n = w.n",
                 err);
}

/* ---- rows ---- */

static const char *const make_tables =
    "CREATE TABLE row_# (place bigint NOT NULL, kind text NOT NULL, id text NOT NULL,"
    " who text NOT NULL, other text NOT NULL, what text NOT NULL, state text NOT NULL,"
    " day text NOT NULL, text text NOT NULL, weight bigint NOT NULL, report bigint,"
    " hash bigint NOT NULL, body text NOT NULL) PARTITION BY HASH (id);"
    "CREATE TABLE cite_# (place bigint NOT NULL, kind text NOT NULL, id text NOT NULL,"
    " report bigint NOT NULL, at_from bigint NOT NULL, at_to bigint NOT NULL,"
    " hash bigint) PARTITION BY HASH (report);"
    "DO $$ BEGIN FOR i IN 0..7 LOOP"
    " EXECUTE format('CREATE TABLE row_#_%s PARTITION OF row_# FOR VALUES WITH"
    " (MODULUS 8, REMAINDER %s)', i, i);"
    " EXECUTE format('CREATE TABLE cite_#_%s PARTITION OF cite_# FOR VALUES WITH"
    " (MODULUS 8, REMAINDER %s)', i, i); END LOOP; END $$";

static const char *const show_tables =
    "CREATE INDEX ON row_# (id); CREATE INDEX ON row_# (kind, day);"
    "CREATE INDEX ON cite_# (id); CREATE INDEX ON cite_# (report, at_from);"
    "CREATE OR REPLACE VIEW \"row\" AS SELECT * FROM row_#;"
    "CREATE OR REPLACE VIEW cite AS SELECT * FROM cite_#;"
    "UPDATE meta SET value = '#' WHERE key = 'rows'";

/* Those of the generation before stay for who is reading them. */
static const char *const drop_old =
    "DO $$ DECLARE t text; BEGIN FOR t IN SELECT c.relname FROM pg_class c WHERE"
    " c.relnamespace = 'rapporteur'::regnamespace AND c.relkind = 'p' AND c.relname ~"
    " '^(row|cite)_[0-9]+$' AND substring(c.relname FROM '[0-9]+$')::bigint NOT IN"
    " (#, (SELECT value::bigint FROM meta WHERE key = 'rows')) LOOP"
    " EXECUTE format('DROP TABLE %I', t); END LOOP; END $$";

static rap_code send_rows(pushing *p, rap_err *err)
{
    char to[SQL_MAX];
    rap_code rc = there(p, make_tables, err);
    (void)snprintf(to, sizeof to,
                   "COPY row_%lld (place, kind, id, who, other, what, state, day, text,"
                   " weight, report, hash, body) FROM STDIN (FORMAT binary)",
                   p->next);
    if (rc == RAP_OK)
        rc =
            rap_remote_send(p->d,
                            "SELECT place, kind, id, who, other, what, state, day,"
                            " text, weight, report, hash, body FROM row ORDER BY place",
                            to, err);
    (void)snprintf(to, sizeof to,
                   "COPY cite_%lld (place, kind, id, report, at_from, at_to, hash) FROM"
                   " STDIN (FORMAT binary)",
                   p->next);
    if (rc == RAP_OK)
        rc = rap_remote_send(p->d,
                             "SELECT rowid, kind, id, report, at_from, at_to, hash"
                             " FROM cite ORDER BY rowid",
                             to, err);
    if (rc == RAP_OK) rc = there(p, drop_old, err);
    return rc == RAP_OK ? there(p, show_tables, err) : rc;
}

/* ---- corrections, judgements, what the dossier says of itself ---- */

static rap_code send_small(pushing *p, rap_err *err)
{
    static const struct {
        const char *from, *to;
    } tables[] = {
        {"SELECT old, new FROM alias",
         "COPY alias (old, new) FROM STDIN (FORMAT binary)"},
        {"SELECT n, what, a, b, value FROM hand",
         "COPY hand (n, what, a, b, value) FROM STDIN (FORMAT binary)"},
        {"SELECT n, coder, what, kind, id, report, at_from, at_to, value FROM "
         "judgement",
         "COPY judgement (n, coder, what, kind, id, report, at_from, at_to, value) FROM"
         " STDIN (FORMAT binary)"},
        {"SELECT key, value FROM meta WHERE key = 'seal'",
         "COPY meta (key, value) FROM STDIN (FORMAT binary)"}};
    rap_code rc = there(p,
                        "DELETE FROM alias; DELETE FROM hand; DELETE FROM judgement;"
                        "DELETE FROM meta WHERE key = 'seal'",
                        err);
    for (size_t i = 0; rc == RAP_OK && i < sizeof tables / sizeof *tables; i++)
        rc = rap_remote_send(p->d, tables[i].from, tables[i].to, err);
    if (rc != RAP_OK) return rc;
    return there(p,
                 "UPDATE meta SET value = '#' WHERE key = 'generation';"
                 "INSERT INTO history (generation, seal) SELECT #, value FROM meta"
                 " WHERE key = 'seal'",
                 err);
}

/* ---- all of it ---- */

static rap_code seal_here(rap_dossier *d, char out[SEAL], rap_err *err)
{
    rap_query *q;
    bool more = false;
    rap_code rc =
        rap_query_new(&q, d, "SELECT value FROM meta WHERE key = 'seal'", err);
    if (rc != RAP_OK) return rc;
    rc = rap_query_step(q, &more, err);
    rap_str seal = more ? rap_query_str(q, 0) : (rap_str){"", 0};
    (void)snprintf(out, SEAL, RAP_FMT, RAP_ARG(rap_str_cut(seal, 0, SEAL - 1)));
    rap_query_end(q);
    return rc;
}

/* The next generation's number; were the rows made anew since the last? */
static rap_code look(pushing *p, rap_err *err)
{
    rap_str text;
    char seal[SEAL];
    rap_code rc = rap_pgschema_meta(p->pg, &text, "generation", err);
    for (size_t i = 0; rc == RAP_OK && i < text.n && i < 18; i++)
        p->next = p->next * 10 + (text.p[i] - '0');
    p->next++;
    if (rc == RAP_OK) rc = seal_here(p->d, seal, err);
    if (rc == RAP_OK) rc = rap_pgschema_meta(p->pg, &text, "seal", err);
    if (rc == RAP_OK) p->anew = !rap_str_is(text, seal);
    return rc;
}

static rap_code send_all(pushing *p, rap_err *err)
{
    rap_code rc = rap_pg_do(p->pg, "BEGIN", err);
    if (rc == RAP_OK) rc = look(p, err);
    if (rc == RAP_OK) rc = send_gone(p, err);
    if (rc == RAP_OK) rc = send_new(p, err);
    if (rc == RAP_OK) rc = send_changed(p, err);
    if (rc == RAP_OK && p->anew) rc = send_rows(p, err);
    if (rc == RAP_OK) rc = send_small(p, err);
    return rc == RAP_OK ? rap_pg_do(p->pg, "COMMIT", err) : rc;
}

/* From here on the copy is like the database. */
static rap_code note_here(pushing *p, rap_err *err)
{
    rap_dossier *d = p->d;
    rap_code rc = rap_store_begin(d, err);
    if (rc != RAP_OK) return rc;
    rc = rap_store_exec(d,
                        "DELETE FROM remote WHERE n NOT IN (SELECT n FROM source);"
                        "INSERT OR REPLACE INTO remote SELECT n, key, id,"
                        " record_sha256, 0 FROM source",
                        err);
    if (rc == RAP_OK) rc = rap_remote_note(d, "remote_generation", p->next, err);
    if (rc == RAP_OK && p->anew) rc = rap_remote_note(d, "remote_rows", p->next, err);
    rc = rap_store_end(d, rc, err);
    d->remote->generation = p->next;
    d->remote->changes = sqlite3_total_changes64(d->db);
    return rc;
}

/* What was taken out goes from the pages of the database too. */
static rap_code clean(pushing *p, rap_err *err)
{
    static const char drop_all_old[] =
        "DO $$ DECLARE t text; BEGIN FOR t IN SELECT c.relname FROM pg_class c WHERE"
        " c.relnamespace = 'rapporteur'::regnamespace AND c.relkind = 'p' AND c.relname"
        " ~ '^(row|cite)_[0-9]+$' AND substring(c.relname FROM '[0-9]+$')::bigint <>"
        " (SELECT value::bigint FROM meta WHERE key = 'rows') LOOP"
        " EXECUTE format('DROP TABLE %I', t); END LOOP; END $$";
    rap_code rc = rap_pg_do(p->pg, drop_all_old, err);
    return rc == RAP_OK ? rap_pg_do(p->pg, "VACUUM source, ticket", err) : rc;
}

rap_code rap_remote_push(rap_dossier *d, rap_err *err)
{
    pushing p = {.d = d, .pg = d->remote->pg};
    int64_t due = 0;
    if (sqlite3_total_changes64(d->db) == d->remote->changes) return RAP_OK;
    rap_code rc = rap_remote_number(d, &due, "pile_due", err);
    if (rc != RAP_OK || due) return rc; /* the rows go with it when they are made */
    rc = send_all(&p, err);
    if (rc != RAP_OK) {
        rap_pg_undo(p.pg);
        return rc;
    }
    rc = note_here(&p, err);
    return rc == RAP_OK && p.went ? clean(&p, err) : rc;
}
