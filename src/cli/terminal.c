/*
 * cli/terminal.c - results to standard output, talk to standard error.
 *
 * A closed pipe ends the program by SIGPIPE, quietly, as it does every filter.  The
 * mark that a signal sets is the one variable of the program that changes: a handler
 * can reach no other.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "cli/terminal.h"

#include "cluster/pg.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { PROGRESS_MS = 100, NAP_NS = 50 * 1000 * 1000, SHOWN_LIMIT = 1 << 16 };

static volatile sig_atomic_t caught;

uint32_t rap_terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO)) return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
    return size.ws_col;
}

bool rap_terminal_colour(const rap_args *args)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (rap_args_has(args, RAP_OPT_NO_COLOR) || (no && no[0])) return false;
    return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

int rap_terminal_print(rap_str text)
{
    bool good = text.n == 0 || fwrite(text.p, 1, text.n, stdout) == text.n;
    if (good && fflush(stdout) == 0) return 0;
    (void)fprintf(stderr, "rapporteur: the output could not be written\n");
    return RAP_EXIT_IO;
}

int rap_terminal_fail(const char *about, const rap_err *err)
{
    rap_arena *arena = NULL;
    rap_str shown = rap_str_of(about);
    if (about && rap_pg_is_url(about)) { /* it may hold a password */
        arena = rap_arena_new(SHOWN_LIMIT);
        shown = arena ? rap_pg_shown(shown, arena) : (rap_str){"", 0};
    }
    (void)fprintf(stderr, "rapporteur: " RAP_FMT "%s%s\n", RAP_ARG(shown),
                  about ? ": " : "", err->msg);
    rap_arena_free(arena);
    return rap_code_exit(err->code);
}

rap_str rap_terminal_dossier(const rap_args *args)
{
    rap_str where = rap_str_of(args->operands.v[0]);
    return rap_pg_is_url(where.p) ? rap_pg_shown(where, args->arena) : where;
}

static int64_t now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

rap_progress rap_progress_of(void)
{
    const char *term = getenv("TERM");
    bool dumb = !term || strcmp(term, "dumb") == 0;
    return (rap_progress){.on = !dumb && isatty(STDERR_FILENO)};
}

void rap_progress_say(rap_progress *p, const char *what)
{
    if (!p->on) return;
    (void)fprintf(stderr, "\r\033[K%s", what);
    p->shown = true;
}

void rap_progress_tell(rap_progress *p, uint64_t reports)
{
    if (!p->on) return;
    int64_t now = now_ms();
    if (p->shown && now - p->last_ms < PROGRESS_MS) return;
    p->last_ms = now;
    (void)fprintf(stderr, "\r\033[Kreading: %llu reports", (unsigned long long)reports);
    p->shown = true;
}

void rap_progress_clear(rap_progress *p)
{
    if (p->shown) (void)fputs("\r\033[K", stderr);
    p->shown = false;
}

static void catch_it(int number)
{
    (void)number;
    caught = 1;
}

void rap_signals_catch(void)
{
    struct sigaction act = {.sa_handler = catch_it};
    (void)sigemptyset(&act.sa_mask);
    /* A second Ctrl-C ends the program at once: whatever was added stays. */
    act.sa_flags = (int)SA_RESETHAND | SA_RESTART;
    (void)sigaction(SIGINT, &act, NULL);
    (void)sigaction(SIGTERM, &act, NULL);
}

bool rap_signals_caught(void)
{
    return caught != 0;
}

void rap_signals_wait(void)
{
    while (!caught) {
        const struct timespec nap = {.tv_nsec = NAP_NS};
        (void)nanosleep(&nap, NULL);
    }
}
