/*
 * pile/rows.h - ids of rows, and the pieces that every row's JSON is made of.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_ROWS_H
#define RAP_PILE_ROWS_H

#include "base/json.h"
#include "pile/inside.h"

/* A new id, unique in the dossier, of a row whose smallest telling is given. */
rap_str rap_pile_id(rap_pile *p, char letter, uint32_t rank, rap_span at);

/* The same without being taken: what an id would be if nothing else stood there. */
rap_str rap_pile_lone_id(rap_pile *p, char letter, uint32_t rank, rap_span at);

/* Id of attribution `index` of report `rank`; empty for -1. */
rap_str rap_pile_attribution_id(const rap_pile *p, uint32_t rank, int32_t index);

/* The writing of one row. */
typedef struct {
    rap_pile *pile;
    rap_row *row;
    rap_json j;
    RAP_LIST(rap_cite) cites;
} rap_writing;

/* Open the object and write "row" and, unless empty, "id". */
void rap_writing_begin(rap_writing *w, rap_pile *p, rap_row *row, rap_str id);
void rap_writing_end(rap_writing *w);

void rap_writing_cite(rap_writing *w, uint32_t rank, rap_span at);

/* The repaired text of a span, in the memory of the batch; white space is folded. */
rap_str rap_writing_quote(rap_writing *w, uint32_t rank, rap_span at);

/* "key": "value", or null where it is empty. */
void rap_writing_str(rap_writing *w, const char *key, rap_str value);
void rap_writing_int(rap_writing *w, const char *key, int64_t value);

/* "report": KEY, "at": span. */
void rap_writing_where(rap_writing *w, uint32_t rank, rap_span at);

/* The rest of a telling after rap_writing_where: what applies of attribution, day,
 * status and asserted_by, and the claimant of what is only claimed. */
typedef struct {
    int32_t attribution;
    rap_str day, status, asserted_by;
} rap_telling;
void rap_writing_telling(rap_writing *w, uint32_t rank, rap_telling t);

/* Party of the innermost speaker of an attribution, "narrator" for -1, "anonymous"
 * where nobody is named. */
rap_str rap_pile_claimant(const rap_pile *p, uint32_t rank, int32_t attribution);

/* "key": [ids of the parties of these entities], each once; and the same by blanks. */
void rap_writing_parties(rap_writing *w, const char *key, uint32_t rank,
                         rap_filed_refs refs);
rap_str rap_writing_ids(rap_writing *w, uint32_t rank, rap_filed_refs refs);

/* What each kind of row gives: how many, and row i.  Every room that makes rows
 * declares its own. */
typedef uint32_t rap_rows_count(const rap_pile *p);
typedef void rap_rows_write(rap_pile *p, uint32_t i, rap_row *row);

#endif
