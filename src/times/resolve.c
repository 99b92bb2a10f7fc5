/*
 * times/resolve.c - the value of every mark, counted from the report's own day or from
 * the time told before.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/values.h"

enum {
    CLAUSE = 40,    /* tokens looked back over */
    NEAR_YEARS = 5, /* that a story moves on by at a time */
    STRONG = 400,   /* days that the tense of its clause weighs for a date */
    FAINT = 120,    /* and where it is only hinted at */
    PUT_OFF = 300   /* what a vote was put off to is past when it was weeks ago */
};

/* Where a mark is counted from. */
static rap_day base_of(const anchor *a, const mark *m)
{
    if (a->said.year && !m->from_text) return a->said;
    bool told = a->narrative && (m->dir == 0 || rap_token_is(a->p, m->first, "the"));
    bool text = (m->from_text || told) && a->text.year;
    return text ? a->text : a->own;
}

static const char *anchor_name(const anchor *a, const mark *m)
{
    if (a->said.year && !m->from_text) return "said";
    if (m->from_text && a->text.year) return "previous";
    return rap_day_is_none(a->own) ? NULL : "published";
}

static int8_t side(const anchor *a, const mark *m)
{
    if (m->dir != DIR_NONE && m->dir) return m->dir;
    int t = times_tense(a->p, m);
    return (int8_t)(t ? t : m->dir == 0 ? 1 : 0);
}

/* The year of the month before, in or behind the year told last. */
static int16_t turned(rap_day last, rap_day d, int dir)
{
    int8_t month = last.month ? last.month : (int8_t)(dir < 0 ? 1 : 12);
    bool past = dir < 0 && d.month >= month, next = dir > 0 && d.month <= month;
    return (int16_t)(last.year - past + next);
}

/* Where only the year of the report is known: the month that was told last, or 0. */
static int8_t told_month(const anchor *a)
{
    return a->own.year && !a->own.month && a->text.year == a->own.year ? a->text.month
                                                                       : 0;
}

/* In a history: is its sentence of the report's own time, with nothing past before? */
static bool is_yet_to_come(const anchor *a, const mark *m)
{
    if (!times_tense_is_plain(a->p, m) || side(a, m) <= 0) return false;
    uint32_t from = a->p->sentences[a->p->tokens[m->first].sentence].first;
    for (uint32_t i = m->first, n = 0; i-- > from && n < CLAUSE; n++)
        if (rap_str_is(rap_str_of(a->p->tokens[i].xpos), "VBD")) return false;
    return true;
}

/* How many days the tense of its clause weighs for a date. */
static int strength(const anchor *a, const mark *m)
{
    if (m->dir != DIR_NONE) return STRONG;
    if (times_is_put_off(a->p, m)) return PUT_OFF;
    return times_tense_is_plain(a->p, m) ? STRONG : FAINT;
}

/* The year in which a month or month and day without one lies. */
static int16_t year_for(const anchor *a, const mark *m, rap_day d)
{
    if (a->bc && a->narrative && m->dir == DIR_NONE) return 0;
    rap_day own = a->own;
    if (m->unit == 'Y') own = base_of(a, m);
    if (m->unit == 'Y') return own.year ? (int16_t)(own.year + m->dir) : 0;
    if (m->from_text && a->text.year && m->dir == DIR_NONE) return a->text.year;
    bool ahead = own.year && a->years && is_yet_to_come(a, m);
    if (a->years && m->dir == DIR_NONE && a->years[m - a->marks->v] && !ahead)
        return a->years[m - a->marks->v];
    if (m->dir != DIR_NONE && own.year != base_of(a, m).year)
        return turned(base_of(a, m), d, m->dir);
    if (!own.year) return 0;
    if (!rap_day_is_full(own)) {
        bool next =
            told_month(a) && m->dir == 0 && side(a, m) > 0 && d.month < told_month(a);
        return (int16_t)(own.year + next);
    }
    int best = 0, least = INT32_MAX, way = side(a, m);
    int against = strength(a, m);
    for (int y = own.year - 1; y <= own.year + 1; y++) {
        rap_day from = rap_day_first((rap_day){(int16_t)y, d.month, d.day});
        rap_day to = rap_day_last((rap_day){(int16_t)y, d.month, d.day});
        if (!rap_day_is_valid(from)) continue;
        bool whole = m->weekday && d.day; /* "Friday, May 10" */
        if (whole && m->weekday != rap_day_weekday(from) + 1) continue;
        int before = rap_day_serial(own) - rap_day_serial(to);
        int after = rap_day_serial(from) - rap_day_serial(own);
        int off = before > 0 ? before : after > 0 ? after : 0;
        if ((way < 0 && after > 0) || (way > 0 && before > 0)) off += against;
        if (off >= least) continue;
        least = off;
        best = y;
    }
    return (int16_t)(best ? best : own.year);
}

