/*
 * answers/summary.h - what is in a dossier, in numbers and short lists.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_SUMMARY_H
#define RAP_ANSWERS_SUMMARY_H

#include "view/view.h"

enum { RAP_SUMMARY_LIST = 8 };

typedef struct {
    rap_str id;
    int64_t n;
} rap_quoted;

typedef struct rap_summary {
    int64_t reports, words, rounds, rounds_held, rounds_planned, statements, positions,
        pledges, followups, disagreements, rejected; /* by coders: in none of these */
    rap_str first, last;                             /* days of reports */
    uint32_t undated; /* reports without a full day, and the first of them */
    uint32_t first_undated;
    rap_quoted quoted[RAP_SUMMARY_LIST];
    rap_item latest[RAP_SUMMARY_LIST]; /* positions, newest first */
    rap_item differ[RAP_SUMMARY_LIST]; /* disagreements */
    rap_item unsure[RAP_SUMMARY_LIST]; /* statements whose speaker cannot be told */
    uint32_t n_quoted, n_latest, n_differ, n_unsure;
} rap_summary;

/* Made when first asked for; lives with the view. */
RAP_NODISCARD
rap_code rap_summary_of(const rap_summary **out, rap_view *v, rap_err *err);

/* Statements whose speaker cannot be told. */
RAP_NODISCARD
rap_code rap_summary_unclear(int64_t *n, rap_view *v, rap_err *err);

#endif
