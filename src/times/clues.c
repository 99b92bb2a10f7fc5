/*
 * times/clues.c - the day of a report from the dates that its sentences name.
 *
 * A weekday beside a month and day holds only in some years, and others are weighed by
 * what else the text names (era.c); the latest day told in the past is close to the
 * report's own.  Where no year stands out the day is given without one.
 */
/* SPDX-License-Identifier: MIT */
#include "times/clues.h"
#include "times/era.h"

enum {
    MOST = 64, /* marks looked at */
    AHEAD = 3, /* days that a bare weekday may lie behind the last date */
    EARLY =
        31,    /* days by which a report may come before a date that it tells as past */
    LATE = 60, /* days after its last date by which nine in ten reports are out */
    STANDS = 65, /* belief in a year from which on it is told */
    ALONE = 60,  /* and where no day is known */
    MOST_SURE = 85,
    DAY_SHARE = 55 /* in a hundred: within a week of the day when the year is right */
};

typedef struct {
    const mark *m;
    int tense;
    bool told; /* near the report's own day: with a weekday, or when somebody spoke */
} clue;

typedef struct {
    clue v[MOST];
    uint32_t n;
} clues;

static void gather(clues *c, const rap_prose *p, const mark_list *marks)
{
    for (size_t i = 0; i < marks->n && c->n < MOST; i++) {
        const mark *m = &marks->v[i];
        bool day = m->kind == MARK_DATE && m->day.month && !m->bc;
        if (!day && m->kind != MARK_WEEKDAY) continue;
        bool told = (m->weekday && !m->day.year) || times_is_told(p, m);
        c->v[c->n++] = (clue){m, times_tense(p, m), told};
    }
}

static bool is_day(const clue *c)
{
    return c->m->kind == MARK_DATE && c->m->day.day;
}

/* Do all weekdays that stand beside a day hold in this year? */
static bool agrees(const clues *c, int year)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const mark *m = c->v[i].m;
        if (!is_day(&c->v[i]) || !m->weekday || m->day.year) continue;
        rap_day d = {(int16_t)year, m->day.month, m->day.day};
        if (!rap_day_is_valid(d) || rap_day_weekday(d) + 1 != m->weekday) return false;
    }
    return true;
}

/* The latest month and day told in the past (in any tense when there is none). */
static const clue *latest_day(const clues *c, int year, int most_tense)
{
    const clue *best = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        const clue *k = &c->v[i];
        if (!is_day(k) || !k->told || k->tense > most_tense) continue;
        if (k->m->day.year && year && k->m->day.year != year) continue;
        if (best && !year && best->m->day.year > k->m->day.year) continue;
        int at = k->m->day.month * 31 + k->m->day.day;
        if (!best || at > best->m->day.month * 31 + best->m->day.day) best = k;
    }
    return best;
}

static void add_evidence(rap_published *out, const rap_prose *p, const mark *m)
{
    const uint32_t room = sizeof out->evidence / sizeof *out->evidence;
    if (out->n_evidence < room)
        out->evidence[out->n_evidence++] = rap_tokens_span(p, m->first, m->last);
}

/* A weekday told alone moves the day on when it lies shortly behind. */
static rap_day move_on(rap_published *out, const rap_prose *p, const clues *c,
                       rap_day d)
{
    int most = 0;
    const mark *why = NULL;
    for (uint32_t i = 0; i < c->n; i++) {
        const mark *m = c->v[i].m;
        if (m->kind != MARK_WEEKDAY || c->v[i].tense > 0 || m->dir != DIR_NONE)
            continue;
        int ahead = (m->weekday - 1 - rap_day_weekday(d) + 7) % 7;
        if (ahead > most && ahead <= AHEAD) {
            most = ahead;
            why = m;
        }
    }
    if (why) add_evidence(out, p, why);
    return rap_day_add(d, most);
}

static bool is_inside(rap_day d, rap_days between)
{
    int32_t day = rap_day_serial(d);
    bool early = !rap_day_is_none(between.from) &&
                 day < rap_day_serial(rap_day_first(between.from));
    bool late =
        !rap_day_is_none(between.to) && day > rap_day_serial(rap_day_last(between.to));
    return !early && !late;
}