/* What the year of a time was taken from. */
static const char *year_anchor(const anchor *a, const mark *m, int year)
{
    if (m->day.year) return "text";
    if (!year) return NULL;
    return a->narrative && m->dir == DIR_NONE ? "previous" : "published";
}

/* "the 13th": of the month told last, else of the report's, of the one before or behind
 * it where the tense says so. */
static rap_day month_for(const anchor *a, const mark *m)
{
    rap_day from = a->text.month ? a->text : a->own;
    int8_t day = m->day.day;
    if (!a->text.month && rap_day_is_full(from) && day != from.day) {
        int way = times_tense(a->p, m);
        int off = way < 0 && day > from.day ? -1 : way > 0 && day < from.day;
        from = rap_day_add_months((rap_day){from.year, from.month, 0}, off);
    }
    return (rap_day){from.year, from.month, from.month ? day : 0};
}

/* "the second Sunday" (number), or the last one (-1), of a month. */
static int8_t nth_day(const mark *m, rap_day month)
{
    rap_day first = rap_day_first(month), last = rap_day_last(month);
    int ahead = (m->weekday - 1 - rap_day_weekday(first) + 7) % 7;
    int back = (rap_day_weekday(last) - (m->weekday - 1) + 7) % 7;
    int day = m->number < 0 ? last.day - back : 1 + ahead + 7 * (m->number - 1);
    return (int8_t)(day <= last.day ? day : 0);
}

static void calendar(const anchor *a, const mark *m, rap_time *t)
{
    rap_day d = m->day;
    if (!d.year && !d.month) {
        d = month_for(a, m);
        if (!d.month) {
            value_text(t, "XXXX-XX-%02d", m->day.day);
            return;
        }
    }
    if (!d.year) {
        d.year = year_for(a, m, d);
        t->anchor = d.year ? (a->narrative ? "previous" : "published") : NULL;
    } else {
        t->anchor = m->day.year ? "text" : a->text.month ? "previous" : "published";
    }
    if (m->number && d.year) d.day = nth_day(m, d);
    if (!rap_day_is_valid(d)) d.day = 0;
    value_day(t, d);
    if (m->bc) value_bc(t, d.year);
}

static void weekday(const anchor *a, const mark *m, rap_time *t)
{
    rap_day base = base_of(a, m);
    if (!rap_day_is_full(base)) {
        value_text(t, "XXXX-WXX-%d", m->weekday);
        return;
    }
    int ahead = (m->weekday - 1 - rap_day_weekday(base) + 7) % 7;
    bool strict = (m->dir == -1 || m->dir == 1) || m->from_text;
    int way = m->dir == -1 || m->dir == 1 ? m->dir : side(a, m);
    int move = way > 0 ? ahead : ahead ? ahead - 7 : 0;
    if (strict && move == 0) move = way > 0 ? 7 : -7;
    value_day(t, rap_day_add(base, move));
    t->anchor = anchor_name(a, m);
}

