/*
 * cli/atwork.c - the verb `work`: a worker on the queue of a dossier in PostgreSQL.
 *
 * Take a batch of tickets, read their reports with a crew, write them in one commit,
 * and again.  When the connection is lost what was read is kept, and written over the
 * next one.  A signal lets the reports in hand finish; the others go back.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "cli/atwork.h"
#include "cli/fetching.h"
#include "cli/inputs.h"
#include "cli/ready.h"
#include "cli/settling.h"
#include "cli/terminal.h"
#include "cli/underway.h"
#include "cli/verbs.h"
#include "cluster/clerks.h"
#include "cluster/pgschema.h"
#include "cluster/shards.h"
#include "cluster/tickets.h"
#include "keep/deposit.h"
#include "stories/shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    BATCH = 64,          /* tickets taken at once, for each job */
    LEASE = 900,         /* seconds; longer than any one report may take */
    BEAT_MS = 20 * 1000, /* between signs of life */
    REAP_MS = 5 * 1000,  /* between looks for workers that died */
    PATIENCE = 600,      /* seconds without a connection */
    NAP_MS = 500,        /* between looks into an empty queue */
    HELD_MAX = 64 << 20  /* bytes read before they are written early */
};
#define BATCH_LIMIT ((size_t)1 << 28)
#define READY_LIMIT ((size_t)4 << 30)

typedef struct {
    const char *url;
    unsigned jobs, batch, seconds; /* seconds: the lease */
    bool once, until_empty;
    rap_pg *pg;
    int64_t id; /* of this worker */
    rap_deposit *deposit;
    rap_fetching *fetching;
    rap_arena *batch_arena, *ready_arena;
    rap_buf options;
    int64_t beaten, reaped;  /* when, in milliseconds */
    uint64_t reports, words; /* since the last sign of life */
    uint64_t done, bad;
    bool adrift; /* a step failed: tickets may be leased to it of which it does not know
                  */
} working;

static int64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void nap(int64_t ms)
{
    const struct timespec t = {ms / 1000, (long)(ms % 1000) * 1000000};
    (void)nanosleep(&t, NULL);
}

/* ---- a connection that may be lost ---- */

static rap_code come_back(working *w, rap_err *err)
{
    const int64_t last = now_ms() + (int64_t)PATIENCE * 1000;
    rap_code rc = RAP_E_STORE;
    (void)fprintf(stderr, "rapporteur: the connection is lost (%s); trying again\n",
                  err->msg);
    for (int64_t wait = 250; rc != RAP_OK && now_ms() < last; wait *= 2) {
        nap(wait < 8000 ? wait : 8000);
        if (rap_signals_caught()) return rc;
        rc = rap_pg_again(w->pg, err);
        if (rc == RAP_OK) rc = rap_clerk_return(w->pg, w->id, err);
    }
    if (rc == RAP_OK) (void)fprintf(stderr, "rapporteur: connected again\n");
    return rc;
}

/* After a failure: RAP_OK when it is worth trying again. */
static rap_code recover(working *w, rap_code rc, rap_err *err)
{
    if (rap_pg_is_lost(w->pg)) return come_back(w, err);
    return rap_pg_is_passing(w->pg) ? RAP_OK : rc;
}

static rap_code commit(working *w, rap_err *err)
{
    rap_code rc = RAP_OK;
    for (;;) {
        rc = rap_deposit_commit(w->deposit, w->pg, err);
        if (rc == RAP_OK) return rc;
        rc = recover(w, rc, err);
        if (rc != RAP_OK) return rc;
    }
}

/* What does not succeed here is only later. */
static void beat(working *w)
{
    if (now_ms() - w->beaten < BEAT_MS) return;
    rap_err why;
    w->beaten = now_ms();
    if (rap_clerk_beat(w->pg, w->id, w->seconds, w->reports, w->words, &why) != RAP_OK)
        return;
    w->reports = w->words = 0;
}

static rap_code reap(working *w, rap_err *err)
{
    uint64_t n = 0;
    if (now_ms() - w->reaped < REAP_MS) return RAP_OK;
    w->reaped = now_ms();
    rap_code rc = rap_clerks_reap(w->pg, &n, err);
    if (rc == RAP_OK && n)
        (void)fprintf(stderr,
                      "rapporteur: %llu reports of a worker that is gone are taken "
                      "back\n",
                      (unsigned long long)n);
    return rc;
}

