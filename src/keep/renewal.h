/*
 * keep/renewal.h - which rows of the pile stage are as they were.
 *
 * The pile gives all its rows anew; most are byte for byte those of the last time.
 * Those stay where they lie, with their citations and their words in the full-text
 * index; only the others are taken out and written.  Rows keep their order by `place`,
 * which grows by steps of RAP_RENEWAL_STEP so that others can come to lie between; the
 * export is the same as if all had been written.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_RENEWAL_H
#define RAP_KEEP_RENEWAL_H

#include "keep/store.h"
#include "pile/pile.h"

#define RAP_RENEWAL_STEP ((int64_t)1 << 20)

typedef struct rap_renewal rap_renewal;

/* Look at the rows that are there.  *out is NULL where it is not worth while: none are
 * there, or more than one report in FEW is new.  In `arena`. */
RAP_NODISCARD
rap_code rap_renewal_begin(rap_renewal **out, rap_dossier *d, uint32_t n_reports,
                           rap_arena *arena, rap_err *err);

/* The hash of a row's columns of text, as `row` holds it. */
uint32_t rap_renewal_hash(const rap_row *row);

/* Take the next row in order; what is not as it was is copied and waits. `report`: its
 * source.n, 0 where it has none. */
RAP_NODISCARD
rap_code rap_renewal_take(rap_renewal *r, const rap_row *row, int64_t report,
                          rap_err *err);

/* Behind the last row: places for those that wait.  *fits is false where there is no
 * room between their neighbours; then all rows are to be written anew. */
void rap_renewal_place(rap_renewal *r, bool *fits);

/* Take out what is no more, with its citations and words, and note in the temporary
 * table `was` where it stood. */
RAP_NODISCARD
rap_code rap_renewal_take_out(rap_renewal *r, rap_err *err);

/* Rows that are to be written, and their places. */
typedef struct {
    const rap_row *v;
    const int64_t *places;
    size_t n;
} rap_renewed;
rap_renewed rap_renewal_rows(const rap_renewal *r);

#endif
