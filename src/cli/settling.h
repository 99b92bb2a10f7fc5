/*
 * cli/settling.h - the reports of a dossier put together: days that only the others
 * tell, then all rows.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_SETTLING_H
#define RAP_CLI_SETTLING_H

#include "base/day.h"
#include "keep/dossier.h"

/* Keep this brief, unless the dossier has it already. */
RAP_NODISCARD
rap_code rap_settling_brief(rap_dossier *d, rap_str brief, rap_err *err);

/* Put together what has come in; *dated counts reports that got their day from others.
 */
RAP_NODISCARD
rap_code rap_settling_run(rap_dossier *d, rap_days between, uint64_t *dated,
                          rap_err *err);

/* The same for a dossier in a database, opened for it; `between` is that of the last
 * lot.  Waits while another does it. */
RAP_NODISCARD
rap_code rap_settling_remote(const char *url, rap_str brief, uint64_t *dated,
                             rap_err *err);

#endif
