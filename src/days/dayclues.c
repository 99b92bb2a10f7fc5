/*
 * days/dayclues.c - what a report itself says of its day: weekdays, the date line at
 * its head.
 */
/* SPDX-License-Identifier: MIT */
#include "days/dayclues.h"

#include "base/ascii.h"

enum { LEAD = 700 /* bytes of a report's head */ };

/* "XXXX-WXX-2": the weekday, 0 Monday; or that of a day that was worked out from it. */
static int weekday_of(const rap_filed_time *t)
{
    const rap_str week = RAP_STR("XXXX-WXX-");
    rap_day day;
    if (t->value.n > week.n && rap_str_begins(t->value, week) &&
        rap_is_digit(t->value.p[week.n]))
        return t->value.p[week.n] - '1';
    if (!rap_str_is(t->anchor, "published") || !rap_day_parse(&day, t->from)) return -1;
    return rap_day_is_full(day) ? rap_day_weekday(day) : -1;
}

static void take_weekday(rap_dayclues *c, const rap_filed_time *t)
{
    int weekday = weekday_of(t);
    if (weekday < 0 || weekday > 6 || c->n_weekdays == RAP_DAYCLUES_WEEKDAYS) return;
    uint8_t place = c->n_weekdays       ? RAP_LATER
                    : t->at.from < LEAD ? RAP_FIRST_AT_HEAD
                                        : RAP_FIRST;
    c->weekdays[c->n_weekdays++] = (rap_weekday_clue){(uint8_t)weekday, place};
}

static bool is_monthday(const rap_filed_time *t)
{
    static const char *const rules[] = {"month-day", "day-month", "weekday-month-day"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rap_str_is(t->rule, rules[i])) return true;
    return false;
}

/* What the head of a report tells of its day, not all of it.  Of a report that was read
 * again under a day of the pile the evidence still shows where it stands. */
static rap_day known_of(const rap_filed *f)
{
    rap_day day = {0, 0, 0};
    const rap_filed_day *p = &f->published;
    bool head = rap_str_is(p->basis, "dateline") || rap_str_is(p->basis, "line");
    bool again = rap_str_is(p->basis, "pile") && p->n_evidence;
    if (head) (void)rap_day_parse(&day, p->day);
    for (uint32_t i = 0; again && i < f->n_times; i++) {
        const rap_filed_time *t = &f->times[i];
        bool there = t->at.from < p->evidence[0].to && p->evidence[0].from < t->at.to;
        if (!there || !rap_day_parse(&day, t->from)) continue;
        if (is_monthday(t)) day.year = 0;
        break;
    }
    return day;
}

void rap_dayclues_read(rap_dayclues *out, const rap_filed *f)
{
    *out = (rap_dayclues){.known = known_of(f)};
    for (uint32_t i = 0; i < f->n_times; i++)
        if (rap_str_is(f->times[i].rule, "weekday")) take_weekday(out, &f->times[i]);
}
