/*
 * keep/apart.h - few reports that come into a large pile: they stand apart, beside the
 * others, until they are joined with them.
 *
 * To join a report with a pile all questions are asked of all reports anew.  A report
 * that stands apart has the rows that it would have alone, but for the names that the
 * dossier knows already: they are there in the transaction that adds the report, in
 * time that does not depend on the pile.  The rows are told from those that are joined
 * by their place, and `meta` says up to which report all are joined; rap_dossier_settle
 * puts the rows of a rebuild in place of all.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_APART_H
#define RAP_KEEP_APART_H

#include "keep/arrival.h"
#include "keep/store.h"

/* Rows that stand apart begin here, above all places of rows that are joined. */
#define RAP_APART_PLACE ((int64_t)1 << 60)

/* May the next new report stand apart? */
RAP_NODISCARD
rap_code rap_apart_may(rap_dossier *d, bool *may, rap_err *err);

/* The rows and words of report `n`, which has just been written in this transaction,
 * behind all others. */
RAP_NODISCARD
rap_code rap_apart_write(rap_dossier *d, const rap_arrival *a, int64_t n, rap_err *err);

/* Where the dossier stands: `last` is the number of the last report, `joined` that of
 * the last one that is joined with those before it; the hash of its seal. */
typedef struct {
    int64_t due, last, joined;
    uint32_t seal;
} rap_apart_standing;
RAP_NODISCARD
rap_code rap_apart_stand(rap_dossier *d, rap_apart_standing *out, rap_err *err);

/* When the rows that stood apart have been taken out one by one, before those that take
 * their place are written: what they added to others, and what came meanwhile. */
RAP_NODISCARD
rap_code rap_apart_take_out(rap_dossier *d, rap_err *err);

/* All up to number `joined` are joined; those behind it stand apart as they did. */
RAP_NODISCARD
rap_code rap_apart_end(rap_dossier *d, int64_t joined, rap_err *err);

#endif
