/*
 * answers/moment.h - one line of a timeline: what kind of act, by whom, and who says
 * so.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_MOMENT_H
#define RAP_ANSWERS_MOMENT_H

#include "view/claim.h"
#include "view/wording.h"

typedef struct {
    rap_sign act, status;
    rap_str state;                    /* "claimed" */
    rap_str who, other, code, plover; /* ids; CAMEO code and PLOVER class of an event */
    rap_str base;                     /* kind of the row it rests on */
    int64_t origins;                  /* 0: not told */
    rap_telling *tellings;
    uint32_t n_tellings;
    rap_telling *saying; /* those of them that have the state shown, or all */
    uint32_t n_saying;
    bool worked_out; /* its day rests on report days that were worked out or set */
} rap_moment;

/* Of a chronology or event row. */
RAP_NODISCARD
rap_code rap_moment_of(rap_moment *out, rap_view *v, const rap_item *item,
                       rap_arena *arena, rap_err *err);

/* "claimed by Piet Haas (Sudmark)", "planned, says R4 (narrator)", "alleged, by whom is
 * not said (R5)"; empty where nothing needs to be said. */
void rap_moment_write(rap_buf *out, const rap_moment *m);

/* Is the moment of the party, kind, status and dates that the filter asks for? */
bool rap_moment_keeps(const rap_moment *m, const rap_filter *f, const rap_view *v);

#endif
