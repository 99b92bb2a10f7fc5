/*
 * cli/brief_start.c - the brief of a dossier, or one to start from.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/brief_start.h"

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
    rap_buf_z(out, "\n# issue: label (family) = words, ...\n"
                   "# place: NAME = lat lon CC\n"
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
