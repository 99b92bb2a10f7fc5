/*
 * intake/intake.c - from paths on the command line to one report after the other.
 *
 * A stack of folders to walk, and at most one open file: a text is read whole, JSON
 * Lines are cut line by line out of a window that grows to the longest line allowed.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/intake.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/file.h"
#include "intake/jsonl.h"

enum {
    DEPTH_MAX = 64,               /* folders inside folders */
    SNIFF_SIZE = 4096,            /* bytes that tell what a file is */
    READ_SIZE = 256 * 1024,       /* one step of reading */
    REPORT_MAX = 32 * 1024 * 1024 /* default size of the largest report */
};

/* A folder being walked, or (depth 0) the inputs of the command line. */
typedef struct {
    rap_str path;
    const rap_str *names;
    size_t n, at;
    rap_arena *arena; /* holds the names */
} walk;

struct rap_intake {
    rap_arena *home; /* holds this struct */
    rap_intake_options options;
    const char *const *inputs;
    size_t n_inputs, at_input;
    walk stack[DEPTH_MAX];
    int depth;
    /* the open JSON Lines file */
    rap_stream *stream;
    rap_buf path, key; /* of the open file */
    rap_buf window;    /* bytes read and not yet given out */
    size_t used;       /* bytes of the window given out */
    uint64_t
        line_at; /* byte of the (uncompressed) file where the window's rest begins */
    uint64_t line_no;
    bool drained; /* the stream has ended */
    bool lost;    /* inside a line that is too long: skip to its end */
};

bool rap_from_parse(rap_from *out, rap_str name)
{
    static const char *const names[] = {"auto", "text",  "html", "warc",
                                        "feed", "jsonl", "mbox"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!rap_str_is(name, names[i])) continue;
        *out = (rap_from)i;
        return true;
    }
    return false;
}

rap_code rap_intake_new(rap_intake **out, const char *const *inputs, size_t n,
                        const rap_intake_options *options, rap_err *err)
{
    rap_arena *home = rap_arena_new(sizeof(rap_intake) + 64);
    rap_intake *it = home ? RAP_NEW(home, rap_intake, 1) : NULL;
    if (!it) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    it->home = home;
    it->options = *options;
    if (it->options.max_bytes == 0) it->options.max_bytes = REPORT_MAX;
    it->inputs = inputs;
    it->n_inputs = n;
    *out = it;
    return RAP_OK;
}

static void close_file(rap_intake *it)
{
    rap_stream_close(it->stream);
    it->stream = NULL;
    rap_buf_clear(&it->window);
    it->used = 0;
}

void rap_intake_free(rap_intake *it)
{
    if (!it) return;
    close_file(it);
    while (it->depth > 0)
        rap_arena_free(it->stack[--it->depth].arena);
    rap_buf_done(&it->path);
    rap_buf_done(&it->key);
    rap_buf_done(&it->window);
    rap_arena_free(it->home);
}

/* ---- JSON Lines --------------------------------------------------------------------
 */

/* The longest line: a report of the largest size with every byte escaped as \u00XX
 * would be six times as long; ordinary escapes double a few bytes, so three times is
 * ample. */
static size_t line_max(const rap_intake *it)
{
    return (size_t)it->options.max_bytes * 3 + 64 * 1024;
}

static rap_code fill_window(rap_intake *it, rap_err *err)
{
    if (it->used) {
        size_t rest = it->window.n - it->used;
        if (rest) memmove(it->window.p, it->window.p + it->used, rest);
        it->window.n = rest;
        it->used = 0;
    }
    static const char zeros[READ_SIZE];
    size_t old = it->window.n;
    rap_buf_put(&it->window, (rap_str){zeros, READ_SIZE});
    if (it->window.failed) return rap_fail_memory(err);
    it->window.n = old;
    size_t got = 0;
    rap_code rc = rap_stream_read(it->stream, &got, it->window.p + old, READ_SIZE, err);
    it->window.n = old + got;
    if (rc != RAP_OK || got == 0) it->drained = true;
    return rc;
}

