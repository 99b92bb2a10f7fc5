/*
 * cli/ready.c - records that `read` made earlier, maybe elsewhere: where their source
 * is.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/ready.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/jsonin.h"

#include <nettle/base64.h>

#define SOURCE_MAX ((size_t)1 << 30)

/* The bytes of "source" (RFC 4648, section 4). */
static rap_code decode(rap_str *out, rap_str base64, rap_arena *arena, rap_err *err)
{
    struct base64_decode_ctx ctx;
    size_t n = BASE64_DECODE_LENGTH(base64.n);
    uint8_t *p = RAP_NEW(arena, uint8_t, n + 1);
    if (!p) return rap_fail_memory(err);
    base64_decode_init(&ctx);
    if (!base64_decode_update(&ctx, &n, p, base64.n, base64.p) ||
        !base64_decode_final(&ctx))
        return rap_fail(err, RAP_E_SYNTAX, RAP_NOWHERE,
                        "\"source\" of the record is not base64");
    *out = (rap_str){(const char *)p, n};
    return RAP_OK;
}

/* The record without its member "source", which is the string `text` inside `json`. */
static rap_code cut_out(rap_str *record, rap_str json, rap_str text, rap_arena *arena,
                        rap_err *err)
{
    static const char before[] = ",\"source\":\"";
    size_t head = sizeof before - 1, at = (size_t)(text.p - json.p);
    if (text.p < json.p || at > json.n || at < head ||
        memcmp(text.p - head, before, head) != 0)
        return rap_fail(err, RAP_E_SYNTAX, RAP_NOWHERE,
                        "\"source\" does not stand in the record as `read` writes it");
    char *p = RAP_NEW(arena, char, json.n);
    if (!p) return rap_fail_memory(err);
    size_t tail = at + text.n + 1;
    memcpy(p, json.p, at - head);
    memcpy(p + at - head, json.p + tail, json.n - tail);
    *record = (rap_str){p, at - head + json.n - tail};
    return RAP_OK;
}

/* A file that is named like the key and has the right bytes. */
static void look_for(rap_str *source, const rap_value *report, rap_arena *arena)
{
    rap_str path = rap_arena_copy(arena, rap_jsonin_str(report, "key"));
    int64_t bytes = rap_jsonin_int(report, "bytes", -1);
    rap_str found;
    if (!path.p || path.n == 0 || bytes < 0 || memchr(path.p, 0, path.n)) return;
    if (rap_path_look(path.p, true) != RAP_PATH_FILE || rap_str_is(path, "-")) return;
    if (rap_file_read(&found, path.p, SOURCE_MAX, arena, NULL) != RAP_OK) return;
    rap_digest sum = rap_sha256(found);
    if (rap_str_is(rap_jsonin_str(report, "sha256"), sum.hex)) *source = found;
}

/* Its source, and the record without it. */
static rap_code divide(rap_ready *r, const rap_value *of, rap_arena *arena,
                       rap_err *err)
{
    rap_str *source = &r->report.bytes;
    *source = (rap_str){NULL, 0};
    if (!rap_jsonin_get(of, "source")) {
        look_for(source, of, arena);
        return RAP_OK;
    }
    rap_str text = rap_jsonin_str(of, "source");
    rap_code rc = decode(source, text, arena, err);
    return rc == RAP_OK ? cut_out(&r->record, r->record, text, arena, err) : rc;
}

/* A value that the container gave; empty where the text itself or nobody did. */
static rap_str told_of(const rap_value *v)
{
    bool told = rap_str_is(rap_jsonin_str(v, "basis"), "feed");
    return told ? rap_jsonin_str(v, "text") : (rap_str){NULL, 0};
}

static bool recall(rap_report *report, const rap_value *v, rap_arena *arena)
{
    const rap_value *of = rap_jsonin_get(v, "report");
    const rap_value *in = rap_jsonin_get(of, "container");
    const rap_value *by = rap_jsonin_get(v, "authors");
    bool html = rap_str_is(rap_jsonin_str(of, "media"), "text/html");
    rap_str *authors = RAP_NEW(arena, rap_str, (by ? by->n : 0) + 1);
    if (!authors) return false;
    report->media = html ? RAP_MEDIA_HTML : RAP_MEDIA_TEXT;
    report->uri = rap_jsonin_str(of, "uri");
    report->container = rap_jsonin_str(in, "path");
    report->container_at = (uint64_t)rap_jsonin_int(in, "offset", 0);
    report->container_n = (uint64_t)rap_jsonin_int(in, "length", 0);
    report->title = told_of(rap_jsonin_get(v, "title"));
    report->publisher = told_of(rap_jsonin_get(v, "publisher"));
    report->authors = authors;
    report->n_authors = 0;
    for (const rap_value *a = by ? by->first : NULL; a; a = a->next) {
        rap_str name = told_of(a);
        if (name.n) authors[report->n_authors++] = name;
    }
    return true;
}

rap_code rap_ready_open(rap_ready *r, rap_arena *arena, rap_err *err)
{
    rap_value *v;
    rap_arena_reset(arena);
    r->record = rap_str_trim(r->report.record);
    rap_code rc = rap_jsonin_parse(&v, r->record, arena, err);
    if (rc == RAP_OK) rc = divide(r, rap_jsonin_get(v, "report"), arena, err);
    if (rc != RAP_OK) return rc;
    return recall(&r->report, v, arena) ? RAP_OK : rap_fail_memory(err);
}