static void days(const anchor *a, const mark *m, rap_time *t)
{
    rap_day base = base_of(a, m);
    t->anchor = anchor_name(a, m);
    if (!rap_day_is_full(base)) {
        value_text(t, m->amount ? "XXXX-XX-XX" : "PRESENT_REF");
        return;
    }
    value_day(t, rap_day_add(base, m->amount));
}

static void weekend(const anchor *a, const mark *m, rap_time *t, rap_day base)
{
    int move = m->dir * 7;
    if (m->dir == 0 && rap_day_weekday(base) < 5 && side(a, m) < 0) move = -7;
    value_week(t, rap_day_add(base, move), true);
}

/* "the following day", "a year later" with nothing told before: not counted from the
 * report's day, which has not seen what lies behind it. */
static bool is_adrift(const anchor *a, const mark *m)
{
    return m->from_text && m->dir > 0 && !a->text.year && times_tense(a->p, m) < 0;
}

static void named(const anchor *a, const mark *m, rap_time *t)
{
    rap_day base = base_of(a, m);
    int dir = m->dir == DIR_NONE ? 0 : m->dir;
    t->anchor = anchor_name(a, m);
    if (strchr("DWe", m->unit) && !rap_day_is_full(base)) base = a->own;
    if (is_adrift(a, m)) t->anchor = NULL;
    if (is_adrift(a, m) || !base.year ||
        (strchr("DWe", m->unit) && !rap_day_is_full(base))) {
        value_unknown(t, m->unit);
        return;
    }
    switch (m->unit) {
    case 'D':
        value_day(t, rap_day_add(base, dir));
        break;
    case 'W':
        value_week(t, rap_day_add(base, 7 * dir), false);
        break;
    case 'f':
        value_week(t, rap_day_add(base, 14 * dir), false);
        break;
    case 'e':
        weekend(a, m, t, base);
        break;
    case 'M':
        if (!base.month && dir == 0) base.month = told_month(a);
        if (!base.month)
            value_unknown(t, 'M');
        else
            value_day(t, rap_day_add_months((rap_day){base.year, base.month, 0}, dir));
        break;
    case 'Q':
    case 'p':
        value_quarter(t, m->from_text && a->quarter.year ? a->quarter : a->own, dir);
        break;
    case 'Y':
        value_day(t, (rap_day){(int16_t)(base.year + dir), 0, 0});
        break;
    case 'E':
        value_text(t, "%d", base.year / 10 + dir);
        break;
    case 'C':
        value_text(t, "%02d", base.year / 100 + dir);
        break;
    default:
        value_unknown(t, m->unit);
        break;
    }
}

/* "a decade and a half ago", "a century ago" */
static void decades(rap_time *t, int year, const mark *m)
{
    int unit = m->unit == 'C' ? 100 : 10, sign = m->dir < 0 ? -1 : 1;
    year += unit * m->amount + (m->half ? sign * unit / 2 : 0);
    if (year < 1 || year > 9999)
        value_length(t, m->unit, m->amount < 0 ? -m->amount : m->amount, m->half);
    else
        value_day(t, (rap_day){(int16_t)year, 0, 0});
}

static void shift(const anchor *a, const mark *m, rap_time *t)
{
    rap_day base = base_of(a, m);
    t->anchor = anchor_name(a, m);
    if (m->vague) {
        value_text(t, m->dir < 0 ? "PAST_REF" : "FUTURE_REF");
        return;
    }
    int n = m->amount;
    bool full = rap_day_is_full(base);
    if (m->unit == 'Y' && m->half && !n && base.month && !is_adrift(a, m)) {
        rap_day month = {base.year, base.month, 0}; /* "half a year ago" */
        value_day(t, rap_day_add_months(month, 6 * (m->dir < 0 ? -1 : 1)));
        return;
    }
    if (is_adrift(a, m)) {
        t->anchor = NULL;
        value_length(t, m->unit, n, m->half);
        return;
    }
    if (m->unit == 'Y' && a->quarter.year && (n == -1 || n == 1))
        value_quarter(t, a->quarter, 4 * n);
    else if (m->unit == 'Y' && base.year)
        value_day(t, (rap_day){(int16_t)(base.year + n), 0, 0});
    else if ((m->unit == 'E' || m->unit == 'C') && base.year)
        decades(t, base.year, m);
    else if (m->unit == 'M' && base.year && base.month)
        value_day(t, rap_day_add_months((rap_day){base.year, base.month, 0}, n));
    else if ((m->unit == 'W' || m->unit == 'f') && full)
        value_week(t, rap_day_add(base, (m->unit == 'f' ? 14 : 7) * n), false);
    else if (m->unit == 'D' && full)
        value_day(t, rap_day_add(base, n));
    else
        value_length(t, m->unit, n < 0 ? -n : n, m->half);
}

