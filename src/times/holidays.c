/*
 * times/holidays.c - days with a name.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/expression.h"

#include "holidays_table.inc"

/* The anonymous Gregorian algorithm (Nature, 20 April 1876). */
static rap_day easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100;
    int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return (rap_day){(int16_t)year, (int8_t)(n / 31), (int8_t)(n % 31 + 1)};
}

/* The i-th number of "n4-4-11". */
static int part_of(rap_str s, int i)
{
    int v = 0;
    for (size_t at = 1; at < s.n; at++) {
        if (s.p[at] == '-' && at > 1) {
            if (i-- == 0) return v;
            v = 0;
        } else if (rap_is_digit(s.p[at])) {
            v = v * 10 + (s.p[at] - '0');
        }
    }
    return v;
}

static rap_day nth_weekday(int year, int weekday, int nth, int month)
{
    rap_day first = {(int16_t)year, (int8_t)month, 1};
    int skip = (weekday - 1 - rap_day_weekday(first) + 7) % 7;
    return rap_day_add(first, skip + 7 * (nth - 1));
}

static rap_day last_weekday(int year, int weekday, int month)
{
    rap_day last = rap_day_last((rap_day){(int16_t)year, (int8_t)month, 0});
    return rap_day_add(last, -((rap_day_weekday(last) - (weekday - 1) + 7) % 7));
}

rap_day times_holiday(int row, int year)
{
    rap_str rule = rap_cell(&holidays_table, row, HOLIDAYS_DAY);
    rap_day d = {0, 0, 0};
    if (!rule.n || !year) return d;
    switch (rule.p[0]) {
    case 'e': {
        bool minus = rule.n > 1 && rule.p[1] == '-';
        int n = part_of(rap_str_cut(rule, minus, rule.n), 0);
        return rap_day_add(easter(year), minus ? -n : n);
    }
    case 'n':
        return nth_weekday(year, part_of(rule, 0), part_of(rule, 1), part_of(rule, 2));
    case 'l':
        return last_weekday(year, part_of(rule, 0), part_of(rule, 1));
    default:
        d = (rap_day){(int16_t)year,
                      (int8_t)((rule.p[0] - '0') * 10 + (rule.p[1] - '0')),
                      (int8_t)((rule.p[3] - '0') * 10 + (rule.p[4] - '0'))};
        return d;
    }
}

const rap_table *times_holiday_table(void)
{
    return &holidays_table;
}

bool times_holiday_begins(const rap_token *t)
{
    return (t->shape & RAP_SHAPE_CAPITAL) &&
           rap_table_probe(&holidays_table, t->hash) != RAP_TABLE_NONE;
}

bool times_holiday_at(const scan *s, uint32_t at, mark *m)
{
    uint32_t n, last;
    uint32_t from = at + is_kind(s, at, TW_DIR);
    if (from >= s->end) return false;
    if (!times_holiday_begins(&s->p->tokens[from])) return false;
    int row = rap_prose_match(s->p, &holidays_table, from, &n);
    if (row < 0) return false;
    *m = mark_new(MARK_HOLIDAY, at, from + n, "holiday");
    m->row = row;
    if (from > at) m->dir = (int8_t)word_of(s, at).value;
    uint32_t next = from + n + rap_token_is(s->p, from + n, ",");
    if (times_year(s, next, &m->day.year, &last)) m->last = last;
    return true;
}
