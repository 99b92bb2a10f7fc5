/*
 * markup/pagedates.h - days as web pages write them: stamps of machines, and dates that
 * people read, in the languages of data/monthnames.tsv.
 *
 * A stamp with a time zone gives the day as it is written, in that zone: the day on the
 * publisher's calendar.  Only full days between PAGEDATE_FIRST and PAGEDATE_LAST count.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PAGEDATES_H
#define RAP_MARKUP_PAGEDATES_H

#include "base/day.h"

enum { PAGEDATE_FIRST = 1990, PAGEDATE_LAST = 2059 }; /* years */

/* How 03/04/2022 is read.  With NONE it is not. */
typedef enum {
    RAP_ORDER_NONE,
    RAP_ORDER_DAY_FIRST,
    RAP_ORDER_MONTH_FIRST
} rap_day_order;

typedef struct {
    rap_day day;
    rap_span at;  /* in the text that was given */
    bool by_name; /* the month is written as a word */
    bool either;  /* day and month could be exchanged: read by the order */
} rap_pagedate;

/* The next date that begins at or after `from`; false when there is none.  O(n). */
bool rap_pagedate_next(rap_pagedate *out, rap_str text, size_t from,
                       rap_day_order order);

/* The day of a stamp: ISO 8601 (also without signs), RFC 2822, the date(1) form,
 * seconds or milliseconds since 1970 (in UTC), or a date as people write it.  out->at
 * is not set. */
bool rap_pagedate_stamp(rap_pagedate *out, rap_str stamp, rap_day_order order);

/* A day in an address: /2022/03/30/, /2022-03-30-, /20220330 ... */
bool rap_pagedate_in_url(rap_pagedate *out, rap_str url);

/* Which order do the dates of this text show?  NONE when they do not, or both. */
rap_day_order rap_pagedate_order(rap_str text);

/* Is it a name of a month or a weekday? */
bool rap_pagedate_is_name(rap_str word);

#endif
