/*
 * answers/process.h - the rounds of one process: which sitting of the same sides came
 * before, which after.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_PROCESS_H
#define RAP_ANSWERS_PROCESS_H

#include "view/view.h"

typedef struct rap_meeting rap_meeting;
struct rap_meeting {
    rap_str id, who, day, place, state;
    uint32_t order;                    /* of days */
    uint32_t number, of;               /* "round 2 of 5 between these sides" */
    const rap_meeting *before, *after; /* of the same sides, or NULL */
};

typedef struct {
    rap_meeting *v; /* by id */
    uint32_t n;
} rap_process;

/* All rounds of the dossier (at most 4096, the first by day), in the arena.
 * O(n log n). */
RAP_NODISCARD
rap_code rap_process_load(rap_process *out, rap_view *v, rap_arena *arena,
                          rap_err *err);

/* The round with this id, or NULL. */
const rap_meeting *rap_process_find(const rap_process *p, rap_str id);

/* "6 May 2031, Kesh". */
void rap_meeting_name(rap_buf *out, const rap_meeting *m);

#endif
