/*
 * keep/seal.c - one number over everything that the dossier keeps, so that no row can
 * be lost, added or changed unnoticed.
 *
 * Each row is hashed with all its columns and the hashes are added up: the order of
 * rows does not show.  What has a SHA-256 or a hash of its own goes in by that.  Rows
 * are hashed with FNV-1a of 64 bits (Fowler, Noll, Vo), stirred (splitmix64) so that
 * sums do not cancel out.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "keep/store.h"

#include <inttypes.h>
#include <stdio.h>

#define START 14695981039346656037ull
#define PRIME 1099511628211ull

/* Reports that stand apart (apart.h) came behind the seal. */
#define JOINED                                                                         \
    "ifnull((SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'joined'), 1 << 60)"

static const char *const sealed[] = {
    "SELECT 'source', n, key, id, sha256, uri, media, charset, language, unread, bytes,"
    " words, repairs, title, publisher, day, day_from, day_to, day_sure, day_basis,"
    " options, version, record_sha256, bytes_zstd IS NULL FROM source WHERE n "
    "<= " JOINED,
    "SELECT 'row', place, kind, id, weight, report, hash FROM row WHERE place < 1 << "
    "60",
    "SELECT 'cite', kind, id, report, at_from, at_to, hash FROM cite WHERE report "
    "<= " JOINED,
    "SELECT 'alias', old, new FROM alias",
    "SELECT 'hand', n, what, a, b, value FROM hand",
    "SELECT 'meta', key FROM meta WHERE key = 'pile_due'"};

static const char judgements[] =
    "SELECT 'judgement', n, coder, what, kind, id, report, at_from, at_to, value"
    " FROM judgement";

static uint64_t add_bytes(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        h = (h ^ p[i]) * PRIME;
    return h;
}

static uint64_t stirred(uint64_t h)
{
    h = (h ^ h >> 30) * 0xBF58476D1CE4E5B9ull;
    h = (h ^ h >> 27) * 0x94D049BB133111EBull;
    return h ^ h >> 31;
}

static uint64_t row_hash(sqlite3_stmt *s)
{
    uint64_t h = START;
    for (int i = 0; i < sqlite3_column_count(s); i++) {
        int type = sqlite3_column_type(s, i);
        rap_str text = rap_store_column(s, i);
        uint64_t n = text.n;
        h = add_bytes(h, &type, sizeof type);
        h = add_bytes(h, &n, sizeof n); /* "ab", "c" is not "a", "bc" */
        h = add_bytes(h, text.p, text.n);
    }
    return stirred(h);
}

static rap_code add_up(rap_dossier *d, uint64_t *sum, const char *sql, rap_err *err)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(d->db, sql, -1, &s, NULL) != SQLITE_OK)
        return rap_store_fail(d->db, "reading it", err);
    int step;
    while ((step = sqlite3_step(s)) == SQLITE_ROW)
        *sum += row_hash(s);
    rap_code rc =
        step == SQLITE_DONE ? RAP_OK : rap_store_fail(d->db, "reading it", err);
    (void)sqlite3_finalize(s);
    return rc;
}

/* Sixteen hexadecimal digits. */
static rap_code seal_of(rap_dossier *d, char out[17], rap_err *err)
{
    uint64_t sum = 0;
    rap_code rc = RAP_OK;
    for (size_t i = 0; rc == RAP_OK && i < sizeof sealed / sizeof *sealed; i++)
        rc = add_up(d, &sum, sealed[i], err);
    (void)snprintf(out, 17, "%016" PRIx64, sum);
    return rc;
}

/* The sum in `meta`; *known false when there is none. */
static rap_code judged_there(rap_dossier *d, uint64_t *sum, bool *known, rap_err *err)
{
    rap_query *q = NULL;
    rap_code rc =
        rap_query_new(&q, d, "SELECT value FROM meta WHERE key = 'judged'", err);
    if (rc == RAP_OK) rc = rap_query_step(q, known, err);
    rap_str digits = *known ? rap_query_str(q, 0) : (rap_str){"", 0};
    *sum = 0;
    for (size_t i = 0; i < digits.n; i++) {
        char c = digits.p[i];
        *sum = *sum << 4 | (uint64_t)(rap_is_digit(c) ? c - '0' : (c - 'a' + 10) & 15);
    }
    rap_query_end(q);
    return rc;
}

rap_code rap_store_judging(rap_dossier *d, uint64_t *before, rap_err *err)
{
    *before = 0;
    return add_up(d, before, judgements, err);
}

rap_code rap_store_judged(rap_dossier *d, uint64_t before, rap_err *err)
{
    uint64_t now = 0, there = 0;
    bool known = false;
    char sql[96];
    rap_code rc = judged_there(d, &there, &known, err);
    if (rc == RAP_OK) rc = rap_store_judging(d, &now, err);
    if (rc != RAP_OK || !known) return rc;
    (void)snprintf(sql, sizeof sql,
                   "UPDATE meta SET value = '%016" PRIx64 "' WHERE key = 'judged'",
                   there + now - before);
    return rap_store_exec(d, sql, err);
}

rap_code rap_store_judged_well(rap_dossier *d, bool *whole, rap_err *err)
{
    uint64_t now = 0, there = 0;
    bool known = false;
    rap_code rc = judged_there(d, &there, &known, err);
    if (rc == RAP_OK && known) rc = rap_store_judging(d, &now, err);
    *whole = !known || now == there;
    return rc;
}

rap_code rap_store_seal(rap_dossier *d, rap_err *err)
{
    char seal[17], sql[96];
    rap_code rc = seal_of(d, seal, err);
    if (rc != RAP_OK) return rc;
    (void)snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO meta VALUES ('seal', '%s')",
                   seal);
    return rap_store_exec(d, sql, err);
}

rap_code rap_store_sealed(rap_dossier *d, bool *whole, rap_err *err)
{
    char seal[17];
    rap_query *q;
    rap_code rc = seal_of(d, seal, err);
    if (rc != RAP_OK) return rc;
    rc = rap_query_new(&q, d, "SELECT value FROM meta WHERE key = 'seal'", err);
    if (rc != RAP_OK) return rc;
    bool more = false;
    rc = rap_query_step(q, &more, err);
    *whole = more && rap_str_is(rap_query_str(q, 0), seal);
    rap_query_end(q);
    return rc;
}
