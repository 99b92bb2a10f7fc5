/*
 * cli/add.c - the verb `add`: reports, or records made by `read`, into a dossier.
 *
 * Workers read, this thread adds, in the order of the input.  Nothing is said to be in
 * the dossier before it is on the disk.
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "cli/atwork.h"
#include "cli/enqueue.h"
#include "cli/inputs.h"
#include "cli/mentioned.h"
#include "cli/opening.h"
#include "cli/ready.h"
#include "cli/settling.h"
#include "cli/terminal.h"
#include "cli/underway.h"
#include "cli/verbs.h"
#include "cluster/pg.h"
#include "keep/dossier.h"
#include "pile/brief.h"
#include "pile/pile.h"
#include "view/wording.h"

#include <stdio.h>

enum {
    LINES = 20, /* reports are told one by one up to so many */
    BRIEF_MAX = 1 << 20
};
#define READY_LIMIT ((size_t)4 << 30)

typedef struct {
    rap_dossier *d;
    const rap_inputs *in;
    rap_arena *arena; /* of one ready-made record */
    rap_buf options;
    uint64_t count[RAP_ADDED_VERSION + 1];
    uint64_t words, bad;
    rap_mentioned mentioned;
    uint64_t dated;                /* read again under a day that the pile tells */
    rap_dossier_standing standing; /* at the end */
    rap_add_told told[LINES];
    uint32_t n_told; /* LINES + 1: too many to tell */
    rap_progress progress;
} adding;

static rap_code add_item(adding *a, rap_add_told *told, const rap_crew_item *item,
                         rap_err *err)
{
    rap_ready r = {item->json, *item->report};
    rap_code rc = RAP_OK;
    if (r.report.record.n) rc = rap_ready_open(&r, a->arena, err);
    if (rc != RAP_OK) return rc;
    rap_buf_clear(&a->options);
    rap_underway_write(&a->options, &a->in->reading, &r.report);
    if (a->options.failed) return rap_fail_memory(err);
    return rap_dossier_add(a->d, told, r.record, r.report.bytes,
                           rap_buf_str(&a->options), err);
}

static void count(adding *a, const rap_add_told *told)
{
    a->count[told->what]++;
    if (told->what == RAP_ADDED_AGAIN) return;
    a->words += told->words;
    if (a->n_told < LINES) a->told[a->n_told] = *told;
    if (a->n_told <= LINES) a->n_told++;
}

/* A report that is bad costs itself only; a dossier that fails ends the run. */
static rap_code take_in(adding *a, rap_crew *crew, rap_err *err)
{
    rap_crew_item item;
    while (!rap_signals_caught() && rap_crew_next(crew, &item)) {
        rap_add_told told;
        rap_err why = item.err;
        rap_code rc = why.code == RAP_OK ? add_item(a, &told, &item, &why) : why.code;
        if (rc == RAP_E_STORE || rc == RAP_E_NOMEM) {
            if (err) *err = why;
            return rc;
        }
        if (rc == RAP_OK) {
            count(a, &told);
        } else {
            rap_progress_clear(&a->progress);
            rap_inputs_tell(item.key, &why);
            a->bad++;
        }
        rap_progress_tell(&a->progress, a->count[0] + a->count[1] + a->count[2]);
    }
    return RAP_OK;
}

static rap_code read_all(adding *a, rap_err *err)
{
    rap_intake *intake = NULL;
    rap_crew *crew = NULL;
    const rap_inputs *in = a->in;
    rap_code rc = rap_intake_new(&intake, (const char *const *)in->inputs, in->n_inputs,
                                 &in->intake, err);
    rap_crew_intake from = {intake, &in->reading};
    if (rc == RAP_OK) rc = rap_inputs_crew(&crew, in, &from, err);
    if (rc == RAP_OK) rc = take_in(a, crew, err);
    rap_crew_free(crew);
    rap_intake_free(intake);
    return rc;
}

