/*
 * cli/mentioned.c - the file of `add --mentions`: event mentions coded elsewhere.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/mentioned.h"

#include "base/file.h"
#include "base/jsonin.h"
#include "cli/inputs.h"
#include "keep/mentions.h"

#include <stdio.h>

enum { FILE_MAX = 1 << 30, MESSAGE = 400 };
#define FILE_LIMIT ((size_t)2 << 30)
#define LINE_LIMIT ((size_t)1 << 30)

typedef struct {
    rap_mentioned *out;
    rap_mentions *mentions;
    rap_arena *line; /* of one line */
    const char *path;
} reading;

/* "FILE:BYTE: line N: what"; bytes count from the beginning of the file. */
static void tell(reading *r, uint64_t number, uint64_t at, const rap_err *why)
{
    rap_err told;
    char message[MESSAGE];
    (void)snprintf(message, sizeof message, "%s", why->msg);
    (void)rap_fail(&told, why->code, at, "line %llu: %s", (unsigned long long)number,
                   message);
    rap_inputs_tell(rap_str_of(r->path), &told);
    r->out->bad++;
}

static rap_code refuse(rap_err *err, const char *what)
{
    return rap_fail(err, RAP_E_SYNTAX, 0,
                    "%s; it must read {\"report\": KEY, \"at\": [BEGIN, END]}", what);
}

static rap_code read_span(rap_span *at, const rap_value *v, rap_err *err)
{
    bool pair = v && v->kind == RAP_JSON_ARRAY && v->n == 2;
    int64_t from = pair ? rap_jsonin_number(v->first, -1) : -1;
    int64_t to = pair ? rap_jsonin_number(v->first->next, -1) : -1;
    if (from < 0 || to < 0 || from > UINT32_MAX || to > UINT32_MAX)
        return refuse(err, "\"at\" is not two places");
    *at = (rap_span){(uint32_t)from, (uint32_t)to};
    return RAP_OK;
}

/* *in_line: err->at is a byte of the line and not of the report. */
static rap_code read_line(reading *r, rap_str line, bool *in_line, rap_err *err)
{
    rap_value *v = NULL;
    rap_span at = {0};
    rap_arena_reset(r->line);
    *in_line = true;
    rap_code rc = rap_jsonin_parse(&v, line, r->line, err);
    if (rc != RAP_OK) return rc;
    rap_str key = rap_jsonin_str(v, "report");
    if (v->kind != RAP_JSON_OBJECT || !key.n) return refuse(err, "it names no report");
    rc = read_span(&at, rap_jsonin_get(v, "at"), err);
    if (rc != RAP_OK) return rc;
    *in_line = false;
    return rap_mentions_take(r->mentions, key, at, err);
}

static rap_code read_lines(reading *r, rap_str all, rap_err *err)
{
    uint64_t number = 0;
    for (size_t at = 0; at < all.n;) {
        size_t end = rap_str_find(all, RAP_STR("\n"), at);
        rap_str line = rap_str_cut(all, at, end);
        rap_err why = {.at = RAP_NOWHERE};
        bool in_line = true;
        number++;
        rap_code rc =
            rap_str_trim(line).n ? read_line(r, line, &in_line, &why) : RAP_OK;
        if (rc == RAP_E_STORE || rc == RAP_E_NOMEM) {
            if (err) *err = why;
            return rc;
        }
        bool here = in_line && why.at != RAP_NOWHERE;
        if (rc != RAP_OK) tell(r, number, at + (here ? why.at : 0), &why);
        at = end + 1;
    }
    return RAP_OK;
}

/* The dossier is named where this fails, so the file names itself. */
static rap_code read_file(rap_str *out, const char *path, rap_arena *arena,
                          rap_err *err)
{
    rap_err why;
    rap_code rc = rap_file_read(out, path, FILE_MAX, arena, &why);
    return rc == RAP_OK ? rc : rap_fail(err, rc, RAP_NOWHERE, "%s: %s", path, why.msg);
}

rap_code rap_mentioned_take(rap_mentioned *out, rap_dossier *d, const char *path,
                            rap_err *err)
{
    reading r = {.out = out, .path = path, .line = rap_arena_new(LINE_LIMIT)};
    rap_arena *arena = rap_arena_new(FILE_LIMIT);
    rap_str all = {"", 0};
    *out = (rap_mentioned){0};
    rap_code rc = arena && r.line ? RAP_OK : rap_fail_memory(err);
    if (rc == RAP_OK) rc = read_file(&all, path, arena, err);
    if (rc == RAP_OK) rc = rap_mentions_new(&r.mentions, d, arena, err);
    if (rc == RAP_OK) rc = read_lines(&r, all, err);
    if (rc == RAP_OK) rc = rap_mentions_keep(r.mentions, &out->kept, err);
    rap_arena_free(r.line);
    rap_arena_free(arena);
    return rc;
}

rap_code rap_mentioned_remote(rap_mentioned *out, const char *url, const char *path,
                              rap_err *err)
{
    rap_dossier *d = NULL;
    rap_code rc = rap_dossier_open(&d, url, RAP_OPEN_CREATE, err);
    if (rc == RAP_OK) rc = rap_mentioned_take(out, d, path, err);
    if (rc == RAP_OK) rc = rap_dossier_settle(d, err);
    rap_dossier_close(d);
    return rc;
}