/* Offset of the next line feed in the window, looking from `from`; the window's end
 * when there is none. */
static size_t find_end(const rap_intake *it, size_t from)
{
    return rap_str_find(rap_buf_str(&it->window), RAP_STR("\n"), from);
}

/* The next line into *line (borrowed from the window), *at its place in the file;
 * *end when there is none. */
static rap_code next_line(rap_intake *it, rap_str *line, uint64_t *at, bool *end,
                          rap_err *err)
{
    size_t look = it->used;
    *end = false;
    for (;;) {
        size_t stop = find_end(it, look);
        bool whole = stop < it->window.n || it->drained;
        if (whole && stop == it->used && it->drained && stop >= it->window.n) {
            *end = true;
            return RAP_OK;
        }
        if (whole) {
            *line = rap_str_cut(rap_buf_str(&it->window), it->used, stop);
            *at = it->line_at;
            it->line_at += line->n + 1;
            it->line_no++;
            it->used = stop < it->window.n ? stop + 1 : stop;
            bool skip = it->lost;
            it->lost = false;
            if (!skip) return RAP_OK;
            look = it->used;
            continue;
        }
        if (it->window.n - it->used > line_max(it)) {
            bool told = it->lost;
            it->lost = true;
            it->line_at += it->window.n - it->used;
            it->used = it->window.n;
            if (!told)
                return rap_fail(err, RAP_E_LIMIT, it->line_at,
                                "line %llu is longer than a report may be",
                                (unsigned long long)it->line_no + 1);
        }
        look = it->window.n - it->used;
        rap_code rc = fill_window(it, err);
        if (rc != RAP_OK) return rc;
    }
}

static rap_str line_key(const rap_intake *it, rap_arena *arena)
{
    rap_buf b = {0};
    rap_buf_put(&b, rap_buf_str(&it->key));
    rap_buf_byte(&b, ':');
    rap_buf_uint(&b, it->line_no);
    rap_str key = rap_arena_copy(arena, rap_buf_str(&b));
    rap_buf_done(&b);
    return key;
}

/* A report out of the open file; *end when the file has no more. */
static rap_code next_of_lines(rap_intake *it, rap_report *out, bool *end,
                              rap_arena *arena, rap_err *err)
{
    rap_str line;
    uint64_t at = it->line_at;
    rap_code rc;
    do {
        rc = next_line(it, &line, &at, end, err);
        if (rc != RAP_OK)
            out->key = it->lost ? line_key(it, arena)
                                : rap_arena_copy(arena, rap_buf_str(&it->key));
        if (rc != RAP_OK || *end) return rc;
    } while (rap_str_trim(line).n == 0);
    line = rap_arena_copy(arena, line);
    if (!line.p) return rap_fail_memory(err);
    rap_err inner = {.at = RAP_NOWHERE};
    rc = rap_jsonl_read(out, line, arena, &inner);
    if (rc != RAP_OK) {
        if (err) *err = inner;
        if (err && inner.at != RAP_NOWHERE) err->at = at + inner.at;
        *out = (rap_report){.key = line_key(it, arena)};
        return rc;
    }
    if (out->key.n == 0) out->key = line_key(it, arena);
    out->container = rap_arena_copy(arena, rap_buf_str(&it->key));
    out->container_at = at;
    out->container_n = line.n;
    return RAP_OK;
}

/* ---- one file ----------------------------------------------------------------------
 */

