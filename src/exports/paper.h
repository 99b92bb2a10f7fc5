/*
 * exports/paper.h - one report as plain text for tools that annotate text: its blocks
 * one under the other, and where each place of the source stands in it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_EXPORTS_PAPER_H
#define RAP_EXPORTS_PAPER_H

#include "exports/outgoing.h"
#include "view/sheet.h"

typedef struct {
    rap_span source, text; /* of one block, in the source and in the paper */
} rap_paper_block;

/* A marked place of a row. */
typedef struct {
    rap_str kind, id;  /* kind of row */
    rap_str label;     /* "direct", "193", "demand", "person" */
    rap_str who;       /* ids: speaker, doer, party */
    rap_str by, state; /* claimants, by semicolons; status */
    rap_span at;       /* bytes of the paper */
    rap_cited cite;
} rap_paper_mark;

typedef struct {
    const rap_listed *listed;
    rap_str text; /* UTF-8; every line that is not empty is a block */
    const rap_paper_block *blocks;
    uint32_t n_blocks;
    const rap_paper_mark *marks; /* by place */
    uint32_t n_marks;
    uint32_t lost; /* places that could not be found in the paper again */
} rap_printed;

/* Report number `n` with the places of its statements, events, positions and names.
 * text is empty when the source is not at hand.  In the arena of the row. */
RAP_NODISCARD
rap_code rap_printed_of(rap_printed *out, rap_outgoing *o, uint32_t n);

/* A name for the files of a report: its number and what of its key a file may hold. */
void rap_printed_name(rap_buf *out, const rap_listed *r);

/* One report in brat's standoff format (the .ann beside the text) or as WebAnno TSV
 * 3.3 (INCEpTION reads it).  *marks counts what was written. */
RAP_NODISCARD
rap_code rap_out_brat(rap_outgoing *o, const rap_printed *p, uint64_t *marks);
RAP_NODISCARD
rap_code rap_out_inception(rap_outgoing *o, const rap_printed *p, uint64_t *marks);

#endif
