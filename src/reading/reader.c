/*
 * reading/reader.c - the public reader: rapporteur.h over the stages.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/reading.h"

enum { REPORT_MAX = 32 * 1024 * 1024 };

struct rap_reader {
    rap_arena *home; /* holds this struct */
    rap_reading_options options;
    uint32_t max_bytes;
    rap_arena *arena;
    rap_buf out;
};

const char *rap_version(void)
{
    return RAP_VERSION;
}

static rap_day day_of(const char *z)
{
    rap_day day = {0};
    (void)rap_day_parse(&day, rap_str_of(z));
    return day;
}

rap_reader *rap_reader_new(const rap_reader_options *options)
{
    rap_reader_options o = {0};
    if (options)
        memcpy(&o, options, options->size < sizeof o ? options->size : sizeof o);
    rap_arena *home = rap_arena_new(sizeof(rap_reader) + 64);
    rap_reader *r = home ? RAP_NEW(home, rap_reader, 1) : NULL;
    if (!r) {
        rap_arena_free(home);
        return NULL;
    }
    r->home = home;
    r->options = (rap_reading_options){
        .layers = o.layers,
        .verbatim = o.verbatim != 0,
        .no_parse = o.no_parse != 0,
        .published = day_of(o.published),
        .between = {day_of(o.not_before), day_of(o.not_after)},
    };
    r->max_bytes = o.max_bytes ? o.max_bytes : REPORT_MAX;
    r->arena = rap_arena_new(RAP_READING_MEMORY(r->max_bytes));
    if (!r->arena) {
        rap_arena_free(home);
        return NULL;
    }
    return r;
}

rap_code rap_reader_read(rap_reader *reader, const char **json, size_t *json_n,
                         const char *bytes, size_t n, const char *key, rap_err *err)
{
    rap_err mine = {.at = RAP_NOWHERE};
    if (!err) err = &mine;
    rap_arena_reset(reader->arena);
    rap_buf_clear(&reader->out);
    const rap_report report = {
        .key = rap_str_of(key), .bytes = {bytes, n}, .media = RAP_MEDIA_TEXT};
    rap_code rc;
    if (n > reader->max_bytes) {
        rc = rap_fail(err, RAP_E_LIMIT, reader->max_bytes,
                      "it is larger than the %u bytes a report may have",
                      reader->max_bytes);
        rap_reading_error(&reader->out, report.key, err);
    } else {
        rc = rap_reading_run(&reader->out, &report, &reader->options, reader->arena,
                             err);
    }
    if (reader->out.failed) return rap_fail_memory(err);
    *json = reader->out.p;
    *json_n = reader->out.n - 1;
    return rc;
}

void rap_reader_free(rap_reader *reader)
{
    if (!reader) return;
    rap_arena_free(reader->arena);
    rap_buf_done(&reader->out);
    rap_arena_free(reader->home);
}
