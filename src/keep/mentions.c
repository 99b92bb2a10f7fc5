/*
 * keep/mentions.c - event mentions that another tool has coded: taken in, kept, and
 * given to the reports they are of.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/mentions.h"

#include "keep/store.h"
#include "told/given.h"

/* The source of the report that was asked for last. */
typedef struct {
    rap_str key, id, source; /* source.p NULL: not at hand */
    int64_t bytes;
    bool known, utf8;
} looked;

struct rap_mentions {
    rap_dossier *d;
    rap_arena *arena, *passing; /* passing: of `last` */
    looked last;
    uint64_t taken;
};

rap_code rap_mentions_new(rap_mentions **out, rap_dossier *d, rap_arena *arena,
                          rap_err *err)
{
    static const char room[] =
        "CREATE TEMP TABLE IF NOT EXISTS arrived (key TEXT, id TEXT, at_from INTEGER,"
        " at_to INTEGER, PRIMARY KEY (key, id, at_from, at_to)) WITHOUT ROWID;"
        "DELETE FROM arrived";
    rap_mentions *m = RAP_NEW(arena, rap_mentions, 1);
    if (!m) return rap_fail_memory(err);
    *m = (rap_mentions){.d = d, .arena = arena, .passing = d->arena};
    rap_code rc = rap_store_exec(d, room, err);
    if (rc == RAP_OK) *out = m;
    return rc;
}

static rap_code read_report(rap_mentions *m, sqlite3_stmt *q, rap_err *err)
{
    rap_code rc = RAP_OK;
    looked *l = &m->last;
    l->known = true;
    l->id = rap_arena_copy(m->passing, rap_store_column(q, 0));
    l->bytes = sqlite3_column_int64(q, 1);
    l->utf8 = rap_str_is(rap_store_column(q, 2), "utf-8");
    if (!l->id.p) return rap_fail_memory(err);
    if (sqlite3_column_type(q, 3) != SQLITE_NULL)
        rc =
            rap_store_unpack(m->d, &l->source, rap_store_column(q, 3), m->passing, err);
    return rc;
}

static rap_code look_up(rap_mentions *m, rap_str key, rap_err *err)
{
    static const char sql[] =
        "SELECT id, bytes, charset, bytes_zstd FROM source WHERE key = ?1";
    sqlite3_stmt *q = NULL;
    if (m->last.key.p && rap_str_eq(m->last.key, key)) return RAP_OK;
    rap_arena_reset(m->passing);
    m->last = (looked){.key = rap_arena_copy(m->passing, key)};
    if (!m->last.key.p) return rap_fail_memory(err);
    if (sqlite3_prepare_v2(m->d->db, sql, -1, &q, NULL) != SQLITE_OK)
        return rap_store_fail(m->d->db, "looking a report up", err);
    rap_store_text(q, 1, key);
    int step = sqlite3_step(q);
    rap_code rc = RAP_OK;
    if (step == SQLITE_ROW)
        rc = read_report(m, q, err);
    else if (step != SQLITE_DONE)
        rc = rap_store_fail(m->d->db, "looking a report up", err);
    (void)sqlite3_finalize(q);
    return rc;
}

/* Is the byte at `at` the first of a character (or the end)? */
static bool is_boundary(const looked *l, uint32_t at)
{
    if (!l->utf8 || at >= l->source.n) return true;
    return ((unsigned char)l->source.p[at] & 0xC0) != 0x80;
}

static rap_code check(const looked *l, rap_str key, rap_span at, rap_err *err)
{
    if (!l->known)
        return rap_fail(err, RAP_E_EMPTY, RAP_NOWHERE,
                        "there is no report " RAP_FMT " in the dossier", RAP_ARG(key));
    if (at.from >= at.to || at.to > l->bytes)
        return rap_fail(err, RAP_E_SYNTAX, at.from,
                        "the mention [%u, %u] lies outside the %lld bytes of " RAP_FMT,
                        at.from, at.to, (long long)l->bytes, RAP_ARG(key));
    uint32_t cut = is_boundary(l, at.from) ? at.to : at.from;
    if (!is_boundary(l, cut))
        return rap_fail(err, RAP_E_SYNTAX, cut,
                        "the mention [%u, %u] cuts a character of " RAP_FMT
                        " in two at byte %u",
                        at.from, at.to, RAP_ARG(key), cut);
    return RAP_OK;
}