/* Years in which the day cannot lie are out of the question. */
static void weigh_day(era *e, const clues *c, rap_day d, rap_days between)
{
    for (int i = 0; i < e->n; i++) {
        rap_day at = {(int16_t)(e->first + i), d.month, d.day};
        if (d.month && d.day && (!rap_day_is_valid(at) || !is_inside(at, between)))
            e->weight[i] = 0;
        if (!agrees(c, e->first + i)) e->weight[i] = 0;
    }
}

static rap_day in_year(rap_day d, int year)
{
    rap_day at = {(int16_t)year, d.month, d.day};
    if (!rap_day_is_valid(at)) at.day = 28;
    return at;
}

/* e: NULL when the year is told. */
static void give_full(rap_published *out, rap_day d, const era *e, int sure)
{
    out->day = d;
    out->sure = (uint8_t)((sure < MOST_SURE ? sure : MOST_SURE) * DAY_SHARE / 100);
    out->basis = "text";
    out->range = (rap_days){rap_day_add(d, -EARLY), rap_day_add(d, LATE)};
    if (!e) return;
    int from, to;
    times_era_range(e, &from, &to);
    if (from < d.year) out->range.from = in_year(d, from);
    if (to > d.year) out->range.to = rap_day_add(in_year(d, to), LATE);
}

/* A month and day whose year cannot be told. */
static void give_partial(rap_published *out, const rap_prose *p, const clue *k)
{
    out->basis = "text";
    out->sure = k->tense < 0 ? 40 : 20;
    out->day = (rap_day){0, k->m->day.month, k->tense < 0 ? k->m->day.day : 0};
    add_evidence(out, p, k->m);
}

/* Nothing but a year. */
static void give_year(rap_published *out, const rap_prose *p, const era *e)
{
    int sure, from, to, year = times_era_best(e, &sure);
    if (sure < ALONE) return;
    times_era_range(e, &from, &to);
    out->basis = "text";
    out->sure = (uint8_t)(sure < MOST_SURE ? sure : MOST_SURE);
    out->day = (rap_day){(int16_t)year, 0, 0};
    out->range = (rap_days){{(int16_t)from, 1, 1}, {(int16_t)to, 12, 31}};
    if (e->latest) add_evidence(out, p, e->latest);
    if (e->holder) {
        mark m = mark_new(MARK_NONE, e->holder - 1, e->holder + 1, NULL);
        add_evidence(out, p, &m);
    }
}

/* The day to which a year is looked for: the dateline's, else the latest told. */
static const clue *day_told(const clues *c)
{
    const clue *k = latest_day(c, 0, 0);
    return k ? k : latest_day(c, 0, 1);
}

void times_from_text(rap_published *out, const rap_prose *p, const mark_list *marks,
                     rap_days between, rap_day dateline)
{
    clues c = {.n = 0};
    era e;
    gather(&c, p, marks);
    times_era(&e, p, marks, between);
    *out = (rap_published){.basis = "none"};
    bool head = !rap_day_is_none(dateline);
    const clue *k = day_told(&c);
    rap_day d = head ? dateline : k ? k->m->day : (rap_day){0, 0, 0};
    weigh_day(&e, &c, d, between);
    if (!head && (!k || (k->tense > 0 && k->m->day.year))) {
        give_year(out, p, &e);
        return;
    }
    int sure, year = times_era_best(&e, &sure);
    bool told = d.year != 0;
    if (told) year = d.year;
    if (told) sure = MOST_SURE;
    d.year = (int16_t)year;
    if (!year || sure < STANDS || !rap_day_is_valid(d)) {
        if (!head) give_partial(out, p, k);
        return;
    }
    if (k) add_evidence(out, p, k->m);
    if (!head) d = move_on(out, p, &c, d);
    if (is_inside(d, between))
        give_full(out, d, told ? NULL : &e, sure);
    else
        *out = (rap_published){.basis = "none"};
}
