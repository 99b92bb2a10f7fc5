/*
 * cluster/clerks.h - who works on the queue: workers enlist, show that they live,
 * leave.
 *
 * A worker holds an advisory lock of its session, which ends with its connection: the
 * others see at once that it died.  Its leases are for where that cannot be seen (a
 * machine that has lost power, a network that is cut).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLUSTER_CLERKS_H
#define RAP_CLUSTER_CLERKS_H

#include "cluster/pg.h"

/* A new worker; its number in *id. */
RAP_NODISCARD
rap_code rap_clerk_enlist(rap_pg *c, int64_t *id, rap_err *err);

/* The same worker over a new connection. */
RAP_NODISCARD
rap_code rap_clerk_return(rap_pg *c, int64_t id, rap_err *err);

/* It lives: leases are for `seconds` from now; so many reports and words more. */
RAP_NODISCARD
rap_code rap_clerk_beat(rap_pg *c, int64_t id, int64_t seconds, uint64_t reports,
                        uint64_t words, rap_err *err);

/* Tickets that it has not read go back, not counted as tried. */
RAP_NODISCARD
rap_code rap_clerk_give_back(rap_pg *c, int64_t id, rap_err *err);

/* It ends, and gives back what it has not read. */
RAP_NODISCARD
rap_code rap_clerk_leave(rap_pg *c, int64_t id, rap_err *err);

/* Tickets of workers that are gone wait again, or are set aside after so many tries. */
RAP_NODISCARD
rap_code rap_clerks_reap(rap_pg *c, uint64_t *n, rap_err *err);

/* One line a worker at work, and what is set aside; as text. */
RAP_NODISCARD
rap_code rap_clerks_tell(rap_pg *c, rap_buf *out, rap_err *err);

/* The lock of who puts the reports together, held until the connection ends; *got
 * false: another still has it after so many seconds. */
RAP_NODISCARD
rap_code rap_clerk_lead(rap_pg *c, bool *got, unsigned seconds, rap_err *err);

#endif
