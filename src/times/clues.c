/*
 * times/clues.c - the day of a report from the dates that its sentences name.
 *
 * A weekday beside a month and day holds only in some years; full dates of the past say
 * that the report is not older; the latest day told in the past is close to the
 * report's own.  A bare year ("annexed in 2014") says next to nothing and is not used.
 */
/* SPDX-License-Identifier: MIT */
#include "times/clues.h"

enum {
    FIRST_YEAR = 1980, /* of reports that may be dated without being told a window */
    LAST_YEAR = 2026,
    MOST = 64, /* marks looked at */
    AHEAD = 3, /* days that a bare weekday may lie behind the last date */
    LATE = 4   /* days after its last date by which a report is nearly always out */
};

typedef struct {
    const mark *m;
    int tense;
    bool told; /* near the report's own day: with a weekday, or when somebody spoke */
} clue;

typedef struct {
    clue v[MOST];
    uint32_t n;
    int first_year, last_year; /* window */
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

static bool has_weekday_date(const clues *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (is_day(&c->v[i]) && c->v[i].m->weekday && !c->v[i].m->day.year) return true;
    return false;
}

/* The latest year of a date of the past, or 0. */
static int latest_year(const clues *c)
{
    int year = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const mark *m = c->v[i].m;
        if (m->kind == MARK_DATE && c->v[i].tense <= 0 && m->day.year > year &&
            m->day.year <= c->last_year)
            year = m->day.year;
    }
    return year;
}

/* The year, and how many others would do as well; 0 when it cannot be told. */
static int choose_year(const clues *c, int *others)
{
    int latest = latest_year(c), year = 0;
    *others = 0;
    if (!has_weekday_date(c)) {
        *others = 1;
        return 0;
    }
    for (int y = latest > c->first_year ? latest : c->first_year; y <= c->last_year;
         y++) {
        if (!agrees(c, y)) continue;
        if (latest && year)
            break; /* the first that is not before the latest date told */
        *others += year != 0;
        year = y;
    }
    return year;
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

/* The only year in which a month and day lie inside the window, or 0. */
static int only_year(rap_day d, const clues *c, rap_days between)
{
    int found = 0;
    if (rap_day_is_none(between.from)) return 0;
    for (int y = c->first_year; y <= c->last_year; y++) {
        rap_day at = {(int16_t)y, d.month, d.day};
        if (!rap_day_is_valid(at) || !is_inside(at, between) || !agrees(c, y)) continue;
        if (found) return 0;
        found = y;
    }
    return found;
}

static void give_full(rap_published *out, rap_day d, int year, int others)
{
    out->day = d;
    out->sure = others ? 60 : 80;
    out->basis = "text";
    out->range = (rap_days){d, rap_day_add(d, LATE)};
    if (others > 1) /* an earlier year is not out of the question */
        out->range.from = (rap_day){(int16_t)(year - 6), d.month,
                                    d.month == 2 && d.day == 29 ? 28 : d.day};
}

/* A month and day whose year cannot be told. */
static void give_partial(rap_published *out, const rap_prose *p, const clue *k)
{
    out->basis = "text";
    out->sure = k->tense < 0 ? 60 : 40;
    out->day = (rap_day){0, k->m->day.month, k->tense < 0 ? k->m->day.day : 0};
    add_evidence(out, p, k->m);
}

void times_from_text(rap_published *out, const rap_prose *p, const mark_list *marks,
                     rap_days between, rap_day dateline)
{
    clues c = {.first_year = FIRST_YEAR, .last_year = LAST_YEAR};
    if (between.from.year) c.first_year = between.from.year;
    if (between.to.year) c.last_year = between.to.year;
    gather(&c, p, marks);
    *out = (rap_published){.basis = "none"};
    int others, year = choose_year(&c, &others);
    const clue *k = latest_day(&c, year, 0);
    if (!k) k = latest_day(&c, year, 1);
    if (!k && rap_day_is_none(dateline)) return;
    rap_day d = k && rap_day_is_none(dateline) ? k->m->day : dateline;
    if (d.year) year = d.year;
    int one = only_year(d, &c, between);
    if (one) year = one;
    if (!year) {
        if (k && rap_day_is_none(dateline)) give_partial(out, p, k);
        return;
    }
    d.year = (int16_t)year;
    if (!rap_day_is_valid(d)) return;
    if (k) add_evidence(out, p, k->m);
    if (rap_day_is_none(dateline)) d = move_on(out, p, &c, d);
    if (is_inside(d, between))
        give_full(out, d, year, one ? 0 : others);
    else
        *out = (rap_published){.basis = "none"};
}
