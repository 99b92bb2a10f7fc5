/*
 * cli/inputs.h - the options that `read` and `add` share, and telling of bad input.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_INPUTS_H
#define RAP_CLI_INPUTS_H

#include "intake/intake.h"
#include "reading/crew.h"

typedef struct {
    rap_intake_options intake;
    rap_reading_options reading;
    unsigned jobs;     /* 0: as many as there are cores */
    unsigned seconds;  /* that one report may take; 0: the usual */
    rap_buf gazetteer; /* the bytes of `atlas`, owned: rap_inputs_done */
    rap_atlas atlas;
    char **inputs; /* borrowed from argv */
    size_t n_inputs;
} rap_inputs;

/* Take the option at argv[*i] when it is one of these, stepping over its value.
 * RAP_OK with *taken false: it is not; RAP_E_USAGE: it is, but wrongly used. */
RAP_NODISCARD
rap_code rap_inputs_option(rap_inputs *in, bool *taken, int *i, int argc, char **argv,
                           rap_err *err);

void rap_inputs_done(rap_inputs *in);

/* The crew for an input: workers, limits.  `from` is borrowed until the crew is freed.
 * What this system cannot take from workers is told on standard error. */
RAP_NODISCARD
rap_code rap_inputs_crew(rap_crew **out, const rap_inputs *in, rap_crew_intake *from,
                         rap_err *err);

/* Cores of the machine that this process may use, at least 1. */
unsigned rap_inputs_cores(void);

/* "rapporteur: KEY:BYTE: message" on standard error. */
void rap_inputs_tell(rap_str key, const rap_err *err);

#endif