/* What a person wants to know of one report. */
static void tell_one(rap_buf *out, const rap_add_told *t)
{
    rap_buf words = {0};
    rap_word_count(&words, t->words);
    rap_buf_printf(out, "  R%-4u %6.*s words  ", t->number, (int)words.n, words.p);
    rap_buf_done(&words);
    rap_word_day(out, rap_str_of(t->day));
    rap_str basis = t->day[0] ? rap_word_basis(rap_str_of(t->basis)) : (rap_str){0};
    if (basis.n) rap_buf_printf(out, "  " RAP_FMT, RAP_ARG(basis));
    if (t->repairs) {
        rap_buf_z(out, "; ");
        rap_word_things(out, t->repairs, "repair", "repairs");
    }
    if (t->what == RAP_ADDED_VERSION) rap_buf_z(out, "; replaces an older version");
    rap_buf_byte(out, '\n');
}

/* Reports that have no full day even now that the pile has been asked. */
static rap_code tell_undated(adding *a, rap_buf *out, const char *path, rap_err *err)
{
    /* not over the view `report`: for its join SQLite would read all rows first */
    static const char sql[] =
        "SELECT count(*), min(n) FROM source s WHERE n > ?1 AND length(coalesce((SELECT"
        " nullif(r.day, '') FROM row r WHERE r.kind = 'report' AND r.report = s.n),"
        " s.day, '')) < 10";
    rap_query *q;
    rap_code rc = rap_query_new(&q, a->d, sql, err);
    if (rc != RAP_OK) return rc;
    bool more = false;
    rap_query_bind_int(q, 1, a->standing.apart ? a->standing.joined : 0);
    rc = rap_query_step(q, &more, err);
    int64_t n = more ? rap_query_int(q, 0) : 0;
    if (n > 0) {
        rap_word_things(out, n, "report needs", "reports need");
        rap_buf_printf(out, " a date:  rapporteur names %s --date R%lld=YYYY-MM-DD\n",
                       path, (long long)rap_query_int(q, 1));
    }
    rap_query_end(q);
    return rc;
}

static void tell_counts(const adding *a, rap_buf *out)
{
    rap_buf_z(out, "read ");
    rap_word_things(out,
                    (int64_t)(a->count[RAP_ADDED_NEW] + a->count[RAP_ADDED_VERSION]),
                    "report", "reports");
    rap_buf_z(out, ", ");
    rap_word_things(out, (int64_t)a->words, "word", "words");
    if (a->count[RAP_ADDED_VERSION])
        rap_buf_printf(out, "; %llu in place of an older version",
                       (unsigned long long)a->count[RAP_ADDED_VERSION]);
    if (a->count[RAP_ADDED_AGAIN])
        rap_buf_printf(out, "; %llu there already",
                       (unsigned long long)a->count[RAP_ADDED_AGAIN]);
    if (a->bad) rap_buf_printf(out, "; %llu bad", (unsigned long long)a->bad);
    if (a->mentioned.kept) {
        rap_buf_z(out, "; ");
        rap_word_things(out, (int64_t)a->mentioned.kept, "mention", "mentions");
    }
    if (a->mentioned.bad) {
        rap_buf_z(out, "; ");
        rap_word_things(out, (int64_t)a->mentioned.bad, "bad line", "bad lines");
    }
    rap_buf_byte(out, '\n');
}

static void copy_cell(char *to, size_t room, rap_str s)
{
    size_t n = s.n < room ? s.n : room - 1;
    memcpy(to, s.p, n);
    to[n] = '\0';
}

/* The day of a report may have come from the others meanwhile. */
static rap_code look_again(adding *a, rap_add_told *t, rap_err *err)
{
    static const char sql[] =
        "SELECT day, " RAP_BASIS_SHOWN " FROM source WHERE n = ?1";
    rap_query *q;
    rap_code rc = rap_query_new(&q, a->d, sql, err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, t->number);
    bool more = false;
    rc = rap_query_step(q, &more, err);
    if (rc == RAP_OK && more) {
        copy_cell(t->day, sizeof t->day, rap_query_str(q, 0));
        copy_cell(t->basis, sizeof t->basis, rap_query_str(q, 1));
    }
    rap_query_end(q);
    return rc;
}

