/*
 * cli/fetching.h - the reports that tickets name, for a crew to read.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_FETCHING_H
#define RAP_CLI_FETCHING_H

#include "cluster/tickets.h"
#include "reading/crew.h"

typedef struct rap_fetching rap_fetching;

/* Paths begin in `root` (borrowed) instead of the folder of their lot, unless it is
 * NULL. Owned: rap_fetching_free (also fine with NULL). */
RAP_NODISCARD
rap_code rap_fetching_new(rap_fetching **out, const char *root, rap_err *err);
void rap_fetching_free(rap_fetching *f);

/* Tickets of this lot come next: go to its folder, take its options. */
RAP_NODISCARD
rap_code rap_fetching_lot(rap_fetching *f, rap_pg *pg, int64_t lot, rap_err *err);

/* Seconds that one report of this lot may take. */
int64_t rap_fetching_seconds(const rap_fetching *f);

/* Options of a crew that reads these tickets (borrowed until it is freed), each giving
 * one item, in their order; fewer once a signal was caught. */
rap_crew_options rap_fetching_begin(rap_fetching *f, const rap_ticket *tickets,
                                    uint32_t n);

#endif
