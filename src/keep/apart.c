/*
 * keep/apart.c - few reports that come into a large pile: they stand apart, beside the
 * others, until they are joined with them.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/apart.h"

#include "findings/findings.h"
#include "keep/hands.h"
#include "keep/scribe.h"

#include <stdio.h>

/* Numbers of reports alone decide, so that the same additions always come to the same.
 * A smaller pile is joined in less than a second.  More than a fiftieth at once are
 * joined at once; and when a tenth stand apart it is time, which keeps the time of
 * adding one by one linear. */
enum { LEAST = 200, AT_ONCE = 50, IN_ALL = 10 };

#define WORK_LIMIT ((size_t)4 << 30)

rap_code rap_apart_stand(rap_dossier *d, rap_apart_standing *out, rap_err *err)
{
    static const char sql[] =
        "SELECT (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'pile_due'),"
        " ifnull((SELECT max(n) FROM source), 0),"
        " (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'joined'),"
        " (SELECT value FROM meta WHERE key = 'seal')";
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, d, sql, err);
    if (rc != RAP_OK) return rc;
    rc = rap_query_step(q, &more, err);
    if (more)
        *out = (rap_apart_standing){rap_query_int(q, 0), rap_query_int(q, 1),
                                    rap_query_int(q, 2), rap_hash(rap_query_str(q, 3))};
    if (out->due == RAP_DUE_NOTHING) out->joined = out->last;
    rap_query_end(q);
    return rc;
}

rap_code rap_dossier_apart(rap_dossier *d, rap_dossier_standing *out, rap_err *err)
{
    rap_apart_standing s = {0};
    rap_code rc = rap_apart_stand(d, &s, err);
    if (rc != RAP_OK) return rc;
    bool apart = s.due == RAP_DUE_APART && s.last > s.joined;
    *out = (rap_dossier_standing){.joined = s.joined};
    if (apart) out->apart = s.last - s.joined;
    return RAP_OK;
}

void rap_dossier_allow_apart(rap_dossier *d)
{
    d->may_stand_apart = !d->remote;
}

rap_code rap_apart_may(rap_dossier *d, bool *may, rap_err *err)
{
    rap_apart_standing s = {0};
    *may = false;
    if (!d->may_stand_apart) return RAP_OK;
    rap_code rc = rap_apart_stand(d, &s, err);
    if (rc != RAP_OK) return rc;
    *may = s.due != RAP_DUE_ALL && s.joined >= LEAST &&
           (int64_t)d->put_apart < s.joined / AT_ONCE &&
           s.last - s.joined < s.joined / IN_ALL;
    d->may_stand_apart = *may; /* once joining is due the rest waits for it */
    return RAP_OK;
}

/* ---- names that the dossier knows ---- */

typedef struct {
    rap_dossier *d;
    char id[RAP_ID_ROOM];
    bool failed;
} knowing;

/* An id that one of the lookups has found: false where they found different ones. */
static bool take_id(knowing *k, rap_str id)
{
    if (id.n >= sizeof k->id) return false;
    if (k->id[0]) return rap_str_is(id, k->id);
    memcpy(k->id, id.p, id.n);
    k->id[id.n] = '\0';
    return true;
}

/* False where it means several, or one of another side. */
static bool look_up(knowing *k, rap_sql which, rap_str key, const rap_pile_asked *who)
{
    sqlite3_stmt *q;
    if (rap_store_sql(k->d, &q, which, NULL) != RAP_OK) {
        k->failed = true;
        return false;
    }
    rap_store_text(q, 1, key);
    rap_store_text(q, 2, who->kind);
    bool good = true;
    int n = 0, step = SQLITE_DONE;
    while (good && (step = sqlite3_step(q)) == SQLITE_ROW) {
        rap_str side = rap_store_column(q, 1);
        bool clash = side.n && who->side.n && !rap_str_eq(side, who->side);
        good = n++ == 0 && !clash && take_id(k, rap_store_column(q, 0));
    }
    k->failed |= step != SQLITE_ROW && step != SQLITE_DONE;
    (void)sqlite3_reset(q);
    return good && !k->failed;
}

/* One word is no name of a person that is his alone. */
static bool is_telling(rap_str name, const rap_pile_asked *who)
{
    if (!name.n) return false;
    return !rap_str_is(who->kind, "person") ||
           rap_str_find(name, RAP_STR(" "), 0) < name.n;
}

static rap_str recall(void *user, const rap_pile_asked *who)
{
    knowing *k = user;
    k->id[0] = '\0';
    bool good = !rap_str_is(who->kind, "anonymous");
    bool country = rap_str_is(who->kind, "country") && who->iso.n;
    if (good && country) good = look_up(k, RAP_SQL_KNOWN_CODE, who->iso, who);
    for (uint32_t i = 0; good && !country && i < who->n_names; i++)
        if (is_telling(who->names[i], who))
            good = look_up(k, RAP_SQL_KNOWN_NAME, who->names[i], who);
    return good ? rap_str_of(k->id) : (rap_str){"", 0};
}

/* ---- its rows ---- */

/* From now on reports behind number `joined` stand apart: programs that do not know of
 * it keep off. */
