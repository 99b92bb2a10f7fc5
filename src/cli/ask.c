/*
 * cli/ask.c - the verbs that only show: options in, show/ prints, an exit status out.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/brief_start.h"
#include "cli/opening.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "keep/dossier.h"
#include "show/show.h"
#include "view/wording.h"

#include <stdio.h>
#include <stdlib.h>

typedef rap_code shower(rap_buf *out, bool *found, rap_dossier *d,
                        const rap_show_options *options, rap_err *err);

static shower *const showers[RAP_DO_COUNT] = {
    [RAP_DO_OVERVIEW] = rap_show_overview, [RAP_DO_TALKS] = rap_show_talks,
    [RAP_DO_TIMELINE] = rap_show_timeline, [RAP_DO_SAID] = rap_show_said,
    [RAP_DO_EVENTS] = rap_show_events,     [RAP_DO_POSITIONS] = rap_show_positions,
    [RAP_DO_DIFFER] = rap_show_differ,     [RAP_DO_COPIES] = rap_show_copies,
    [RAP_DO_NAMES] = rap_show_names,       [RAP_DO_SEARCH] = rap_show_search,
    [RAP_DO_CITE] = rap_show_cite,         [RAP_DO_CHECK] = rap_show_check,
    [RAP_DO_CHANGES] = rap_show_changes,
};

static rap_str value(const rap_args *args, rap_opt opt)
{
    return rap_str_of(args->first[opt]);
}

/* The operands behind the dossier as one text, in the arena. */
static rap_code words_of(rap_str *out, const rap_args *args, rap_err *err)
{
    size_t n = 0;
    for (size_t i = 1; i < args->operands.n; i++)
        n += strlen(args->operands.v[i]) + 1;
    char *p = RAP_NEW(args->arena, char, n + 1);
    if (!p) return rap_fail_memory(err);
    size_t at = 0;
    for (size_t i = 1; i < args->operands.n; i++) {
        size_t m = strlen(args->operands.v[i]);
        if (at) p[at++] = ' ';
        memcpy(p + at, args->operands.v[i], m);
        at += m;
    }
    *out = (rap_str){p, at};
    return RAP_OK;
}

static rap_code width_of(uint32_t *out, const rap_args *args, rap_err *err)
{
    const char *given = args->first[RAP_OPT_WIDTH];
    if (!given) {
        *out = rap_terminal_width();
        return RAP_OK;
    }
    char *end;
    unsigned long n = strtoul(given, &end, 10);
    if (*end || n < 20 || n > 1000)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "--width needs a number from 20 to 1000");
    *out = (uint32_t)n;
    return RAP_OK;
}

static rap_code sample_of(uint32_t *out, const rap_args *args, rap_err *err)
{
    const char *given = args->first[RAP_OPT_SAMPLE];
    if (!given) return RAP_OK;
    char *end;
    unsigned long n = strtoul(given, &end, 10);
    if (*end || n < 1 || n > 1000)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "--sample needs a number from 1 to 1000");
    *out = (uint32_t)n;
    return RAP_OK;
}

static rap_code options_of(rap_show_options *out, const rap_args *args, rap_err *err)
{
    rap_show_options o = {
        .party = value(args, RAP_OPT_PARTY),
        .speaker = value(args, RAP_OPT_SPEAKER),
        .issue = value(args, RAP_OPT_ISSUE),
        .from = value(args, RAP_OPT_FROM),
        .to = value(args, RAP_OPT_TO),
        .report = value(args, RAP_OPT_REPORT),
        .of = value(args, RAP_OPT_OF),
        .kind = value(args, RAP_OPT_KIND),
        .status = value(args, RAP_OPT_STATUS),
        .wording = value(args, RAP_OPT_WORDING),
        .holds = value(args, RAP_OPT_HOLDS),
        .as_of = value(args, RAP_OPT_AS_OF),
        .since = value(args, RAP_OPT_SINCE),
        .place = value(args, RAP_OPT_PLACE),
        .outlet = value(args, RAP_OPT_OUTLET),
        .source = value(args, RAP_OPT_SOURCE),
        .origin = value(args, RAP_OPT_ORIGIN),
        .month = value(args, RAP_OPT_MONTH),
        .facets = rap_args_has(args, RAP_OPT_FACETS),
        .table = value(args, RAP_OPT_TABLE),
        .own = rap_args_has(args, RAP_OPT_OWN),
        .pledges = rap_args_has(args, RAP_OPT_PLEDGES),
        .history = rap_args_has(args, RAP_OPT_HISTORY),
        .conditions = rap_args_has(args, RAP_OPT_CONDITIONS),
    };
    if (rap_args_has(args, RAP_OPT_JSON) && rap_args_has(args, RAP_OPT_PLAIN))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "--json and --plain: only one of them");
    if (rap_args_has(args, RAP_OPT_JSON)) o.form = RAP_FORM_JSON;
    if (rap_args_has(args, RAP_OPT_PLAIN)) o.form = RAP_FORM_PLAIN;
    o.colour = o.form == RAP_FORM_TEXT && rap_terminal_colour(args);
    rap_code rc = words_of(&o.words, args, err);
    if (rc == RAP_OK) rc = width_of(&o.width, args, err);
    if (rc == RAP_OK) rc = sample_of(&o.sample, args, err);
    if (args->verb == RAP_DO_SAID && o.words.n) o.speaker = o.words;
    if (rc == RAP_OK) *out = o;
    return rc;
}

