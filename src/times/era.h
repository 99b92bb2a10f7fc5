/*
 * times/era.h - the years from which a text may be, with beliefs.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TIMES_ERA_H
#define RAP_TIMES_ERA_H

#include "times/expression.h"

enum {
    ERA_FIRST = 1980, /* of reports that may be dated without being told a window */
    ERA_LAST = 2026,
    ERA_YEARS = 80 /* that a window holds at most */
};

typedef struct {
    int first, n;               /* years first .. first + n - 1 */
    uint32_t weight[ERA_YEARS]; /* relative beliefs; 0: out of the question */
    const mark *latest;         /* the latest year told of the past, or NULL */
    uint32_t holder;            /* token of an office holder that was weighed, or 0 */
} era;

/* Weigh each year by the years named in the text and by who holds which office. */
void times_era(era *out, const rap_prose *p, const mark_list *marks, rap_days between);

/* The likeliest year; *sure its share in a hundred; 0 when none has a weight. */
int times_era_best(const era *e, int *sure);

/* Years that hold the truth with a belief of 90. */
void times_era_range(const era *e, int *from, int *to);

#endif
