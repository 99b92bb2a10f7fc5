/*
 * times/story.c - the years of months and days told without one, in a history.
 *
 * A history goes on from one time to the next.  Its years are those that make it leap
 * least: the cheapest way through all its dates (Viterbi 1967), where going on is
 * cheap, going back is dear, and a year may be an aside that leaves the story where it
 * was.  A few ways are kept at each date, so the cost is that of one walk over the
 * marks.
 */
/* SPDX-License-Identifier: MIT */
#include "times/values.h"

enum {
    WAYS = 12, /* kept at each date */
    LOOK = 4,  /* dates with a year that are looked ahead for */
    YEAR = 12, /* months */
    NOWHERE = -1
};

/* Points, about one for a month that a story leaps over. */
enum {
    BACK_LEAST = 8,
    FAR_ON = 40,
    FAR_BACK = 60,
    ASIDE_YEAR = 8,
    ASIDE_DAY = 22,
    ASIDE_OPENING = 14, /* more where it opens its sentence */
    ASIDE_BRACKET = 5   /* less in a bracket */
};

typedef enum { STOP_NONE, STOP_FULL, STOP_YEAR, STOP_OPEN } stop_kind;

typedef struct {
    int32_t at;   /* months from year 0, or NOWHERE */
    int32_t cost; /* so far */
    int16_t year; /* taken for this date, 0: it is an aside */
    uint8_t back; /* way of the date before */
} way;

typedef struct {
    way ways[WAYS];
    uint8_t n;
} step;

int times_season_month(const mark *m)
{
    static const int8_t middles[] = {'P', 4, 'U', 7, 'A', 10, 'I', 1};
    const char *name = times_word_static((tword){.row = (int16_t)m->row});
    for (int i = 0; name && i < 8; i += 2)
        if (name[1] == middles[i]) return middles[i + 1];
    return 0;
}

static int month_of(const mark *m)
{
    if (m->kind == MARK_HOLIDAY) return times_holiday(m->row, 2000).month;
    return m->kind == MARK_SEASON ? times_season_month(m) : m->day.month;
}

static stop_kind stop_of(const mark *m)
{
    bool date =
        m->kind == MARK_DATE || m->kind == MARK_SEASON || m->kind == MARK_HOLIDAY;
    if (!date || m->bc || m->from_text || m->dir != DIR_NONE || m->unit)
        return STOP_NONE;
    if (month_of(m)) return m->day.year ? STOP_FULL : STOP_OPEN;
    return m->day.year ? STOP_YEAR : STOP_NONE;
}

static int32_t leap(int32_t from, int32_t to)
{
    if (from == NOWHERE || to == from || to == from + 1) return 0;
    int32_t d = to > from ? to - from : from - to;
    if (to > from) {
        int32_t cost = d <= YEAR ? d : YEAR + (d - YEAR) / 2;
        return cost < FAR_ON ? cost : FAR_ON;
    }
    int32_t cost = d == 1 ? BACK_LEAST - 1 : BACK_LEAST + 2 * d;
    return cost < FAR_BACK ? cost : FAR_BACK;
}

/* Keep a way, the cheapest to each place and the cheapest of all. */
static void keep(step *s, way w)
{
    size_t worst = 0;
    for (size_t i = 0; i < s->n; i++) {
        if (s->ways[i].at == w.at) {
            if (w.cost < s->ways[i].cost) s->ways[i] = w;
            return;
        }
        if (s->ways[i].cost > s->ways[worst].cost) worst = i;
    }
    if (s->n < WAYS)
        s->ways[s->n++] = w;
    else if (w.cost < s->ways[worst].cost)
        s->ways[worst] = w;
}

/* A year told without its month, seen from where the story is. */
static int32_t nearest_month(int32_t from, int year)
{
    if (from == NOWHERE || from / YEAR < year) return year * YEAR;
    return from / YEAR > year ? year * YEAR + YEAR - 1 : from;
}

static int32_t aside_cost(const rap_prose *p, const mark *m, stop_kind kind)
{
    int32_t cost = kind == STOP_YEAR ? ASIDE_YEAR : ASIDE_DAY;
    uint32_t from = p->sentences[p->tokens[m->first].sentence].first;
    if (m->first <= from + 1) cost += ASIDE_OPENING;
    if (m->first > from && rap_token_is(p, m->first - 1, "(")) cost -= ASIDE_BRACKET;
    return cost;
}

typedef struct {
    const rap_prose *p;
    const mark_list *marks;
    int16_t own; /* year of the report, or 0 */
} story;

/* Years that a date without one may lie in. */
static size_t years_for(const story *t, size_t i, int32_t from, int16_t *years)
{
    size_t n = 0;
    for (int off = -1; from != NOWHERE && off <= 1; off++)
        years[n++] = (int16_t)(from / YEAR + off);
    size_t seen = 0;
    for (size_t k = i + 1; k < t->marks->n && k <= i + 2 * LOOK && seen < LOOK; k++) {
        stop_kind kind = stop_of(&t->marks->v[k]);
        if (kind != STOP_FULL && kind != STOP_YEAR) continue;
        years[n++] = t->marks->v[k].day.year;
        seen++;
    }
    if (n == 0 && t->own) years[n++] = t->own;
    return n;
}

static void go_on(const story *t, size_t i, const step *before, step *out)
{
    const mark *m = &t->marks->v[i];
    stop_kind kind = stop_of(m);
    for (uint8_t k = 0; k < before->n; k++) {
        way from = before->ways[k], w = {.back = k};
        int16_t years[LOOK + 4] = {m->day.year};
        size_t n = kind == STOP_OPEN ? years_for(t, i, from.at, years) : 1;
        for (size_t y = 0; y < n; y++) {
            w.year = years[y];
            w.at = kind == STOP_YEAR ? nearest_month(from.at, w.year)
                                     : w.year * YEAR + month_of(m) - 1;
            w.cost = from.cost + leap(from.at, w.at);
            keep(out, w);
        }
        if (kind == STOP_OPEN) continue;
        w = (way){from.at, from.cost + aside_cost(t->p, m, kind), 0, k};
        keep(out, w);
    }
}

static void walk_back(const step *steps, const uint32_t *stops, size_t n,
                      int16_t *years)
{
    uint8_t best = 0;
    for (uint8_t k = 1; n && k < steps[n].n; k++)
        if (steps[n].ways[k].cost < steps[n].ways[best].cost) best = k;
    for (size_t i = n; i > 0; i--) {
        years[stops[i - 1]] = steps[i].ways[best].year;
        best = steps[i].ways[best].back;
    }
}

const int16_t *times_story(const rap_prose *p, const mark_list *marks, rap_day own)
{
    story t = {p, marks, own.year};
    int16_t *years = RAP_NEW(p->arena, int16_t, marks->n + 1);
    uint32_t *stops = RAP_NEW(p->arena, uint32_t, marks->n + 1);
    step *steps = RAP_NEW(p->arena, step, marks->n + 2);
    if (!years || !stops || !steps) return NULL;
    size_t n = 0;
    steps[0] = (step){.ways = {{.at = NOWHERE}}, .n = 1};
    for (size_t i = 0; i < marks->n; i++) {
        if (stop_of(&marks->v[i]) == STOP_NONE) continue;
        stops[n++] = (uint32_t)i;
        go_on(&t, i, &steps[n - 1], &steps[n]);
        if (steps[n].n == 0) steps[n] = steps[n - 1]; /* no year is known at all */
    }
    walk_back(steps, stops, n, years);
    return years;
}