/* What the first bytes show. */
static rap_from sniff(rap_str head)
{
    rap_str s = rap_str_trim(head);
    if (rap_str_begins(s, RAP_STR("\xEF\xBB\xBF"))) s = rap_str_cut(s, 3, s.n);
    if (s.n > 1 && s.p[0] == '{') {
        size_t at = 1;
        while (at < s.n && rap_is_space(s.p[at]))
            at++;
        if (at < s.n && s.p[at] == '"') return RAP_FROM_JSONL;
    }
    static const struct {
        const char *head;
        rap_from from;
    } heads[] = {{"WARC/", RAP_FROM_WARC},          {"<?xml", RAP_FROM_FEED},
                 {"<rss", RAP_FROM_FEED},           {"<feed", RAP_FROM_FEED},
                 {"<!doctype html", RAP_FROM_HTML}, {"<html", RAP_FROM_HTML},
                 {"<head", RAP_FROM_HTML}};
    char low[16];
    size_t n = s.n < sizeof low - 1 ? s.n : sizeof low - 1;
    for (size_t i = 0; i < n; i++)
        low[i] = rap_to_lower(s.p[i]);
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        rap_str h = rap_str_of(heads[i].head);
        bool warc = heads[i].from == RAP_FROM_WARC;
        if (warc ? rap_str_begins(s, h) : rap_str_begins((rap_str){low, n}, h))
            return heads[i].from;
    }
    return RAP_FROM_TEXT;
}

static rap_code read_on(rap_intake *it, size_t until, rap_err *err)
{
    while (!it->drained && it->window.n < until) {
        rap_code rc = fill_window(it, err);
        if (rc != RAP_OK) return rc;
    }
    return RAP_OK;
}

static rap_code whole_file(rap_intake *it, rap_report *out, rap_media media,
                           rap_arena *arena, rap_err *err)
{
    rap_code rc = read_on(it, (size_t)it->options.max_bytes + 1, err);
    if (rc == RAP_OK && it->window.n > it->options.max_bytes)
        rc = rap_fail(err, RAP_E_LIMIT, it->options.max_bytes,
                      "it is larger than the %u bytes a report may have",
                      it->options.max_bytes);
    if (rc != RAP_OK) return rc;
    rap_str bytes = rap_arena_copy(arena, rap_buf_str(&it->window));
    if (!bytes.p) return rap_fail_memory(err);
    out->bytes = bytes;
    out->media = media;
    return RAP_OK;
}

static const char *not_yet(rap_from from)
{
    switch (from) {
    case RAP_FROM_WARC:
        return "WARC";
    case RAP_FROM_FEED:
        return "feed or XML";
    case RAP_FROM_MBOX:
        return "mail";
    default:
        return NULL;
    }
}

/* Open a file; *one tells whether *out is its only report, else lines follow. */
static rap_code open_file(rap_intake *it, rap_report *out, bool *one, rap_arena *arena,
                          rap_err *err)
{
    rap_buf_byte(&it->path, '\0');
    if (it->path.failed) return rap_fail_memory(err);
    it->path.n--;
    rap_code rc = rap_stream_open(&it->stream, it->path.p, err);
    if (rc != RAP_OK) return rc;
    it->line_at = it->line_no = 0;
    it->drained = it->lost = false;
    rc = read_on(it, SNIFF_SIZE, err);
    bool torn_start = rc != RAP_OK && it->window.n == 0;
    if (torn_start) return rc;
    rap_from from = it->options.from
                        ? it->options.from
                        : sniff(rap_str_cut(rap_buf_str(&it->window), 0, SNIFF_SIZE));
    *one = from != RAP_FROM_JSONL;
    if (rc != RAP_OK && *one) return rc;
    if (!*one) return RAP_OK; /* lines before a cut are read; the cut is told there */
    if (not_yet(from))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "%s input is not read in this version", not_yet(from));
    return whole_file(it, out, from == RAP_FROM_HTML ? RAP_MEDIA_HTML : RAP_MEDIA_TEXT,
                      arena, err);
}

/* ---- walking -----------------------------------------------------------------------
 */

