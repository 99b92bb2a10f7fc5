/*
 * cli/brief_start.h - the brief of a dossier, or one to start from.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_BRIEF_START_H
#define RAP_CLI_BRIEF_START_H

#include "keep/dossier.h"

/* Append the brief that the dossier holds, or else the window of its days and the
 * countries and organizations that speak most, as a brief. */
RAP_NODISCARD
rap_code rap_brief_start(rap_buf *out, rap_dossier *d, rap_err *err);

#endif
