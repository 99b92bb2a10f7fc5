/*
 * keep/renewal.c - compares the rows that the pile gives with those that lie there.
 *
 * A row is as it was when its id, kind, hash, weight and report are, and when it comes
 * behind the last row that was: the order of rows changes hardly ever, so that a row
 * out of turn is simply written again.  Rows that stood apart are never kept.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/renewal.h"

#include "keep/apart.h"

enum {
    FEW = 8,       /* of so many reports one may be new */
    TOGETHER = 512 /* reports that are always few */
};

typedef struct {
    int64_t id; /* rap_store_words_row */
    int64_t place, report;
    uint32_t hash;
    int32_t weight;
    bool kept;
} old_row;

struct rap_renewal {
    rap_dossier *d;
    rap_arena *arena;
    old_row *v; /* by place */
    size_t n;
    uint32_t *slots; /* index + 1 by id; 0: empty */
    size_t mask;
    int64_t last; /* place of the last row that was kept */
    RAP_LIST(rap_row) rows;
    int64_t *places;
    RAP_LIST(int64_t) before; /* of each row that waits: the place it comes behind */
};

uint32_t rap_renewal_hash(const rap_row *row)
{
    const rap_str texts[] = {row->id,    row->who, row->other, row->what,
                             row->state, row->day, row->text,  row->body};
    uint32_t hash = RAP_HASH_START;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        hash = rap_hash_on(hash, texts[i]);
    return hash;
}

static size_t slot_of(const rap_renewal *r, int64_t id)
{
    size_t at = (size_t)((uint64_t)id * 0x9E3779B97F4A7C15u >> 20) & r->mask;
    while (r->slots[at] && r->v[r->slots[at] - 1].id != id)
        at = (at + 1) & r->mask;
    return at;
}

static rap_code read_rows(rap_renewal *r, rap_err *err)
{
    static const char sql[] =
        "SELECT place, id, weight, report, hash FROM row ORDER BY place";
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(r->d->db, sql, -1, &q, NULL) != SQLITE_OK)
        return rap_store_fail(r->d->db, "reading the rows", err);
    size_t n = 0;
    int step = SQLITE_DONE;
    while (n < r->n && (step = sqlite3_step(q)) == SQLITE_ROW) {
        old_row *o = &r->v[n++];
        *o = (old_row){.id = rap_store_words_row(rap_store_column(q, 1)),
                       .place = sqlite3_column_int64(q, 0),
                       .report = sqlite3_column_int64(q, 3),
                       .hash = (uint32_t)sqlite3_column_int64(q, 4),
                       .weight = sqlite3_column_int(q, 2)};
        if (o->place < RAP_APART_PLACE) r->slots[slot_of(r, o->id)] = (uint32_t)n;
    }
    rap_code rc = step == SQLITE_ROW || step == SQLITE_DONE
                      ? RAP_OK
                      : rap_store_fail(r->d->db, "reading the rows", err);
    (void)sqlite3_finalize(q);
    r->n = n;
    return rc;
}

rap_code rap_renewal_begin(rap_renewal **out, rap_dossier *d, uint32_t n_reports,
                           rap_arena *arena, rap_err *err)
{
    int64_t count = 0;
    *out = NULL;
    if (d->fresh.n > n_reports / FEW && n_reports > TOGETHER) return RAP_OK;
    rap_code rc = rap_store_int(d, &count, "SELECT count(*) FROM row", err);
    if (rc != RAP_OK || count == 0) return rc;
    rap_renewal *r = RAP_NEW(arena, rap_renewal, 1);
    if (!r) return rap_fail_memory(err);
    *r = (rap_renewal){.d = d, .arena = arena, .n = (size_t)count};
    for (r->mask = 1; r->mask < r->n * 2;)
        r->mask *= 2;
    r->v = RAP_NEW(arena, old_row, r->n);
    r->slots = RAP_NEW(arena, uint32_t, r->mask);
    if (!r->v || !r->slots) return rap_fail_memory(err);
    r->mask--;
    rc = read_rows(r, err);
    if (rc == RAP_OK) *out = r;
    return rc;
}

