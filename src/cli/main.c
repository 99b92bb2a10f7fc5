/*
 * cli/main.c - the program: from a verb to its function.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/verbs.h"

#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "read") == 0)
        return rap_verb_read(argc - 1, argv + 1);
    (void)fprintf(stderr, "rapporteur: name a verb\n");
    return 2;
}
