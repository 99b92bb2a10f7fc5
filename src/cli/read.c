/*
 * cli/read.c - the verb `read`: records on standard output, no dossier.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/inputs.h"
#include "cli/verbs.h"

#include <stdio.h>

/* Print what the crew reads; the exit status. */
static int print_records(rap_crew *crew)
{
    int status = 0;
    rap_crew_item item;
    while (rap_crew_next(crew, &item)) {
        if (fwrite(item.json.p, 1, item.json.n, stdout) != item.json.n) return 74;
        if (item.err.code != RAP_OK) {
            rap_inputs_tell(item.key, &item.err);
            status = 65;
        }
    }
    return fflush(stdout) == 0 ? status : 74;
}

static int run(const rap_inputs *in)
{
    rap_err err;
    rap_intake *intake = NULL;
    rap_crew *crew = NULL;
    rap_code rc = rap_intake_new(&intake, (const char *const *)in->inputs, in->n_inputs,
                                 &in->intake, &err);
    rap_crew_intake from = {intake, &in->reading};
    if (rc == RAP_OK) rc = rap_inputs_crew(&crew, in, &from, &err);
    int status = 0;
    if (rc == RAP_OK)
        status = print_records(crew);
    else
        (void)fprintf(stderr, "rapporteur: %s\n", err.msg);
    if (status == 74)
        (void)fprintf(stderr, "rapporteur: the output could not be written\n");
    rap_crew_free(crew);
    rap_intake_free(intake);
    return rc == RAP_OK ? status : rap_code_exit(rc);
}

int rap_verb_read(int argc, char **argv)
{
    rap_inputs in = {.inputs = argv};
    bool only_inputs = false;
    for (int i = 1; i < argc; i++) {
        rap_err err;
        bool taken = false;
        if (!only_inputs && strcmp(argv[i], "--") == 0) {
            only_inputs = true;
            continue;
        }
        if (!only_inputs &&
            rap_inputs_option(&in, &taken, &i, argc, argv, &err) != RAP_OK) {
            (void)fprintf(stderr, "rapporteur: read: %s\n", err.msg);
            rap_inputs_done(&in);
            return rap_code_exit(err.code);
        }
        if (taken) continue;
        if (!only_inputs && argv[i][0] == '-' && argv[i][1]) {
            (void)fprintf(stderr, "rapporteur: read: there is no option %s\n", argv[i]);
            rap_inputs_done(&in);
            return 2;
        }
        in.inputs[in.n_inputs++] = argv[i];
    }
    if (in.n_inputs == 0) {
        (void)fprintf(stderr, "rapporteur: read: name a file, a folder or -\n");
        rap_inputs_done(&in);
        return 2;
    }
    int status = run(&in);
    rap_inputs_done(&in);
    return status;
}
