/*
 * cli/judging.c - the verbs `check`, which draws rows and takes a coder's word for
 * them, and `forget`.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/by_hand.h"
#include "cli/opening.h"
#include "cli/reread.h"
#include "cli/terminal.h"
#include "cli/verbs.h"

#include <stdio.h>

#define WORK_LIMIT ((size_t)1 << 30)

static int judge(const rap_args *args, const rap_by_hand *h)
{
    rap_err err;
    const char *path = args->operands.v[0];
    if (rap_by_hand_do(path, h, &err) != RAP_OK) return rap_terminal_fail(path, &err);
    if (rap_str_is(h->what, "unjudge"))
        (void)fprintf(stderr, "taken back\n");
    else
        (void)fprintf(stderr,
                      "noted; to take it back:  rapporteur check " RAP_FMT " --undo\n",
                      RAP_ARG(rap_terminal_dossier(args)));
    return 0;
}

int rap_verb_check(const rap_args *args)
{
    static const struct {
        rap_opt opt;
        const char *what;
    } options[] = {{RAP_OPT_ACCEPT, "accept"},
                   {RAP_OPT_REJECT, "reject"},
                   {RAP_OPT_EDIT, "edit"},
                   {RAP_OPT_NOTE, "note"},
                   {RAP_OPT_UNDO, "unjudge"}};
    rap_by_hand h = {.coder = rap_str_of(args->first[RAP_OPT_CODER])};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
        if (!rap_args_has(args, options[i].opt)) continue;
        if (h.what.n) {
            (void)fprintf(stderr, "rapporteur: check: one judgement at a time\n");
            return RAP_EXIT_USAGE;
        }
        h.what = rap_str_of(options[i].what);
        h.a = rap_str_of(args->first[options[i].opt]);
        h.value = rap_str_of(args->second[options[i].opt]);
    }
    return h.what.n ? judge(args, &h) : rap_verb_ask(args);
}

/* Days that other reports had from the one that is gone are worked out again. */
static rap_code date_anew(rap_dossier *d, rap_err *err)
{
    uint64_t n = 0;
    rap_code rc = rap_kept_date_all(d, (rap_days){{0, 0, 0}, {0, 0, 0}}, &n, err);
    return rc == RAP_OK && n ? rap_dossier_settle(d, err) : rc;
}

static rap_code forget(const char *path, rap_str which, rap_err *err)
{
    rap_dossier *d = NULL;
    rap_kept kept;
    rap_arena *arena = rap_arena_new(WORK_LIMIT);
    rap_code rc =
        arena ? rap_opening(&d, path, RAP_OPEN_WRITE, err) : rap_fail_memory(err);
    if (rc == RAP_OK) rc = rap_kept_find(&kept, d, which, arena, err);
    if (rc == RAP_OK) rc = rap_dossier_forget(d, kept.n, err);
    if (rc == RAP_OK) rc = date_anew(d, err);
    if (rc == RAP_OK)
        (void)fprintf(stderr, "forgotten: R%u, " RAP_FMT "\n", kept.n,
                      RAP_ARG(kept.key));
    rap_dossier_close(d);
    rap_arena_free(arena);
    return rc;
}

int rap_verb_forget(const rap_args *args)
{
    rap_err err;
    const char *path = args->operands.v[0];
    rap_code rc = forget(path, rap_str_of(args->operands.v[1]), &err);
    return rc == RAP_OK ? 0 : rap_terminal_fail(path, &err);
}
