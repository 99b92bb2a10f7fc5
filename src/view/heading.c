/*
 * view/heading.c - what a dossier is called: its parties by its brief, or its file.
 */
/* SPDX-License-Identifier: MIT */
#include "view/heading.h"
#include "view/torn.h"

#include "base/buf.h"
#include "pile/brief.h"

enum { PARTIES_SHOWN = 4 };

/* The first column of the first row, in the arena; empty when there is none. */
static rap_code take_text(rap_str *out, rap_dossier *d, const char *sql,
                          rap_arena *arena, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, d, sql, err);
    if (rc == RAP_OK) rc = rap_query_step(q, &more, err);
    if (rc == RAP_OK && more) *out = rap_arena_copy(arena, rap_query_str(q, 0));
    rap_query_end(q);
    return rc;
}

/* "Norland – Sudmark" */
static rap_str parties_of(rap_str brief, rap_arena *arena)
{
    rap_buf b = {0};
    rap_brief_line line;
    uint32_t n = 0;
    for (rap_brief it = rap_brief_of(brief); rap_brief_next(&it, &line);) {
        if (line.indented || !rap_str_is(line.key, "party") || !line.name.n) continue;
        if (n++ >= PARTIES_SHOWN) break;
        if (b.n) rap_buf_z(&b, " – ");
        rap_buf_put(&b, line.name);
    }
    rap_str title = rap_torn_copy(arena, &b);
    rap_buf_done(&b);
    return title;
}

/* The first of the two days of "between: 2022-02-24 2022-12-31". */
static rap_str window_of(rap_str brief)
{
    rap_brief_line line;
    for (rap_brief it = rap_brief_of(brief); rap_brief_next(&it, &line);) {
        if (line.indented || !rap_str_is(line.key, "between")) continue;
        return rap_str_cut(line.name, 0, rap_str_find(line.name, RAP_STR(" "), 0));
    }
    return (rap_str){"", 0};
}

static rap_str file_of(rap_str path)
{
    size_t from = path.n;
    while (from > 0 && path.p[from - 1] != '/')
        from--;
    return rap_str_cut(path, from, path.n);
}

/* "strait" of "strait.db" */
static rap_str stem_of(rap_str file)
{
    for (size_t i = file.n; i > 1; i--)
        if (file.p[i - 1] == '.') return rap_str_cut(file, 0, i - 1);
    return file;
}

rap_code rap_heading_of(rap_heading *out, rap_dossier *d, rap_arena *arena,
                        rap_err *err)
{
    rap_heading h = {.file = {"", 0}};
    rap_str brief = {"", 0};
    rap_code rc = take_text(&brief, d,
                            "SELECT value FROM hand WHERE what = 'brief'"
                            " ORDER BY n DESC LIMIT 1",
                            arena, err);
    if (rc != RAP_OK) return rc;
    h.path = rap_arena_copy(arena, rap_dossier_where(d));
    if (!h.path.p) return rap_fail_memory(err);
    h.file = file_of(h.path);
    h.from = window_of(brief);
    h.title = parties_of(brief, arena);
    if (!h.title.n) h.title = stem_of(h.file);
    if (!h.title.n) h.title = rap_str_of("Dossier");
    *out = h;
    return RAP_OK;
}
