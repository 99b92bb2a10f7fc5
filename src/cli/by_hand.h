/*
 * cli/by_hand.h - one correction by hand, from the command line or from a page.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_BY_HAND_H
#define RAP_CLI_BY_HAND_H

#include "base/err.h"
#include "base/str.h"

/* what       a            b             value
 * merge      name         name
 * split      name         spelling
 * set        name         FIELD=VALUE
 * date       REPORT=DAY
 * undo
 * accept     row
 * reject     row
 * edit       row                        FIELD=VALUE
 * note       row                        words
 * unjudge
 *
 * undo takes back the last of the first four, unjudge the last of the others. */
typedef struct {
    rap_str what, a, b, value;
    rap_str coder; /* who says so; may be empty */
} rap_by_hand;

/* Do it to the dossier at `path` and make its rows anew where they depend on it.
 * RAP_E_USAGE says what is wrong with it. */
RAP_NODISCARD
rap_code rap_by_hand_do(const char *path, const rap_by_hand *c, rap_err *err);

#endif