static void set(const mark *m, rap_time *t)
{
    t->type = RAP_TIMEX_SET;
    if (m->row >= 0)
        value_str(t, times_word_value((tword){.row = (int16_t)m->row}));
    else if (m->weekday)
        value_text(t, "XXXX-WXX-%d", m->weekday);
    else if (m->day.month)
        value_text(t, "XXXX-%02d", m->day.month);
    else if (m->part)
        value_text(t, strchr("SFW", m->part[0]) ? "XXXX-%s" : "XXXX-XX-XXT%s", m->part);
    else
        value_length(t, m->unit, m->amount, m->half);
}

static void half(const anchor *a, const mark *m, rap_time *t)
{
    int year = m->day.year;
    if (!year && a->own.year) year = base_of(a, m).year + m->dir;
    if (!year) {
        value_text(t, "XXXX-H%d", m->number);
        return;
    }
    value_text(t, "%04d-H%d", year, m->number);
    t->anchor = year_anchor(a, m, year);
    rap_day from = {(int16_t)year, (int8_t)(m->number * 6 - 5), 0};
    t->days = (rap_days){from, rap_day_add_months(from, 5)};
}

static void quarter(const anchor *a, const mark *m, rap_time *t)
{
    rap_day d = {m->day.year, (int8_t)(m->number * 3 - 2), 0};
    if (!d.year && m->dir != DIR_NONE && a->own.year)
        d.year = (int16_t)(a->own.year + m->dir);
    if (!d.year && a->own.year) {
        int now = a->own.month ? (a->own.month - 1) / 3 + 1 : 1;
        int off = m->number - now; /* the nearest; a coming one only up to the next */
        d.year = (int16_t)(a->own.year - (off > 1) + (off < -2 && side(a, m) > 0));
    }
    t->anchor = m->day.year ? "text" : d.year ? "published" : NULL;
    if (d.year)
        value_quarter(t, d, 0);
    else
        value_text(t, "XXXX-Q%d", m->number);
}

static void season(const anchor *a, const mark *m, rap_time *t)
{
    const char *name = times_word_static((tword){.row = (int16_t)m->row});
    int year = m->day.year;
    int month = times_season_month(m);
    bool winter = month == 1;
    if (!year && m->dir == 0 && a->own.year) {
        bool begun = winter && a->own.month && a->own.month < 3;
        year = a->own.year - begun;
    } else if (!year && m->dir != DIR_NONE && winter) {
        year = year_for(a, m, (rap_day){0, 12, 0});
    } else if (!year) { /* a winter is named by its January */
        year = year_for(a, m, (rap_day){0, (int8_t)month, 0});
        value_season(t, year, name);
        t->anchor = year_anchor(a, m, year);
        if (winter && year)
            t->days = (rap_days){{(int16_t)(year - 1), 12, 0}, {(int16_t)year, 2, 0}};
        return;
    }
    value_season(t, year, name);
    t->anchor = year_anchor(a, m, year);
}

static void holiday(const anchor *a, const mark *m, rap_time *t)
{
    int year = m->day.year;
    if (!year) {
        rap_day d = times_holiday(m->row, a->own.year ? a->own.year : 2000);
        year = year_for(a, m, d);
    }
    rap_day d = times_holiday(m->row, year ? year : 2000);
    if (!year) d.year = 0;
    value_day(t, d);
    t->anchor = year_anchor(a, m, year);
}

