/*
 * cli/mentioned.h - the file of `add --mentions`: event mentions coded elsewhere.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_MENTIONED_H
#define RAP_CLI_MENTIONED_H

#include "keep/dossier.h"

typedef struct {
    uint64_t kept; /* that the dossier did not have */
    uint64_t bad;  /* lines, each told on standard error */
} rap_mentioned;

/* Take the mentions of a file in: JSON Lines, {"report": KEY, "at": [begin, end]}.  A
 * line that is bad costs itself only. */
RAP_NODISCARD
rap_code rap_mentioned_take(rap_mentioned *out, rap_dossier *d, const char *path,
                            rap_err *err);

/* The same for a dossier in a database, whose rows are then put together. */
RAP_NODISCARD
rap_code rap_mentioned_remote(rap_mentioned *out, const char *url, const char *path,
                              rap_err *err);

#endif