static rap_code begin(rap_dossier *d, int64_t joined, rap_err *err)
{
    rap_apart_standing s = {0};
    char sql[192];
    rap_code rc = rap_apart_stand(d, &s, err);
    if (rc != RAP_OK || s.due == RAP_DUE_APART) return rc;
    (void)snprintf(sql, sizeof sql,
                   "INSERT OR REPLACE INTO meta VALUES ('joined', '%lld');"
                   "UPDATE meta SET value = '2' WHERE key = 'pile_due';"
                   "PRAGMA user_version = 2",
                   (long long)joined);
    rc = rap_store_exec(d, sql, err);
    /* a dossier that is older than they are */
    return rc == RAP_OK ? rap_store_exec(d, rap_store_name_indexes, err) : rc;
}

static rap_code put_rows(rap_scribe *s, rap_pile *pile, int64_t place, rap_err *err)
{
    const rap_row *rows = NULL;
    uint32_t n = 0;
    rap_code rc;
    do {
        rc = rap_pile_next(pile, &rows, &n, err);
        for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
            rc = rap_scribe_row(s, &rows[i], ++place, err);
    } while (rc == RAP_OK && n > 0);
    return rc;
}

static rap_code put_words(rap_scribe *s, rap_err *err)
{
    rap_buf buf = {0};
    rap_code rc = rap_scribe_report(s, 0, &buf, err);
    rap_buf_done(&buf);
    return rc == RAP_OK ? rap_scribe_statements(s, err) : rc;
}

static rap_code last_place(rap_dossier *d, int64_t *place, rap_err *err)
{
    rap_code rc = rap_store_int(d, place, "SELECT max(place) FROM row", err);
    if (*place < RAP_APART_PLACE) *place = RAP_APART_PLACE;
    return rc;
}

static rap_code put(rap_dossier *d, const rap_filed *filed, int64_t n, rap_err *err)
{
    knowing k = {.d = d};
    rap_pile_options options = {.recall = recall, .user = &k};
    rap_pile *pile = NULL;
    rap_scribe scribe = {
        .d = d, .arena = d->arena, .reports = filed, .numbers = &n, .n = 1};
    int64_t place = 0;
    rap_code rc = rap_hands_load(d, &options, d->arena, err);
    if (rc == RAP_OK) rc = rap_pile_new(&pile, filed, 1, &options, err);
    if (rc == RAP_OK && k.failed) rc = rap_store_fail(d->db, "looking names up", err);
    if (rc == RAP_OK) rc = last_place(d, &place, err);
    if (rc == RAP_OK) rc = put_rows(&scribe, pile, place, err);
    if (rc == RAP_OK) rc = put_words(&scribe, err);
    rap_pile_free(pile);
    return rc;
}

rap_code rap_apart_write(rap_dossier *d, const rap_arrival *a, int64_t n, rap_err *err)
{
    rap_filed filed = a->filed;
    filed.source = a->source;
    rap_code rc = begin(d, n - 1, err);
    if (rc == RAP_OK) rc = put(d, &filed, n, err);
    if (rc == RAP_OK) d->put_apart++;
    return rc;
}

/* ---- joined ---- */

rap_code rap_apart_take_out(rap_dossier *d, rap_err *err)
{
    return rap_store_exec(d,
                          "DELETE FROM cite WHERE report > (SELECT CAST(value AS"
                          " INTEGER) FROM meta WHERE key = 'joined');"
                          "DELETE FROM row WHERE place >= 1 << 60",
                          err);
}

/* Report `n` as it was read, with its source where that is at hand. */
static rap_code recall_report(rap_dossier *d, rap_filed *out, int64_t n, rap_err *err)
{
    sqlite3_stmt *q;
    rap_str json = {"", 0}, source = {NULL, 0};
    rap_code rc = rap_store_sql(d, &q, RAP_SQL_PACKED, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_bind_int64(q, 1, n);
    if (sqlite3_step(q) != SQLITE_ROW)
        rc = rap_store_fail(d->db, "reading a report", err);
    if (rc == RAP_OK)
        rc = rap_store_unpack(d, &json, rap_store_column(q, 0), d->arena, err);
    if (rc == RAP_OK && sqlite3_column_type(q, 1) != SQLITE_NULL)
        rc = rap_store_unpack(d, &source, rap_store_column(q, 1), d->arena, err);
    (void)sqlite3_reset(q);
    if (rc == RAP_OK) rc = rap_filed_parse(out, json, d->arena, err);
    if (rc == RAP_OK && source.n == out->bytes) out->source = source;
    return rc;
}

rap_code rap_apart_end(rap_dossier *d, int64_t joined, rap_err *err)
{
    static const char end[] =
        "DELETE FROM meta WHERE key = 'joined'; PRAGMA user_version = 1";
    rap_apart_standing s = {0};
    rap_code rc = rap_store_exec(d, end, err);
    if (rc == RAP_OK) rc = rap_apart_stand(d, &s, err);
    if (rc == RAP_OK && s.last > joined) rc = begin(d, joined, err);
    for (int64_t n = joined + 1; rc == RAP_OK && n <= s.last; n++) {
        rap_filed filed;
        rap_arena_reset(d->arena);
        rc = recall_report(d, &filed, n, err);
        if (rc == RAP_OK) rc = put(d, &filed, n, err);
    }
    return rc;
}
