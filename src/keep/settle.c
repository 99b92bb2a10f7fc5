/*
 * keep/settle.c - the pile stage: all records in, all rows replaced, in one
 * transaction.
 *
 * Where reports only stand apart (apart.h) the pile thinks over what is there while
 * others may be added, and the write lock is held only to put the changed rows in their
 * place.  Else it is held from the reading of the first record to the commit, so that
 * no report slips in between.  Readers go on seeing the old rows.  Words of the
 * full-text index are touched only where they changed.  An id that is no more becomes
 * an alias of the row of its kind that now stands on the same place of the same report.
 */
/* SPDX-License-Identifier: MIT */
#include "base/paged.h"
#include "days/dating.h"
#include "keep/apart.h"
#include "keep/hands.h"
#include "keep/mentions.h"
#include "keep/remote.h"
#include "keep/renewal.h"
#include "keep/scribe.h"
#include "keep/store.h"
#include "keep/thinking.h"
#include "pile/brief.h"

#include <stdlib.h>

/* All records of a dossier as they are parsed; more is more than one machine's share.
 */
#define PILE_LIMIT ((size_t)1 << 36)

enum {
    LARGE = 16384, /* reports: the records of more lie in a file beside the dossier */
    LOADED = 1024  /* of them after which they need not stay in memory */
};

typedef struct {
    rap_dossier *d;
    rap_arena *arena;
    rap_filed *reports;
    int64_t *numbers; /* source.n of each */
    uint32_t n, room;
    rap_pile_options options;
    rap_thinking *pile;
    rap_scribe scribe;
    size_t seen;    /* of the fresh reports: those before the one that is loaded */
    int64_t place;  /* of the next row */
    int64_t joined; /* up to this number; */
    uint32_t apart; /* and the hash of the records behind it */
} settling;

/* What this process has just added, when it is what the dossier has; NULL otherwise. */
static const rap_fresh *fresh_of(settling *s, int64_t n, rap_str record)
{
    rap_fresh *const *v = s->d->fresh.v;
    size_t count = s->d->fresh.n;
    while (s->seen < count && v[s->seen]->n < n)
        s->seen++;
    for (size_t i = s->seen; i < count && v[i]->n == n; i++)
        if (rap_str_is(record, v[i]->record.hex)) return v[i];
    return NULL;
}

static rap_code load_record(settling *s, rap_filed *f, rap_str packed, rap_err *err)
{
    rap_str json;
    rap_arena_reset(s->d->arena);
    rap_code rc = rap_store_unpack(s->d, &json, packed, s->d->arena, err);
    if (rc == RAP_OK) rc = rap_filed_parse_in(f, json, s->d->filed, s->d->arena, err);
    f->json = (rap_str){"", 0};
    return rc;
}

static rap_code load_one(settling *s, sqlite3_stmt *q, rap_err *err)
{
    rap_filed *f = &s->reports[s->n];
    rap_code rc = RAP_OK;
    s->numbers[s->n] = sqlite3_column_int64(q, 0);
    const rap_fresh *fresh = fresh_of(s, s->numbers[s->n], rap_store_column(q, 1));
    if (s->numbers[s->n] > s->joined)
        s->apart = rap_hash_on(s->apart, rap_store_column(q, 1));
    if (fresh)
        *f = fresh->filed;
    else
        rc = load_record(s, f, rap_store_column(q, 2), err);
    if (rc == RAP_OK && !f->source.p && sqlite3_column_type(q, 3) != SQLITE_NULL)
        rc = rap_store_unpack(s->d, &f->source, rap_store_column(q, 3), s->d->filed,
                              err);
    if (rc != RAP_OK) return rc;
    if (f->source.n != f->bytes) f->source = (rap_str){NULL, 0};
    s->n++;
    if (s->n % LOADED == 0) rap_arena_rest(s->d->filed);
    return RAP_OK;
}

static int by_number(const void *x, const void *y)
{
    const rap_fresh *a = *(const rap_fresh *const *)x,
                    *b = *(const rap_fresh *const *)y;
    return (a->n > b->n) - (a->n < b->n);
}