static bool copy_row(rap_renewal *r, rap_row *to, const rap_row *row)
{
    rap_str *texts[] = {&to->id,    &to->who, &to->other, &to->what,
                        &to->state, &to->day, &to->text,  &to->body};
    *to = *row;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        *texts[i] = rap_arena_copy(r->arena, *texts[i]);
        if (!texts[i]->p) return false;
    }
    rap_cite *cites = RAP_NEW(r->arena, rap_cite, row->n_cites);
    if (!cites) return false;
    if (row->n_cites) memcpy(cites, row->cites, row->n_cites * sizeof *cites);
    to->cites = cites;
    return true;
}

rap_code rap_renewal_take(rap_renewal *r, const rap_row *row, int64_t report,
                          rap_err *err)
{
    uint32_t at = r->slots[slot_of(r, rap_store_words_row(row->id))];
    old_row *o = at ? &r->v[at - 1] : NULL;
    bool same = o && !o->kept && o->place > r->last && o->weight == row->weight &&
                o->report == report && o->hash == rap_renewal_hash(row);
    if (same) {
        o->kept = true;
        r->last = o->place;
        return RAP_OK;
    }
    rap_row *to = RAP_PUSH(r->arena, &r->rows);
    int64_t *before = RAP_PUSH(r->arena, &r->before);
    if (!to || !before || !copy_row(r, to, row)) return rap_fail_memory(err);
    *before = r->last;
    return RAP_OK;
}

void rap_renewal_place(rap_renewal *r, bool *fits)
{
    r->places = RAP_NEW(r->arena, int64_t, r->rows.n);
    *fits = r->places != NULL;
    size_t old = 0;
    for (size_t i = 0, end; *fits && i < r->rows.n; i = end) {
        int64_t low = r->before.v[i], high = INT64_MAX;
        for (end = i + 1; end < r->rows.n && r->before.v[end] == low;)
            end++;
        while (old < r->n && (!r->v[old].kept || r->v[old].place <= low))
            old++;
        if (old < r->n) high = r->v[old].place;
        int64_t count = (int64_t)(end - i), step = RAP_RENEWAL_STEP;
        if (high != INT64_MAX) step = (high - low) / (count + 1);
        *fits = step > 0;
        for (size_t k = i; k < end; k++)
            r->places[k] = low + step * (int64_t)(k - i + 1);
    }
}

static rap_code run_with(rap_renewal *r, sqlite3_stmt *s, const old_row *o,
                         rap_err *err)
{
    (void)sqlite3_bind_int64(s, 1, o->place);
    if (sqlite3_bind_parameter_count(s) > 1) (void)sqlite3_bind_int64(s, 2, o->id);
    return rap_store_run(r->d, s, "taking out rows", err);
}

rap_code rap_renewal_take_out(rap_renewal *r, rap_err *err)
{
    static const char *const sql[] = {
        "INSERT INTO was SELECT kind, id, report, at_from, at_to, min(rowid) FROM cite"
        " WHERE id = (SELECT id FROM row WHERE place = ?1) GROUP BY id",
        "INSERT INTO was_words SELECT ?2, id FROM row WHERE place = ?1 AND kind ="
        " 'attribution'",
        "DELETE FROM cite WHERE id = (SELECT id FROM row WHERE place = ?1)",
        "DELETE FROM row WHERE place = ?1"};
    enum { STEPS = sizeof sql / sizeof *sql };
    sqlite3_stmt *s[STEPS] = {NULL};
    rap_code rc =
        rap_store_exec(r->d,
                       "CREATE TEMP TABLE was (kind TEXT, id TEXT, report INTEGER,"
                       " at_from INTEGER, at_to INTEGER, first INTEGER);"
                       "CREATE TEMP TABLE was_words (n INTEGER, id TEXT)",
                       err);
    for (size_t i = 0; rc == RAP_OK && i < STEPS; i++)
        if (sqlite3_prepare_v2(r->d->db, sql[i], -1, &s[i], NULL) != SQLITE_OK)
            rc = rap_store_fail(r->d->db, "taking out rows", err);
    for (size_t i = 0; rc == RAP_OK && i < r->n; i++)
        for (size_t k = 0; rc == RAP_OK && !r->v[i].kept && k < STEPS; k++)
            rc = run_with(r, s[k], &r->v[i], err);
    for (size_t i = 0; i < STEPS; i++)
        (void)sqlite3_finalize(s[i]);
    return rc;
}

rap_renewed rap_renewal_rows(const rap_renewal *r)
{
    return (rap_renewed){r->rows.v, r->places, r->rows.n};
}