/* ---- one batch ---- */

/* Bad bytes stay bad; a crash, a lack of time or memory, a file that is not there may
 * pass. */
static bool is_final(rap_code code)
{
    return code == RAP_E_SYNTAX || code == RAP_E_TORN || code == RAP_E_EMPTY ||
           code == RAP_E_BINARY || code == RAP_E_USAGE;
}

static rap_code keep(working *w, int64_t ticket, const rap_crew_item *item,
                     rap_err *err)
{
    rap_ready r = {item->json, *item->report};
    rap_code rc = RAP_OK;
    uint32_t words = 0;
    if (r.report.record.n) rc = rap_ready_open(&r, w->ready_arena, err);
    if (rc != RAP_OK) return rc;
    rap_buf_clear(&w->options);
    rap_underway_write(&w->options, item->options, &r.report);
    if (w->options.failed) return rap_fail_memory(err);
    rc = rap_deposit_put(w->deposit, ticket, r.record, r.report.bytes,
                         rap_buf_str(&w->options), &words, err);
    w->words += words;
    return rc;
}

static rap_code take_in(working *w, const rap_ticket *t, const rap_crew_item *item,
                        rap_err *err)
{
    rap_err why = item->err;
    rap_code rc = why.code == RAP_OK ? keep(w, t->id, item, &why) : why.code;
    if (rc == RAP_E_NOMEM && why.code != item->err.code) {
        if (err) *err = why;
        return rc;
    }
    w->reports++;
    if (rc == RAP_OK) {
        w->done++;
        return rc;
    }
    /* whoever ended this program may have ended its readers first: they come again */
    if (rc == RAP_E_CRASH && rap_signals_caught()) return RAP_OK;
    const bool final = is_final(rc);
    if (final || t->tries >= RAP_TICKET_TRIES) {
        rap_inputs_tell(item->key, &why);
        w->bad++;
    }
    return rap_deposit_fail(w->deposit, t->id, final, &why, err);
}

static rap_code run_crew(working *w, const rap_ticket *t, uint32_t n, rap_err *err)
{
    rap_crew *crew = NULL;
    rap_crew_item item;
    rap_crew_options o = rap_fetching_begin(w->fetching, t, n);
    o.workers = w->jobs;
    rap_code rc = rap_crew_new(&crew, &o, err);
    for (uint32_t i = 0; rc == RAP_OK && i < n && rap_crew_next(crew, &item); i++) {
        rc = take_in(w, &t[i], &item, err);
        if (rc == RAP_OK && rap_deposit_held(w->deposit) > HELD_MAX)
            rc = commit(w, err);
        beat(w);
    }
    rap_crew_free(crew);
    return rc == RAP_OK ? commit(w, err) : rc;
}

static rap_code work_batch(working *w, uint32_t *n, rap_err *err)
{
    rap_ticket *tickets = NULL;
    rap_arena_reset(w->batch_arena);
    rap_code rc = rap_tickets_take(w->pg, &tickets, n, w->id, w->batch * w->jobs,
                                   w->seconds, w->batch_arena, err);
    if (rc != RAP_OK || *n == 0) return rc;
    rc = rap_fetching_lot(w->fetching, w->pg, tickets[0].lot, err);
    if (rc == RAP_OK && 2 * rap_fetching_seconds(w->fetching) > w->seconds) {
        w->seconds = (unsigned)(2 * rap_fetching_seconds(w->fetching));
        w->beaten = 0; /* the longer lease holds from the first report on */
        beat(w);
    }
    return rc == RAP_OK ? run_crew(w, tickets, *n, err) : rc;
}

/* ---- nothing to read ---- */

/* One part of a question across reports; one that cannot be answered stays with its
 * lease, and the leader finds it. */
static rap_code help(working *w, bool *helped, rap_err *err)
{
    rap_shard s;
    rap_buf out = {0};
    rap_arena_reset(w->ready_arena);
    rap_code rc = rap_shards_take(w->pg, &s, helped, w->id, w->ready_arena, err);
    if (rc == RAP_OK && *helped &&
        rap_shared_answer(&out, s.question, s.input, NULL) == RAP_OK && !out.failed)
        rc = rap_shards_answer(w->pg, &s, rap_buf_str(&out), err);
    rap_buf_done(&out);
    return rc;
}

