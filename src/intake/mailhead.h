/*
 * intake/mailhead.h - the head of a mail or of one of its parts, line by line.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_MAILHEAD_H
#define RAP_INTAKE_MAILHEAD_H

#include "base/buf.h"

typedef enum {
    RAP_MAIL_NONE,
    RAP_MAIL_SUBJECT,
    RAP_MAIL_FROM,
    RAP_MAIL_DATE,
    RAP_MAIL_ID,
    RAP_MAIL_ORGANIZATION,
    RAP_MAIL_ARCHIVED, /* RFC 5064 */
    RAP_MAIL_TYPE,
    RAP_MAIL_TRANSFER,
    RAP_MAIL_DISPOSITION,
    RAP_MAIL_FIELDS
} rap_mail_field;

/* The values of the fields that are wanted, unfolded; all zero to begin.  Owned memory:
 * rap_mailhead_done. */
typedef struct {
    rap_buf value[RAP_MAIL_FIELDS];
    rap_mail_field open; /* the one that a folded line goes on */
    bool any;            /* a field has been seen */
} rap_mailhead;

/* Take one line (with or without its ending); *last when it is the empty one that ends
 * the head.  Of fields that stand twice the first counts; values are cut at 16 KiB. */
void rap_mailhead_line(rap_mailhead *h, rap_str line, bool *last);

/* Was memory refused for a value? */
bool rap_mailhead_failed(const rap_mailhead *h);

/* Forget the values, keep the memory. */
void rap_mailhead_clear(rap_mailhead *h);
void rap_mailhead_done(rap_mailhead *h);

/* Does a line begin like a field: a name of printable characters and a colon? */
bool rap_mailhead_is_field(rap_str line);

/* Does a line part two mails of an mbox file: "From ", somebody, a time and a year? */
bool rap_mailhead_is_postmark(rap_str line);

#endif