static rap_code make_room(settling *s, rap_err *err)
{
    int64_t count = 0;
    rap_code rc = rap_store_int(s->d, &count, "SELECT count(*) FROM source", err);
    if (rc != RAP_OK) return rc;
    s->room = (uint32_t)count;
    rc = rap_store_file(s->d, &s->options, s->room > LARGE, s->arena, err);
    if (rc != RAP_OK) return rc;
    s->reports = RAP_NEW(s->d->filed, rap_filed, s->room);
    s->numbers = RAP_NEW(s->arena, int64_t, s->room);
    if (!s->reports || !s->numbers) return rap_fail_memory(err);
    if (s->d->fresh.n)
        qsort(s->d->fresh.v, s->d->fresh.n, sizeof *s->d->fresh.v, by_number);
    return RAP_OK;
}

static rap_code load_reports(settling *s, rap_err *err)
{
    static const char sql[] =
        "SELECT n, record_sha256, record, bytes_zstd FROM source ORDER BY n";
    rap_code rc = make_room(s, err);
    if (rc != RAP_OK) return rc;
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(s->d->db, sql, -1, &q, NULL) != SQLITE_OK)
        return rap_store_fail(s->d->db, "reading the reports", err);
    int step = SQLITE_DONE;
    while (rc == RAP_OK && s->n < s->room && (step = sqlite3_step(q)) == SQLITE_ROW)
        rc = load_one(s, q, err);
    if (rc == RAP_OK && step != SQLITE_ROW && step != SQLITE_DONE)
        rc = rap_store_fail(s->d->db, "reading the reports", err);
    (void)sqlite3_finalize(q);
    return rc;
}

static rap_code index_reports(settling *s, rap_err *err)
{
    rap_buf buf = {0};
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < s->n; i++)
        rc = rap_scribe_report(&s->scribe, i, &buf, err);
    rap_buf_done(&buf);
    return rc;
}

static rap_code put_rows(settling *s, rap_err *err)
{
    const rap_row *rows = NULL;
    uint32_t n = 0;
    rap_code rc;
    do {
        rc = rap_thinking_next(s->pile, &rows, &n, err);
        for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
            rc =
                rap_scribe_row(&s->scribe, &rows[i], s->place += RAP_RENEWAL_STEP, err);
    } while (rc == RAP_OK && n > 0);
    return rc;
}

/* Where each old row stood first. */
static const char *const remember =
    "CREATE TEMP TABLE was AS SELECT kind, id, report, at_from, at_to, min(rowid)"
    " FROM cite GROUP BY id;"
    "DROP INDEX row_by_id; DROP INDEX row_by_day; DROP INDEX row_by_report;"
    "DROP INDEX IF EXISTS row_by_who;"
    "DROP INDEX IF EXISTS row_by_name; DROP INDEX IF EXISTS row_by_code; DROP INDEX "
    "cite_by_row; DROP INDEX "
    "cite_by_report;"
    "DELETE FROM row; DELETE FROM cite;";

static const char *const give_aliases =
    "CREATE TEMP TABLE gone AS SELECT w.id AS old, (SELECT c.id FROM cite c"
    " WHERE c.report = w.report AND c.at_from = w.at_from AND c.at_to = w.at_to"
    " AND c.kind = w.kind ORDER BY c.id LIMIT 1) AS new FROM was w"
    " WHERE NOT EXISTS (SELECT 1 FROM row r WHERE r.kind = w.kind AND r.id = w.id);"
    "UPDATE alias SET new = coalesce((SELECT g.new FROM gone g WHERE g.old = "
    "alias.new),"
    " new) WHERE new IN (SELECT old FROM gone);"
    "INSERT OR REPLACE INTO alias SELECT old, new FROM gone WHERE new IS NOT NULL;"
    "DELETE FROM alias WHERE EXISTS (SELECT 1 FROM row r WHERE r.id = alias.old);"
    "DROP TABLE gone; DROP TABLE was;"
    "UPDATE meta SET value = '0' WHERE key = 'pile_due';";

static const char *const forget_gone =
    "DELETE FROM words WHERE rowid > 4294967296 AND NOT EXISTS"
    " (SELECT 1 FROM row r WHERE r.kind = words.kind AND r.id = words.id);"
    /* So that questions find their index. */
    "PRAGMA analysis_limit=1000; ANALYZE row; ANALYZE cite;";

/* While the pile thinks the words of the reports are indexed. */
static rap_code think_and_write(settling *s, rap_err *err)
{
    s->pile = rap_thinking_new(s->reports, s->n, &s->options, s->arena);
    if (!s->pile) return rap_fail_memory(err);
    rap_code rc = index_reports(s, err);
    if (rc == RAP_OK) rc = rap_store_exec(s->d, remember, err);
    if (rc == RAP_OK) rc = put_rows(s, err);
    rap_thinking_end(s->pile);
    return rc;
}

