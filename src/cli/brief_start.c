/*
 * cli/brief_start.c - the brief of a dossier, or one to start from.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/brief_start.h"

#include "pile/grown.h"

enum { PHRASE_LEAST = 3, PHRASES = 8, TEXTS = 5000 };
enum { PHRASES_LIMIT = 64 << 20 }; /* bytes */

/* `before`, the first column, `after`, for every row. */
static rap_code put_rows(rap_buf *out, rap_dossier *d, const char *sql,
                         const char *before, rap_err *err)
{
    rap_query *q;
    rap_code rc = rap_query_new(&q, d, sql, err);
    if (rc != RAP_OK) return rc;
    bool more = false;
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_str line = rap_query_str(q, 0);
        if (line.n == 0) continue;
        rap_buf_z(out, before);
        rap_buf_put(out, line);
        rap_buf_byte(out, '\n');
    }
    rap_query_end(q);
    return rc;
}

/* Signs that have a meaning in a brief are left out of names. */
#define CLEAN(x) "replace(replace(replace(" x ", ',', ' '), '=', ' '), '#', ' ')"

/* The words of positions of no known issue. */
static rap_code read_texts(rap_str *texts, uint32_t *n, rap_dossier *d,
                           rap_arena *arena, rap_err *err)
{
    static const char sql[] = "SELECT text FROM row WHERE kind = 'position' AND what ="
                              " 'other' ORDER BY id LIMIT 5000";
    rap_query *q;
    bool more = false;
    rap_code rc = rap_query_new(&q, d, sql, err);
    if (rc != RAP_OK) return rc;
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more && *n < TEXTS)
        texts[(*n)++] = rap_arena_copy(arena, rap_query_str(q, 0));
    rap_query_end(q);
    return rc;
}

/* What they speak of, as remarks to take over. */
static rap_code put_issues(rap_buf *out, rap_dossier *d, rap_err *err)
{
    rap_arena *arena = rap_arena_new(PHRASES_LIMIT);
    rap_str *texts = arena ? RAP_NEW(arena, rap_str, TEXTS) : NULL;
    uint32_t n = 0;
    rap_code rc = texts ? read_texts(texts, &n, d, arena, err) : rap_fail_memory(err);
    const rap_grown *v = NULL;
    uint32_t found = 0;
    if (rc == RAP_OK)
        v = rap_grown_find(&found, texts, n, PHRASE_LEAST, PHRASES, arena);
    if (rc == RAP_OK && rap_arena_refused(arena)) rc = rap_fail_memory(err);
    for (uint32_t i = 0; rc == RAP_OK && v && i < found; i++) {
        rap_buf_z(out, "# issue: ");
        rap_buf_put(out, v[i].phrase);
        rap_buf_z(out, " (other) = ");
        rap_buf_put(out, v[i].phrase);
        rap_buf_byte(out, '\n');
    }
    rap_arena_free(arena);
    return rc;
}

static rap_code put_start(rap_buf *out, rap_dossier *d, rap_err *err)
{
    static const char window[] =
        "SELECT min(day) || ' ' || max(day) FROM report WHERE length(day) = 10";
    static const char parties[] = "SELECT " CLEAN(
        "e.text") " || ' = ' || (SELECT group_concat(s, ', ') FROM"
                  " (SELECT DISTINCT " CLEAN(
                      "t.value") " AS s FROM"
                                 " json_each(e.body, '$.spellings') t ORDER BY 1 LIMIT "
                                 "8))"
                                 " FROM row e WHERE e.kind = 'entity' AND e.what IN "
                                 "('country', 'organization')"
                                 " AND json_array_length(e.body, '$.spellings') > 0"
                                 " ORDER BY (SELECT count(*) FROM row a WHERE a.kind = "
                                 "'attribution' AND"
                                 " a.who = e.id) + (SELECT count(*) FROM row m JOIN "
                                 "row a ON a.kind ="
                                 " 'attribution' AND a.who = m.id WHERE m.kind = "
                                 "'entity' AND m.other = e.id)"
                                 " DESC, e.text LIMIT 8";
    rap_buf_z(out, "# A brief to start from: change it, then\n"
                   "#   rapporteur add DOSSIER --brief FILE\n");
    rap_code rc = put_rows(out, d, window, "between: ", err);
    if (rc != RAP_OK) return rc;
    rap_buf_z(out, "\n# party: NAME = spelling, ...   and its people below, set in:\n"
                   "#   member: NAME = spelling, ...\n");
    rc = put_rows(out, d, parties, "party: ", err);
    if (rc != RAP_OK) return rc;
    rap_buf_z(out, "\n# issue: label (family) = words, ...\n");
    rc = put_issues(out, d, err);
    rap_buf_z(out, "# place: NAME = lat lon CC\n"
                   "# outlet: NAME = kind\n");
    return rc;
}

rap_code rap_brief_start(rap_buf *out, rap_dossier *d, rap_err *err)
{
    size_t before = out->n;
    rap_code rc = put_rows(
        out, d, "SELECT value FROM hand WHERE what = 'brief' ORDER BY n DESC LIMIT 1",
        "", err);
    return rc == RAP_OK && out->n == before ? put_start(out, d, err) : rc;
}
