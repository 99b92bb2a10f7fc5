/*
 * keep/deposit.h - what a worker has read, into a dossier in PostgreSQL: many reports,
 * one commit.
 *
 * Reports are checked and packed as they come and held here until the commit, which
 * writes them under their content and marks their tickets as done: a batch that is
 * written twice counts once.  After a commit that failed all is still held, so that it
 * can be tried again over a new connection.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_DEPOSIT_H
#define RAP_KEEP_DEPOSIT_H

#include "cluster/pg.h"

typedef struct rap_deposit rap_deposit;

/* Owned: rap_deposit_free (also fine with NULL). */
RAP_NODISCARD
rap_code rap_deposit_new(rap_deposit **out, rap_err *err);
void rap_deposit_free(rap_deposit *x);

/* The record of a ticket, its source (p NULL: not at hand) and reading options. *words
 * counts.  RAP_E_SYNTAX when the record or its source is not what it says. */
RAP_NODISCARD
rap_code rap_deposit_put(rap_deposit *x, int64_t ticket, rap_str record, rap_str source,
                         rap_str options, uint32_t *words, rap_err *err);

/* The report of a ticket could not be read; `final`: nor will it ever be. */
RAP_NODISCARD
rap_code rap_deposit_fail(rap_deposit *x, int64_t ticket, bool final,
                          const rap_err *why, rap_err *err);

size_t rap_deposit_held(const rap_deposit *x); /* bytes */

/* Write all that is held in one transaction. */
RAP_NODISCARD
rap_code rap_deposit_commit(rap_deposit *x, rap_pg *c, rap_err *err);

#endif
