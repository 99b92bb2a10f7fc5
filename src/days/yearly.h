/*
 * days/yearly.h - the years of reports, from their own texts and from the reports that
 * are like them.
 *
 * Each report begins with the belief of its own text, or with the year that it gives.
 * In a few rounds each takes over what the most alike believe, blurred by how far like
 * reports lie apart; all at once, so that no order matters (a loopy propagation of
 * beliefs with mixed messages).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_DAYS_YEARLY_H
#define RAP_DAYS_YEARLY_H

#include "base/day.h"
#include "base/err.h"
#include "stories/likeness.h"
#include "times/spread.h"

typedef struct {
    const rap_str *texts;
    uint32_t n;
    const bool *dated;    /* gives its day */
    const int32_t *day;   /* serial, of those */
    const uint16_t *same; /* thousandths: that it is on the matter of the dated */
    rap_likeness *likeness;
    rap_days between;
} rap_yearly_in;

typedef struct {
    int first;       /* the first year */
    uint32_t n;      /* years */
    uint32_t *own;   /* of each report: shares of its years by its text, of 2^16 */
    uint32_t *share; /* and after all rounds */
    bool *moved;     /* has a report like enough */
    rap_spread_steps *text; /* what each one's text tells of its days; none of dated */
} rap_yearly;

/* Memory from the arena.  O(text + reports * years). */
RAP_NODISCARD
rap_code rap_yearly_weigh(rap_yearly *out, const rap_yearly_in *in, rap_arena *arena,
                          rap_err *err);

/* Did other reports say anything about it? */
static inline bool rap_yearly_moved(const rap_yearly *y, uint32_t report)
{
    return y->moved[report];
}

/* What the others say of the years of a report: the share of each day, in 1e-9, by its
 * year, into `rest` for the days of a spread. */
void rap_yearly_rest(const rap_yearly *y, uint32_t report, const rap_spread *s,
                     int32_t *rest);

#endif