/* ---- the whole ---- */

static rap_code step(working *w, bool *over, rap_err *err)
{
    uint32_t n = 0;
    bool helped = false;
    rap_code rc = reap(w, err);
    /* a lease whose answer was lost would be kept for as long as it lives */
    if (rc == RAP_OK && w->adrift) rc = rap_clerk_give_back(w->pg, w->id, err);
    if (rc == RAP_OK) w->adrift = false;
    if (rc == RAP_OK) rc = work_batch(w, &n, err);
    if (rc == RAP_OK && n == 0) rc = help(w, &helped, err);
    if (rc != RAP_OK) {
        *over = false;
        w->adrift = true;
        return recover(w, rc, err);
    }
    *over = w->once;
    if (n || helped || *over) return RAP_OK;
    if (w->until_empty) rc = rap_tickets_over(w->pg, over, err);
    if (rc == RAP_OK && !*over) nap(NAP_MS);
    beat(w);
    return rc == RAP_OK ? rc : recover(w, rc, err);
}

static rap_code leave(working *w, rap_err *err)
{
    rap_code rc = rap_clerk_beat(w->pg, w->id, w->seconds, w->reports, w->words, err);
    return rc == RAP_OK ? rap_clerk_leave(w->pg, w->id, err) : rc;
}

static rap_code work(working *w, rap_err *err)
{
    rap_code rc = rap_pg_open(&w->pg, w->url, err);
    if (rc == RAP_OK) rc = rap_pgschema_check(w->pg, false, err);
    if (rc == RAP_OK) rc = rap_clerk_enlist(w->pg, &w->id, err);
    rap_signals_catch();
    bool over = false;
    w->beaten = now_ms();
    while (rc == RAP_OK && !over && !rap_signals_caught())
        rc = step(w, &over, err);
    return rc == RAP_OK ? leave(w, err) : rc;
}

static rap_code make(working *w, const char *root, rap_err *err)
{
    w->batch_arena = rap_arena_new(BATCH_LIMIT);
    w->ready_arena = rap_arena_new(READY_LIMIT);
    if (!w->batch_arena || !w->ready_arena) return rap_fail_memory(err);
    rap_code rc = rap_fetching_new(&w->fetching, root, err);
    return rc == RAP_OK ? rap_deposit_new(&w->deposit, err) : rc;
}

static void unmake(working *w)
{
    rap_pg_close(w->pg);
    rap_deposit_free(w->deposit);
    rap_fetching_free(w->fetching);
    rap_arena_free(w->batch_arena);
    rap_arena_free(w->ready_arena);
    rap_buf_done(&w->options);
}

static rap_code settle(const char *url, rap_str brief, rap_err *err)
{
    uint64_t dated = 0;
    rap_code rc = rap_settling_remote(url, brief, &dated, err);
    if (rc == RAP_OK && dated)
        (void)fprintf(stderr, "%llu reports dated from the others\n",
                      (unsigned long long)dated);
    return rc;
}

int rap_work_until_empty(const char *url, unsigned jobs, rap_str brief)
{
    rap_err err;
    working w = {.url = url,
                 .jobs = jobs ? jobs : rap_inputs_cores(),
                 .batch = BATCH,
                 .seconds = LEASE,
                 .until_empty = true};
    rap_code rc = make(&w, NULL, &err);
    if (rc == RAP_OK) rc = work(&w, &err);
    if (rc == RAP_OK && !rap_signals_caught()) rc = settle(url, brief, &err);
    unsigned long long done = w.done, bad = w.bad;
    unmake(&w);
    if (rc != RAP_OK) return rap_terminal_fail(url, &err);
    (void)fprintf(stderr, "read %llu reports%s", done, bad ? "" : "\n");
    if (bad) (void)fprintf(stderr, "; %llu set aside\n", bad);
    if (rap_signals_caught()) return RAP_EXIT_INTERRUPTED;
    return bad ? RAP_EXIT_BAD : 0;
}

/* ---- the command line ---- */

