/*
 * cli/correct.c - corrections by hand, and the verb `names`, which makes some of them.
 *
 * A correction names people by a spelling where that is clear, since ids may change
 * when earlier reports come in.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/by_hand.h"
#include "cli/opening.h"
#include "cli/reread.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "pile/pile.h"

#include <stdio.h>

#define WORK_LIMIT ((size_t)4 << 30)

/* What a correction works with; strings live in the arena. */
typedef struct {
    rap_dossier *d;
    rap_arena *arena;
    const char *path;
} correcting;

/* Ask for one text of a single row, given one parameter; *n counts the rows. */
static rap_code ask(correcting *c, rap_str *out, uint32_t *n, const char *sql,
                    rap_str about, rap_err *err)
{
    rap_query *q;
    rap_code rc = rap_query_new(&q, c->d, sql, err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, about);
    bool more = false;
    *n = 0;
    while ((rc = rap_query_step(q, &more, err)) == RAP_OK && more)
        if ((*n)++ == 0) *out = rap_arena_copy(c->arena, rap_query_str(q, 0));
    rap_query_end(q);
    return rc == RAP_OK && *n && !out->p ? rap_fail_memory(err) : rc;
}

/* The id of the one entity that `who` means. */
static rap_code find_id(correcting *c, rap_str *id, rap_str who, rap_err *err)
{
    static const char *const ways[] = {
        "SELECT id FROM entity WHERE id = ?1", "SELECT new FROM alias WHERE old = ?1",
        "SELECT id FROM entity WHERE name = ?1 COLLATE NOCASE",
        "SELECT DISTINCT entity FROM spelling WHERE spelling = ?1 COLLATE NOCASE"};
    uint32_t n = 0;
    for (size_t i = 0; n == 0 && i < sizeof ways / sizeof *ways; i++) {
        rap_code rc = ask(c, id, &n, ways[i], who, err);
        if (rc != RAP_OK) return rc;
    }
    if (n == 1) return RAP_OK;
    return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                    n ? "more than one is called %.*s: give the id that "
                        "`rapporteur names` prints"
                      : "nobody is called %.*s",
                    RAP_ARG(who));
}

/* The name under which a correction remembers an entity: its id when the name is not
 * its own alone. */
static rap_code lasting_name(correcting *c, rap_str *out, rap_str who, rap_err *err)
{
    rap_str id, name, again;
    uint32_t n = 0, same = 0;
    rap_code rc = find_id(c, &id, who, err);
    if (rc == RAP_OK)
        rc = ask(c, &name, &n, "SELECT name FROM entity WHERE id = ?1", id, err);
    if (rc == RAP_OK)
        rc = ask(c, &again, &same, "SELECT id FROM entity WHERE name = ?1", name, err);
    if (rc == RAP_OK) *out = n == 1 && same == 1 ? name : id;
    return rc;
}

static rap_code merge(correcting *c, const rap_by_hand *h, rap_err *err)
{
    rap_str a, b;
    rap_code rc = lasting_name(c, &a, h->a, err);
    if (rc == RAP_OK) rc = lasting_name(c, &b, h->b, err);
    if (rc != RAP_OK) return rc;
    if (rap_str_eq(a, b))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "these two are one already");
    return rap_dossier_correct(c->d, "merge", a, b, RAP_STR(""), err);
}

static rap_code split(correcting *c, const rap_by_hand *h, rap_err *err)
{
    rap_str a, id, there, spelling = h->b;
    uint32_t n = 0;
    rap_code rc = lasting_name(c, &a, h->a, err);
    if (rc == RAP_OK) rc = find_id(c, &id, h->a, err);
    if (rc == RAP_OK)
        rc = ask(c, &there, &n,
                 "SELECT DISTINCT entity FROM spelling WHERE spelling = ?1", spelling,
                 err);
    if (rc != RAP_OK) return rc;
    if (n == 0)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "nobody is spelled %.*s",
                        RAP_ARG(spelling));
    return rap_dossier_correct(c->d, "split", a, spelling, RAP_STR(""), err);
}

