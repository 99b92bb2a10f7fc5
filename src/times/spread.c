/*
 * times/spread.c - a belief spread over days: which day is how likely a report's own.
 */
/* SPDX-License-Identifier: MIT */
#include "times/spread.h"

#include "base/logarithm.h"

enum {
    DAYS_MAX = 80 * 366,
    TEMPER = 205, /* of 256: evidence is less independent than a sum makes it */
    HELD = 90,    /* in a hundred, of the range */
    WEEK = 7
};

void times_spread_new(spread *s, rap_days between, rap_arena *arena)
{
    rap_day from = {SPREAD_FIRST, 1, 1}, to = {SPREAD_LAST, 12, 31};
    if (between.from.year) from = rap_day_first(between.from);
    if (between.to.year) to = rap_day_last(between.to);
    int32_t last = rap_day_serial(to);
    s->first = rap_day_serial(from);
    if (last < s->first) last = s->first;
    if (last - s->first >= DAYS_MAX) s->first = last - DAYS_MAX + 1;
    s->n = last - s->first + 1;
    s->score = RAP_NEW(arena, int32_t, (size_t)s->n);
    if (!s->score) s->n = 0;
}

void times_spread_add(spread *s, int32_t from, int32_t to, int32_t points)
{
    if (from < s->first) from = s->first;
    if (to > s->first + s->n - 1) to = s->first + s->n - 1;
    for (int32_t day = from; day <= to; day++)
        s->score[day - s->first] += points;
}

typedef struct {
    const uint64_t *weight; /* of each day */
    uint64_t all;
    int32_t n;
} weights;

static uint8_t share(uint64_t part, uint64_t all)
{
    return (uint8_t)(part * 100 / all);
}

static uint64_t sum(const weights *w, int32_t from, int32_t to)
{
    uint64_t all = 0;
    if (from < 0) from = 0;
    if (to > w->n - 1) to = w->n - 1;
    for (int32_t i = from; i <= to; i++)
        all += w->weight[i];
    return all;
}

/* The shortest run of days that holds enough. */
static void find_range(const weights *w, int32_t *from, int32_t *to)
{
    uint64_t held = 0, want = w->all / 100 * HELD;
    int32_t a = 0;
    *from = 0;
    *to = w->n - 1;
    for (int32_t b = 0; b < w->n; b++) {
        held += w->weight[b];
        while (held - w->weight[a] >= want && a < b)
            held -= w->weight[a++];
        if (held < want || b - a >= *to - *from) continue;
        *from = a;
        *to = b;
    }
}

/* The likeliest year; its days in *from, *to. */
static uint64_t likeliest_year(const spread *s, const weights *w, int32_t *from,
                               int32_t *to)
{
    uint64_t best = 0;
    for (int32_t i = 0, end; i < w->n; i = end + 1) {
        rap_day last = {rap_day_of_serial(s->first + i).year, 12, 31};
        end = rap_day_serial(last) - s->first;
        uint64_t here = sum(w, i, end);
        if (here <= best) continue;
        best = here;
        *from = i;
        *to = end < w->n ? end : w->n - 1;
    }
    return best;
}

static uint64_t sum_of_month(const spread *s, const weights *w, int32_t at)
{
    rap_day d = rap_day_of_serial(s->first + at);
    d.day = 0;
    return sum(w, rap_day_serial(rap_day_first(d)) - s->first,
               rap_day_serial(rap_day_last(d)) - s->first);
}

static void weigh(const spread *s, uint64_t *weight, uint64_t *all)
{
    int32_t most = s->score[0];
    for (int32_t i = 1; i < s->n; i++)
        if (s->score[i] > most) most = s->score[i];
    for (int32_t i = 0; i < s->n; i++) {
        weight[i] =
            rap_exp2_down((uint32_t)((most - s->score[i]) / 256 * TEMPER +
                                     (most - s->score[i]) % 256 * TEMPER / 256));
        *all += weight[i];
    }
}

/* Of the weeks about a month and day in all years. */
static uint64_t sum_of_date(const spread *s, const weights *w, int32_t at)
{
    rap_day d = rap_day_of_serial(s->first + at);
    uint64_t all = 0;
    int last = rap_day_of_serial(s->first + s->n - 1).year;
    for (int y = rap_day_of_serial(s->first).year; y <= last; y++) {
        rap_day other = {(int16_t)y, d.month, d.day};
        int32_t i = rap_day_is_valid(other) ? rap_day_serial(other) - s->first : -1;
        if (i >= 0 && i < s->n) all += sum(w, i - WEEK, i + WEEK);
    }
    return all;
}

bool times_spread_read(const spread *s, spread_view *out, rap_arena *arena)
{
    uint64_t *weight = s->n ? RAP_NEW(arena, uint64_t, (size_t)s->n) : NULL;
    if (!weight) return false;
    weights w = {.weight = weight, .n = s->n};
    weigh(s, weight, &w.all);
    int32_t from = 0, to = s->n - 1;
    out->year_sure = share(likeliest_year(s, &w, &from, &to), w.all);
    int32_t best = from;
    for (int32_t i = from; i <= to; i++)
        if (weight[i] > weight[best]) best = i;
    out->month_sure = share(sum_of_month(s, &w, best), w.all);
    out->day = rap_day_of_serial(s->first + best);
    out->day_sure = share(weight[best], w.all);
    out->date_sure = share(sum_of_date(s, &w, best), w.all);
    out->week_sure = share(sum(&w, best - WEEK, best + WEEK), w.all);
    find_range(&w, &from, &to);
    out->range = (rap_days){rap_day_of_serial(s->first + from),
                            rap_day_of_serial(s->first + to)};
    return true;
}
