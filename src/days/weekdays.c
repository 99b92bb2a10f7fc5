/*
 * days/weekdays.c - how soon after a weekday that they name reports come out.
 */
/* SPDX-License-Identifier: MIT */
#include "days/weekdays.h"

#include "base/logarithm.h"

enum { COUNTED = 20 /* what one report counts for beside the usual, which are 98 */ };

void rap_weekdays_usual(rap_weekdays *out)
{
    static const uint32_t usual[7] = {30, 20, 12, 8, 8, 8, 12};
    for (uint32_t p = 0; p < RAP_WEEKDAY_PLACES; p++)
        memcpy(out->after[p], usual, sizeof usual);
}

/* Days from one weekday to the next such other one. */
static int days_between(int from, int to)
{
    return (to + 7 - from) % 7;
}

void rap_weekdays_count(rap_weekdays *w, const rap_dayclues *c, int32_t day)
{
    int weekday = rap_day_weekday(rap_day_of_serial(day));
    for (uint32_t i = 0; i < c->n_weekdays; i++) {
        rap_weekday_clue named = c->weekdays[i];
        w->after[named.place][days_between(named.weekday, weekday)] += COUNTED;
    }
}

void rap_weekdays_weigh(const rap_weekdays *w, const rap_dayclues *c, int32_t points[7])
{
    static const int32_t worth[RAP_WEEKDAY_PLACES] = {100, 70, 40}; /* hundredths */
    for (uint32_t i = 0; i < c->n_weekdays; i++) {
        rap_weekday_clue named = c->weekdays[i];
        const uint32_t *after = w->after[named.place];
        uint32_t all = 0;
        for (int k = 0; k < 7; k++)
            all += after[k];
        for (int day = 0; day < 7; day++) {
            uint64_t here = after[days_between(named.weekday, day)];
            points[day] +=
                (rap_log2(here * 7) - rap_log2(all)) * worth[named.place] / 100;
        }
    }
}
