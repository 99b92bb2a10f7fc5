/*
 * intake/maildate.h - the dates of mails and feeds as ISO 8601.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_MAILDATE_H
#define RAP_INTAKE_MAILDATE_H

#include "base/str.h"

/* "2022-03-29T14:05:00+03:00" fits. */
typedef struct {
    char z[48];
} rap_maildate;

/* Read a date of RFC 5322 (with the old forms of RFC 822, 850 and asctime: two-digit
 * years, zones by name, a missing weekday, time or zone) or one that is ISO 8601
 * already.  The day stays the local one of the writer.  False, *out untouched, when
 * there is no full day in it. */
bool rap_maildate_read(rap_maildate *out, rap_str s);

#endif
