/*
 * cli/ready.h - records that `read` made earlier, maybe elsewhere: where their source
 * is.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_READY_H
#define RAP_CLI_READY_H

#include "base/arena.h"
#include "base/err.h"
#include "intake/report.h"

/* Divide a record into the record proper (without the "source" of its report) and its
 * source bytes: those it carries, else those of the file that its key names, if their
 * SHA-256 is the right one.  *source has p NULL when they are not at hand.  Both in the
 * arena. */
RAP_NODISCARD
rap_code rap_ready_divide(rap_str *record, rap_str *source, rap_str json,
                          rap_arena *arena, rap_err *err);

/* What was told of the report beside its bytes when the record was made - address,
 * container, kind, title, publisher, authors - so that it can be read again like then.
 * The words stay in the record. */
RAP_NODISCARD
rap_code rap_ready_recall(rap_report *report, rap_str record, rap_arena *arena,
                          rap_err *err);

#endif
