/*
 * findings/opposed.h - whether two figures of one group cannot both hold.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FINDINGS_OPPOSED_H
#define RAP_FINDINGS_OPPOSED_H

#include "pile/surround.h"

enum { RAP_STAND_KINDS = 6 };

typedef enum {
    RAP_OPPOSED_NOT,
    RAP_OPPOSED_GROWN, /* on another day each: a count that goes on */
    RAP_OPPOSED
} rap_opposed;

/* A figure made ready for comparisons. */
typedef struct {
    uint32_t flat;
    int64_t low, high; /* what its relation leaves open, in thousandths */
    int64_t value;
    int32_t from, to; /* its day, or that of its report; from > to: not known */
    bool own_day;
    bool vague, about; /* "thousands of"; "some 50" */
    uint32_t year;     /* that its sentence names, or of its report; 0: not known */
    bool person, measured, lasting;           /* of its unit; lasting: a span of time */
    uint32_t kinds[RAP_STAND_KINDS], n_kinds; /* words that tell who is counted */
    rap_surround around;
    rap_surround besides; /* around it, but for the words that name the teller */
    rap_surround teller;  /* the words that name who tells it */
    int32_t party;        /* who tells it, when he is known by name; -1 */
    bool copied;          /* it stands in a passage that several reports share */
} rap_stand;

rap_stand rap_stand_of(const rap_pile *p, uint32_t flat);
rap_opposed rap_stand_against(const rap_pile *p, const rap_stand *a,
                              const rap_stand *b);

#endif
