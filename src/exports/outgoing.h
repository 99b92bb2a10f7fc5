/*
 * exports/outgoing.h - rows in the formats of other programs.
 *
 * A writer walks over rows and appends to `out`; after each row `flow` may take the
 * bytes away, so that memory does not grow with the dossier.  Handles (R1) are for the
 * screen: here a report goes by its key.  Nothing goes out without its places, and
 * nothing claimed or alleged without the one who says so.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_EXPORTS_OUTGOING_H
#define RAP_EXPORTS_OUTGOING_H

#include "view/forms.h"
#include "view/view.h"

typedef struct rap_outgoing rap_outgoing;
struct rap_outgoing {
    rap_view *v; /* made with rap_outgoing_begin */
    rap_arena *arena, *row;
    rap_buf *out;
    bool no_text; /* none of the reports' own words */
    rap_code (*flow)(void *sink, rap_err *err);
    void *sink;
    uint64_t n; /* rows written */
    rap_err *err;
};

/* Begin on a dossier; `out`, `flow` and `sink` are set by the caller. */
RAP_NODISCARD
rap_code rap_outgoing_begin(rap_outgoing *o, rap_dossier *d, rap_err *err);
void rap_outgoing_end(rap_outgoing *o);

typedef rap_code rap_outgoing_row(rap_outgoing *o, const rap_item *item);

/* All rows of a kind, in their order on pages. */
RAP_NODISCARD
rap_code rap_outgoing_walk(rap_outgoing *o, const char *kind, rap_outgoing_row *row);

/* Behind the last row: nothing was left out of any for want of memory or an answer. */
RAP_NODISCARD
rap_code rap_outgoing_whole(const rap_outgoing *o);

/* Words of a report, or nothing where they are not asked for. */
rap_str rap_outgoing_words(const rap_outgoing *o, rap_str words);

/* A value of JSON without the members that hold words of a report: text, proposition,
 * summary, title, what, subject, name of a paper stay out. */
void rap_json_without(rap_buf *out, const rap_value *v, rap_arena *arena);

/* Cells of a line: CSV (RFC 4180) or, with `tabs`, tab-separated. */
typedef struct {
    rap_buf *out;
    bool tabs, begun;
} rap_cells;
void rap_cells_put(rap_cells *c, rap_str cell);
void rap_cells_int(rap_cells *c, int64_t v);
void rap_cells_none(rap_cells *c, uint32_t n); /* n empty cells */
void rap_cells_end(rap_cells *c);
void rap_cells_head(rap_cells *c, const char *const *names, uint32_t n);

/* Who says so, by semicolons; where it stands, "KEY:from-to", by semicolons.  In the
 * arena of the row. */
RAP_NODISCARD
rap_code rap_outgoing_claimants(rap_str *out, rap_outgoing *o, const rap_item *item);
rap_str rap_outgoing_places(rap_outgoing *o, const rap_item *item);

/* First and last full day as ISO text and how exactly they are told: 1 a day, 2 a week,
 * 3 a month, 4 a year or more, 0 no day at all. */
typedef struct {
    rap_day first, last;
    int exact;
} rap_outgoing_day;
rap_outgoing_day rap_outgoing_when(rap_str day);

/* The country of a name, or of the side it belongs to (ISO 3166 alpha-3), or empty. */
rap_str rap_outgoing_iso(const rap_view *v, rap_str id);

/* The credit of the gazetteer for rows that carry its places: "" for others. */
rap_str rap_outgoing_credit(const rap_item *item);

typedef rap_code rap_outgoing_write(rap_outgoing *o);
rap_outgoing_write rap_out_plover, rap_out_acled, rap_out_ucdp, rap_out_dna,
    rap_out_timelinejs, rap_out_gexf, rap_out_geojson, rap_out_csljson, rap_out_memo,
    rap_out_webanno;

#endif
