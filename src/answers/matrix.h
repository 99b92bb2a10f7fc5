/*
 * answers/matrix.h - who stands where on what: positions by issue and party.
 *
 * Hollow = known only from the other side, an outsider or an unnamed source: shown,
 * never counted.  Stale = last heard before the window of the brief, or without one
 * more than RAP_STALE_DAYS before the day looked at, which is the last of the dossier.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_MATRIX_H
#define RAP_ANSWERS_MATRIX_H

#include "answers/stands.h"

enum { RAP_STALE_DAYS = 90 };

typedef struct {
    rap_stand *v; /* by issue (most spoken of first), party, then day */
    uint32_t n;
    rap_str *parties;               /* of columns: ids, most positions first */
    uint32_t n_parties, others;     /* others: positions without a column */
    uint32_t own, narrator, hollow; /* of those in v that nobody has rejected */
    uint32_t rejected;
    int32_t as_of;      /* serial day looked at; INT32_MIN when none */
    int32_t fresh_from; /* what was last heard before this serial day is stale */
    bool windowed;      /* that day is the first of the brief's window */
} rap_matrix;

/* The positions that the filter keeps; who says so is found by rap_stand_claim.  `all`
 * keeps every one with its stance; without it only the latest of each stance of a party
 * on an issue (of pledges the latest three), and no mere claims. */
RAP_NODISCARD
rap_code rap_matrix_of(rap_matrix *out, rap_view *v, const rap_filter *f, bool all,
                       rap_arena *arena, rap_err *err);

/* Does the party need its name in this column ("" that of the others)? */
bool rap_stand_needs_name(const rap_stand *s, rap_str column);

/* "last heard = before 24 Feb 2022, the first day of the brief". */
void rap_matrix_write_rule(rap_buf *out, const rap_view *v, const rap_matrix *m);

/* "met", "not met", "unknown whether met". */
rap_str rap_word_condition(rap_str state);

/* "Medinsky", "told by R2, no speaker", "known only from Medinsky (Russia)". */
void rap_stand_write_source(rap_buf *out, const rap_stand *s);

#endif
