/*
 * pile/met.h - rounds of talks as met.c finds them and round_rows.c writes them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_MET_H
#define RAP_PILE_MET_H

#include "pile/inside.h"

enum { RAP_SIDES_MAX = 6, RAP_NO_DAY = INT32_MIN };

/* How far a round has come, by one telling. */
typedef enum {
    RAP_ROUND_NONE,
    RAP_ROUND_PROPOSED,
    RAP_ROUND_REFUSED,
    RAP_ROUND_PLANNED,
    RAP_ROUND_HELD
} rap_round_status;

/* One event of talking. */
typedef struct rap_talk rap_talk;
struct rap_talk {
    uint32_t event, rank; /* flat event; report */
    rap_span at;
    int32_t sides[RAP_SIDES_MAX]; /* parties, sorted */
    uint32_t n_sides;
    int32_t from, to; /* serial days or RAP_NO_DAY */
    const rap_filed_place *place;
    bool is_call;
    rap_round_status state;
    int32_t round;  /* or -1 */
    rap_talk *next; /* of the same round */
};

struct rap_round {
    rap_str id;
    rap_talk *first, *last;
    const rap_talk *sitting; /* the telling that names its sides */
    uint32_t n;
    int32_t from, to;
    const rap_filed_place *place;
};

rap_round_status rap_round_state(const rap_filed_event *e);

#endif