static int show(rap_dossier *d, const rap_args *args, const rap_show_options *options)
{
    rap_err err;
    rap_buf out = {0};
    bool found = false;
    rap_code rc = showers[args->verb](&out, &found, d, options, &err);
    if (rc == RAP_OK && out.failed) rc = rap_fail_memory(&err);
    int status = rc == RAP_OK ? rap_terminal_print(rap_buf_str(&out))
                              : rap_terminal_fail(args->operands.v[0], &err);
    rap_buf_done(&out);
    if (status) return status;
    if (!found) (void)fprintf(stderr, "nothing found\n");
    return found ? 0 : RAP_EXIT_NOTHING;
}

static int check(rap_dossier *d, const char *path)
{
    rap_err err;
    uint64_t n = 0, bad = 0;
    if (rap_dossier_verify(d, &n, &bad, &err) != RAP_OK)
        return rap_terminal_fail(path, &err);
    rap_buf out = {0};
    rap_word_things(&out, (int64_t)n, "citation", "citations");
    if (bad) {
        rap_buf_z(&out, ", ");
        rap_word_things(&out, (int64_t)bad, "fault\n", "faults\n");
        (void)rap_terminal_fail(path, &err);
    } else {
        rap_buf_z(&out, ", all match\n");
    }
    rap_code rc = out.failed ? rap_fail_memory(&err) : RAP_OK;
    int status = rc == RAP_OK ? rap_terminal_print(rap_buf_str(&out))
                              : rap_terminal_fail(path, &err);
    rap_buf_done(&out);
    return status || !bad ? status : RAP_EXIT_BAD;
}

static int print_brief(rap_dossier *d, const char *path)
{
    rap_err err;
    rap_buf out = {0};
    rap_code rc = rap_brief_start(&out, d, &err);
    if (rc == RAP_OK && out.failed) rc = rap_fail_memory(&err);
    int status = rc == RAP_OK ? rap_terminal_print(rap_buf_str(&out))
                              : rap_terminal_fail(path, &err);
    rap_buf_done(&out);
    return status;
}

static rap_code check_use(const rap_args *args, rap_err *err)
{
    if (args->verb == RAP_DO_CITE && args->operands.n < 2 &&
        !rap_args_has(args, RAP_OPT_CHECK))
        return rap_fail(
            err, RAP_E_USAGE, RAP_NOWHERE,
            "name what to cite, R2:2352-2413 or the id of a row, or --check");
    return RAP_OK;
}

int rap_verb_ask(const rap_args *args)
{
    rap_err err;
    rap_dossier *d = NULL;
    rap_show_options options;
    const char *path = args->operands.v[0];
    rap_code rc = check_use(args, &err);
    if (rc == RAP_OK) rc = options_of(&options, args, &err);
    if (rc != RAP_OK) return rap_terminal_fail(rap_usage_of(args->verb)->name, &err);
    bool whole = rap_args_has(args, RAP_OPT_CHECK);
    rc = whole ? rap_opening_joined(&d, path, &err)
               : rap_opening(&d, path, RAP_OPEN_READ, &err);
    if (rc != RAP_OK) {
        rap_dossier_close(d);
        return rap_terminal_fail(path, &err);
    }
    int status;
    if (rap_args_has(args, RAP_OPT_CHECK))
        status = check(d, path);
    else if (rap_args_has(args, RAP_OPT_PRINT_BRIEF))
        status = print_brief(d, path);
    else
        status = show(d, args, &options);
    rap_dossier_close(d);
    return status;
}
