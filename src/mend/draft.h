/*
 * mend/draft.h - a text under repair: edits are found, then applied, pass after pass.
 *
 * A pass looks at the text as the last one left it and lists its edits in order;
 * applying them makes the next text and carries the map back to the source along.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MEND_DRAFT_H
#define RAP_MEND_DRAFT_H

#include "mend/mended.h"

enum { RAP_EDIT_PUT = 8 }; /* the longest replacement, in bytes: a mark and a space */

typedef struct {
    rap_span at; /* of the draft's text */
    rap_piece_kind kind;
    const char *rule; /* static */
    uint8_t sure, put_n;
    char put[RAP_EDIT_PUT];
} rap_edit;

typedef struct {
    rap_arena *arena;
    rap_str text;
    RAP_LIST(rap_piece) pieces;
    RAP_LIST(rap_edit) edits; /* in order, not overlapping */
    bool refused;             /* the arena refused an edit: the next apply says so */
} rap_draft;

/* How an edit is told. */
typedef struct {
    const char *rule;
    uint8_t sure;
} rap_reason;

/* A draft whose text is the source itself. */
RAP_NODISCARD
rap_code rap_draft_start(rap_draft *d, rap_str source, rap_arena *arena, rap_err *err);

/* List an edit: [from, to) becomes the characters `c` and `then` (0 = none). */
void rap_draft_put(rap_draft *d, rap_span at, uint32_t c, uint32_t then,
                   rap_reason why);

/* List a character of another charset. */
void rap_draft_decode(rap_draft *d, rap_span at, uint32_t c);

/* Apply the listed edits and forget them.  An edit that begins inside a piece which an
 * edit of this pass has already changed is dropped.  O(text + pieces). */
RAP_NODISCARD
rap_code rap_draft_apply(rap_draft *d, rap_err *err);

/* The rule of the repair that put the byte `at` of the text, NULL when it is the
 * source's.  O(log pieces). */
const char *rap_draft_rule(const rap_draft *d, size_t at);

/* The passes; each lists edits and applies nothing. */
void rap_escapes_find(rap_draft *d);  /* character references, \u escapes */
void rap_mojibake_find(rap_draft *d); /* UTF-8 read in another charset */
void rap_marks_find(rap_draft *d);    /* C1 controls, daggers, lost marks */

/* All passes, again and again until they find nothing: what rap_mend does after
 * decoding. */
RAP_NODISCARD
rap_code rap_draft_mend(rap_draft *d, rap_err *err);

#endif