static rap_code tell_status(const char *url, rap_buf *out, rap_err *err)
{
    rap_pg *pg = NULL;
    rap_ticket_counts n;
    rap_str text;
    rap_code rc = rap_pg_open(&pg, url, err);
    if (rc == RAP_OK) rc = rap_pgschema_check(pg, false, err);
    if (rc == RAP_OK) rc = rap_tickets_count(pg, &n, err);
    if (rc == RAP_OK) {
        rap_buf_printf(out, "%lld waiting, %lld in hand, %lld done, %lld set aside\n",
                       (long long)n.waiting, (long long)n.leased, (long long)n.done,
                       (long long)n.aside);
        rc = rap_clerks_tell(pg, out, err);
    }
    if (rc == RAP_OK)
        rc = rap_pg_ask(pg,
                        "SELECT count(*) FILTER (WHERE generation IS NULL), count(*)"
                        " FROM source",
                        NULL, 0, err);
    if (rc == RAP_OK) {
        long long fresh = rap_pg_int(pg, 0, 0), all = rap_pg_int(pg, 0, 1);
        rc = rap_pgschema_meta(pg, &text, "generation", err);
        if (rc == RAP_OK)
            rap_buf_printf(
                out,
                "%lld reports; %lld not yet put together; generation " RAP_FMT "\n",
                all, fresh, RAP_ARG(text));
    }
    rap_pg_close(pg);
    return rc;
}

static int show_status(const char *url)
{
    rap_err err;
    rap_buf out = {0};
    rap_code rc = tell_status(url, &out, &err);
    int status = rc == RAP_OK ? rap_terminal_print(rap_buf_str(&out))
                              : rap_terminal_fail(url, &err);
    rap_buf_done(&out);
    return status;
}

static int retry(const char *url)
{
    rap_err err;
    rap_pg *pg = NULL;
    uint64_t n = 0;
    rap_code rc = rap_pg_open(&pg, url, &err);
    if (rc == RAP_OK) rc = rap_pgschema_check(pg, false, &err);
    if (rc == RAP_OK) rc = rap_tickets_retry(pg, &n, &err);
    rap_pg_close(pg);
    if (rc != RAP_OK) return rap_terminal_fail(url, &err);
    (void)fprintf(stderr, "%llu reports wait again\n", (unsigned long long)n);
    return 0;
}

static bool number(unsigned *out, const char *given, unsigned most)
{
    char *end;
    if (!given) return true;
    unsigned long n = strtoul(given, &end, 10);
    if (*given < '0' || *given > '9' || *end || n < 1 || n > most) return false;
    *out = (unsigned)n;
    return true;
}

static int use(const char *message)
{
    (void)fprintf(stderr, "rapporteur: work: %s\n", message);
    return RAP_EXIT_USAGE;
}

int rap_verb_work(const rap_args *args)
{
    rap_err err;
    const char *url = args->operands.v[0];
    working w = {.url = url,
                 .jobs = rap_inputs_cores(),
                 .batch = BATCH,
                 .seconds = LEASE,
                 .once = rap_args_has(args, RAP_OPT_ONCE),
                 .until_empty = rap_args_has(args, RAP_OPT_UNTIL_EMPTY)};
    if (!rap_pg_is_url(url))
        return use("it needs the address of a database, postgresql://...");
    if (!number(&w.jobs, args->first[RAP_OPT_JOBS], 256) ||
        !number(&w.batch, args->first[RAP_OPT_BATCH], 10000) ||
        !number(&w.seconds, args->first[RAP_OPT_LEASE], 86400))
        return use("--jobs, --batch and --lease need a number");
    if (rap_args_has(args, RAP_OPT_STATUS_OF)) return show_status(url);
    if (rap_args_has(args, RAP_OPT_RETRY)) return retry(url);
    rap_code rc = RAP_OK;
    if (!rap_args_has(args, RAP_OPT_SETTLE)) {
        rc = make(&w, args->first[RAP_OPT_ROOT], &err);
        if (rc == RAP_OK) rc = work(&w, &err);
    }
    bool together = w.until_empty || rap_args_has(args, RAP_OPT_SETTLE);
    if (rc == RAP_OK && together && !rap_signals_caught())
        rc = settle(url, (rap_str){"", 0}, &err);
    uint64_t bad = w.bad;
    unmake(&w);
    if (rc != RAP_OK) return rap_terminal_fail(url, &err);
    return bad ? RAP_EXIT_BAD : 0;
}
