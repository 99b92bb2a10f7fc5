/*
 * cli/inputs.c - the options that `read` and `add` share, and telling of bad input.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "cli/inputs.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "places/atlasload.h"

#include <sched.h>
#include <stdio.h>

static rap_code wrong(rap_err *err, const char *option, const char *what)
{
    return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "%s needs %s", option, what);
}

/* A whole number from 1 to `most`. */
static bool number(uint32_t *out, rap_str s, uint32_t most)
{
    uint64_t v = 0;
    if (s.n == 0 || s.n > 10) return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!rap_is_digit(s.p[i])) return false;
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    }
    if (v < 1 || v > most) return false;
    *out = (uint32_t)v;
    return true;
}

static bool full_day(rap_day *out, const char *z)
{
    return z && strlen(z) == 10 && rap_day_parse(out, rap_str_of(z)) &&
           rap_day_is_full(*out);
}

/* "I/N", I from 1 to N. */
static bool shard(rap_intake_options *o, rap_str s)
{
    size_t stroke = rap_str_find(s, RAP_STR("/"), 0);
    uint32_t i, n;
    if (!number(&n, rap_str_cut(s, stroke + 1, s.n), 1000000)) return false;
    if (!number(&i, rap_str_cut(s, 0, stroke), n)) return false;
    o->shard = i - 1;
    o->shards = n;
    return true;
}

/* Places of the user's own in place of those that are built in. */
static rap_code gazetteer(rap_inputs *in, const char *path, rap_err *err)
{
    rap_buf_clear(&in->gazetteer);
    rap_code rc = rap_atlas_load(&in->atlas, &in->gazetteer, path, err);
    if (rc == RAP_OK) in->reading.atlas = &in->atlas;
    const rap_err why = *err;
    return rc == RAP_OK ? rc : rap_fail(err, rc, why.at, "%s: %s", path, why.msg);
}

void rap_inputs_done(rap_inputs *in)
{
    rap_buf_done(&in->gazetteer);
    in->reading.atlas = NULL;
}

static rap_code take_value(rap_inputs *in, rap_str name, const char *value,
                           rap_err *err)
{
    rap_str v = rap_str_of(value);
    if (rap_str_is(name, "--gazetteer")) return gazetteer(in, value, err);
    if (rap_str_is(name, "--layers"))
        return rap_layers_parse(&in->reading.layers, v, err);
    if (rap_str_is(name, "--published"))
        return full_day(&in->reading.published, value)
                   ? RAP_OK
                   : wrong(err, "--published", "a day like 2022-03-30");
    if (rap_str_is(name, "--from"))
        return rap_from_parse(&in->intake.from, v)
                   ? RAP_OK
                   : wrong(err, "--from", "text, html, warc, feed, jsonl or mbox");
    if (rap_str_is(name, "--jobs"))
        return number(&in->jobs, v, 256)
                   ? RAP_OK
                   : wrong(err, "--jobs", "a number from 1 to 256");
    if (rap_str_is(name, "--seconds"))
        return number(&in->seconds, v, 86400)
                   ? RAP_OK
                   : wrong(err, "--seconds", "a number of seconds up to a day");
    if (rap_str_is(name, "--max-bytes"))
        return number(&in->intake.max_bytes, v, 1u << 30)
                   ? RAP_OK
                   : wrong(err, "--max-bytes", "a number of bytes up to 1 GiB");
    return shard(&in->intake, v) ? RAP_OK
                                 : wrong(err, "--shard", "I/N, for example 1/4");
}

rap_code rap_inputs_option(rap_inputs *in, bool *taken, int *i, int argc, char **argv,
                           rap_err *err)
{
    static const char *const valued[] = {"--layers",  "--published", "--from",
                                         "--jobs",    "--max-bytes", "--shard",
                                         "--seconds", "--gazetteer"};
    rap_str arg = rap_str_of(argv[*i]);
    *taken = true;
    if (rap_str_is(arg, "--verbatim")) {
        in->reading.verbatim = true;
        return RAP_OK;
    }
    if (rap_str_is(arg, "--no-parse")) {
        in->reading.no_parse = true;
        return RAP_OK;
    }
    if (rap_str_is(arg, "--with-source")) {
        in->reading.with_source = true;
        return RAP_OK;
    }
    if (rap_str_is(arg, "--between")) {
        rap_days *b = &in->reading.between;
        bool good = *i + 2 < argc && full_day(&b->from, argv[*i + 1]) &&
                    full_day(&b->to, argv[*i + 2]);
        *i += 2;
        return good ? RAP_OK : wrong(err, "--between", "two days like 2022-03-30");
    }
    for (size_t k = 0; k < sizeof valued / sizeof *valued; k++) {
        rap_str name = rap_str_of(valued[k]);
        if (!rap_str_begins(arg, name)) continue;
        if (arg.n > name.n && arg.p[name.n] == '=')
            return take_value(in, name, argv[*i] + name.n + 1, err);
        if (arg.n > name.n) continue;
        if (++*i >= argc) return wrong(err, valued[k], "a value");
        return take_value(in, name, argv[*i], err);
    }
    *taken = false;
    return RAP_OK;
}

static void tell_rights(void)
{
    rap_confined can = rap_confinable();
    if (!can.files)
        (void)fprintf(stderr, "rapporteur: this system has no Landlock: workers keep "
                              "the right to open files\n");
    if (!can.calls)
        (void)fprintf(stderr, "rapporteur: this system has no seccomp: workers keep "
                              "the right to all system calls\n");
}

rap_code rap_inputs_crew(rap_crew **out, const rap_inputs *in, rap_crew_intake *from,
                         rap_err *err)
{
    uint32_t most = in->intake.max_bytes ? in->intake.max_bytes : 32u << 20;
    const rap_crew_options options = {.source = rap_crew_from_intake,
                                      .from = from,
                                      .workers =
                                          in->jobs ? in->jobs : rap_inputs_cores(),
                                      .seconds = in->seconds,
                                      .memory = RAP_READING_MEMORY(most)};
    tell_rights();
    return rap_crew_new(out, &options, err);
}

unsigned rap_inputs_cores(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}

void rap_inputs_tell(rap_str key, const rap_err *err)
{
    enum { LONGEST = 1024 };
    char name[LONGEST]; /* on one line, whatever the name of a file or member is */
    size_t n = key.n < LONGEST - 1 ? key.n : LONGEST - 1;
    if (n) memcpy(name, key.p, n);
    name[n] = '\0';
    rap_utf8_scrub(name);
    key = rap_str_of(name);
    if (err->at == RAP_NOWHERE)
        (void)fprintf(stderr, "rapporteur: " RAP_FMT ": %s\n", RAP_ARG(key), err->msg);
    else
        (void)fprintf(stderr, "rapporteur: " RAP_FMT ":%llu: %s\n", RAP_ARG(key),
                      (unsigned long long)err->at, err->msg);
}
