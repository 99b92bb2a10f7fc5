/*
 * keep/verify.c - is the dossier what was put in: sources, records, rows, citations,
 * and the digest of it all.
 */
/* SPDX-License-Identifier: MIT */
#include "base/digest.h"
#include "keep/store.h"
#include "places/atlas.h"

#include <stdio.h>

/* A report is unpacked on its own. */
#define ONE_LIMIT ((size_t)3 << 30)

/* Unpacked record (column 0) or source (column 1) of report `n`, and its SHA-256 as the
 * dossier has it; the source may be absent: p NULL. */
static rap_code fetch(rap_dossier *d, rap_str *out, rap_digest *sum, uint32_t n,
                      int column, rap_arena *arena, rap_err *err)
{
    sqlite3_stmt *s;
    rap_code rc = rap_store_sql(d, &s, RAP_SQL_PACKED, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_bind_int64(s, 1, n);
    int step = sqlite3_step(s);
    if (step == SQLITE_DONE)
        rc = rap_fail(err, RAP_E_OPEN, RAP_NOWHERE, "there is no report R%u", n);
    else if (step != SQLITE_ROW)
        rc = rap_store_fail(d->db, "reading a report", err);
    else if (sqlite3_column_type(s, column) == SQLITE_NULL)
        *out = (rap_str){NULL, 0};
    else if (sqlite3_column_type(s, column) != SQLITE_BLOB)
        rc = rap_fail(err, RAP_E_STORE, RAP_NOWHERE, "the %s of R%u is damaged",
                      column ? "source" : "record", n);
    else
        rc = rap_store_unpack(d, out, rap_store_column(s, column), arena, err);
    rap_str want = step == SQLITE_ROW ? rap_store_column(s, column + 2) : (rap_str){0};
    *sum = (rap_digest){{0}};
    if (want.n == 64) memcpy(sum->hex, want.p, 64);
    (void)sqlite3_reset(s);
    return rc;
}

static rap_code fetch_whole(rap_dossier *d, rap_str *out, uint32_t n, int column,
                            rap_arena *arena, rap_err *err)
{
    rap_str bytes = {NULL, 0};
    rap_digest want;
    rap_code rc = fetch(d, &bytes, &want, n, column, arena, err);
    if (rc != RAP_OK) return rc;
    if (!bytes.p)
        return rap_fail(err, RAP_E_OPEN, RAP_NOWHERE,
                        "the source of R%u is not at hand", n);
    rap_digest got = rap_sha256(bytes);
    if (memcmp(got.hex, want.hex, 64) != 0)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "the %s of R%u is damaged: its SHA-256 does not match",
                        column ? "source" : "record", n);
    *out = bytes;
    return RAP_OK;
}

rap_code rap_dossier_source(rap_dossier *d, rap_str *out, uint32_t n, rap_arena *arena,
                            rap_err *err)
{
    return fetch_whole(d, out, n, 1, arena, err);
}

rap_code rap_dossier_record(rap_dossier *d, rap_str *out, uint32_t n, rap_arena *arena,
                            rap_err *err)
{
    return fetch_whole(d, out, n, 0, arena, err);
}

rap_code rap_dossier_digest(rap_dossier *d, char out[65], rap_err *err)
{
    rap_query *q;
    rap_code rc = rap_query_new(&q, d,
                                "SELECT body FROM row UNION ALL SELECT ?1 WHERE EXISTS"
                                " (SELECT 1 FROM row WHERE instr(body, ?2))"
                                " ORDER BY 1",
                                err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, RAP_STR(RAP_ATLAS_CREDIT_LINE));
    rap_query_bind(q, 2, RAP_STR(RAP_ATLAS_PLACED));
    rap_sha256_run *run = rap_sha256_new();
    if (!run) {
        rap_query_end(q);
        return rap_fail(err, RAP_E_NOMEM, RAP_NOWHERE, "out of memory");
    }
    bool more = false;
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_sha256_feed(run, rap_query_str(q, 0));
        rap_sha256_feed(run, RAP_STR("\n"));
    }
    rap_query_end(q);
    rap_digest sum = rap_sha256_end(run);
    if (rc == RAP_OK) memcpy(out, sum.hex, sizeof sum.hex);
    return rc;
}

