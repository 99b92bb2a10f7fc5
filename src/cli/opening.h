/*
 * cli/opening.h - opening a dossier for a verb.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_OPENING_H
#define RAP_CLI_OPENING_H

#include "keep/dossier.h"

/* As rap_dossier_open; what a damaged log has lost is told on standard error. */
RAP_NODISCARD
rap_code rap_opening(rap_dossier **out, const char *path, rap_open_mode mode,
                     rap_err *err);

#endif
