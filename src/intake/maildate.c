/*
 * intake/maildate.c - the dates of mails and feeds as ISO 8601.
 *
 * The words of a date are told apart by their shape, so that their order does not
 * matter: what has a colon is the time, a sign and four digits the zone, four digits
 * the year, three letters a month.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/maildate.h"

#include "base/ascii.h"
#include "base/day.h"

#include <stdio.h>

typedef struct {
    int year, month, day;
    int hour, minute, second;
    int zone; /* minutes east of Greenwich */
    bool has_time, has_zone, has_year;
} moment;

/* RFC 5322, section 4.3: the zones that have names, in minutes. */
static const struct {
    const char *name;
    int minutes;
} zones[] = {{"cdt", -300}, {"cst", -360}, {"edt", -240}, {"est", -300},
             {"gmt", 0},    {"mdt", -360}, {"mst", -420}, {"pdt", -420},
             {"pst", -480}, {"ut", 0},     {"utc", 0},    {"z", 0}};

static bool is_word(rap_str s, const char *low, size_t n)
{
    if (s.n < n) return false;
    for (size_t i = 0; i < n; i++)
        if (rap_to_lower(s.p[i]) != low[i]) return false;
    return true;
}

static int month_of(rap_str s)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (int m = 0; s.n >= 3 && m < 12; m++)
        if (is_word(s, names + 3 * m, 3)) return m + 1;
    return 0;
}

/* The digits at s[*at], at most `most` of them; -1 when there are none. */
static int digits(rap_str s, size_t *at, int most)
{
    int v = -1;
    for (; *at < s.n && most > 0 && rap_is_digit(s.p[*at]); ++*at, most--)
        v = (v < 0 ? 0 : v) * 10 + (s.p[*at] - '0');
    return v;
}

static void take_time(moment *m, rap_str s)
{
    size_t at = 0;
    int hour = digits(s, &at, 2), minute = -1, second = 0;
    if (at < s.n && s.p[at] == ':') at++, minute = digits(s, &at, 2);
    if (at < s.n && s.p[at] == ':') at++, second = digits(s, &at, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0) return;
    m->hour = hour;
    m->minute = minute;
    m->second = second > 59 ? 59 : second;
    m->has_time = true;
}

/* "+0300", "+03:00" */
static void take_offset(moment *m, rap_str s)
{
    size_t at = 1;
    int hours = digits(s, &at, 2);
    if (at < s.n && s.p[at] == ':') at++;
    int minutes = digits(s, &at, 2);
    if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return;
    m->zone = (s.p[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
    m->has_zone = true;
}

static void take_number(moment *m, rap_str s)
{
    size_t at = 0;
    int v = digits(s, &at, 5);
    if (at != s.n) return;
    if (s.n <= 2 && !m->day && v >= 1 && v <= 31) {
        m->day = v;
    } else if (!m->has_year && (s.n == 4 || (s.n <= 3 && m->month))) {
        bool short_form = s.n <= 3; /* RFC 5322, section 4.3 */
        m->year = !short_form ? v : s.n == 2 && v < 50 ? 2000 + v : 1900 + v;
        m->has_year = true;
    }
}

static void take_word(moment *m, rap_str s)
{
    if (!m->month && (m->month = month_of(s)) != 0) return;
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (s.n != strlen(zones[i].name) || !is_word(s, zones[i].name, s.n)) continue;
        m->zone = zones[i].minutes;
        m->has_zone = true;
    }
}

static void take(moment *m, rap_str s)
{
    bool sign = s.p[0] == '+' || s.p[0] == '-';
    if (rap_is_digit(s.p[0]) && memchr(s.p, ':', s.n))
        take_time(m, s);
    else if (sign && m->has_time)
        take_offset(m, s);
    else if (rap_is_digit(s.p[0]))
        take_number(m, s);
    else if (rap_is_alpha(s.p[0]))
        take_word(m, s);
}

/* Does this byte end a word?  A "-" only inside a day ("29-Mar-22"). */
static bool parts(const moment *m, char c)
{
    return rap_is_space(c) || c == ',' || c == '(' || c == ')' ||
           (c == '-' && !m->has_time);
}

static bool take_iso(rap_maildate *out, rap_str s)
{
    rap_day day;
    rap_str head = rap_str_cut(s, 0, 10);
    if (head.n < 10 || !rap_day_parse(&day, head) || !rap_day_is_full(day))
        return false;
    size_t n = 0;
    for (; n < s.n && n < sizeof out->z - 1 && !rap_is_space(s.p[n]); n++)
        out->z[n] = s.p[n];
    out->z[n] = '\0';
    return true;
}

bool rap_maildate_read(rap_maildate *out, rap_str s)
{
    enum { LONGEST = 100 };
    s = rap_str_cut(rap_str_trim(s), 0, LONGEST);
    if (take_iso(out, s)) return true;
    moment m = {0};
    for (size_t at = 0; at < s.n;) {
        size_t end = at;
        while (end < s.n && !parts(&m, s.p[end]))
            end++;
        if (end > at) take(&m, rap_str_cut(s, at, end));
        at = end > at ? end : at + 1;
    }
    rap_day day = {(int16_t)m.year, (int8_t)m.month, (int8_t)m.day};
    if (!rap_day_is_full(day) || !rap_day_is_valid(day)) return false;
    int off = m.zone < 0 ? -m.zone : m.zone;
    char zone[8] = "", clock[16] = "";
    if (m.has_time && m.has_zone)
        (void)snprintf(zone, sizeof zone, "%c%02d:%02d", m.zone < 0 ? '-' : '+',
                       off / 60 % 24, off % 60);
    if (m.has_time)
        (void)snprintf(clock, sizeof clock, "T%02d:%02d:%02d", m.hour % 24,
                       m.minute % 60, m.second % 60);
    (void)snprintf(out->z, sizeof out->z, "%s%s%s", rap_day_print(day).z, clock, zone);
    return true;
}
