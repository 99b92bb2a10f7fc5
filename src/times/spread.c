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
    LEAST_HELD = 75,
    STEP = 5,
    HELD_FROM = 40,
    WHOLE = 100,
    THIN = 3,
    WEEKS = 62, /* days */
    OFF = -40 * RAP_SPREAD_BIT,
    NOWHERE = -20 * RAP_SPREAD_BIT, /* points of what is out of the question */
    WEEK = 7,
    NEAR = 31
};

void rap_spread_new(rap_spread *s, rap_days between, rap_arena *arena)
{
    rap_day from = {RAP_SPREAD_FIRST, 1, 1}, to = {RAP_SPREAD_LAST, 12, 31};
    if (between.from.year) from = rap_day_first(between.from);
    if (between.to.year) to = rap_day_last(between.to);
    int32_t last = rap_day_serial(to);
    s->first = rap_day_serial(from);
    if (last < s->first) last = s->first;
    if (last - s->first >= DAYS_MAX) s->first = last - DAYS_MAX + 1;
    s->n = last - s->first + 1;
    s->temper = TEMPER;
    s->held = 0;
    s->score = RAP_NEW(arena, int32_t, (size_t)s->n);
    if (!s->score) s->n = 0;
}

void rap_spread_add(rap_spread *s, int32_t from, int32_t to, int32_t points)
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