static rap_code enter(rap_intake *it, rap_str path, rap_err *err)
{
    if (it->depth == DEPTH_MAX)
        return rap_fail(err, RAP_E_LIMIT, RAP_NOWHERE, "folders are nested too deeply");
    rap_arena *arena = rap_arena_new(SIZE_MAX / 4);
    if (!arena) return rap_fail_memory(err);
    walk *w = &it->stack[it->depth];
    *w = (walk){.arena = arena, .path = rap_arena_copy(arena, path)};
    rap_code rc = w->path.p ? rap_folder_list(&w->names, &w->n, w->path.p, arena, err)
                            : rap_fail_memory(err);
    if (rc != RAP_OK)
        rap_arena_free(arena);
    else
        it->depth++;
    return rc;
}

/* Put the path of the next candidate into it->path; false when all are done. */
static bool next_path(rap_intake *it, bool *from_folder)
{
    while (it->depth > 0) {
        walk *w = &it->stack[it->depth - 1];
        if (w->at < w->n) {
            rap_buf_clear(&it->path);
            rap_buf_put(&it->path, w->path);
            bool slash = w->path.n && w->path.p[w->path.n - 1] == '/';
            if (!slash) rap_buf_byte(&it->path, '/');
            rap_buf_put(&it->path, w->names[w->at++]);
            *from_folder = true;
            return true;
        }
        rap_arena_free(w->arena);
        it->depth--;
    }
    if (it->at_input == it->n_inputs) return false;
    rap_buf_clear(&it->path);
    rap_buf_z(&it->path, it->inputs[it->at_input++]);
    *from_folder = false;
    return true;
}

static void set_key(rap_intake *it, rap_arena *arena)
{
    rap_buf_clear(&it->key);
    rap_str path = rap_buf_str(&it->path);
    rap_buf_put(&it->key, rap_str_is(path, "-") ? path : rap_key_of_path(path, arena));
}

static bool in_shard(const rap_intake *it, rap_str key)
{
    return it->options.shards == 0 ||
           rap_hash(key) % it->options.shards == it->options.shard;
}

/* One candidate: a folder is entered (*again), a file gives its first report. */
static rap_code take_path(rap_intake *it, rap_report *out, bool *again,
                          bool from_folder, rap_arena *arena, rap_err *err)
{
    rap_buf_byte(&it->path, '\0');
    if (it->path.failed) return rap_fail_memory(err);
    it->path.n--;
    set_key(it, arena);
    out->key = rap_arena_copy(arena, rap_buf_str(&it->key));
    *again = true;
    bool standard = rap_str_is(rap_buf_str(&it->path), "-");
    rap_path_kind kind =
        standard ? RAP_PATH_FILE : rap_path_look(it->path.p, !from_folder);
    if (kind == RAP_PATH_FOLDER) return enter(it, rap_buf_str(&it->path), err);
    if (kind == RAP_PATH_NONE && from_folder) return RAP_OK;
    bool one = true;
    rap_code rc = open_file(it, out, &one, arena, err);
    if (one || rc != RAP_OK) close_file(it);
    if (rc != RAP_OK) {
        rap_str key = out->key;
        *out = (rap_report){.key = key};
    }
    *again = !one || (rc == RAP_OK && !in_shard(it, out->key));
    return rc;
}

rap_code rap_intake_next(rap_intake *it, rap_report *out, bool *end, rap_arena *arena,
                         rap_err *err)
{
    *end = false;
    for (;;) {
        *out = (rap_report){0};
        if (it->stream) {
            bool done = false;
            rap_code rc = next_of_lines(it, out, &done, arena, err);
            bool broken = rc != RAP_OK && it->drained && it->used == it->window.n;
            if (done || broken) close_file(it);
            if (rc != RAP_OK) return rc;
            if (!done && in_shard(it, out->key)) return RAP_OK;
            continue;
        }
        bool from_folder, again = false;
        if (!next_path(it, &from_folder)) {
            *end = true;
            return RAP_OK;
        }
        rap_code rc = take_path(it, out, &again, from_folder, arena, err);
        if (rc != RAP_OK || !again) return rc;
    }
}
