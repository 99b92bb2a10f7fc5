/*
 * cli/underway.c - how a report was read, as JSON, so that it can be read so again.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/underway.h"

#include "base/json.h"
#include "base/jsonin.h"

static void put(rap_json *j, const char *key, rap_str value)
{
    if (value.n == 0) return;
    rap_json_key(j, key);
    rap_json_str(j, value);
}

static void put_day(rap_json *j, const char *key, rap_day day)
{
    rap_day_text text = rap_day_print(day);
    put(j, key, rap_str_of(text.z));
}

static void put_container(rap_json *j, const rap_report *r)
{
    put(j, "uri", r->uri);
    put(j, "title", r->title);
    put(j, "date", r->date);
    put(j, "publisher", r->publisher);
    if (r->charset) put(j, "charset", rap_str_of(r->charset));
    put(j, "fetched", r->fetched);
    if (r->n_authors) {
        rap_json_key(j, "authors");
        rap_json_array(j);
        for (size_t i = 0; i < r->n_authors; i++)
            rap_json_str(j, r->authors[i]);
        rap_json_end_array(j);
    }
    put(j, "container", r->container);
    if (r->container.n == 0) return;
    rap_json_key(j, "at");
    rap_json_int(j, (int64_t)r->container_at);
    rap_json_key(j, "length");
    rap_json_int(j, (int64_t)r->container_n);
}

void rap_underway_write(rap_buf *out, const rap_reading_options *options,
                        const rap_report *report)
{
    rap_json j = rap_json_of(out);
    rap_json_object(&j);
    rap_json_key(&j, "layers");
    rap_json_int(&j, options->layers);
    rap_json_key(&j, "verbatim");
    rap_json_bool(&j, options->verbatim);
    if (options->no_parse) {
        rap_json_key(&j, "no_parse");
        rap_json_bool(&j, true);
    }
    put_day(&j, "published", options->published);
    put_day(&j, "not_before", options->between.from);
    put_day(&j, "not_after", options->between.to);
    put_day(&j, "piled", options->piled);
    put_day(&j, "piled_from", options->piled_range.from);
    put_day(&j, "piled_to", options->piled_range.to);
    if (options->piled_sure) {
        rap_json_key(&j, "piled_sure");
        rap_json_int(&j, options->piled_sure);
    }
    if (report->media == RAP_MEDIA_HTML) put(&j, "media", RAP_STR("text/html"));
    put_container(&j, report);
    rap_json_end_object(&j);
}

static rap_code take_authors(rap_report *report, const rap_value *v, rap_arena *arena,
                             rap_err *err)
{
    if (!v || v->n == 0) return RAP_OK;
    rap_str *authors = RAP_NEW(arena, rap_str, v->n);
    if (!authors) return rap_fail_memory(err);
    size_t n = 0;
    for (const rap_value *c = v->first; c; c = c->next)
        authors[n++] = c->text;
    report->authors = authors;
    report->n_authors = n;
    return RAP_OK;
}

rap_code rap_underway_parse(rap_reading_options *options, rap_report *report,
                            rap_str json, rap_arena *arena, rap_err *err)
{
    rap_value *v;
    rap_code rc = rap_jsonin_parse(&v, json, arena, err);
    if (rc != RAP_OK) return rc;
    rap_reading_options o = {.layers = (uint32_t)rap_jsonin_int(v, "layers", 0),
                             .verbatim = rap_jsonin_true(v, "verbatim"),
                             .no_parse = rap_jsonin_true(v, "no_parse")};
    (void)rap_day_parse(&o.published, rap_jsonin_str(v, "published"));
    (void)rap_day_parse(&o.between.from, rap_jsonin_str(v, "not_before"));
    (void)rap_day_parse(&o.between.to, rap_jsonin_str(v, "not_after"));
    (void)rap_day_parse(&o.piled, rap_jsonin_str(v, "piled"));
    (void)rap_day_parse(&o.piled_range.from, rap_jsonin_str(v, "piled_from"));
    (void)rap_day_parse(&o.piled_range.to, rap_jsonin_str(v, "piled_to"));
    o.piled_sure = (uint8_t)rap_jsonin_int(v, "piled_sure", 0);
    bool html = rap_str_is(rap_jsonin_str(v, "media"), "text/html");
    report->media = html ? RAP_MEDIA_HTML : RAP_MEDIA_TEXT;
    report->uri = rap_jsonin_str(v, "uri");
    report->title = rap_jsonin_str(v, "title");
    report->date = rap_jsonin_str(v, "date");
    report->publisher = rap_jsonin_str(v, "publisher");
    report->fetched = rap_jsonin_str(v, "fetched");
    rap_str charset = rap_arena_copy(arena, rap_jsonin_str(v, "charset"));
    report->charset = charset.n ? charset.p : NULL;
    report->container = rap_jsonin_str(v, "container");
    report->container_at = (uint64_t)rap_jsonin_int(v, "at", 0);
    report->container_n = (uint64_t)rap_jsonin_int(v, "length", 0);
    rc = take_authors(report, rap_jsonin_get(v, "authors"), arena, err);
    if (rc == RAP_OK) *options = o;
    return rc;
}
