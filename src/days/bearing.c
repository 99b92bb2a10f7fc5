/*
 * days/bearing.c - how much of a report's day is told of it: no more than is believed.
 */
/* SPDX-License-Identifier: MIT */
#include "days/bearing.h"

enum {
    LEAST_YEAR = 8, /* belief in a year that is told */
    FULL_YEAR = 50, /* and on which a day may rest */
    FULL_NEAR = 45, /* belief in the month about a day that is told */
    LIKELY_SAME = 800,
    LIKELY_NEAR = 33, /* the same where the matter is hardly in doubt */
    ALONE_YEAR = 60,
    ALONE_WEEK = 50,
    FULL_MONTH = 50
};

static bool bears_day(const rap_spread_view *v, uint16_t same)
{
    if (same < RAP_BEARING_ALONE)
        return v->year_sure >= ALONE_YEAR && v->week_sure >= ALONE_WEEK;
    uint32_t near = same < LIKELY_SAME ? FULL_NEAR : LIKELY_NEAR;
    return v->year_sure >= FULL_YEAR && v->near_sure >= near;
}

bool rap_bearing_tell(rap_dated *out, const rap_spread_view *v, uint16_t same)
{
    rap_day d = v->day;
    if (v->year_sure < LEAST_YEAR) return false;
    out->sure = v->day_sure;
    if (!bears_day(v, same)) {
        d.day = 0;
        out->sure = v->month_sure;
    }
    if (!d.day && v->month_sure < FULL_MONTH) {
        d.month = 0;
        out->sure = v->year_sure;
    }
    out->day = d;
    out->range = v->range;
    return true;
}