/* All rows anew, and their indexes. */
static rap_code write_all(settling *s, rap_err *err)
{
    rap_code rc = think_and_write(s, err);
    if (rc == RAP_OK) rc = rap_store_index(s->d, err);
    if (rc == RAP_OK) rc = rap_scribe_statements(&s->scribe, err);
    if (rc == RAP_OK) rc = rap_store_exec(s->d, give_aliases, err);
    return rc == RAP_OK ? rap_store_exec(s->d, forget_gone, err) : rc;
}

/* Words of reports that are not in the full-text index. */
static rap_code index_missing(settling *s, rap_err *err)
{
    static const char sql[] = "SELECT 1 FROM words_docsize WHERE id = ?1";
    sqlite3_stmt *q = NULL;
    rap_buf buf = {0};
    rap_code rc = RAP_OK;
    if (sqlite3_prepare_v2(s->d->db, sql, -1, &q, NULL) != SQLITE_OK)
        return rap_store_fail(s->d->db, "looking for words", err);
    for (uint32_t i = 0; rc == RAP_OK && i < s->n; i++) {
        (void)sqlite3_bind_int64(q, 1, s->numbers[i]);
        int step = sqlite3_step(q);
        if (step != SQLITE_ROW && step != SQLITE_DONE)
            rc = rap_store_fail(s->d->db, "looking for words", err);
        (void)sqlite3_reset(q);
        if (step == SQLITE_DONE) rc = rap_scribe_report(&s->scribe, i, &buf, err);
    }
    (void)sqlite3_finalize(q);
    rap_buf_done(&buf);
    return rc;
}

static rap_code compare_rows(settling *s, rap_renewal *r, rap_err *err)
{
    const rap_row *rows = NULL;
    uint32_t n = 0;
    rap_code rc;
    s->pile = rap_thinking_new(s->reports, s->n, &s->options, s->arena);
    if (!s->pile) return rap_fail_memory(err);
    do {
        rc = rap_thinking_next(s->pile, &rows, &n, err);
        for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
            rc = rap_renewal_take(r, &rows[i], rap_scribe_number(&s->scribe, &rows[i]),
                                  err);
    } while (rc == RAP_OK && n > 0);
    rap_thinking_end(s->pile);
    return rc;
}

/* Only the rows that are not as they were. */
static rap_code write_changed(settling *s, rap_renewal *r, rap_err *err)
{
    /* Statements that are no more: their words go too. */
    static const char drop_words[] =
        "DELETE FROM words WHERE rowid IN (SELECT w.n FROM was_words w WHERE NOT"
        " EXISTS (SELECT 1 FROM row r WHERE r.id = w.id)); DROP TABLE was_words";
    rap_renewed fresh = rap_renewal_rows(r);
    rap_code rc = rap_renewal_take_out(r, err);
    if (rc == RAP_OK) rc = rap_apart_take_out(s->d, err);
    for (size_t i = 0; rc == RAP_OK && i < fresh.n; i++)
        rc = rap_scribe_row(&s->scribe, &fresh.v[i], fresh.places[i], err);
    if (rc == RAP_OK) rc = rap_scribe_hashes(&s->scribe, err);
    if (rc == RAP_OK) rc = rap_scribe_statements(&s->scribe, err);
    if (rc == RAP_OK) rc = index_missing(s, err);
    if (rc == RAP_OK) rc = rap_store_exec(s->d, drop_words, err);
    return rc == RAP_OK ? rap_store_exec(s->d, give_aliases, err) : rc;
}

/* Everything but writing: *fits tells whether *r, where it is not NULL, says all. */
static rap_code think(settling *s, rap_renewal **r, bool *fits, rap_err *err)
{
    *fits = false;
    rap_code rc = load_reports(s, err);
    if (rc == RAP_OK) rc = rap_hands_load(s->d, &s->options, s->arena, err);
    s->options.helpers = rap_remote_helpers(s->d);
    if (rc == RAP_OK)
        rc = rap_mentions_give(s->d, s->reports, s->numbers, s->n, s->arena, err);
    s->scribe = (rap_scribe){.d = s->d,
                             .arena = s->arena,
                             .reports = s->reports,
                             .numbers = s->numbers,
                             .n = s->n};
    if (rc == RAP_OK) rc = rap_renewal_begin(r, s->d, s->n, s->arena, err);
    if (rc == RAP_OK && *r) rc = compare_rows(s, *r, err);
    if (rc == RAP_OK && *r) rap_renewal_place(*r, fits);
    return rc;
}

