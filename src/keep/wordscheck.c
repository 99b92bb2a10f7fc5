/*
 * keep/wordscheck.c - the full-text index holds the words of every report and
 * statement, and finds them.
 */
/* SPDX-License-Identifier: MIT */
#include "keep/store.h"

rap_code rap_store_words_are(rap_dossier *d, bool *same, int64_t at, const char *kind,
                             rap_str id, rap_str text, rap_err *err)
{
    sqlite3_stmt *q;
    rap_code rc = rap_store_sql(d, &q, RAP_SQL_WORDS_ARE, err);
    if (rc != RAP_OK) return rc;
    (void)sqlite3_bind_int64(q, 1, at);
    rap_store_text(q, 2, rap_str_of(kind));
    rap_store_text(q, 3, id);
    rap_store_text(q, 4, text);
    int step = sqlite3_step(q);
    *same = step == SQLITE_ROW;
    if (step == SQLITE_NOMEM) rc = rap_store_fail(d->db, "looking for words", err);
    (void)sqlite3_reset(q);
    return rc;
}

/* FTS5's own comparison of its index with its words, which it takes as a command. */
static rap_code finds(rap_dossier *d, bool *sound, rap_err *err)
{
    static const char ask[] = "INSERT INTO words (words) VALUES ('integrity-check')";
    int rc = sqlite3_exec(d->db, ask, NULL, NULL, NULL);
    *sound = rc == SQLITE_OK;
    if (rc == SQLITE_OK || rc == SQLITE_CORRUPT || rc == SQLITE_ERROR) return RAP_OK;
    return rap_store_fail(d->db, "checking the full-text index", err);
}

rap_code rap_store_words_sound(rap_dossier *d, bool *sound, rap_err *err)
{
    static const char count[] =
        "SELECT (SELECT count(*) FROM words) = (SELECT count(*) FROM source)"
        " + (SELECT count(*) FROM row WHERE kind = 'attribution')";
    int64_t as_many = 0;
    rap_err why;
    /* A broken index may not even be counted. */
    *sound = rap_store_int(d, &as_many, count, &why) == RAP_OK && as_many;
    return *sound && d->can_write ? finds(d, sound, err) : RAP_OK;
}
