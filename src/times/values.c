/*
 * times/values.c - writing TIMEX3 values (TimeML 1.2, ISO 8601).
 */
/* SPDX-License-Identifier: MIT */
#include "times/values.h"

#include <stdarg.h>
#include <stdio.h>

void value_text(rap_time *t, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(t->value, sizeof t->value, fmt, ap);
    va_end(ap);
}

void value_str(rap_time *t, rap_str s)
{
    value_text(t, RAP_FMT, RAP_ARG(s));
}

void value_day(rap_time *t, rap_day d)
{
    if (d.year)
        value_str(t, rap_str_of(rap_day_print(d).z));
    else if (d.day)
        value_text(t, "XXXX-%02d-%02d", d.month, d.day);
    else
        value_text(t, "XXXX-%02d", d.month);
    t->days = (rap_days){d, d};
}

void value_bc(rap_time *t, int year)
{
    value_text(t, "BC%04d", year);
    t->days = (rap_days){{0, 0, 0}, {0, 0, 0}};
}

/* Year and number of the ISO 8601 week of a day. */
static int week_of(rap_day d, int *year)
{
    rap_day thursday = rap_day_add(d, 3 - rap_day_weekday(d));
    rap_day first = {thursday.year, 1, 1};
    *year = thursday.year;
    return (rap_day_serial(thursday) - rap_day_serial(first)) / 7 + 1;
}

void value_week(rap_time *t, rap_day d, bool weekend)
{
    int year, week = week_of(d, &year);
    value_text(t, weekend ? "%04d-W%02d-WE" : "%04d-W%02d", year, week);
    rap_day monday = rap_day_add(d, -rap_day_weekday(d));
    t->days =
        (rap_days){weekend ? rap_day_add(monday, 5) : monday, rap_day_add(monday, 6)};
}

void value_quarter(rap_time *t, rap_day d, int n)
{
    if (!d.year) {
        value_text(t, "XXXX-QX");
        return;
    }
    bool before = d.day && !n; /* a day of the report: the last quarter that is over */
    int first = d.month ? (d.month - 1) / 3 * 3 + 1 : 1;
    rap_day q =
        rap_day_add_months((rap_day){d.year, (int8_t)first, 0}, 3 * (n - before));
    value_text(t, "%04d-Q%d", q.year, (q.month - 1) / 3 + 1);
    t->days = (rap_days){q, rap_day_add_months(q, 2)};
}

void value_season(rap_time *t, int year, const char *name)
{
    static const char order[] = "PUA";
    if (!name) return;
    if (year)
        value_text(t, "%04d-%s", year, name);
    else
        value_text(t, "XXXX-%s", name);
    if (!year) return;
    const char *at = strchr(order, name[1]);
    int month = at ? 3 + 3 * (int)(at - order) : 12;
    rap_day from = {(int16_t)year, (int8_t)month, 0};
    t->days = (rap_days){from, rap_day_add_months(from, 2)};
}

void value_unknown(rap_time *t, char unit)
{
    switch (unit) {
    case 'Y':
        value_text(t, "XXXX");
        break;
    case 'M':
        value_text(t, "XXXX-XX");
        break;
    case 'Q':
    case 'p':
        value_text(t, "XXXX-QX");
        break;
    case 'W':
    case 'f':
        value_text(t, "XXXX-WXX");
        break;
    case 'e':
        value_text(t, "XXXX-WXX-WE");
        break;
    default:
        value_text(t, "XXXX-XX-XX");
        break;
    }
}

typedef struct {
    char unit;
    const char *before, *letter;
    int times;        /* of the letter's unit */
    const char *half; /* half a unit, as the text behind it */
} length_unit;

/* Decades, centuries and millennia have units of their own (TIDES 2005). */
static const length_unit length_units[] = {
    {'Y', "P", "Y", 1, "6M"},   {'M', "P", "M", 1, "2W"},   {'W', "P", "W", 1, "3D"},
    {'D', "P", "D", 1, "T12H"}, {'Q', "P", "M", 3, ""},     {'E', "P", "DE", 1, "5Y"},
    {'C', "P", "CE", 1, "50Y"}, {'L', "P", "ML", 1, ""},    {'f', "P", "W", 2, "1W"},
    {'e', "P", "WE", 1, ""},    {'h', "PT", "H", 1, "30M"}, {'m', "PT", "M", 1, "30S"},
    {'s', "PT", "S", 1, ""},
};

/* "a decade and a half": P15Y. */
static bool in_years(rap_time *t, char unit, int amount)
{
    int years = unit == 'E' ? 10 : unit == 'C' ? 100 : 0;
    if (years) value_text(t, "P%dY", amount * years + years / 2);
    return years != 0;
}

void value_length(rap_time *t, char unit, int amount, bool half)
{
    for (size_t i = 0; i < sizeof length_units / sizeof *length_units; i++) {
        const length_unit *u = &length_units[i];
        if (u->unit != unit) continue;
        if (amount < 0)
            value_text(t, "%sX%s", u->before, unit == 'Q' ? "Q" : u->letter);
        else if (unit == 'Q' && amount == 1)
            value_text(t, "P1Q");
        else if (half && in_years(t, unit, amount))
            return;
        else if (half && amount)
            value_text(t, "%s%d%s%s", u->before, amount * u->times, u->letter, u->half);
        else if (half)
            value_text(t, "%s%s", u->before, u->half);
        else
            value_text(t, "%s%d%s", u->before, amount * u->times, u->letter);
        return;
    }
    value_text(t, "PXX");
}

void value_clock(rap_time *t, int clock, const char *part)
{
    size_t n = strlen(t->value);
    if (t->value[0] == 'P') return;
    if (clock >= 0)
        (void)snprintf(t->value + n, sizeof t->value - n, "T%02d:%02d", clock / 60,
                       clock % 60);
    else
        (void)snprintf(t->value + n, sizeof t->value - n, "T%s", part);
    t->type = RAP_TIMEX_TIME;
}
