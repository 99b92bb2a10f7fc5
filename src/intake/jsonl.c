/*
 * intake/jsonl.c - one line of JSON Lines as a report.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/jsonl.h"

#include "base/jsonin.h"

/* The first of several names of a field that holds a string. */
static rap_str field(const rap_value *v, const char *const names[])
{
    for (; *names; names++) {
        rap_str s = rap_jsonin_str(v, *names);
        if (s.n) return s;
    }
    return (rap_str){"", 0};
}

static const char *const text_names[] = {"text", "maintext", "body", NULL};
static const char *const date_names[] = {"date", "date_publish", "published", NULL};
static const char *const url_names[] = {"url", "uri", NULL};
static const char *const author_names[] = {"authors", "author", NULL};

/* An `id` may be a string or a number. */
static rap_str id_of(const rap_value *v)
{
    const rap_value *id = rap_jsonin_get(v, "id");
    bool good = id && (id->kind == RAP_JSON_STRING || id->kind == RAP_JSON_NUMBER);
    return good ? id->text : (rap_str){"", 0};
}

static rap_code take_authors(rap_report *out, const rap_value *v, rap_arena *arena,
                             rap_err *err)
{
    const rap_value *list = NULL;
    for (const char *const *name = author_names; *name && !list; name++)
        list = rap_jsonin_get(v, *name);
    if (!list) return RAP_OK;
    bool many = list->kind == RAP_JSON_ARRAY;
    rap_str *names = RAP_NEW(arena, rap_str, many ? list->n + 1 : 1);
    if (!names) return rap_fail_memory(err);
    size_t n = 0;
    for (const rap_value *a = many ? list->first : list; a; a = many ? a->next : NULL)
        if (a->kind == RAP_JSON_STRING && a->text.n) names[n++] = a->text;
    out->authors = names;
    out->n_authors = n;
    return RAP_OK;
}

rap_code rap_jsonl_read(rap_report *out, rap_str line, rap_arena *arena, rap_err *err)
{
    rap_value *v;
    rap_code rc = rap_jsonin_parse(&v, line, arena, err);
    if (rc != RAP_OK) return rc;
    if (v->kind != RAP_JSON_OBJECT)
        return rap_fail(err, RAP_E_SYNTAX, 0, "the line is JSON, but not an object");
    const rap_value *inner = rap_jsonin_get(v, "report");
    if (rap_jsonin_get(v, "v") && (inner || rap_jsonin_get(v, "error"))) {
        *out = (rap_report){.key = rap_jsonin_str(inner, "key"), .record = line};
        return RAP_OK;
    }
    rap_report r = {.key = id_of(v),
                    .bytes = field(v, text_names),
                    .media = RAP_MEDIA_TEXT,
                    .uri = field(v, url_names),
                    .title = rap_jsonin_str(v, "title"),
                    .date = field(v, date_names),
                    .publisher = rap_jsonin_str(v, "source")};
    if (r.bytes.n == 0) {
        r.bytes = rap_jsonin_str(v, "html");
        r.media = RAP_MEDIA_HTML;
    }
    rc = take_authors(&r, v, arena, err);
    if (rc == RAP_OK) *out = r;
    return rc;
}