static rap_code tell(adding *a, const char *path, rap_err *err)
{
    rap_buf out = {0};
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < a->n_told && i < LINES; i++)
        rc = look_again(a, &a->told[i], err);
    if (rc != RAP_OK) return rc;
    tell_counts(a, &out);
    if (a->dated) {
        rap_word_things(&out, (int64_t)a->dated, "report", "reports");
        rap_buf_z(&out, " dated from the others\n");
    }
    for (uint32_t i = 0; a->n_told <= LINES && i < a->n_told; i++)
        tell_one(&out, &a->told[i]);
    if (rap_signals_caught())
        rap_buf_printf(
            &out,
            "interrupted; what was read is in %s: give the same command again "
            "to go on\n",
            path);
    else
        rc = tell_undated(a, &out, path, err);
    if (a->standing.apart) rap_opening_tell(&out, a->standing.apart, path);
    (void)fwrite(out.p, 1, out.n, stderr);
    rap_buf_done(&out);
    return rc;
}

/* What stands beside the reports in the dossier. */
typedef struct {
    rap_str brief;
    const char *mentions; /* a file, or NULL */
    bool settle;          /* reports do not stand apart */
} beside;

/* Days are worked out from all reports, and bounds for them do not last. */
static bool may_stand_apart(const adding *a, const beside *b)
{
    const rap_days *between = &a->in->reading.between;
    return !b->settle && !b->brief.n && !b->mentions &&
           rap_day_is_none(between->from) && rap_day_is_none(between->to);
}

static rap_code put_together(adding *a, rap_err *err)
{
    rap_progress_say(&a->progress, "putting the reports together");
    rap_code rc = rap_settling_run(a->d, a->in->reading.between, &a->dated, err);
    rap_progress_clear(&a->progress);
    return rc;
}

static rap_code run(adding *a, const char *path, const beside *b, rap_err *err)
{
    rap_code rc = rap_opening(&a->d, path, RAP_OPEN_CREATE, err);
    if (rc != RAP_OK) return rc;
    if (b->brief.n) rc = rap_settling_brief(a->d, b->brief, err);
    if (may_stand_apart(a, b)) rap_dossier_allow_apart(a->d);
    rap_signals_catch();
    if (rc == RAP_OK && a->in->n_inputs) rc = read_all(a, err);
    if (rc == RAP_OK && b->mentions && !rap_signals_caught())
        rc = rap_mentioned_take(&a->mentioned, a->d, b->mentions, err);
    if (rc != RAP_OK) return rc;
    rc = rap_dossier_apart(a->d, &a->standing, err);
    if (rc != RAP_OK) return rc;
    if (b->settle) a->standing.apart = 0;
    bool later = rap_signals_caught() || a->standing.apart;
    rc = later ? rap_dossier_sync(a->d, err) : put_together(a, err);
    return rc == RAP_OK ? tell(a, path, err) : rc;
}

/* The reading options as cli/inputs.h understands them. */
static rap_code inputs_of(rap_inputs *in, const rap_args *args, size_t first,
                          rap_err *err)
{
    for (size_t i = 0; i < args->reading.n; i++) {
        rap_given g = args->reading.v[i];
        int at = 0;
        bool taken;
        char *argv[3];
        memcpy(argv, g.argv, sizeof argv);
        rap_code rc = rap_inputs_option(in, &taken, &at, g.argc, argv, err);
        if (rc != RAP_OK) return rc;
    }
    in->n_inputs = args->operands.n - first;
    in->inputs = in->n_inputs ? RAP_NEW(args->arena, char *, in->n_inputs) : NULL;
    if (in->n_inputs && !in->inputs) return rap_fail_memory(err);
    if (in->n_inputs)
        memcpy(in->inputs, args->operands.v + first, in->n_inputs * sizeof *in->inputs);
    return RAP_OK;
}

