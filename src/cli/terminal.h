/*
 * cli/terminal.h - what stands at the other end: a terminal or a file, its width,
 * colour; printing results, talking on standard error, the progress line, Ctrl-C.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_TERMINAL_H
#define RAP_CLI_TERMINAL_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/options.h"

/* Exit statuses that are no rap_code's. */
enum {
    RAP_EXIT_NOTHING = 1,
    RAP_EXIT_USAGE = 2,
    RAP_EXIT_BAD = 65,
    RAP_EXIT_IO = 74,
    RAP_EXIT_INTERRUPTED = 130
};

/* Columns of the terminal, 0 when standard output is none. */
uint32_t rap_terminal_width(void);

/* Colour is for terminals that want it: not with NO_COLOR, TERM=dumb or --no-color. */
bool rap_terminal_colour(const rap_args *args);

/* Write to standard output; RAP_EXIT_IO and a message when that fails, else 0. */
int rap_terminal_print(rap_str text);

/* "rapporteur: about: message" on standard error, and the exit status of the error.
 * `about` may be NULL. */
int rap_terminal_fail(const char *about, const rap_err *err);

/* The dossier of the command line (the first operand), for a command to be typed: an
 * address without its password. */
rap_str rap_terminal_dossier(const rap_args *args);

/* One line of progress, at most ten times a second, and only on a terminal. */
typedef struct {
    int64_t last_ms;
    bool on, shown;
} rap_progress;
rap_progress rap_progress_of(void);
void rap_progress_tell(rap_progress *p, uint64_t reports);
void rap_progress_say(rap_progress *p, const char *what); /* at once */
void rap_progress_clear(rap_progress *p);

/* From now on Ctrl-C and SIGTERM only set a mark. */
void rap_signals_catch(void);
bool rap_signals_caught(void);

/* Sleep until a signal is caught. */
void rap_signals_wait(void);

#endif
