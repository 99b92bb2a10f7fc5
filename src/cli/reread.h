/*
 * cli/reread.h - a report of the dossier read again, from the source bytes it holds.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_REREAD_H
#define RAP_CLI_REREAD_H

#include "base/day.h"
#include "keep/dossier.h"

/* A report as the dossier keeps it; strings in the arena. */
typedef struct {
    uint32_t n;
    rap_str key, options;
} rap_kept;

/* Find a report by "R3" or by its key.  RAP_E_USAGE when there is none. */
RAP_NODISCARD
rap_code rap_kept_find(rap_kept *out, rap_dossier *d, rap_str which, rap_arena *arena,
                       rap_err *err);

/* Read it under `options` (cli/underway.h), with the day `published` unless that is
 * none, and put the new record in the place of the old.  RAP_E_USAGE when the report
 * itself gives another day. */
RAP_NODISCARD
rap_code rap_kept_reread(rap_dossier *d, const rap_kept *kept, rap_str options,
                         rap_day published, rap_arena *arena, rap_err *err);

/* Read again what the pile now dates otherwise; *n counts.  A report that can no longer
 * be read is told on standard error and costs itself. */
RAP_NODISCARD
rap_code rap_kept_date_all(rap_dossier *d, rap_days between, uint64_t *n, rap_err *err);

#endif
