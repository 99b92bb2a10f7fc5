/*
 * times/clues.c - the day of a report from what its sentences tell.
 *
 * Each clue speaks for and against days: years named, offices held, events (era.h),
 * days of months with or without their weekday, weekdays alone.  Their sum is read as a
 * belief; no more of the day is told than it bears.
 */
/* SPDX-License-Identifier: MIT */
#include "times/clues.h"
#include "times/era.h"

enum {
    MOST = 48,       /* marks looked at */
    YEAR_LEAST = 10, /* belief from which on a year is told */
    STANDS = 60,     /* a year that a day rests on */
    DOUBTED = 50,    /* below it the day of the year is told rather */
    DATE_LEAST = 50,
    MONTH_LEAST = 50,
    WEEK_LEAST = 45, /* within a week of the day */
    NEAR = 900,      /* points of the fortnight beside a day without its year */
    PAIRED = 700,    /* more when its weekday stands beside it */
    FORTNIGHT = 14,
    HOLD = 330,       /* days in which a day of a month is told without its year */
    SOON = 30,        /* and before which, when it is past, a report is not written */
    LEAD_TOKENS = 150 /* where a weekday says most */
};

/* Points of days so many behind (of the future: before) a day that is told. */
typedef struct {
    int16_t upto, points;
} lag;

/* When somebody spoke on it, or with its weekday; and told without more, as days are
 * that lie too far back for a weekday alone. */
static const lag told_lags[] = {{0, 1500}, {1, 1400}, {2, 1100}, {3, 900}, {5, 700},
                                {7, 600},  {14, 400}, {31, 200}, {62, 80}};
static const lag past_lags[] = {{3, 900}, {17, 1000}, {31, 600}, {62, 200}};
static const lag full_lags[] = {{1, 1280}, {3, 1000}, {7, 800},
                                {31, 500}, {92, 220}, {183, 80}};
static const lag coming_lags[] = {{0, 700}, {1, 900},  {3, 800},
                                  {7, 640}, {14, 480}, {31, 250}};
static const lag stamp_lags[] = {{1, 700}, {3, 450}, {14, 200}};
/* Of a weekday told alone in the past and in the future, by days behind it. */
static const int16_t weekday_past[7] = {200, 260, 60, -60, -100, -80, -60};
static const int16_t weekday_coming[7] = {120, -120, -60, 0, 60, 120, 180};

enum { LAGS_TOLD = 9, LAGS_PAST = 4, LAGS_FULL = 6, LAGS_COMING = 6, LAGS_STAMP = 3 };

static void add_lags(rap_spread *s, int32_t day, int way, const lag *v, size_t n)
{
    int32_t from = 0;
    for (size_t i = 0; i < n; i++) {
        if (way > 0)
            rap_spread_add(s, day + from, day + v[i].upto, v[i].points);
        else
            rap_spread_add(s, day - v[i].upto, day - from, v[i].points);
        from = v[i].upto + 1;
    }
}

/* One that is past cannot lie ahead, one to come not behind. */
static void add_in_year(rap_spread *s, const mark *m, int tense, int32_t day, bool told)
{
    int32_t pair = m->weekday ? PAIRED : 0;
    if (m->weekday && rap_day_weekday(rap_day_of_serial(day)) + 1 != m->weekday) {
        rap_spread_add(s, day - SOON, day + HOLD, -7 * RAP_SPREAD_BIT);
    } else if (tense > 0) {
        add_lags(s, day, -1, coming_lags, LAGS_COMING);
        rap_spread_add(s, day - FORTNIGHT, day, NEAR + pair);
        rap_spread_add(s, day + 1, day + SOON, -3 * RAP_SPREAD_BIT);
    } else {
        if (told)
            add_lags(s, day, 1, told_lags, LAGS_TOLD);
        else
            add_lags(s, day, 1, past_lags, LAGS_PAST);
        if (told) rap_spread_add(s, day, day + FORTNIGHT, NEAR + pair);
        if (tense < 0) rap_spread_add(s, day - SOON, day - 1, -3 * RAP_SPREAD_BIT);
    }
}

/* "March 29": the same in every year. */
static void weigh_yearless(rap_spread *s, const rap_prose *p, const mark *m, int tense)
{
    bool told = m->weekday || times_is_told(p, m);
    int first = rap_day_of_serial(s->first).year;
    int last = rap_day_of_serial(s->first + s->n - 1).year;
    for (int y = first - 1; y <= last + 1; y++) {
        rap_day d = {(int16_t)y, m->day.month, m->day.day};
        if (rap_day_is_valid(d)) add_in_year(s, m, tense, rap_day_serial(d), told);
    }
}

static bool is_day(const mark *m)
{
    return m->kind == MARK_DATE && m->day.month && m->day.day && !m->bc;
}

/* "February 3, 2011 at 11:07 am": when something was put beside the report. */
static bool is_stamp(const mark *m)
{
    return m->day.year && m->clock != CLOCK_NONE;
}

/* A full date: not before it when it is past; close behind it when it is the latest. */
static void weigh_full(rap_spread *s, const mark *m, bool ahead, bool latest)
{
    if (!rap_day_is_valid(m->day)) return;
    int32_t day = rap_day_serial(m->day);
    if (ahead) {
        rap_spread_add(s, day + 1, s->first + s->n - 1, -4 * RAP_SPREAD_BIT);
        add_lags(s, day, -1, coming_lags, LAGS_COMING);
        return;
    }
    rap_spread_add(s, s->first, day - 1, -8 * RAP_SPREAD_BIT);
    if (latest) add_lags(s, day, 1, full_lags, LAGS_FULL);
}