static int64_t last_number(const settling *s)
{
    return s->n ? s->numbers[s->n - 1] : 0;
}

static rap_code settle(settling *s, rap_err *err)
{
    rap_renewal *r = NULL;
    bool fits = false;
    rap_code rc = think(s, &r, &fits, err);
    if (rc == RAP_OK) rc = fits ? write_changed(s, r, err) : write_all(s, err);
    if (rc == RAP_OK) rc = rap_apart_end(s->d, last_number(s), err);
    return rc == RAP_OK ? rap_store_seal(s->d, err) : rc;
}

static rap_code settle_alone(rap_dossier *d, rap_err *err)
{
    settling s = {.d = d, .arena = rap_arena_new(PILE_LIMIT)};
    if (!s.arena) return rap_fail_memory(err);
    rap_code rc = rap_store_begin(d, err);
    if (rc == RAP_OK) rc = rap_store_end(d, settle(&s, err), err);
    rap_arena_free(s.arena);
    return rc;
}

/* ---- beside others that add ---- */

/* Of the dossier as it stood when this began. */
static rap_code think_beside(settling *s, rap_renewal **r, bool *fits, rap_err *err)
{
    rap_code rc = rap_store_exec(s->d, "BEGIN", err);
    if (rc != RAP_OK) return rc;
    rc = think(s, r, fits, err);
    rap_code end = rap_store_exec(s->d, "ROLLBACK", rc == RAP_OK ? err : NULL);
    return rc == RAP_OK ? end : rc;
}

/* Are those that stood apart still there?  The number of one that was forgotten goes to
 * the next that comes. */
static rap_code hash_apart(settling *s, uint32_t *hash, rap_err *err)
{
    static const char sql[] =
        "SELECT record_sha256 FROM source WHERE n > ?1 AND n <= ?2"
        " ORDER BY n";
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, s->d, sql, err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, s->joined);
    rap_query_bind_int(q, 2, last_number(s));
    *hash = RAP_HASH_START;
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more)
        *hash = rap_hash_on(*hash, rap_query_str(q, 0));
    rap_query_end(q);
    return rc;
}

/* Have only reports come meanwhile that stand apart? */
static rap_code is_as_it_was(settling *s, const rap_apart_standing *was, bool *same,
                             rap_err *err)
{
    rap_apart_standing is = {0};
    uint32_t apart = 0;
    rap_code rc = rap_apart_stand(s->d, &is, err);
    if (rc == RAP_OK) rc = hash_apart(s, &apart, err);
    *same = is.due == RAP_DUE_APART && is.joined == was->joined &&
            is.seal == was->seal && apart == s->apart;
    return rc;
}

static rap_code write_beside(settling *s, rap_renewal *r, const rap_apart_standing *was,
                             bool *done, rap_err *err)
{
    rap_code rc = is_as_it_was(s, was, done, err);
    if (rc != RAP_OK || !*done) return rc;
    rc = write_changed(s, r, err);
    if (rc == RAP_OK) rc = rap_apart_end(s->d, last_number(s), err);
    return rc == RAP_OK ? rap_store_seal(s->d, err) : rc;
}

/* *done is false where the dossier has changed otherwise, or changes too much. */
static rap_code settle_beside(rap_dossier *d, const rap_apart_standing *was, bool *done,
                              rap_err *err)
{
    settling s = {.d = d,
                  .arena = rap_arena_new(PILE_LIMIT),
                  .joined = was->joined,
                  .apart = RAP_HASH_START};
    rap_renewal *r = NULL;
    bool fits = false;
    if (!s.arena) return rap_fail_memory(err);
    rap_code rc = think_beside(&s, &r, &fits, err);
    if (rc == RAP_OK && fits) {
        rc = rap_store_begin(d, err);
        if (rc == RAP_OK)
            rc = rap_store_end(d, write_beside(&s, r, was, done, err), err);
    }
    rap_arena_free(s.arena);
    return rc;
}

/* *all: with nothing left over. */
static rap_code join(rap_dossier *d, bool *all, rap_err *err)
{
    rap_apart_standing was = {0}, is = {0};
    bool done = false;
    rap_code rc = rap_apart_stand(d, &was, err);
    *all = rc == RAP_OK && was.due == RAP_DUE_NOTHING;
    if (rc != RAP_OK || *all) return rc;
    if (was.due == RAP_DUE_APART && d->depth == 0 && d->can_write)
        rc = settle_beside(d, &was, &done, err);
    if (rc == RAP_OK && !done) rc = settle_alone(d, err);
    rap_store_forget(d);
    if (rc == RAP_OK) rc = rap_dossier_sync(d, err);
    if (rc == RAP_OK) rc = rap_apart_stand(d, &is, err);
    *all = is.due == RAP_DUE_NOTHING;
    return rc;
}

