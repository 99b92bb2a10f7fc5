/*
 * base/day.c - calendar days, full or partly known.
 */
/* SPDX-License-Identifier: MIT */
#include "base/day.h"

#include "base/ascii.h"

int32_t rap_day_serial(rap_day d)
{
    int32_t y = d.year - (d.month <= 2);
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    int32_t yoe = y - era * 400;
    int32_t doy = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    int32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

rap_day rap_day_of_serial(int32_t z)
{
    z += 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int32_t mp = (5 * doy + 2) / 153;
    int32_t month = mp < 10 ? mp + 3 : mp - 9;
    return (rap_day){.year = (int16_t)(yoe + era * 400 + (month <= 2)),
                     .month = (int8_t)month,
                     .day = (int8_t)(doy - (153 * mp + 2) / 5 + 1)};
}

int rap_day_weekday(rap_day d)
{
    int32_t w = (rap_day_serial(d) + 3) % 7;
    return w < 0 ? w + 7 : w;
}

int rap_month_length(int year, int month)
{
    static const int8_t length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return length[month - 1] + (month == 2 && leap);
}

bool rap_day_is_valid(rap_day d)
{
    if (d.year < 0 || d.year > 9999 || d.month < 0 || d.month > 12 || d.day < 0)
        return false;
    if (d.day && !d.month) return false;
    if (!d.year && !d.month) return false;
    return d.day <= rap_month_length(d.year ? d.year : 2000, d.month);
}

rap_day rap_day_first(rap_day d)
{
    return (rap_day){d.year, d.month ? d.month : 1, d.day ? d.day : 1};
}

rap_day rap_day_last(rap_day d)
{
    int8_t month = d.month ? d.month : 12;
    return (rap_day){d.year, month,
                     d.day ? d.day : (int8_t)rap_month_length(d.year, month)};
}

rap_day rap_day_add(rap_day full, int32_t n)
{
    const int32_t first = -719162, last = 2932896; /* 0001-01-01, 9999-12-31 */
    int64_t serial = (int64_t)rap_day_serial(full) + n;
    if (serial < first) serial = first;
    if (serial > last) serial = last;
    return rap_day_of_serial((int32_t)serial);
}

rap_day rap_day_add_months(rap_day d, int32_t n)
{
    int64_t months = (int64_t)d.year * 12 + (d.month ? d.month - 1 : 0) + n;
    if (months < 12) months = 12;
    if (months > 9999 * 12 + 11) months = 9999 * 12 + 11;
    rap_day r = {(int16_t)(months / 12), (int8_t)(months % 12 + 1), d.day};
    int length = rap_month_length(r.year, r.month);
    if (r.day > length) r.day = (int8_t)length;
    if (!d.month) r.month = 0;
    return r;
}

static size_t put_digits(char *out, int v, int digits)
{
    for (int i = digits; i-- > 0; v /= 10)
        out[i] = (char)('0' + v % 10);
    return (size_t)digits;
}

/* At most ten bytes. */
static size_t put_day(char *out, rap_day d)
{
    size_t n = 0;
    if (!d.year && !d.month) return 0;
    if (d.year)
        n += put_digits(out, d.year, 4);
    else
        out[n++] = '-';
    if (!d.month) return n;
    out[n++] = '-';
    n += put_digits(out + n, d.month, 2);
    if (!d.day) return n;
    out[n++] = '-';
    return n + put_digits(out + n, d.day, 2);
}

rap_day_text rap_day_print(rap_day d)
{
    rap_day_text t = {{0}};
    put_day(t.z, d);
    return t;
}

rap_day_text rap_days_print(rap_days d)
{
    rap_day_text t = {{0}};
    size_t n = put_day(t.z, d.from);
    if (rap_day_eq(d.from, d.to) || rap_day_is_none(d.to)) return t;
    t.z[n++] = '/';
    put_day(t.z + n, d.to);
    return t;
}

/* `digits` digits at s[*at] as a number; false when they are not there. */
static bool take_number(rap_str s, size_t *at, int digits, int *out)
{
    int v = 0;
    for (int i = 0; i < digits; i++) {
        if (*at + (size_t)i >= s.n || !rap_is_digit(s.p[*at + (size_t)i])) return false;
        v = v * 10 + (s.p[*at + (size_t)i] - '0');
    }
    *at += (size_t)digits;
    *out = v;
    return true;
}

bool rap_day_parse(rap_day *out, rap_str s)
{
    int year = 0, month = 0, day = 0;
    size_t at = 0;
    if (rap_str_begins(s, RAP_STR("--"))) {
        at = 1;
    } else if (!take_number(s, &at, 4, &year) || year == 0) {
        return false;
    }
    if (at < s.n && s.p[at] == '-') {
        at++;
        if (!take_number(s, &at, 2, &month) || month == 0) return false;
        if (at < s.n && s.p[at] == '-') {
            at++;
            if (!take_number(s, &at, 2, &day) || day == 0) return false;
        }
    }
    if (at < s.n && s.p[at] != 'T' && s.p[at] != ' ') return false;
    rap_day d = {(int16_t)year, (int8_t)month, (int8_t)day};
    if (!rap_day_is_valid(d)) return false;
    *out = d;
    return true;
}
