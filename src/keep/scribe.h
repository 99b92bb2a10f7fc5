/*
 * keep/scribe.h - rows of the pile into the dossier, with their citations, and the
 * words of reports and statements into its full-text index.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_SCRIBE_H
#define RAP_KEEP_SCRIBE_H

#include "keep/store.h"
#include "pile/pile.h"

/* A statement whose words go into the full-text index. */
typedef struct {
    int64_t at;
    rap_str id, text;
} rap_worded;

/* What rows are written from; all borrowed. */
typedef struct {
    rap_dossier *d;
    rap_arena *arena; /* for what waits until rap_scribe_statements */
    const rap_filed *reports;
    const int64_t *numbers; /* source.n of each report */
    uint32_t n;
    RAP_LIST(rap_worded) statements;
} rap_scribe;

/* One row and its citations, at this place of the export.  A row that stands beside the
 * others (keep/apart.h) gives way where its id is there already. */
RAP_NODISCARD
rap_code rap_scribe_row(rap_scribe *s, const rap_row *row, int64_t place, rap_err *err);

/* The words of the statements that were written, in the order of the index. */
RAP_NODISCARD
rap_code rap_scribe_statements(rap_scribe *s, rap_err *err);

/* The hashes of what is cited where the source came only after the row, which stays as
 * it was.  O(citations of the reports at hand). */
RAP_NODISCARD
rap_code rap_scribe_hashes(rap_scribe *s, rap_err *err);

/* Title and text of report `i` of the list; `buf` is overwritten. */
RAP_NODISCARD
rap_code rap_scribe_report(rap_scribe *s, uint32_t i, rap_buf *buf, rap_err *err);

/* source.n of the report that a row belongs to; 0 where it belongs to none. */
int64_t rap_scribe_number(const rap_scribe *s, const rap_row *row);

#endif
