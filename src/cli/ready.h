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

typedef struct {
    rap_str record;    /* JSON, without the bytes of its source */
    rap_report report; /* what it was made of */
} rap_ready;

/* Fill *r from r->report.record, one that `read` wrote.  report.bytes become the source
 * that it carries, else those of the file that its key names, if their SHA-256 is the
 * right one; p is NULL when they are not at hand.  What was told of the report beside
 * its bytes - address, container, kind, title, publisher, authors - is recalled, so
 * that it can be read again like then.  All in the arena, which is emptied first. */
RAP_NODISCARD
rap_code rap_ready_open(rap_ready *r, rap_arena *arena, rap_err *err);

#endif