/* The shortest run of days that holds a share. */
static void find_run(const weights *w, uint64_t want, int32_t *from, int32_t *to)
{
    uint64_t held = 0;
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

/* The run that holds the belief; a little less where that takes many times the days:
 * what is left lies anywhere. */
static void find_range(const weights *w, uint32_t held, int32_t *from, int32_t *to)
{
    int32_t a, b;
    find_run(w, w->all / 100 * held, from, to);
    while (held > LEAST_HELD) {
        held -= STEP;
        find_run(w, w->all / 100 * held, &a, &b);
        if ((b - a + 1) * THIN > *to - *from + 1) continue;
        *from = a;
        *to = b;
    }
}

/* With the belief measured; where two thirds of it lie in weeks, these. */
static void find_measured(const weights *w, uint32_t held, int32_t *from, int32_t *to)
{
    int32_t a, b;
    find_range(w, held, from, to);
    for (uint32_t h = held - STEP; h * 3 >= held * 2 && *to - *from > WEEKS;
         h -= STEP) {
        find_run(w, w->all / 100 * h, &a, &b);
        if (b - a > WEEKS) continue;
        *from = a;
        *to = b;
    }
}

/* The likeliest year; its days in *from, *to. */
static uint64_t likeliest_year(const rap_spread *s, const weights *w, int32_t *from,
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

static uint64_t sum_of_month(const rap_spread *s, const weights *w, int32_t at)
{
    rap_day d = rap_day_of_serial(s->first + at);
    d.day = 0;
    return sum(w, rap_day_serial(rap_day_first(d)) - s->first,
               rap_day_serial(rap_day_last(d)) - s->first);
}

static void weigh(const rap_spread *s, uint64_t *weight, uint64_t *all)
{
    int32_t most = s->score[0];
    for (int32_t i = 1; i < s->n; i++)
        if (s->score[i] > most) most = s->score[i];
    for (int32_t i = 0; i < s->n; i++) {
        weight[i] =
            rap_exp2_down((uint32_t)((most - s->score[i]) / 256 * s->temper +
                                     (most - s->score[i]) % 256 * s->temper / 256));
        *all += weight[i];
    }
}

/* Of the weeks about a month and day in all years. */
static uint64_t sum_of_date(const rap_spread *s, const weights *w, int32_t at)
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

bool rap_spread_read(const rap_spread *s, rap_spread_view *out, rap_arena *arena)
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
    out->near_sure = share(sum(&w, best - NEAR, best + NEAR), w.all);
    if (s->held)
        find_measured(&w, s->held, &from, &to);
    else
        find_range(&w, HELD, &from, &to);
    if (best < from) from = best; /* as good a run may lie beside it */
    if (best > to) to = best;
    out->range = (rap_days){rap_day_of_serial(s->first + from),
                            rap_day_of_serial(s->first + to)};
    return true;
}

void rap_spread_hold(rap_spread *s, rap_day known)
{
    if (rap_day_is_none(known)) return;
    for (int32_t i = 0; i < s->n; i++) {
        rap_day d = rap_day_of_serial(s->first + i);
        bool off = (known.year && d.year != known.year) ||
                   (known.month && d.month != known.month) ||
                   (known.day && d.day != known.day);
        if (off) s->score[i] += OFF;
    }
}

void rap_spread_window(rap_days between, int *first, uint32_t *n)
{
    int from = between.from.year ? between.from.year : RAP_SPREAD_FIRST;
    int to = between.to.year ? between.to.year : RAP_SPREAD_LAST;
    if (to < from) to = from;
    if (to - from >= RAP_SPREAD_YEARS) from = to - RAP_SPREAD_YEARS + 1;
    *first = from;
    *n = (uint32_t)(to - from) + 1;
}

bool rap_spread_years(const rap_spread *s, int first, uint32_t *share, uint32_t n,
                      rap_arena *arena)
{
    uint64_t *weight = s->n ? RAP_NEW(arena, uint64_t, (size_t)s->n) : NULL, all = 0;
    if (!weight) return false;
    weigh(s, weight, &all);
    const weights w = {.weight = weight, .n = s->n};
    for (uint32_t i = 0; i < n; i++) {
        rap_day from = {(int16_t)(first + (int)i), 1, 1}, to = {from.year, 12, 31};
        uint64_t here =
            sum(&w, rap_day_serial(from) - s->first, rap_day_serial(to) - s->first);
        share[i] = (uint32_t)(here / (all / 65536 + 1));
    }
    return true;
}

int32_t rap_spread_points(const rap_spread *s, int32_t day, rap_arena *arena)
{
    uint64_t all = 0;
    rap_arena_place place = rap_arena_at(arena);
    uint64_t *weight = s->n ? RAP_NEW(arena, uint64_t, (size_t)s->n) : NULL;
    int32_t i = day - s->first, points = NOWHERE;
    if (weight && i >= 0 && i < s->n) {
        weigh(s, weight, &all);
        points = rap_log2(weight[i] + 1) - rap_log2(all);
    }
    rap_arena_back(arena, place);
    if (!weight && s->n) rap_arena_refuse(arena);
    return points > NOWHERE ? points : NOWHERE;
}

uint32_t rap_spread_pack(const rap_spread *s, rap_spread_step *out)
{
    uint32_t n = 0;
    for (int32_t i = 0; i < s->n; i++) {
        if (i && s->score[i] == s->score[i - 1]) continue;
        int32_t points = s->score[i] / 256 * s->temper;
        points += s->score[i] % 256 * s->temper / 256;
        out[n++] = (rap_spread_step){i, points};
    }
    return n;
}

uint8_t rap_spread_holding(const rap_spread *s, int32_t day, rap_arena *arena)
{
    rap_arena_place place = rap_arena_at(arena);
    uint64_t *weight = s->n ? RAP_NEW(arena, uint64_t, (size_t)s->n) : NULL;
    weights w = {.weight = weight, .n = s->n};
    int32_t from = 0, to = -1, at = day - s->first;
    uint8_t held = WHOLE;
    if (weight) weigh(s, weight, &w.all);
    for (uint8_t h = HELD_FROM; weight && h < WHOLE; h += STEP) {
        find_run(&w, w.all / 100 * h, &from, &to);
        if (at < from || at > to) continue;
        held = h;
        break;
    }
    rap_arena_back(arena, place);
    if (!weight && s->n) rap_arena_refuse(arena);
    return held;
}
