/*
 * times/values.h - writing the TIMEX3 value of a time and the days that it covers.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TIMES_VALUES_H
#define RAP_TIMES_VALUES_H

#include "times/expression.h"

/* What is known while marks are resolved in order. */
typedef struct {
    const rap_prose *p;
    rap_day own;     /* of the report: full, partly known or none */
    rap_day text;    /* the last time told, from year on, or none */
    rap_day quarter; /* first month of the quarter that the report is about, or none */
    rap_day said;    /* on which the words of this mark were uttered, or none */
    const mark_list *marks;
    const int16_t *years; /* of the marks of a story, 0: an aside; or NULL */
    int aside;            /* a year that the story left its own time for, or 0 */
    bool bc;              /* the story is of years before Christ */
    bool narrative;       /* dates are counted from those before them */
} anchor;

/* story.c: the years of the dates of a history, per mark, 0 for asides and all others;
 * NULL when memory is refused. */
const int16_t *times_story(const rap_prose *p, const mark_list *marks, rap_day own);
/* The month in the middle of a season. */
int times_season_month(const mark *m);
/* resolve.c: the value of one mark. */
void times_give(const anchor *a, const mark *m, rap_time *t);
/* said.c: the day on which the quotation that a mark stands in was uttered, or none. */
rap_day times_said_on(const anchor *a, const mark_list *marks, size_t i);

RAP_PRINTF(2, 3)
void value_text(rap_time *t, const char *fmt, ...);
void value_str(rap_time *t, rap_str s);

/* A day or coarser: value and days. */
void value_day(rap_time *t, rap_day d);
void value_bc(rap_time *t, int year);
/* The ISO week of a full day, or its weekend. */
void value_week(rap_time *t, rap_day in_it, bool weekend);
/* The quarter of a day's month, moved by n quarters; the one before when no month. */
void value_quarter(rap_time *t, rap_day in_it, int n);
void value_season(rap_time *t, int year, const char *name);
/* A day, week, ... that nothing fixes. */
void value_unknown(rap_time *t, char unit);
/* "P5W"; a negative amount is not told. */
void value_length(rap_time *t, char unit, int amount, bool half);
/* Append a time of day ("T20:30", "TNI") and make it a TIME. */
void value_clock(rap_time *t, int clock, const char *part);

#endif