/* What readers wrote below a report is stamped, and later than it. */
static void weigh_stamps(rap_spread *s, const mark_list *marks)
{
    int32_t first = INT32_MAX;
    uint32_t n = 0;
    for (size_t i = 0; i < marks->n; i++) {
        const mark *m = &marks->v[i];
        if (!is_day(m) || !is_stamp(m) || !rap_day_is_valid(m->day)) continue;
        int32_t day = rap_day_serial(m->day);
        if (day < first) first = day;
        n++;
    }
    if (n == 0) return;
    add_lags(s, first, -1, stamp_lags, LAGS_STAMP);
    if (n > 1) rap_spread_add(s, first + 1, s->first + s->n - 1, -3 * RAP_SPREAD_BIT);
}

static void weigh_weekday(rap_spread *s, const mark *m, int tense)
{
    const int16_t *by = tense > 0 ? weekday_coming : weekday_past;
    int first = rap_day_weekday(rap_day_of_serial(s->first));
    for (int32_t i = 0; i < s->n; i++)
        s->score[i] += by[(first + i + 8 - m->weekday) % 7];
}

/* Does its clause say plainly that it is to come? */
static bool is_ahead(const rap_prose *p, const mark *m)
{
    return times_tense(p, m) > 0 && times_tense_is_plain(p, m);
}

static const mark *latest_full(const rap_prose *p, const mark_list *marks)
{
    const mark *best = NULL;
    for (size_t i = 0; i < marks->n; i++) {
        const mark *m = &marks->v[i];
        if (!is_day(m) || !m->day.year || is_stamp(m)) continue;
        if (!rap_day_is_valid(m->day)) continue;
        if (best && rap_day_serial(m->day) <= rap_day_serial(best->day)) continue;
        if (!is_ahead(p, m)) best = m;
    }
    return best;
}

static bool is_same(const mark *a, const mark *b)
{
    return a->kind == b->kind && rap_day_eq(a->day, b->day) && a->weekday == b->weekday;
}

static bool is_seen(const mark *const *seen, uint32_t n, const mark *m)
{
    for (uint32_t i = 0; i < n; i++)
        if (is_same(seen[i], m)) return true;
    return false;
}

/* Days named, each once; the first weekday alone, where asked for. */
static void weigh_days(rap_spread *s, const rap_prose *p, const mark_list *marks,
                       bool weekdays, rap_published *out)
{
    const mark *seen[MOST], *latest = latest_full(p, marks);
    uint32_t n = 0;
    bool weekday = !weekdays;
    for (size_t i = 0; i < marks->n && n < MOST; i++) {
        const mark *m = &marks->v[i];
        bool bare = m->kind == MARK_WEEKDAY && m->dir == DIR_NONE && !m->is_set &&
                    !m->from_text && !weekday && m->first < LEAD_TOKENS;
        if ((!bare && !is_day(m)) || is_stamp(m) || is_seen(seen, n, m)) continue;
        int tense = times_tense(p, m);
        seen[n++] = m;
        if (bare)
            weigh_weekday(s, m, tense);
        else if (m->day.year)
            weigh_full(s, m, is_ahead(p, m), m == latest);
        else
            weigh_yearless(s, p, m, tense);
        weekday = weekday || bare;
        if (!bare) times_era_cite(out, p, m->first, m->last);
    }
}

/* No more of the day than is believed in. */
static void give(rap_published *out, const rap_spread_view *v)
{
    bool by_date = v->date_sure >= DATE_LEAST;
    rap_day d = v->day;
    out->sure = v->day_sure;
    if (v->year_sure < DOUBTED && by_date) {
        d.year = 0;
        out->sure = v->date_sure;
    } else if (v->year_sure < STANDS || v->week_sure < WEEK_LEAST) {
        d.day = 0;
        out->sure = v->month_sure;
    }
    if (d.year && !d.day && v->month_sure < MONTH_LEAST) {
        d.month = 0;
        out->sure = v->year_sure;
    }
    out->day = d;
    out->range = v->range;
    out->basis = "text";
}

void times_weigh(rap_spread *s, const rap_prose *p, const mark_list *marks,
                 bool weekdays, rap_published *out)
{
    times_era_usual(s);
    weigh_stamps(s, marks);
    weigh_days(s, p, marks, weekdays, out);
    times_era_years(s, p, marks, out);
    times_era_landmarks(s, p, out);
    times_era_holders(s, p, marks, out);
}

void times_from_text(rap_published *out, const rap_prose *p, const mark_list *marks,
                     rap_days between, rap_day dateline)
{
    rap_spread s;
    rap_spread_view v;
    bool head = !rap_day_is_none(dateline);
    *out = (rap_published){.basis = "none"};
    rap_spread_new(&s, between, p->arena);
    if (s.n == 0) return;
    times_weigh(&s, p, marks, true, out);
    if (head) rap_spread_hold(&s, dateline);
    if (!rap_spread_read(&s, &v, p->arena)) return;
    if (head && v.year_sure < STANDS) {
        out->range = v.range;
        return;
    }
    if (v.year_sure >= YEAR_LEAST || v.date_sure >= DATE_LEAST) give(out, &v);
    if (rap_day_is_none(out->day)) out->n_evidence = 0;
}
