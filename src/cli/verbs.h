/*
 * cli/verbs.h - one function a verb.
 *
 * Each returns the exit status: 0 done, 1 nothing found, 2 wrong use, 65 some input was
 * bad, 74 input or output failed, 130 interrupted.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_VERBS_H
#define RAP_CLI_VERBS_H

#include "cli/options.h"

int rap_verb_read(int argc, char **argv); /* argv[0] is the verb's name */

int rap_verb_add(const rap_args *args);
int rap_verb_ask(const rap_args *args); /* all verbs that only show */
int rap_verb_names(const rap_args *args);
int rap_verb_check(const rap_args *args);
int rap_verb_forget(const rap_args *args);
int rap_verb_settle(const rap_args *args);
int rap_verb_export(const rap_args *args);
int rap_verb_serve(const rap_args *args);
int rap_verb_work(const rap_args *args);

#endif
