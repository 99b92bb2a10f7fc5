/*
 * cli/options.h - the verbs and their options: one table each, from which the command
 * line is understood and --help, the man page and the shell completions are written.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_OPTIONS_H
#define RAP_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>

typedef enum {
    RAP_DO_NONE,
    RAP_DO_READ,
    RAP_DO_ADD,
    RAP_DO_OVERVIEW,
    RAP_DO_TALKS,
    RAP_DO_TIMELINE,
    RAP_DO_SAID,
    RAP_DO_EVENTS,
    RAP_DO_POSITIONS,
    RAP_DO_DIFFER,
    RAP_DO_COPIES,
    RAP_DO_NAMES,
    RAP_DO_SEARCH,
    RAP_DO_CITE,
    RAP_DO_CHANGES,
    RAP_DO_CHECK,
    RAP_DO_FORGET,
    RAP_DO_SETTLE,
    RAP_DO_EXPORT,
    RAP_DO_SERVE,
    RAP_DO_WORK,
    RAP_DO_COUNT
} rap_doing;

/* One verb. */
typedef struct {
    const char *name, *operands, *what;
    const char *more;     /* a paragraph for --help and the man page */
    const char *examples; /* lines; NULL for verbs of a later version */
    int least, most;      /* operands; most -1: any number */
} rap_usage;

typedef enum {
    RAP_OPT_NONE,
    RAP_OPT_HELP,
    RAP_OPT_READING, /* those that cli/inputs.h understands */
    RAP_OPT_JOBS,
    RAP_OPT_ENGINE,
    RAP_OPT_STATUS_OF,
    RAP_OPT_ONCE,
    RAP_OPT_UNTIL_EMPTY,
    RAP_OPT_SETTLE,
    RAP_OPT_RETRY,
    RAP_OPT_BATCH,
    RAP_OPT_LEASE,
    RAP_OPT_ROOT,
    RAP_OPT_BRIEF,
    RAP_OPT_MENTIONS,
    RAP_OPT_PRINT_BRIEF,
    RAP_OPT_PARTY,
    RAP_OPT_SPEAKER,
    RAP_OPT_ISSUE,
    RAP_OPT_FROM,
    RAP_OPT_TO,
    RAP_OPT_REPORT,
    RAP_OPT_OF,
    RAP_OPT_WORDING,
    RAP_OPT_HOLDS,
    RAP_OPT_KIND,
    RAP_OPT_STATUS,
    RAP_OPT_AS_OF,
    RAP_OPT_SINCE,
    RAP_OPT_PLACE,
    RAP_OPT_OUTLET,
    RAP_OPT_SOURCE,
    RAP_OPT_ORIGIN,
    RAP_OPT_MONTH,
    RAP_OPT_FACETS,
    RAP_OPT_OWN,
    RAP_OPT_PLEDGES,
    RAP_OPT_HISTORY,
    RAP_OPT_CONDITIONS,
    RAP_OPT_CHECK,
    RAP_OPT_MERGE,
    RAP_OPT_SPLIT,
    RAP_OPT_SET,
    RAP_OPT_DATE,
    RAP_OPT_UNDO,
    RAP_OPT_SAMPLE,
    RAP_OPT_ACCEPT,
    RAP_OPT_REJECT,
    RAP_OPT_EDIT,
    RAP_OPT_NOTE,
    RAP_OPT_CODER,
    RAP_OPT_AS,
    RAP_OPT_PATH,
    RAP_OPT_TABLE,
    RAP_OPT_NO_TEXT,
    RAP_OPT_FULL_TEXT,
    RAP_OPT_DIGEST,
    RAP_OPT_PORT,
    RAP_OPT_JSON,
    RAP_OPT_PLAIN,
    RAP_OPT_WIDTH,
    RAP_OPT_NO_COLOR,
    RAP_OPT_COUNT
} rap_opt;

/* One option; the same name may mean another thing under another verb. */
typedef struct {
    rap_opt opt;
    uint32_t verbs;      /* 1u << RAP_DO_x, added up */
    const char *name;    /* "--party" */
    const char *value;   /* "NAME", "A B" for two; NULL for none */
    const char *choices; /* what the value may be, by blanks; NULL: anything */
    const char *what;
} rap_option;

const rap_usage *rap_usage_of(rap_doing verb);

/* The verb of this name, or RAP_DO_NONE. */
rap_doing rap_usage_find(const char *name);

/* The options, n of them; static. */
const rap_option *rap_options_all(size_t *n);

static inline bool rap_option_fits(const rap_option *o, rap_doing verb)
{
    return (o->verbs >> verb & 1u) != 0;
}

/* Of the names of verbs (or the options of `verb`, unless it is RAP_DO_NONE), the one
 * most like this, or NULL when none is near. */
const char *rap_options_like(const char *name, rap_doing verb);

/* A reading option as it was given, for cli/inputs.h. */
typedef struct {
    const char *argv[3];
    int argc;
} rap_given;

/* A command line that was understood.  Strings are borrowed from argv. */
typedef struct {
    rap_doing verb;
    const char *first[RAP_OPT_COUNT]; /* value; "" for an option without one; or NULL */
    const char *second[RAP_OPT_COUNT]; /* of options with two values */
    RAP_LIST(rap_given) reading;
    RAP_LIST(const char *) operands;
    rap_arena *arena; /* borrowed: holds the lists */
} rap_args;

static inline bool rap_args_has(const rap_args *a, rap_opt o)
{
    return a->first[o] != NULL;
}

/* Understand what stands after the verb: argv[0] is the verb.  RAP_E_USAGE says what is
 * wrong and what was perhaps meant. */
RAP_NODISCARD
rap_code rap_args_parse(rap_args *out, rap_doing verb, int argc, char **argv,
                        rap_arena *arena, rap_err *err);

#endif
