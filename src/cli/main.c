/*
 * cli/main.c - the program: from a verb to its function.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/help.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "places/atlas.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>

#define ARGS_LIMIT ((size_t)1 << 28)

typedef int doing(const rap_args *args);

/* `read` takes its arguments as they are. */
static doing *const doings[RAP_DO_COUNT] = {
    [RAP_DO_ADD] = rap_verb_add,       [RAP_DO_OVERVIEW] = rap_verb_ask,
    [RAP_DO_TALKS] = rap_verb_ask,     [RAP_DO_TIMELINE] = rap_verb_ask,
    [RAP_DO_SAID] = rap_verb_ask,      [RAP_DO_EVENTS] = rap_verb_ask,
    [RAP_DO_POSITIONS] = rap_verb_ask, [RAP_DO_DIFFER] = rap_verb_ask,
    [RAP_DO_COPIES] = rap_verb_ask,    [RAP_DO_NAMES] = rap_verb_names,
    [RAP_DO_SEARCH] = rap_verb_ask,    [RAP_DO_CITE] = rap_verb_ask,
    [RAP_DO_CHECK] = rap_verb_check,   [RAP_DO_FORGET] = rap_verb_forget,
    [RAP_DO_EXPORT] = rap_verb_export, [RAP_DO_SERVE] = rap_verb_serve,
    [RAP_DO_SETTLE] = rap_verb_settle, [RAP_DO_WORK] = rap_verb_work,
    [RAP_DO_CHANGES] = rap_verb_ask,
};

static int print_and_free(rap_buf *out)
{
    rap_err err;
    int status = 0;
    if (out->failed && rap_fail_memory(&err) != RAP_OK)
        status = rap_terminal_fail(NULL, &err);
    else
        status = rap_terminal_print(rap_buf_str(out));
    rap_buf_done(out);
    return status;
}

static int help(rap_doing verb)
{
    rap_buf out = {0};
    if (verb == RAP_DO_NONE)
        rap_help_short(&out);
    else
        rap_help_verb(&out, verb);
    return print_and_free(&out);
}

static int unknown_verb(const char *name)
{
    const char *like = rap_options_like(name, RAP_DO_NONE);
    (void)fprintf(stderr, "rapporteur: there is no verb %s%s%s%s\n", name,
                  like ? "; did you mean " : "", like ? like : "", like ? "?" : "");
    (void)fprintf(stderr, "`rapporteur` alone lists the verbs\n");
    return RAP_EXIT_USAGE;
}

/* For those who build the program: `rapporteur --make man` and so on. */
static int make(const char *kind)
{
    rap_buf out = {0};
    if (rap_help_make(&out, kind)) return print_and_free(&out);
    (void)fprintf(stderr, "rapporteur: --make needs man, bash, zsh or fish\n");
    return RAP_EXIT_USAGE;
}

static int do_verb(rap_doing verb, int argc, char **argv, rap_arena *arena)
{
    rap_err err;
    rap_args args;
    const char *name = rap_usage_of(verb)->name;
    for (int i = 1; i < argc && !rap_usage_of(verb)->examples; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return help(verb);
    if (!rap_usage_of(verb)->examples) {
        (void)fprintf(stderr, "rapporteur: %s is not in this version\n", name);
        return RAP_EXIT_USAGE;
    }
    if (rap_args_parse(&args, verb, argc, argv, arena, &err) != RAP_OK) {
        int status = rap_terminal_fail(name, &err);
        (void)fprintf(stderr, "see: rapporteur %s --help\n", name);
        return status;
    }
    if (rap_args_has(&args, RAP_OPT_HELP)) return help(verb);
    if (verb == RAP_DO_READ) return rap_verb_read(argc, argv);
    return doings[verb](&args);
}

/* Threads take large blocks and few of them: a heap for each would only keep more. */
static void share_one_heap(void)
{
#ifdef __GLIBC__
    (void)mallopt(M_ARENA_MAX, 1);
#endif
}

int main(int argc, char **argv)
{
    share_one_heap();
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0)
        return help(RAP_DO_NONE);
    if (strcmp(argv[1], "--version") == 0)
        return printf("rapporteur %s\n%s\n", rap_version(), RAP_ATLAS_CREDIT) > 0 &&
                       fflush(stdout) == 0
                   ? 0
                   : RAP_EXIT_IO;
    if (strcmp(argv[1], "--make") == 0) return make(argc > 2 ? argv[2] : "");
    rap_doing verb = rap_usage_find(argv[1]);
    if (verb == RAP_DO_NONE) return unknown_verb(argv[1]);
    rap_arena *arena = rap_arena_new(ARGS_LIMIT);
    if (!arena) {
        (void)fprintf(stderr, "rapporteur: out of memory\n");
        return rap_code_exit(RAP_E_NOMEM);
    }
    int status = do_verb(verb, argc - 1, argv + 1, arena);
    rap_arena_free(arena);
    return status;
}
