/*
 * answers/stands.h - every position of a dossier, read once for a view: what the matrix
 * sifts and sorts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_STANDS_H
#define RAP_ANSWERS_STANDS_H

#include "view/claim.h"
#include "view/wording.h"

/* Own: in words of the side itself.  Narrator: a report says so and names nobody.
 * Hollow: known only from the other side, an outsider or an unnamed source. */
typedef enum { RAP_STAND_OWN, RAP_STAND_NARRATOR, RAP_STAND_HOLLOW } rap_stand_source;

/* A telling: its days as serial numbers, and its report (0: not in the dossier). */
typedef struct {
    rap_str day;
    int32_t first, last;
    uint32_t report;
    bool dated;
} rap_heard;

typedef struct {
    rap_str id, issue, party, stance, day, text, attribution;
    rap_str who;    /* all whose position it is; party is the first */
    rap_str column; /* the side it stands under; empty: with the others */
    rap_str condition, condition_state;
    rap_cited condition_cite; /* n 0: none */
    rap_str heard;            /* the day it was last heard, "" when not known */
    rap_cited cite;           /* n 0: none */
    const rap_heard *tellings;
    uint32_t n_tellings;
    /* Places of issue, party, stance and column among all, in alphabetical order. */
    uint32_t issue_at, party_at, stance_at, column_at;
    uint32_t line_at; /* its place in `lines` */
    int32_t since;    /* first serial day of the row; INT32_MIN when not known */
    rap_stand_source source;
    rap_sign sign;
    rap_claim claim; /* of those that are shown: rap_stand_claim */
    int32_t last;    /* serial day it was last heard; INT32_MIN when not known */
    bool stale;
    bool rejected; /* by a coder: shown, never counted */
} rap_stand;

/* In the order of the rows.  Loaded when first asked for; lives with the view. */
typedef struct rap_stands {
    rap_stand *v;
    uint32_t n;
    const uint32_t *lines; /* places in v, by issue, party and day */
} rap_stands;

/* Are both of one party on one issue? */
static inline bool rap_stand_is_beside(const rap_stand *a, const rap_stand *b)
{
    return a->issue_at == b->issue_at && a->party_at == b->party_at;
}

/* All positions of the party of s on its issue, by day: *n of all->lines from *first.
 * O(log positions). */
void rap_stand_line(const rap_stands *all, const rap_stand *s, uint32_t *first,
                    uint32_t *n);

/* The position with this id, or NULL.  O(positions). */
const rap_stand *rap_stand_find(const rap_stands *all, rap_str id);

RAP_NODISCARD
rap_code rap_stands_of(const rap_stands **out, rap_view *v, rap_err *err);

/* Find out who says so, and put the words of a direct quotation in marks. */
RAP_NODISCARD
rap_code rap_stand_claim(rap_stand *s, rap_view *v, rap_arena *arena, rap_err *err);

#endif