static rap_code brief_of(rap_str *out, const rap_args *args, rap_err *err)
{
    const char *path = args->first[RAP_OPT_BRIEF];
    if (!path) return RAP_OK;
    rap_code rc = rap_file_read(out, path, BRIEF_MAX, args->arena, err);
    return rc == RAP_OK ? rap_brief_check(*out, err) : rc;
}

/* Into the queue; with an engine to be read by others, else at once. */
static int add_remote(const rap_inputs *in, const rap_args *args, const char *url,
                      const beside *b)
{
    rap_err err;
    rap_enqueued told;
    const bool here = !args->first[RAP_OPT_ENGINE];
    uint64_t dated = 0;
    rap_signals_catch();
    if (rap_enqueue(&told, in, url, &err) != RAP_OK)
        return rap_terminal_fail(url, &err);
    (void)fprintf(
        stderr, "%llu reports are in the queue; %llu there already; %llu bad\n",
        (unsigned long long)told.put, (unsigned long long)(told.seen - told.put),
        (unsigned long long)told.bad);
    if (rap_signals_caught()) return RAP_EXIT_INTERRUPTED;
    int status = told.bad ? RAP_EXIT_BAD : 0;
    if (here) {
        int worked = rap_work_until_empty(url, in->jobs, b->brief);
        if (worked || !b->mentions) return worked ? worked : status;
        rap_mentioned mentioned;
        if (rap_mentioned_remote(&mentioned, url, b->mentions, &err) != RAP_OK)
            return rap_terminal_fail(b->mentions, &err);
        return mentioned.bad ? RAP_EXIT_BAD : status;
    }
    if (b->brief.n && rap_settling_remote(url, b->brief, &dated, &err) != RAP_OK)
        return rap_terminal_fail(url, &err);
    return status;
}

static int add_local(const rap_inputs *in, const char *path, const beside *b)
{
    rap_err err;
    adding a = {.in = in, .arena = rap_arena_new(READY_LIMIT)};
    a.progress = rap_progress_of();
    rap_code rc = a.arena ? run(&a, path, b, &err) : rap_fail_memory(&err);
    rap_progress_clear(&a.progress);
    int status = rc == RAP_OK ? 0 : rap_terminal_fail(path, &err);
    rap_dossier_close(a.d);
    rap_buf_done(&a.options);
    rap_arena_free(a.arena);
    if (status) return status;
    if (rap_signals_caught()) return RAP_EXIT_INTERRUPTED;
    return a.bad || a.mentioned.bad ? RAP_EXIT_BAD : 0;
}

static rap_code check_engine(const char *engine, const char *mentions, rap_err *err)
{
    if (engine && mentions)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "--mentions are of reports that have been read: give them "
                        "without --engine when the queue is empty");
    if (!engine || rap_pg_is_url(engine)) return RAP_OK;
    return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                    "--engine needs the address of a database, postgresql://...");
}

int rap_verb_add(const rap_args *args)
{
    rap_err err;
    rap_inputs in = {0};
    beside b = {.brief = {"", 0},
                .mentions = args->first[RAP_OPT_MENTIONS],
                .settle = rap_args_has(args, RAP_OPT_SETTLE)};
    const char *engine = args->first[RAP_OPT_ENGINE];
    const char *where = engine ? engine : args->operands.v[0];
    if (check_engine(engine, b.mentions, &err) != RAP_OK ||
        inputs_of(&in, args, engine ? 0 : 1, &err) != RAP_OK)
        return rap_terminal_fail("add", &err);
    if (brief_of(&b.brief, args, &err) != RAP_OK)
        return rap_terminal_fail(args->first[RAP_OPT_BRIEF], &err);
    if (in.n_inputs == 0 && !args->first[RAP_OPT_BRIEF] && !b.mentions) {
        (void)rap_fail(&err, RAP_E_USAGE, RAP_NOWHERE,
                       "name what to read: a file, a folder or -");
        return rap_terminal_fail("add", &err);
    }
    return rap_pg_is_url(where) ? add_remote(&in, args, where, &b)
                                : add_local(&in, where, &b);
}