static rap_code set(correcting *c, const rap_by_hand *h, rap_err *err)
{
    static const char *const fields[] = {"name", "kind", "side", "iso"};
    rap_str a, what = h->b;
    size_t equals = rap_str_find(what, RAP_STR("="), 0);
    rap_str field = rap_str_cut(what, 0, equals);
    rap_str value = rap_str_cut(what, equals + 1, what.n);
    bool known = false;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        known = known || rap_str_is(field, fields[i]);
    if (!known || equals == what.n)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "--set needs name=, kind=, side= or iso= and a value");
    rap_code rc = lasting_name(c, &a, h->a, err);
    if (rc == RAP_OK && rap_str_is(field, "side") && value.n)
        rc = lasting_name(c, &value, value, err);
    return rc == RAP_OK ? rap_dossier_correct(c->d, "set", a, field, value, err) : rc;
}

static rap_code date(correcting *c, const rap_by_hand *h, rap_err *err)
{
    rap_str what = h->a;
    size_t equals = what.n;
    while (equals > 0 && what.p[equals - 1] != '=')
        equals--;
    rap_day day = {0};
    rap_str text = rap_str_cut(what, equals, what.n);
    if (equals == 0 || text.n != 10 || !rap_day_parse(&day, text) ||
        !rap_day_is_full(day))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "--date needs a report and a day, like R3=2022-04-01");
    rap_kept kept;
    rap_code rc =
        rap_kept_find(&kept, c->d, rap_str_cut(what, 0, equals - 1), c->arena, err);
    if (rc == RAP_OK)
        rc = rap_kept_reread(c->d, &kept, kept.options, day, c->arena, err);
    if (rc != RAP_OK) return rc;
    /* The options of before stand beside, for the way back. */
    return rap_dossier_correct(c->d, "date", kept.key, kept.options, text, err);
}

/* A day that is taken back is read out of the report again. */
static rap_code undate(correcting *c, rap_err *err)
{
    static const char last[] = " FROM hand WHERE n = (SELECT max(n) FROM hand)"
                               " AND what = 'date' AND ?1 = ''";
    rap_str key, options;
    uint32_t n = 0;
    char sql[128];
    (void)snprintf(sql, sizeof sql, "SELECT a%s", last);
    rap_code rc = ask(c, &key, &n, sql, RAP_STR(""), err);
    if (rc != RAP_OK || n == 0) return rc;
    (void)snprintf(sql, sizeof sql, "SELECT b%s", last);
    rc = ask(c, &options, &n, sql, RAP_STR(""), err);
    rap_kept kept;
    if (rc == RAP_OK) rc = rap_kept_find(&kept, c->d, key, c->arena, err);
    if (rc != RAP_OK) return rc;
    return rap_kept_reread(c->d, &kept, options, (rap_day){0}, c->arena, err);
}

static rap_code undo(correcting *c, const rap_by_hand *h, rap_err *err)
{
    (void)h;
    bool undone = false;
    rap_code rc = undate(c, err);
    if (rc == RAP_OK) rc = rap_dossier_undo(c->d, &undone, err);
    if (rc == RAP_OK && !undone)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "there is nothing to take back");
    return rc;
}

/* What a coder says of a row changes no row. */
static rap_code judge(correcting *c, const rap_by_hand *h, rap_err *err)
{
    char what[16];
    size_t n = h->what.n < sizeof what ? h->what.n : sizeof what - 1;
    memcpy(what, h->what.p, n);
    what[n] = '\0';
    if (rap_str_is(h->what, "edit") &&
        rap_str_find(h->value, RAP_STR("="), 0) >= h->value.n)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "an edit needs FIELD=VALUE");
    if (rap_str_is(h->what, "note") && !h->value.n)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "a note needs words");
    return rap_dossier_judge(c->d, what, h->a, h->value, h->coder, err);
}

