/*
 * view/forms.h - rows as TSV or CSV, and places and claimants as their cells.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_FORMS_H
#define RAP_VIEW_FORMS_H

#include "view/claim.h"
#include "view/view.h"

/* "R2:2352-2413". */
void rap_cite_write(rap_buf *out, rap_cited c);

/* The same, or "KEY:2352-2413" in what goes out to other programs. */
void rap_cite_put(rap_buf *out, const rap_view *v, rap_cited c);

/* Those who say so, each once, by semicolons. */
RAP_NODISCARD
rap_code rap_claimants_write(rap_buf *out, rap_view *v, const rap_item *item,
                             rap_arena *arena, rap_err *err);

/* The header and one row of TSV: kind, id, day, who, other, what, state, by, text,
 * sources; names instead of ids, blanks instead of tabs and line ends.  `by` holds
 * those who say so, so that no claim goes out without its claimant.  Under a pledge
 * stand its follow-ups, under a disagreement its sides, under a round what each said
 * came of it: rows of the same columns and id with the kind followup, side, outcome. */
void rap_plain_head(rap_buf *out);
RAP_NODISCARD
rap_code rap_plain_row(rap_buf *out, rap_view *v, const rap_item *item,
                       rap_arena *arena, rap_err *err);

/* The same as CSV (RFC 4180); a cell that a spreadsheet would take for a formula gets
 * an apostrophe in front. */
void rap_csv_head(rap_buf *out);
RAP_NODISCARD
rap_code rap_csv_row(rap_buf *out, rap_view *v, const rap_item *item, rap_arena *arena,
                     rap_err *err);

/* A row without those under it; one of these (a follow-up, side or outcome). */
RAP_NODISCARD
rap_code rap_row_alone(rap_buf *out, rap_view *v, const rap_item *item,
                       rap_arena *arena, bool csv);
RAP_NODISCARD
rap_code rap_row_part(rap_buf *out, rap_view *v, const rap_item *item, uint32_t part,
                      rap_arena *arena, bool csv);
void rap_csv_cell(rap_buf *out, rap_str cell);
bool rap_csv_is_formula(rap_str cell);

#endif
