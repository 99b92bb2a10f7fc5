/*
 * cli/opening.c - opening a dossier for a verb.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/opening.h"

#include <stdio.h>

static void tell_lost(const char *path, rap_dossier_counts lost)
{
    if (lost.reports)
        (void)fprintf(stderr,
                      "rapporteur: %s: its log was damaged: %lld reports that had been "
                      "added are lost; add them again\n",
                      path, (long long)lost.reports);
    if (lost.corrections)
        (void)fprintf(stderr,
                      "rapporteur: %s: its log was damaged: the last %lld corrections "
                      "are lost\n",
                      path, (long long)lost.corrections);
}

rap_code rap_opening(rap_dossier **out, const char *path, rap_open_mode mode,
                     rap_err *err)
{
    rap_code rc = rap_dossier_open(out, path, mode, err);
    if (rc == RAP_OK) tell_lost(path, rap_dossier_lost(*out));
    return rc;
}