static rap_code unjudge(correcting *c, const rap_by_hand *h, rap_err *err)
{
    bool undone = false;
    (void)h;
    rap_code rc = rap_dossier_unjudge(c->d, &undone, err);
    if (rc == RAP_OK && !undone)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "there is nothing to take back");
    return rc;
}

typedef rap_code correction(correcting *c, const rap_by_hand *h, rap_err *err);

static const struct {
    const char *what;
    correction *correct;
    bool remakes; /* the rows are made anew, and the coder signs */
} corrections[] = {{"merge", merge, true},   {"split", split, true},
                   {"set", set, true},       {"date", date, true},
                   {"undo", undo, true},     {"accept", judge, false},
                   {"reject", judge, false}, {"edit", judge, false},
                   {"note", judge, false},   {"unjudge", unjudge, false}};
enum { CORRECTIONS = sizeof corrections / sizeof *corrections };

static rap_code apply(correcting *c, const rap_by_hand *h, rap_err *err)
{
    size_t i = 0;
    while (i < CORRECTIONS && !rap_str_is(h->what, corrections[i].what))
        i++;
    if (i == CORRECTIONS)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "there is no such correction");
    bool signs = corrections[i].remakes && corrections[i].correct != undo;
    rap_code rc = rap_opening(&c->d, c->path, RAP_OPEN_WRITE, err);
    if (rc == RAP_OK) rc = rap_dossier_begin(c->d, err);
    if (rc != RAP_OK) return rc;
    rc = corrections[i].correct(c, h, err);
    if (rc == RAP_OK && signs) rc = rap_dossier_sign(c->d, h->coder, err);
    rc = rap_dossier_end(c->d, rc, err);
    if (rc != RAP_OK) return rc;
    return corrections[i].remakes ? rap_dossier_settle(c->d, err)
                                  : rap_dossier_sync(c->d, err);
}

rap_code rap_by_hand_do(const char *path, const rap_by_hand *h, rap_err *err)
{
    correcting c = {.arena = rap_arena_new(WORK_LIMIT), .path = path};
    rap_code rc = c.arena ? apply(&c, h, err) : rap_fail_memory(err);
    rap_dossier_close(c.d);
    rap_arena_free(c.arena);
    return rc;
}

static int run(const rap_by_hand *h, const rap_args *args)
{
    rap_err err;
    const char *path = args->operands.v[0];
    if (rap_by_hand_do(path, h, &err) != RAP_OK) return rap_terminal_fail(path, &err);
    if (rap_str_is(h->what, "undo"))
        (void)fprintf(stderr, "taken back\n");
    else
        (void)fprintf(stderr,
                      "done; to take it back:  rapporteur names " RAP_FMT " --undo\n",
                      RAP_ARG(rap_terminal_dossier(args)));
    return 0;
}

int rap_verb_names(const rap_args *args)
{
    static const struct {
        rap_opt opt;
        const char *what;
    } options[] = {{RAP_OPT_MERGE, "merge"},
                   {RAP_OPT_SPLIT, "split"},
                   {RAP_OPT_SET, "set"},
                   {RAP_OPT_DATE, "date"},
                   {RAP_OPT_UNDO, "undo"}};
    rap_by_hand h = {.coder = rap_str_of(args->first[RAP_OPT_CODER])};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (!rap_args_has(args, options[i].opt)) continue;
        if (h.what.n) {
            (void)fprintf(stderr, "rapporteur: names: one correction at a time\n");
            return RAP_EXIT_USAGE;
        }
        h.what = rap_str_of(options[i].what);
        h.a = rap_str_of(args->first[options[i].opt]);
        h.b = rap_str_of(args->second[options[i].opt]);
    }
    return h.what.n ? run(&h, args) : rap_verb_ask(args);
}