rap_code rap_mentions_take(rap_mentions *m, rap_str key, rap_span at, rap_err *err)
{
    static const char sql[] = "INSERT OR IGNORE INTO arrived VALUES (?1, ?2, ?3, ?4)";
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = look_up(m, key, err);
    if (rc == RAP_OK) rc = check(&m->last, key, at, err);
    if (rc == RAP_OK) rc = rap_query_new(&q, m->d, sql, err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, key);
    rap_query_bind(q, 2, m->last.id);
    rap_query_bind_int(q, 3, at.from);
    rap_query_bind_int(q, 4, at.to);
    rc = rap_query_step(q, &more, err);
    rap_query_end(q);
    if (rc == RAP_OK) m->taken++;
    return rc;
}

/* What is kept already, as rows. */
#define KEPT                                                                           \
    "SELECT json_extract(j.value, '$[0]') AS key, json_extract(j.value, '$[1]') AS "   \
    "id,"                                                                              \
    " json_extract(j.value, '$[2]') AS at_from, json_extract(j.value, '$[3]') AS "     \
    "at_to"                                                                            \
    " FROM hand h, json_each(h.value) j WHERE h.what = 'mentions'"

static rap_code put(rap_dossier *d, uint64_t *n, rap_err *err)
{
    int64_t count = 0;
    rap_code rc = rap_store_exec(d,
                                 "DELETE FROM arrived WHERE (key, id, at_from,"
                                 " at_to) IN (" KEPT ")",
                                 err);
    if (rc == RAP_OK)
        rc = rap_store_int(d, &count, "SELECT count(*) FROM arrived", err);
    *n = (uint64_t)count;
    if (rc != RAP_OK || count == 0) return rc;
    rc =
        rap_store_exec(d,
                       "INSERT INTO hand (what, a, b, value) SELECT 'mentions', '', '',"
                       " json_group_array(json_array(key, id, at_from, at_to)) FROM"
                       " (SELECT * FROM arrived ORDER BY key, id, at_from, at_to);"
                       "UPDATE meta SET value = '1' WHERE key = 'pile_due'",
                       err);
    return rc;
}

rap_code rap_mentions_keep(rap_mentions *m, uint64_t *n, rap_err *err)
{
    *n = 0;
    if (m->taken == 0) return RAP_OK;
    rap_code rc = rap_store_begin(m->d, err);
    if (rc != RAP_OK) return rc;
    rc = rap_store_end(m->d, put(m->d, n, err), err);
    return rc == RAP_OK ? rap_store_exec(m->d, "DELETE FROM arrived", err) : rc;
}

/* ---- to the reports ---- */

typedef RAP_LIST(rap_span) spans;

static rap_code give_one(rap_filed *f, spans *list, rap_arena *arena, rap_err *err)
{
    rap_code rc = RAP_OK;
    if (list->n && !rap_given_put(f, list->v, (uint32_t)list->n, arena))
        rc = rap_fail_memory(err);
    list->n = 0;
    return rc;
}

static bool take_span(spans *list, sqlite3_stmt *q, uint32_t bytes, rap_arena *arena)
{
    int64_t from = sqlite3_column_int64(q, 1), to = sqlite3_column_int64(q, 2);
    if (from < 0 || from >= to || to > bytes) return true; /* of a damaged dossier */
    rap_span *at = RAP_PUSH(arena, list);
    if (at) *at = (rap_span){(uint32_t)from, (uint32_t)to};
    return at != NULL;
}

rap_code rap_mentions_give(rap_dossier *d, rap_filed *reports, const int64_t *numbers,
                           uint32_t n, rap_arena *arena, rap_err *err)
{
    static const char sql[] =
        "SELECT DISTINCT s.n, k.at_from, k.at_to FROM (" KEPT ") k"
        " JOIN source s ON s.key = k.key AND s.id = k.id ORDER BY 1, 2, 3";
    sqlite3_stmt *q = NULL;
    spans list = {0};
    uint32_t i = 0;
    rap_code rc = RAP_OK;
    int step = SQLITE_DONE;
    if (sqlite3_prepare_v2(d->db, sql, -1, &q, NULL) != SQLITE_OK)
        return rap_store_fail(d->db, "reading the mentions", err);
    while (rc == RAP_OK && (step = sqlite3_step(q)) == SQLITE_ROW) {
        int64_t number = sqlite3_column_int64(q, 0);
        while (rc == RAP_OK && i < n && numbers[i] < number)
            rc = give_one(&reports[i++], &list, arena, err);
        bool fits = rc == RAP_OK && i < n && numbers[i] == number;
        if (fits && !take_span(&list, q, reports[i].bytes, arena))
            rc = rap_fail_memory(err);
    }
    if (rc == RAP_OK && step != SQLITE_DONE)
        rc = rap_store_fail(d->db, "reading the mentions", err);
    if (rc == RAP_OK && i < n) rc = give_one(&reports[i], &list, arena, err);
    (void)sqlite3_finalize(q);
    return rc;
}