/* The counting of one verification. */
typedef struct {
    rap_dossier *d;
    rap_arena *arena;
    uint64_t n, bad;
    rap_err first; /* the first thing wrong */
    uint32_t report;
    rap_str source; /* of `report`; p NULL when it is not at hand or damaged */
    bool damaged;
    bool settled; /* the words are those of the reports */
} counting;

static void blame(counting *c, const rap_err *why)
{
    if (c->bad++ == 0) c->first = *why;
}

static void blame_words(counting *c, rap_str of)
{
    rap_err why;
    (void)rap_fail(&why, RAP_E_STORE, RAP_NOWHERE,
                   "the words of " RAP_FMT " in the full-text index are damaged",
                   RAP_ARG(of));
    blame(c, &why);
}

/* Title and text stand in the full-text index as the record has them. */
static rap_code check_words(counting *c, uint32_t n, rap_str record, rap_err *err)
{
    rap_filed f;
    rap_err why;
    char id[16];
    bool same = false;
    rap_buf all = {0};
    if (!c->settled) return RAP_OK;
    if (rap_filed_parse(&f, record, c->arena, &why) != RAP_OK) {
        blame(c, &why);
        return RAP_OK;
    }
    rap_buf_put(&all, f.title);
    if (f.title.n) rap_buf_byte(&all, '\n');
    rap_buf_put(&all, f.text);
    (void)snprintf(id, sizeof id, "%u", n);
    rap_str name = rap_str_of(id);
    rap_code rc = all.failed ? rap_fail_memory(err)
                             : rap_store_words_are(c->d, &same, n, "report", name,
                                                   rap_buf_str(&all), err);
    rap_buf_done(&all);
    (void)snprintf(id, sizeof id, "R%u", n);
    if (rc == RAP_OK && !same) blame_words(c, rap_str_of(id));
    return rc;
}

/* Damage is counted, and the walk goes on; only a failing disk or memory ends it. */
static rap_code check_report(counting *c, uint32_t n, rap_err *err)
{
    rap_err why;
    rap_str got;
    rap_code rc = RAP_OK;
    rap_arena_reset(c->arena);
    c->report = n;
    c->source = (rap_str){NULL, 0};
    c->damaged = false;
    if (rap_dossier_record(c->d, &got, n, c->arena, &why) != RAP_OK)
        blame(c, &why);
    else
        rc = check_words(c, n, got, err);
    if (rc != RAP_OK) return rc;
    rap_arena_reset(c->arena);
    rc = rap_dossier_source(c->d, &got, n, c->arena, &why);
    if (rc == RAP_OK) c->source = got;
    c->damaged = rc != RAP_OK && rc != RAP_E_OPEN;
    if (c->damaged) blame(c, &why);
    return RAP_OK;
}

static void check_cite(counting *c, rap_query *q)
{
    rap_span at = {(uint32_t)rap_query_int(q, 3), (uint32_t)rap_query_int(q, 4)};
    c->n++;
    if (c->damaged) return; /* blamed once, for the whole source */
    if (!c->source.p) return;
    rap_str bytes = rap_str_cut(c->source, at.from, at.to);
    if (at.from < at.to && at.to <= c->source.n &&
        rap_query_int(q, 5) == (int64_t)rap_hash(bytes))
        return;
    rap_str id = rap_query_str(q, 1);
    rap_err why;
    (void)rap_fail(&why, RAP_E_STORE, at.from,
                   "R%u:%u-%u, cited by " RAP_FMT ", is not what was cited", c->report,
                   at.from, at.to, RAP_ARG(id));
    blame(c, &why);
}

static rap_code check_reports(counting *c, rap_err *err)
{
    static const char sql[] =
        "SELECT c.kind, c.id, s.n, c.at_from, c.at_to, c.hash FROM source s"
        " LEFT JOIN cite c ON c.report = s.n ORDER BY s.n, c.at_from";
    rap_query *q = NULL;
    rap_code rc = rap_query_new(&q, c->d, sql, err);
    bool more = false;
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        uint32_t n = (uint32_t)rap_query_int(q, 2);
        if (n != c->report) rc = check_report(c, n, err);
        if (rap_query_str(q, 1).n) check_cite(c, q);
    }
    rap_query_end(q);
    return rc;
}