rap_code rap_dossier_join(rap_dossier *d, rap_err *err)
{
    bool all = false;
    return join(d, &all, err);
}

rap_code rap_dossier_settle(rap_dossier *d, rap_err *err)
{
    bool all = false;
    rap_code rc = join(d, &all, err);
    if (rc != RAP_OK || all) return rc;
    rc = settle_alone(d, err); /* nothing can come meanwhile */
    return rc == RAP_OK ? rap_dossier_sync(d, err) : rc;
}

/* ---- days of reports that give none ---- */

/* "between: 2022-02-24 2022-12-31" of the brief, unless the caller gave bounds. */
static rap_days bounds_of(const settling *s, rap_days given)
{
    rap_brief lines = rap_brief_of(s->options.brief);
    rap_brief_line line;
    if (!rap_day_is_none(given.from) || !rap_day_is_none(given.to)) return given;
    while (s->options.brief.n && rap_brief_next(&lines, &line)) {
        if (!rap_str_is(line.key, "between")) continue;
        size_t blank = rap_str_find(line.name, RAP_STR(" "), 0);
        (void)rap_day_parse(&given.from, rap_str_cut(line.name, 0, blank));
        (void)rap_day_parse(&given.to,
                            rap_str_trim(rap_str_cut(line.name, blank, line.name.n)));
    }
    return given;
}

/* Does the record already say so? */
static bool is_known(const rap_filed *f, const rap_dossier_day *day)
{
    const rap_filed_day *p = &f->published;
    bool piled = rap_str_is(p->basis, "pile");
    if (rap_day_is_none(day->day)) return !piled;
    rap_day_text at = rap_day_print(day->day), from = rap_day_print(day->range.from),
                 to = rap_day_print(day->range.to);
    return piled && rap_str_is(p->day, at.z) && rap_str_is(p->from, from.z) &&
           rap_str_is(p->to, to.z) && p->sure == day->sure;
}

/* Days found, and those that were found once and no more, where they are news. */
static rap_code list_news(settling *s, const rap_dated *found, uint32_t n_found,
                          const rap_dossier_day **out, size_t *n)
{
    RAP_LIST(rap_dossier_day) news = {0};
    const rap_dated **of = RAP_NEW(s->arena, const rap_dated *, (size_t)s->n + 1);
    if (!of) return RAP_E_NOMEM;
    for (uint32_t i = 0; i < n_found; i++)
        of[found[i].report] = &found[i];
    for (uint32_t r = 0; r < s->n; r++) {
        rap_dossier_day day = {.n = (uint32_t)s->numbers[r]};
        if (of[r])
            day = (rap_dossier_day){day.n, of[r]->day, of[r]->range, of[r]->sure};
        if (is_known(&s->reports[r], &day)) continue;
        rap_dossier_day *slot = RAP_PUSH(s->arena, &news);
        if (!slot) return RAP_E_NOMEM;
        *slot = day;
    }
    *out = news.v;
    *n = news.n;
    return RAP_OK;
}

rap_code rap_dossier_days(rap_dossier *d, const rap_dossier_day **out, size_t *n,
                          rap_days between, rap_arena *arena, rap_err *err)
{
    static const char some[] = "SELECT EXISTS (SELECT 1 FROM source WHERE day_basis IN"
                               " ('none', 'text', 'pile') OR length(day) < 10)";
    int64_t due = 0;
    *n = 0;
    rap_code rc = rap_store_int(d, &due, some, err);
    if (rc != RAP_OK || !due) return rc;
    settling s = {.d = d, .arena = arena};
    const rap_dated *found = NULL;
    uint32_t n_found = 0;
    rc = load_reports(&s, err);
    if (rc == RAP_OK) rc = rap_hands_load(s.d, &s.options, arena, err);
    if (rc == RAP_OK)
        rc = rap_pile_date(&found, &n_found, s.reports, s.n, bounds_of(&s, between),
                           arena, err);
    if (rc == RAP_OK && list_news(&s, found, n_found, out, n) != RAP_OK)
        rc = rap_fail_memory(err);
    return rc;
}
