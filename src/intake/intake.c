/*
 * intake/intake.c - from paths on the command line to one report after the other.
 *
 * A walk over files, and a stack of what is open: at its bottom a file, above it the
 * members of archives.  Each is a window, its compression taken off, and - when it
 * holds several reports - a container on it.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/intake.h"

#include "base/buf.h"
#include "intake/archive.h"
#include "intake/container.h"
#include "intake/feed.h"
#include "intake/mail.h"
#include "intake/sniff.h"
#include "intake/walk.h"

enum {
    LEVELS = 4,                   /* archives inside archives */
    REPORT_MAX = 32 * 1024 * 1024 /* default size of the largest report */
};

/* A file or member being read. */
typedef struct {
    rap_window *window;
    rap_container *container; /* NULL: it is one report */
    rap_container_options options;
    rap_buf key;
    rap_from told, from; /* what the user says it is; what it is */
} level;

struct rap_intake {
    rap_arena *home; /* holds this struct */
    rap_intake_options options;
    rap_walk walk;
    level levels[LEVELS];
    int depth;
    uint64_t files, steps; /* files opened; reports and faults of this one */
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
    it->walk.inputs = inputs;
    it->walk.n_inputs = n;
    *out = it;
    return RAP_OK;
}

static void close_level(rap_intake *it)
{
    level *l = &it->levels[--it->depth];
    if (l->container) l->container->kind->close(l->container);
    rap_window_close(l->window);
    l->container = NULL;
    l->window = NULL;
}

void rap_intake_free(rap_intake *it)
{
    if (!it) return;
    while (it->depth > 0)
        close_level(it);
    for (int i = 0; i < LEVELS; i++)
        rap_buf_done(&it->levels[i].key);
    rap_walk_done(&it->walk);
    rap_arena_free(it->home);
}

/* ---- one file ----------------------------------------------------------------------
 */

/* What holds several reports. */
static const struct {
    rap_from from;
    const rap_container_kind *kind;
} kinds[] = {
    {RAP_FROM_JSONL, &rap_container_jsonl},     {RAP_FROM_WARC, &rap_container_warc},
    {RAP_FROM_FEED, &rap_container_feed},       {RAP_FROM_MBOX, &rap_container_mail},
    {RAP_FROM_ARCHIVE, &rap_container_archive},
};

static rap_code open_container(rap_intake *it, level *l, rap_err *err)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (kinds[i].from != l->from) continue;
        l->options =
            (rap_container_options){rap_buf_str(&l->key), it->options.max_bytes};
        return kinds[i].kind->open(&l->container, l->window, &l->options, err);
    }
    return RAP_OK;
}

/* An archive is opened whatever the user says: that is about what is in it. */
static rap_from kind_of(const level *l, rap_str head)
{
    rap_from seen = rap_sniff(rap_str_cut(head, 0, RAP_SNIFF_SIZE));
    return l->told != RAP_FROM_AUTO && seen != RAP_FROM_ARCHIVE ? l->told : seen;
}

static rap_code whole_file(rap_intake *it, level *l, rap_report *out, rap_arena *arena,
                           rap_err *err)
{
    const uint32_t most = it->options.max_bytes;
    rap_code rc = rap_window_fill(l->window, (size_t)most + 1, err);
    rap_str rest = rap_window_rest(l->window);
    if (rc == RAP_OK && rest.n > most)
        rc = rap_fail(err, RAP_E_LIMIT, most,
                      "it is larger than the %u bytes a report may have", most);
    if (rc != RAP_OK) return rc;
    out->bytes = rap_arena_copy(arena, rest);
    return out->bytes.p ? RAP_OK : rap_fail_memory(err);
}

/* The beginning is damaged: what comes behind it may still show a container. */
static void begin_behind(rap_intake *it, level *l)
{
    if (!rap_window_resume(l->window, (rap_str){"", 0})) return;
    if (rap_window_fill(l->window, RAP_SNIFF_SIZE, NULL) == RAP_E_LIMIT) return;
    l->from = kind_of(l, rap_window_rest(l->window));
    if (open_container(it, l, NULL) != RAP_OK) l->container = NULL;
}

/* The file or member on top of the stack: *out is its only report, or a container
 * stands open on it (also after an error: when only the beginning is bad). */
static rap_code begin(rap_intake *it, rap_report *out, rap_arena *arena, rap_err *err)
{
    level *l = &it->levels[it->depth - 1];
    rap_code rc = rap_window_unpack(&l->window, rap_buf_str(&l->key), err);
    if (rc != RAP_OK) return rc;
    rc = rap_window_fill(l->window, RAP_SNIFF_SIZE, err);
    rap_str head = rap_window_rest(l->window);
    l->from = kind_of(l, head);
    if (head.n > 0 || rc == RAP_OK || l->told == RAP_FROM_WARC) {
        rc = open_container(it, l, err);
        if (rc != RAP_OK || l->container) return rc;
        out->media = l->from == RAP_FROM_HTML ? RAP_MEDIA_HTML : RAP_MEDIA_TEXT;
        rc = whole_file(it, l, out, arena, err);
    }
    if (rc == RAP_E_SYNTAX || rc == RAP_E_TORN) begin_behind(it, l);
    return rc;
}