static rap_code check_rows(counting *c, rap_err *err)
{
    static const char sql[] =
        "SELECT id, who, other, what, state, day, text, body, hash,"
        " kind = 'attribution',"
        /* An empty text that has become an empty blob hashes alike. */
        " replace(typeof(id) || typeof(who) || typeof(other) || typeof(what)"
        " || typeof(state) || typeof(day) || typeof(text) || typeof(body), 'text', '')"
        " = '' FROM row";
    rap_query *q;
    rap_code rc = rap_query_new(&q, c->d, sql, err);
    if (rc != RAP_OK) return rc;
    bool more = false;
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        uint32_t hash = RAP_HASH_START;
        for (int i = 0; i < 8; i++)
            hash = rap_hash_on(hash, rap_query_str(q, i));
        rap_str id = rap_query_str(q, 0);
        bool same = true;
        if (c->settled && rap_query_int(q, 9))
            rc = rap_store_words_are(c->d, &same, rap_store_words_row(id),
                                     "attribution", id, rap_query_str(q, 6), err);
        if (rc != RAP_OK) break;
        if (!same) blame_words(c, id);
        if (rap_query_int(q, 8) == (int64_t)hash && rap_query_int(q, 10)) continue;
        rap_err why;
        (void)rap_fail(&why, RAP_E_STORE, RAP_NOWHERE, "row " RAP_FMT " is damaged",
                       RAP_ARG(id));
        blame(c, &why);
    }
    rap_query_end(q);
    return rc;
}

static rap_code check_seals(counting *c, rap_err *err)
{
    static const struct {
        rap_code (*ask)(rap_dossier *d, bool *whole, rap_err *err);
        const char *told;
    } seals[] = {
        {rap_store_sealed,
         "rows have been lost or changed: the seal over them is broken"},
        {rap_store_judged_well, "judgements have been lost or changed"},
        {rap_store_shaped, "a table, index or view is not as it was made"},
        {rap_store_words_sound, "the full-text index is damaged"},
    };
    size_t n = sizeof seals / sizeof *seals - !c->settled; /* the last: words */
    for (size_t i = 0; i < n; i++) {
        bool whole = false;
        rap_err why;
        rap_code rc = seals[i].ask(c->d, &whole, err);
        if (rc != RAP_OK) return rc;
        if (whole) continue;
        (void)rap_fail(&why, RAP_E_STORE, RAP_NOWHERE, "%s", seals[i].told);
        blame(c, &why);
    }
    return RAP_OK;
}

/* SQLite's own check of pages and indexes, then the seals. */
static rap_code check_whole(counting *c, rap_err *err)
{
    rap_query *q;
    rap_err why;
    bool more = false;
    rap_code rc = rap_query_new(&q, c->d, "PRAGMA integrity_check(1)", err);
    if (rc != RAP_OK) return rc;
    rc = rap_query_step(q, &more, err);
    rap_str said = more ? rap_query_str(q, 0) : (rap_str){"", 0};
    if (rc == RAP_OK && !rap_str_is(said, "ok")) {
        (void)rap_fail(&why, RAP_E_STORE, RAP_NOWHERE, "the file is damaged: " RAP_FMT,
                       RAP_ARG(said));
        blame(c, &why);
    }
    rap_query_end(q);
    return rc == RAP_OK ? check_seals(c, err) : rc;
}

rap_code rap_dossier_verify(rap_dossier *d, uint64_t *n, uint64_t *bad, rap_err *err)
{
    counting c = {.d = d, .arena = rap_arena_new(ONE_LIMIT)};
    if (!c.arena) return rap_fail(err, RAP_E_NOMEM, RAP_NOWHERE, "out of memory");
    int64_t due = 0;
    rap_code rc = rap_store_int(
        d, &due, "SELECT value = '1' FROM meta WHERE key = 'pile_due'", err);
    c.settled = !due;
    if (rc == RAP_OK) rc = check_reports(&c, err);
    if (rc == RAP_OK) rc = check_rows(&c, err);
    if (rc == RAP_OK) rc = check_whole(&c, err);
    rap_arena_free(c.arena);
    if (rc != RAP_OK) return rc;
    *n = c.n;
    *bad = c.bad;
    if (c.bad && err) *err = c.first;
    return RAP_OK;
}
