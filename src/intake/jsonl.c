/*
 * intake/jsonl.c - JSON Lines: a report a line.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/jsonl.h"

#include "base/buf.h"
#include "intake/container.h"
#include "intake/keep.h"

typedef struct {
    rap_container head;
    rap_arena *home; /* holds this struct */
    rap_window *window;
    const rap_container_options *options;
    uint64_t line_no;
    bool over; /* damaged, and nothing behind it */
} lines;

/* The longest line: a report of the largest size with every byte escaped as \u00XX
 * would be six times as long; ordinary escapes double a few bytes, so three times is
 * ample. */
static size_t line_max(const lines *c)
{
    return (size_t)c->options->max_bytes * 3 + 64 * 1024;
}

static rap_code open_lines(rap_container **out, rap_window *w,
                           const rap_container_options *options, rap_err *err)
{
    rap_arena *home = rap_arena_new(sizeof(lines) + 64);
    lines *c = home ? RAP_NEW(home, lines, 1) : NULL;
    if (!c) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    *c = (lines){{&rap_container_jsonl}, home, w, options, 0, false};
    rap_code rc = rap_window_fill(w, 3, NULL); /* damage is told by `next` */
    bool mark = rap_str_begins(rap_window_rest(w), RAP_STR("\xEF\xBB\xBF"));
    if (rc == RAP_OK && mark) rap_window_skip(w, 3);
    *out = &c->head;
    return RAP_OK;
}

static void close_lines(rap_container *c)
{
    if (c) rap_arena_free(((lines *)c)->home);
}

/* Step over the rest of a line, and its line feed. */
static rap_code pass_line(lines *c, rap_err *err)
{
    for (;;) {
        rap_code rc = rap_window_fill(c->window, 1, err);
        rap_str rest = rap_window_rest(c->window);
        if (rc != RAP_OK || rest.n == 0) return rc;
        size_t stop = rap_str_find(rest, RAP_STR("\n"), 0);
        rap_window_skip(c->window, stop + 1);
        if (stop < rest.n) return RAP_OK;
    }
}

/* Behind damage: the next line of the next member that parses. */
static void go_on(lines *c)
{
    c->over = !rap_window_resume(c->window, (rap_str){"", 0});
    if (c->over || rap_window_fill(c->window, 1, NULL) != RAP_OK) return;
    if (!rap_str_begins(rap_window_rest(c->window), RAP_STR("{")))
        c->over = pass_line(c, NULL) != RAP_OK;
}

static rap_code too_long(lines *c, rap_err *err)
{
    uint64_t at = rap_window_at(c->window);
    rap_code rc = pass_line(c, err);
    if (rc != RAP_OK) return rc;
    return rap_fail(err, RAP_E_LIMIT, at, "the line is longer than a report may be");
}

/* The next line into *line (borrowed until it is skipped); *end when there is none. */
static rap_code next_line(lines *c, rap_str *line, bool *end, rap_err *err)
{
    *end = c->over;
    for (size_t look = 0; !*end;) {
        rap_str rest = rap_window_rest(c->window);
        size_t stop = rap_str_find(rest, RAP_STR("\n"), look);
        *line = rap_str_cut(rest, 0, stop);
        bool ends = stop < rest.n; /* where it ends must not hang on how it was read */
        if (ends && line->n <= line_max(c)) break;
        if (ends || rest.n > line_max(c)) {
            c->line_no++;
            return too_long(c, err);
        }
        look = rest.n;
        rap_code rc = rap_window_fill(c->window, look + 1, err);
        if (rc != RAP_OK) return rc;
        rest = rap_window_rest(c->window);
        *end = rest.n == 0;
        if (rest.n > 0 && rest.n == look) break;
    }
    c->line_no += !*end;
    return RAP_OK;
}

static rap_str line_key(const lines *c, rap_arena *arena)
{
    rap_buf b = {0};
    rap_buf_put(&b, c->options->key);
    rap_buf_byte(&b, ':');
    rap_buf_uint(&b, c->line_no);
    rap_str key = rap_keep(arena, &b);
    rap_buf_done(&b);
    return key;
}

static rap_code read_line(lines *c, rap_report *out, rap_str line, rap_arena *arena,
                          rap_err *err)
{
    const uint64_t at = rap_window_at(c->window);
    const size_t n = line.n;
    line = rap_arena_copy(arena, line);
    rap_window_skip(c->window, n + 1);
    if (!line.p) return rap_fail_memory(err);
    rap_err inner = {.at = RAP_NOWHERE};
    rap_code rc = rap_jsonl_read(out, line, arena, &inner);
    if (rc != RAP_OK) {
        if (err) *err = inner;
        if (err && inner.at != RAP_NOWHERE) err->at = at + inner.at;
        *out = (rap_report){.key = line_key(c, arena)};
        return rc;
    }
    if (out->key.n == 0) out->key = line_key(c, arena);
    if (out->bytes.n > c->options->max_bytes) {
        *out = (rap_report){.key = out->key};
        return rap_fail(err, RAP_E_LIMIT, at,
                        "it is larger than the %u bytes a report may have",
                        c->options->max_bytes);
    }
    out->container = rap_arena_copy(arena, c->options->key);
    out->container_at = at;
    out->container_n = n;
    return RAP_OK;
}

static rap_code next_of_lines(rap_container *head, rap_report *out, bool *end,
                              rap_arena *arena, rap_err *err)
{
    lines *c = (lines *)head;
    for (;;) {
        rap_str line;
        rap_code rc = next_line(c, &line, end, err);
        if (rc == RAP_E_LIMIT) out->key = line_key(c, arena);
        if (rc == RAP_E_TORN || rc == RAP_E_SYNTAX)
            go_on(c);
        else if (rc != RAP_OK && rc != RAP_E_LIMIT)
            c->over = true;
        if (rc != RAP_OK && rc != RAP_E_LIMIT)
            out->key = rap_arena_copy(arena, c->options->key);
        if (rc != RAP_OK || *end) return rc;
        if (rap_str_trim(line).n) return read_line(c, out, line, arena, err);
        rap_window_skip(c->window, line.n + 1);
    }
}

const rap_container_kind rap_container_jsonl = {
    .name = "JSON Lines",
    .open = open_lines,
    .next = next_of_lines,
    .close = close_lines,
};
