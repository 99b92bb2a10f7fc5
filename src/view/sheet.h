/*
 * view/sheet.h - one report laid open: its record, its source bytes, the text of a
 * place.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_SHEET_H
#define RAP_VIEW_SHEET_H

#include "pile/filed.h"
#include "view/view.h"

typedef struct {
    const rap_listed *listed;
    rap_filed filed;
    bool at_hand; /* the source bytes are in the dossier */
    bool intact;  /* and their SHA-256 is the one in the record */
    bool raw;     /* plain UTF-8: the bytes can be shown as they were received */
} rap_sheet;

/* RAP_E_USAGE when there is no report with that number. */
RAP_NODISCARD
rap_code rap_sheet_of(rap_sheet *out, rap_view *v, uint32_t n, rap_arena *arena,
                      rap_err *err);

/* The text of a span, repaired; empty when the source is not at hand. */
rap_str rap_sheet_quote(const rap_sheet *s, rap_span at, rap_arena *arena);

/* The block that holds the byte, or a window of some lines when none does. */
rap_span rap_sheet_block(const rap_sheet *s, uint32_t at);

/* "R2:2352-2413" or "R2#b386" (which stands for the block from there on); false when it
 * is neither or there is no such report. */
bool rap_ref_parse(rap_cited *out, const rap_view *v, rap_str ref, bool *anchor);

#endif
