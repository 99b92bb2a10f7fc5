/*
 * keep/scribe.c - rows of the pile into the dossier, with their citations, and the
 * words of reports and statements into its full-text index.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/scribe.h"

#include "base/ascii.h"
#include "keep/apart.h"
#include "keep/renewal.h"

#include <stdlib.h>

/* The row of an id in the full-text index: above all numbers of reports. */
int64_t rap_store_words_row(rap_str id)
{
    if (id.n == 0) return 0;
    uint64_t v = (unsigned char)id.p[0];
    for (size_t i = 1; i < id.n && i <= 12; i++) {
        char c = rap_to_lower(id.p[i]);
        v = v << 4 | (uint64_t)(rap_is_digit(c) ? c - '0' : (c - 'a' + 10) & 15);
    }
    return (int64_t)v;
}

rap_code rap_store_words(rap_dossier *d, int64_t at, const char *kind, rap_str id,
                         rap_str text, rap_err *err)
{
    sqlite3_stmt *q;
    rap_code rc = rap_store_sql(d, &q, RAP_SQL_WORDS_GET, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_bind_int64(q, 1, at);
    int step = sqlite3_step(q);
    bool there = step == SQLITE_ROW && rap_str_eq(rap_store_column(q, 0), text);
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        rc = rap_store_fail(d->db, "indexing words", err);
    (void)sqlite3_reset(q);
    if (there || rc != RAP_OK) return rc;
    rc = rap_store_sql(d, &q, RAP_SQL_WORDS_PUT, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_bind_int64(q, 1, at);
    rap_store_text(q, 2, rap_str_of(kind));
    rap_store_text(q, 3, id);
    rap_store_text(q, 4, text);
    return rap_store_run(d, q, "indexing words", err);
}

rap_code rap_scribe_report(rap_scribe *s, uint32_t i, rap_buf *buf, rap_err *err)
{
    const rap_filed *f = &s->reports[i];
    rap_buf_clear(buf);
    rap_buf_int(buf, s->numbers[i]);
    size_t id_n = buf->n;
    rap_buf_put(buf, f->title);
    if (f->title.n) rap_buf_byte(buf, '\n');
    rap_buf_put(buf, f->text);
    if (buf->failed) return rap_fail_memory(err);
    rap_str all = rap_buf_str(buf);
    return rap_store_words(s->d, s->numbers[i], "report", rap_str_cut(all, 0, id_n),
                           rap_str_cut(all, id_n, all.n), err);
}

static rap_code put_cites(rap_scribe *s, const rap_row *row, rap_err *err)
{
    for (uint32_t i = 0; i < row->n_cites; i++) {
        const rap_cite *c = &row->cites[i];
        const rap_filed *f = &s->reports[c->report];
        sqlite3_stmt *q;
        rap_code rc = rap_store_sql(s->d, &q, RAP_SQL_CITE, err);
        if (rc != RAP_OK) return rc;
        rap_store_text(q, 1, rap_str_of(rap_row_kind_name(row->kind)));
        rap_store_text(q, 2, row->id);
        (void)sqlite3_bind_int64(q, 3, s->numbers[c->report]);
        (void)sqlite3_bind_int64(q, 4, c->at.from);
        (void)sqlite3_bind_int64(q, 5, c->at.to);
        if (f->source.p)
            (void)sqlite3_bind_int64(
                q, 6, rap_hash(rap_str_cut(f->source, c->at.from, c->at.to)));
        rc = rap_store_run(s->d, q, "writing citations", err);
        if (rc != RAP_OK) return rc;
    }
    return RAP_OK;
}

static rap_code put_hash(rap_scribe *s, const rap_filed *f, rap_query *q, rap_err *err)
{
    rap_span at = {(uint32_t)rap_query_int(q, 2), (uint32_t)rap_query_int(q, 3)};
    sqlite3_stmt *put;
    rap_code rc = rap_store_sql(s->d, &put, RAP_SQL_CITE_HASH, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_bind_int64(put, 1, rap_query_int(q, 0));
    (void)sqlite3_bind_int64(put, 2, rap_hash(rap_str_cut(f->source, at.from, at.to)));
    return rap_store_run(s->d, put, "writing citations", err);
}

rap_code rap_scribe_hashes(rap_scribe *s, rap_err *err)
{
    static const char sql[] = "SELECT rowid, report, at_from, at_to FROM cite"
                              " INDEXED BY cite_by_report WHERE report = ?1 AND hash"
                              " IS NULL";
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < s->n; i++) {
        rap_query *q = NULL;
        bool more = false;
        if (!s->reports[i].source.p) continue; /* not at hand */
        rc = rap_query_new(&q, s->d, sql, err);
        if (rc == RAP_OK) rap_query_bind_int(q, 1, s->numbers[i]);
        while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more)
            rc = put_hash(s, &s->reports[i], q, err);
        rap_query_end(q);
    }
    return rc;
}

static rap_code word_later(rap_scribe *s, const rap_row *row, rap_err *err)
{
    rap_worded *w = RAP_PUSH(s->arena, &s->statements);
    if (!w) return rap_fail_memory(err);
    *w = (rap_worded){rap_store_words_row(row->id), rap_arena_copy(s->arena, row->id),
                      rap_arena_copy(s->arena, row->text)};
    return w->id.p && w->text.p ? RAP_OK : rap_fail_memory(err);
}

int64_t rap_scribe_number(const rap_scribe *s, const rap_row *row)
{
    bool one = row->report >= 0 && (uint32_t)row->report < s->n;
    return one ? s->numbers[row->report] : 0;
}

static rap_code put_row(rap_scribe *s, const rap_row *row, int64_t place, rap_err *err)
{
    const rap_str texts[] = {row->id,    row->who, row->other, row->what,
                             row->state, row->day, row->text};
    rap_sql which = place < RAP_APART_PLACE ? RAP_SQL_ROW : RAP_SQL_ROW_APART;
    sqlite3_stmt *q;
    rap_code rc = rap_store_sql(s->d, &q, which, err);
    if (rc != RAP_OK) return rc;
    rap_store_text(q, 1, rap_str_of(rap_row_kind_name(row->kind)));
    for (int i = 0; i < 7; i++)
        rap_store_text(q, i + 2, texts[i]);
    (void)sqlite3_bind_int(q, 9, row->weight);
    int64_t number = rap_scribe_number(s, row);
    if (number) (void)sqlite3_bind_int64(q, 10, number);
    (void)sqlite3_bind_int64(q, 11, place);
    (void)sqlite3_bind_int64(q, 12, rap_renewal_hash(row));
    rap_store_text(q, 13, row->body);
    return rap_store_run(s->d, q, "writing rows", err);
}

rap_code rap_scribe_row(rap_scribe *s, const rap_row *row, int64_t place, rap_err *err)
{
    rap_code rc = put_row(s, row, place, err);
    if (rc == RAP_OK) rc = put_cites(s, row, err);
    if (rc == RAP_OK && row->kind == RAP_ROW_ATTRIBUTION) rc = word_later(s, row, err);
    return rc;
}

static int by_place(const void *x, const void *y)
{
    const rap_worded *a = x, *b = y;
    return (a->at > b->at) - (a->at < b->at);
}

/* The index writes itself out whenever a row comes before the last. */
rap_code rap_scribe_statements(rap_scribe *s, rap_err *err)
{
    rap_code rc = RAP_OK;
    if (s->statements.n)
        qsort(s->statements.v, s->statements.n, sizeof *s->statements.v, by_place);
    for (size_t i = 0; rc == RAP_OK && i < s->statements.n; i++) {
        const rap_worded *w = &s->statements.v[i];
        rc = rap_store_words(s->d, w->at, "attribution", w->id, w->text, err);
    }
    return rc;
}