static void clock(const anchor *a, const mark *m, rap_time *t)
{
    if (m->vague) {
        value_text(t, "XXXX-XX-XX");
        return;
    }
    rap_day base = a->narrative && a->text.year ? a->text : a->own;
    if (m->part && m->clock == CLOCK_NONE && rap_day_is_full(a->text)) base = a->text;
    if (rap_day_is_full(base))
        value_day(t, base);
    else
        value_text(t, "XXXX-XX-XX");
    t->anchor = anchor_name(a, m);
}

static void vague(const mark *m, rap_time *t)
{
    t->type = m->is_set ? RAP_TIMEX_SET : m->half ? RAP_TIMEX_DURATION : RAP_TIMEX_DATE;
    value_str(t, rap_str_of(m->part));
}

/* "three days after Christmas": the day beside it, moved. */
static rap_day moved(rap_day d, const mark *m)
{
    switch (m->shift_unit) {
    case 'M':
        return rap_day_add_months(d, m->shift);
    case 'Y':
        return rap_day_add_months(d, 12 * m->shift);
    default:
        return rap_day_add(d, m->shift * (m->shift_unit == 'W' ? 7 : 1));
    }
}

/* Of a day whose year is not known: the same in a leap year and in another, or none. */
static void move_in_any_year(const mark *m, rap_time *t)
{
    rap_day d = t->days.from;
    if (!d.month || !d.day) return;
    rap_day a = moved((rap_day){2000, d.month, d.day}, m);
    rap_day b = moved((rap_day){2001, d.month, d.day}, m);
    t->days = (rap_days){{0, 0, 0}, {0, 0, 0}};
    if (a.month == b.month && a.day == b.day)
        value_day(t, (rap_day){0, a.month, a.day});
    else
        value_unknown(t, 'D');
}

static void move(const mark *m, rap_time *t)
{
    if (rap_day_is_full(t->days.from))
        value_day(t, moved(t->days.from, m));
    else
        move_in_any_year(m, t);
}

void times_give(const anchor *a, const mark *m, rap_time *t)
{
    switch (m->kind) {
    case MARK_DATE:
        calendar(a, m, t);
        break;
    case MARK_WEEKDAY:
        weekday(a, m, t);
        break;
    case MARK_DAYS:
        days(a, m, t);
        break;
    case MARK_NAMED:
        named(a, m, t);
        break;
    case MARK_SHIFT:
        shift(a, m, t);
        break;
    case MARK_LENGTH:
        t->type = RAP_TIMEX_DURATION;
        value_length(t, m->unit, m->amount, m->half);
        t->anchor = m->is_elapsed ? "event" : NULL;
        break;
    case MARK_SET:
        set(m, t);
        break;
    case MARK_VAGUE:
        vague(m, t);
        return;
    case MARK_QUARTER:
        quarter(a, m, t);
        break;
    case MARK_HALF:
        half(a, m, t);
        break;
    case MARK_SEASON:
        season(a, m, t);
        break;
    case MARK_DECADE:
        value_text(t, "%d", m->number / 10);
        t->anchor = "text";
        break;
    case MARK_CENTURY:
        value_text(t, m->bc ? "BC%02d" : "%02d", m->number - 1);
        break;
    case MARK_HOLIDAY:
        holiday(a, m, t);
        break;
    case MARK_CLOCK:
        clock(a, m, t);
        break;
    default:
        break;
    }
    if (m->shift) move(m, t);
    bool day = m->kind != MARK_LENGTH && m->kind != MARK_SET;
    if (day && (m->part || m->clock != CLOCK_NONE)) value_clock(t, m->clock, m->part);
}

