/*
 * cluster/tickets.h - the queue: which report is to be read, from where, and what
 * became of it.
 *
 * A ticket names the place of a report, never its text.  It is waiting, leased to a
 * worker, done, or set aside with its error.  Delivered at least once; that it counts
 * once is the affair of what is written under its content (keep/deposit.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLUSTER_TICKETS_H
#define RAP_CLUSTER_TICKETS_H

#include "cluster/pg.h"

enum { RAP_TICKET_TRIES = 3 }; /* then a report is set aside */

/* What stands for a key in indexes, whose entries are short: the first 32 digits of its
 * SHA-256. */
typedef struct {
    char z[33];
} rap_name;
rap_name rap_name_of(rap_str key);

/* What one `add` puts into the queue together. */
typedef struct {
    rap_str folder;  /* that paths begin in, absolute, as bytes */
    rap_str options; /* how to read: JSON, for the reader alone to understand */
    int64_t max_bytes, seconds;
} rap_lot;

RAP_NODISCARD
rap_code rap_lot_new(rap_pg *c, int64_t *id, const rap_lot *lot, rap_err *err);
RAP_NODISCARD
rap_code rap_lot_find(rap_pg *c, rap_lot *out, int64_t id, rap_arena *arena,
                      rap_err *err);
/* The last one; *out is empty when there is none. */
RAP_NODISCARD
rap_code rap_lot_last(rap_pg *c, rap_lot *out, rap_arena *arena, rap_err *err);

typedef struct {
    int64_t id, lot;
    rap_str path;                        /* as bytes */
    int64_t number, kind, place, length; /* intake/intake.h */
    rap_str key, sha256;                 /* sha256: of its bytes */
    int64_t tries;                       /* with this one */
} rap_ticket;

/* Put tickets in: begin, one by one, end.  What the dossier has already, or has
 * waiting, is passed over; *n counts what went in.  After a failure none did. */
RAP_NODISCARD
rap_code rap_tickets_begin(rap_pg *c, rap_err *err);
RAP_NODISCARD
rap_code rap_tickets_put(rap_pg *c, const rap_ticket *t, rap_err *err);
RAP_NODISCARD
rap_code rap_tickets_end(rap_pg *c, uint64_t *n, rap_err *err);

/* Lease at most `most` tickets of one lot for `seconds`; what failed before comes last
 * and alone.  Strings in the arena. */
RAP_NODISCARD
rap_code rap_tickets_take(rap_pg *c, rap_ticket **out, uint32_t *n, int64_t worker,
                          uint32_t most, int64_t seconds, rap_arena *arena,
                          rap_err *err);

/* Inside the caller's transaction: these are done. */
RAP_NODISCARD
rap_code rap_tickets_done(rap_pg *c, const int64_t *ids, size_t n, rap_err *err);

/* This one failed: it waits for another try, or is set aside - at once when `final`. */
RAP_NODISCARD
rap_code rap_ticket_fail(rap_pg *c, int64_t id, bool final, const char *why,
                         rap_err *err);

/* All that are set aside wait again, from their first try; *n counts. */
RAP_NODISCARD
rap_code rap_tickets_retry(rap_pg *c, uint64_t *n, rap_err *err);

typedef struct {
    int64_t waiting, leased, done, aside;
} rap_ticket_counts;
RAP_NODISCARD
rap_code rap_tickets_count(rap_pg *c, rap_ticket_counts *out, rap_err *err);

/* Is none waiting or leased? */
RAP_NODISCARD
rap_code rap_tickets_over(rap_pg *c, bool *over, rap_err *err);

#endif
