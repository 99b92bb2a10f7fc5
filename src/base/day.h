/*
 * base/day.h - calendar days, full or partly known, in the proleptic Gregorian
 * calendar.
 *
 * A rap_day keeps what is known: a year, a year and a month, all three, or a month and
 * day without a year (year 0).  Serial numbers count days from 1970-01-01; the
 * arithmetic follows H. Hinnant, "chrono-compatible low-level date algorithms".
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_DAY_H
#define RAP_BASE_DAY_H

#include "base/str.h"

typedef struct {
    int16_t year; /* 1..9999; 0 when not known */
    int8_t month; /* 1..12; 0 when not known */
    int8_t day;   /* 1..31; 0 when not known */
} rap_day;

/* An interval of days; from == to for one day.  Both are of the same fullness. */
typedef struct {
    rap_day from, to;
} rap_days;

/* "2022-03-30" and so on fit, and two of them with a stroke between. */
typedef struct {
    char z[24];
} rap_day_text;

static inline bool rap_day_is_full(rap_day d)
{
    return d.year && d.month && d.day;
}
static inline bool rap_day_is_none(rap_day d)
{
    return !d.year && !d.month && !d.day;
}
static inline bool rap_day_eq(rap_day a, rap_day b)
{
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

/* Days since 1970-01-01 of a full day, and back. */
int32_t rap_day_serial(rap_day full);
rap_day rap_day_of_serial(int32_t serial);

/* 0 = Monday .. 6 = Sunday, of a full day. */
int rap_day_weekday(rap_day full);

int rap_month_length(int year, int month);

/* Is it a day of the calendar (year 1..9999), wholly or in its known parts? */
bool rap_day_is_valid(rap_day d);

/* First and last full day of what is known; only for days with a year. */
rap_day rap_day_first(rap_day d);
rap_day rap_day_last(rap_day d);

/* A full day moved by n days; the result is clamped to years 1..9999. */
rap_day rap_day_add(rap_day full, int32_t n);

/* Moved by n months: the day of the month is cut to the month's length. */
rap_day rap_day_add_months(rap_day d, int32_t n);

/* "2022-03-30", "2022-03", "2022", "--03-30", "" for none. */
rap_day_text rap_day_print(rap_day d);

/* As rap_day_print, or "from/to" where the ends differ. */
rap_day_text rap_days_print(rap_days d);

/* Parse those forms (also the first ten characters of an ISO 8601 date and time).
 * False, *out untouched, when it is no valid day. */
bool rap_day_parse(rap_day *out, rap_str s);

#endif
