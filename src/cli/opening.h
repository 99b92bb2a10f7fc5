/*
 * cli/opening.h - opening a dossier for a verb.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_OPENING_H
#define RAP_CLI_OPENING_H

#include "base/buf.h"
#include "keep/dossier.h"

/* As rap_dossier_open; what a damaged log has lost is told on standard error.  With
 * READ reports that stand apart are joined where that takes about a second, else it is
 * told that they are not. */
RAP_NODISCARD
rap_code rap_opening(rap_dossier **out, const char *path, rap_open_mode mode,
                     rap_err *err);

/* To read what must be as a rebuild gives it: reports that stand apart are joined
 * first, or it is told that they are not since the dossier may not be written to. */
RAP_NODISCARD
rap_code rap_opening_joined(rap_dossier **out, const char *path, rap_err *err);

/* As rap_dossier_open, and nothing is joined. */
RAP_NODISCARD
rap_code rap_opening_as_is(rap_dossier **out, const char *path, rap_open_mode mode,
                           rap_err *err);

/* "3 reports are not yet joined with the others: rapporteur settle talks.db". */
void rap_opening_tell(rap_buf *out, int64_t apart, const char *path);

#endif
