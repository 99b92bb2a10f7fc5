/*
 * cli/verbs.h - one function a verb; argv[0] is the verb's name.
 *
 * Each returns the exit status: 0 done, 1 nothing found, 2 wrong use, 65 some input was
 * bad, 74 input or output failed, 130 interrupted.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_VERBS_H
#define RAP_CLI_VERBS_H

int rap_verb_read(int argc, char **argv);

#endif