/* ---- walking -----------------------------------------------------------------------
 */

static bool in_shard(const rap_intake *it, rap_str key)
{
    return it->options.shards == 0 ||
           rap_hash(key) % it->options.shards == it->options.shard;
}

/* Put the file's or member's key on top of the stack, its window still to be opened. */
static rap_code push(rap_intake *it, rap_report *out, rap_str key, rap_arena *arena,
                     rap_err *err)
{
    out->key = rap_arena_copy(arena, key);
    if (it->depth == LEVELS)
        return rap_fail(err, RAP_E_LIMIT, RAP_NOWHERE,
                        "archives are nested too deeply");
    level *l = &it->levels[it->depth];
    rap_buf_clear(&l->key);
    rap_buf_put(&l->key, key);
    if (!out->key.p || l->key.failed) return rap_fail_memory(err);
    const level *under = it->depth > 0 ? l - 1 : NULL;
    const bool archived = under && under->from == RAP_FROM_ARCHIVE;
    l->told = !under ? it->options.from : archived ? under->told : RAP_FROM_AUTO;
    it->depth++;
    return RAP_OK;
}

/* Begin with what is on top; *given when that was the report. */
static rap_code enter(rap_intake *it, rap_report *out, bool *given, rap_arena *arena,
                      rap_err *err)
{
    rap_code rc = begin(it, out, arena, err);
    const bool open = it->levels[it->depth - 1].container != NULL;
    *given = rc == RAP_OK && !open;
    if (!open) close_level(it);
    if (rc != RAP_OK) *out = (rap_report){.key = out->key};
    return rc;
}

/* The next file of the walk. */
static rap_code next_file(rap_intake *it, rap_report *out, bool *given, bool *end,
                          rap_arena *arena, rap_err *err)
{
    rap_code rc = rap_walk_next(&it->walk, end, err);
    if (rc == RAP_OK && *end) return rc;
    rap_str path = rap_buf_str(&it->walk.path);
    rap_str key = rap_str_is(path, "-") ? path : rap_key_of_path(path, arena);
    if (rc != RAP_OK) {
        out->key = rap_arena_copy(arena, key);
        return rc;
    }
    it->files++;
    it->steps = 0;
    rc = key.p ? push(it, out, key, arena, err) : rap_fail_memory(err);
    if (rc != RAP_OK) return rc;
    rap_window **w = &it->levels[it->depth - 1].window;
    rc = it->options.length
             ? rap_window_open_part(w, path.p, it->options.at, it->options.length, err)
             : rap_window_open(w, path.p, err);
    if (rc != RAP_OK) {
        it->depth--;
        return rc;
    }
    return enter(it, out, given, arena, err);
}

/* The next report or member of the container on top. */
static rap_code next_inside(rap_intake *it, rap_report *out, bool *given,
                            rap_arena *arena, rap_err *err)
{
    rap_container *c = it->levels[it->depth - 1].container;
    bool done = false;
    rap_code rc = c->kind->next(c, out, &done, arena, err);
    if (rc != RAP_OK) return rc;
    if (done) {
        close_level(it);
        return RAP_OK;
    }
    *given = out->media != RAP_MEDIA_NONE || out->record.n > 0 || !c->kind->read;
    if (*given) return RAP_OK;
    if (rap_arena_refused(arena)) return rap_fail_memory(err); /* its key, perhaps */
    rc = push(it, out, out->key, arena, err);
    if (rc != RAP_OK) return rc;
    level *top = &it->levels[it->depth - 1];
    rc = rap_window_of_source(&top->window, c->kind->read, c, err);
    if (rc != RAP_OK) {
        it->depth--;
        return rc;
    }
    return enter(it, out, given, arena, err);
}

rap_code rap_intake_next(rap_intake *it, rap_report *out, bool *end, rap_arena *arena,
                         rap_err *err)
{
    rap_arena_place start = rap_arena_at(arena);
    start.refused = false;
    for (*end = false; !*end;) {
        rap_arena_back(arena, start); /* a report of another shard leaves nothing */
        *out = (rap_report){0};
        bool given = false;
        rap_code rc = it->depth > 0 ? next_inside(it, out, &given, arena, err)
                                    : next_file(it, out, &given, end, arena, err);
        if (rc == RAP_OK && given && rap_arena_refused(arena)) { /* for a part of it */
            *out = (rap_report){.key = out->key};
            rc = rap_fail_memory(err);
        }
        it->steps += rc != RAP_OK || given;
        if (given && out->container_n) out->container_at += it->options.at;
        if (rc != RAP_OK || (given && in_shard(it, out->key))) return rc;
    }
    return RAP_OK;
}

rap_intake_place rap_intake_where(const rap_intake *it)
{
    const level *l = &it->levels[0]; /* a file with one report has been closed */
    const bool lines = l->from == RAP_FROM_JSONL || l->from == RAP_FROM_WARC;
    return (rap_intake_place){
        .path = rap_buf_str(&it->walk.path),
        .file = it->files,
        .number = it->steps ? it->steps - 1 : 0,
        .kind = l->from,
        .apart = it->depth == 1 && lines &&
                 (l->from == RAP_FROM_WARC || !rap_window_is_packed(l->window)),
    };
}
