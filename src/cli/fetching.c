/*
 * cli/fetching.c - the reports that tickets name, for a crew to read.
 *
 * A report that lies alone in its file, as a line or a WARC record does, is read from
 * its place; what is found there must have the SHA-256 that the ticket names. Otherwise
 * the file is walked from its beginning, and stays open for the tickets behind.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/fetching.h"

#include "base/digest.h"
#include "base/file.h"
#include "cli/terminal.h"
#include "cli/underway.h"

#define LOT_LIMIT ((size_t)1 << 26)

struct rap_fetching {
    rap_arena *home, *lot_arena;
    const char *root;
    int64_t lot; /* 0: none yet */
    rap_lot told;
    rap_reading_options options;
    const rap_ticket *tickets;
    uint32_t n, next;
    rap_intake *walk; /* NULL: none is open */
    rap_buf path;     /* of its file, NUL-ended */
    const char *inputs[1];
    int64_t at; /* the number of its next report */
};

rap_code rap_fetching_new(rap_fetching **out, const char *root, rap_err *err)
{
    rap_arena *home = rap_arena_new(sizeof(rap_fetching) + 64);
    rap_fetching *f = home ? RAP_NEW(home, rap_fetching, 1) : NULL;
    if (!f) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    f->home = home;
    f->root = root;
    f->lot_arena = rap_arena_new(LOT_LIMIT);
    if (!f->lot_arena) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    *out = f;
    return RAP_OK;
}

static void close_walk(rap_fetching *f)
{
    rap_intake_free(f->walk);
    f->walk = NULL;
}

void rap_fetching_free(rap_fetching *f)
{
    if (!f) return;
    close_walk(f);
    rap_buf_done(&f->path);
    rap_arena_free(f->lot_arena);
    rap_arena_free(f->home);
}

rap_code rap_fetching_lot(rap_fetching *f, rap_pg *pg, int64_t lot, rap_err *err)
{
    rap_report none = {0};
    if (f->lot == lot) return RAP_OK;
    close_walk(f);
    f->lot = 0;
    rap_arena_reset(f->lot_arena);
    rap_code rc = rap_lot_find(pg, &f->told, lot, f->lot_arena, err);
    if (rc == RAP_OK)
        rc = rap_underway_parse(&f->options, &none, f->told.options, f->lot_arena, err);
    const char *folder = f->root ? f->root : f->told.folder.p;
    if (rc == RAP_OK && rap_folder_enter(folder, err) != RAP_OK)
        return rap_fail(
            err, RAP_E_STORE, RAP_NOWHERE,
            "the folder %s, in which paths begin, is not here (--root names "
            "another)",
            folder);
    if (rc == RAP_OK) f->lot = lot;
    return rc;
}

int64_t rap_fetching_seconds(const rap_fetching *f)
{
    return f->told.seconds;
}

/* ---- one report ---- */

static bool is_it(const rap_ticket *t, const rap_report *r)
{
    const rap_digest sum = rap_sha256(r->record.n ? r->record : r->bytes);
    return rap_str_is(t->sha256, sum.hex);
}

static rap_intake_options options_of(const rap_fetching *f)
{
    return (rap_intake_options){.max_bytes = (uint32_t)f->told.max_bytes};
}

/* From its own place; false when it is not there. */
static bool read_apart(rap_fetching *f, const rap_ticket *t, rap_report *out,
                       rap_arena *arena)
{
    const char *const input[1] = {t->path.p};
    rap_intake *it = NULL;
    rap_intake_options o = options_of(f);
    bool end = false;
    rap_err why;
    o.from = t->kind == RAP_FROM_WARC ? RAP_FROM_WARC : RAP_FROM_JSONL;
    o.at = (uint64_t)t->place;
    o.length = (uint64_t)t->length;
    rap_code rc = rap_intake_new(&it, input, 1, &o, &why);
    if (rc == RAP_OK) rc = rap_intake_next(it, out, &end, arena, &why);
    rap_intake_free(it);
    return rc == RAP_OK && !end && is_it(t, out);
}

static rap_code begin_walk(rap_fetching *f, const rap_ticket *t, rap_err *err)
{
    close_walk(f);
    rap_buf_clear(&f->path);
    rap_buf_put(&f->path, t->path);
    rap_buf_byte(&f->path, '\0');
    if (f->path.failed) return rap_fail_memory(err);
    f->path.n--;
    f->inputs[0] = f->path.p;
    f->at = 0;
    rap_intake_options o = options_of(f);
    return rap_intake_new(&f->walk, f->inputs, 1, &o, err);
}

static rap_code read_walking(rap_fetching *f, const rap_ticket *t, rap_report *out,
                             rap_arena *arena, rap_err *err)
{
    const rap_arena_place start = rap_arena_at(arena);
    bool there = f->walk && rap_str_eq(rap_buf_str(&f->path), t->path), end = false;
    rap_code rc = there && f->at <= t->number ? RAP_OK : begin_walk(f, t, err);
    if (rc != RAP_OK) return rc;
    for (bool last = false; !last && !end; f->at++) {
        last = f->at == t->number;
        rap_arena_back(arena, start);
        rc = rap_intake_next(f->walk, out, &end, arena, err);
        if (rc != RAP_OK && rc != RAP_E_NOMEM && !last) continue;
        if (rc != RAP_OK) return rc;
    }
    if (!end && is_it(t, out)) return RAP_OK;
    return rap_fail(err, RAP_E_OPEN, RAP_NOWHERE,
                    "the file is not what it was when it was put into the queue");
}

static rap_code give_next(void *from, rap_crew_job *job, bool *end, rap_arena *arena,
                          rap_err *err)
{
    rap_fetching *f = from;
    *end = f->next == f->n || rap_signals_caught();
    if (*end) return RAP_OK;
    const rap_ticket *t = &f->tickets[f->next++];
    const rap_arena_place start = rap_arena_at(arena);
    rap_code rc = RAP_OK;
    if (!t->length || !read_apart(f, t, &job->report, arena)) {
        rap_arena_back(arena, start);
        job->report = (rap_report){0};
        rc = read_walking(f, t, &job->report, arena, err);
    }
    if (rc != RAP_OK) job->report = (rap_report){0};
    job->report.key = t->key; /* a line alone does not know its number */
    job->options = f->options;
    return rc;
}

rap_crew_options rap_fetching_begin(rap_fetching *f, const rap_ticket *tickets,
                                    uint32_t n)
{
    f->tickets = tickets;
    f->n = n;
    f->next = 0;
    return (rap_crew_options){.source = give_next,
                              .from = f,
                              .seconds = (unsigned)f->told.seconds,
                              .memory =
                                  RAP_READING_MEMORY((uint32_t)f->told.max_bytes)};
}