/* The night before the report's day reaches into it. */
static void widen_overnight(const mark *m, rap_time *t)
{
    bool last_night =
        m->kind == MARK_DAYS && m->part && m->part[0] == 'N' && m->amount == -1;
    if ((last_night || m->is_second) && rap_day_is_full(t->days.to))
        t->days.to = rap_day_add(t->days.to, 1);
}

/* Does a sentence begin with it, but for a preposition? */
static bool is_opening(const rap_prose *p, uint32_t first)
{
    uint32_t s = p->tokens[first].sentence;
    return p->tokens[first - 1].sentence != s || p->tokens[first - 2].sentence != s;
}

/* A bare year far from the story's own time is an aside; told twice it is none. */
static bool is_aside(anchor *a, const mark *m, const rap_time *t)
{
    if (!a->narrative || !a->text.year) return false;
    if (m->kind == MARK_DATE && m->day.year && !m->bc && !m->from_text)
        return !a->years[m - a->marks->v];
    int off = t->days.from.year - a->text.year;
    bool bare = m->kind == MARK_DATE && m->day.year && !m->day.month;
    bool other = m->kind != MARK_DATE && !m->from_text;
    bool opens = m->first < 2 || is_opening(a->p, m->first);
    if (off == 0 || (off > 0 && off <= NEAR_YEARS && (!bare || opens))) return false;
    if (!bare) return other || !m->day.year;
    int again = t->days.from.year - a->aside;
    bool twice = a->aside && again >= 0 && again <= NEAR_YEARS;
    a->aside = t->days.from.year;
    return !twice;
}

static void remember(anchor *a, const mark *m, const rap_time *t)
{
    if (t->type != RAP_TIMEX_DATE && t->type != RAP_TIMEX_TIME) return;
    if (m->kind == MARK_DATE && m->day.year) a->bc = m->bc;
    if (t->days.from.year && !m->bc && m->kind != MARK_CENTURY && !is_aside(a, m, t))
        a->text = t->days.from;
    bool quarter = m->kind == MARK_QUARTER || (m->kind == MARK_NAMED && m->unit == 'Q');
    if (quarter && !a->quarter.year) a->quarter = t->days.from;
}

/* Is this a story told by its own dates, with no "yesterday" and no "Tuesday"? */
static bool is_narrative(const mark_list *marks, rap_day day)
{
    size_t own = 0, told = 0;
    for (size_t i = 0; i < marks->n; i++) {
        const mark *m = &marks->v[i];
        told += m->kind == MARK_DATE && m->day.year &&
                (m->day.year < day.year - 1 || m->day.year > day.year);
        own += m->kind == MARK_WEEKDAY ||
               (m->kind == MARK_DAYS && m->dir == DIR_NONE) ||
               (m->kind == MARK_NAMED && m->dir && !m->from_text);
    }
    return told >= 5 && told >= 3 * own;
}

rap_code times_resolve(rap_times *out, const rap_prose *p, const mark_list *marks,
                       rap_err *err)
{
    rap_time *times = RAP_NEW(p->arena, rap_time, marks->n + 1);
    if (!times) return rap_fail_memory(err);
    rap_day own = rap_times_own(&out->published);
    anchor a = {.p = p, .own = own, .narrative = is_narrative(marks, own)};
    a.marks = marks;
    if (a.narrative && !(a.years = times_story(p, marks, own)))
        return rap_fail_memory(err);
    for (size_t i = 0; i < marks->n; i++) {
        const mark *m = &marks->v[i];
        rap_time *t = &times[i];
        t->at = rap_tokens_span(p, m->first, m->last);
        t->first = m->first;
        t->last = m->last;
        t->type = RAP_TIMEX_DATE;
        t->mod = m->mod;
        t->rule = m->rule;
        a.said = (rap_day){0, 0, 0};
        a.said = times_said_on(&a, marks, i);
        times_give(&a, m, t);
        widen_overnight(m, t);
        remember(&a, m, t);
    }
    out->times = times;
    out->n_times = (uint32_t)marks->n;
    return RAP_OK;
}
