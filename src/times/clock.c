/*
 * times/clock.c - times of day: "8:30 p.m. Wednesday", "noon", "the morning of March
 * 3".
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/expression.h"

/* "8", "8:30", "8.30", "17:05" as a minute of the day, or CLOCK_NONE. */
static int16_t minutes(rap_str low, bool *colon)
{
    int v[2] = {0, 0}, k = 0, digits = 0;
    *colon = false;
    for (size_t i = 0; i < low.n; i++) {
        if (rap_is_digit(low.p[i])) {
            v[k] = v[k] * 10 + (low.p[i] - '0');
            if (++digits > 2) return CLOCK_NONE;
        } else if ((low.p[i] == ':' || low.p[i] == '.') && k == 0 && digits) {
            *colon = low.p[i] == ':';
            k = 1;
            digits = 0;
        } else {
            return CLOCK_NONE;
        }
    }
    if (!digits || (k == 1 && digits != 2) || v[0] > 24 || v[1] > 59) return CLOCK_NONE;
    return (int16_t)(v[0] * 60 + v[1]);
}

/* "2101" before a time zone, "430" before "pm". */
static int16_t military(rap_str low)
{
    if (low.n != 4 && low.n != 3) return CLOCK_NONE;
    int v = 0;
    for (size_t i = 0; i < low.n; i++) {
        if (!rap_is_digit(low.p[i])) return CLOCK_NONE;
        v = v * 10 + (low.p[i] - '0');
    }
    int hour = v / 100, minute = v % 100;
    return hour > 24 || minute > 59 ? CLOCK_NONE : (int16_t)(hour * 60 + minute);
}

static bool stands_after_preposition(const scan *s, uint32_t at)
{
    if (at == 0 || s->p->tokens[at - 1].sentence != s->p->tokens[at].sentence)
        return false;
    return s->p->tokens[at - 1].upos == RAP_ADP;
}

/* "8:30 p.m.", "8 o'clock", "17:05 GMT". */
static bool by_hour(const scan *s, uint32_t at, mark *m)
{
    if (at >= s->end) return false;
    bool colon = false;
    rap_number n;
    uint32_t last = at + 1;
    rap_str low = s->p->tokens[at].low;
    int16_t clock = minutes(low, &colon);
    if (clock == CLOCK_NONE &&
        ((is_kind(s, last, TW_ZONE) && low.n == 4) || is_kind(s, last, TW_MERIDIEM))) {
        clock = military(low);
        colon = true;
    }
    if (clock == CLOCK_NONE && times_number(s, at, &n) && !n.ordinal && !n.places &&
        n.mantissa <= 12) {
        clock = (int16_t)(n.mantissa * 60);
        last = n.last;
    }
    if (clock == CLOCK_NONE) return false;
    tword w = word_of(s, last);
    if (w.kind == TW_MERIDIEM) {
        if (clock > 12 * 60 + 59) return false;
        clock = (int16_t)(clock % (12 * 60) + w.value * 60);
        last++;
    } else if (w.kind == TW_OCLOCK) {
        last++;
    } else if (!colon || !(stands_after_preposition(s, at) || w.kind == TW_ZONE)) {
        return false;
    }
    if (is_kind(s, last, TW_ZONE)) {
        last++;
        last +=
            rap_token_is(s->p, last - 1, "local") && rap_token_is(s->p, last, "time");
    }
    *m = mark_new(MARK_CLOCK, at, last, "clock");
    m->clock = clock;
    return true;
}

/* "4 in the morning", "11 at night". */
static bool by_part_of_day(const scan *s, uint32_t at, mark *m)
{
    bool colon = false;
    if (at >= s->end) return false;
    int16_t clock = minutes(s->p->tokens[at].low, &colon);
    if (clock < 60 || clock > 12 * 60 + 59) return false;
    bool in = rap_token_is(s->p, at + 1, "in") && rap_token_is(s->p, at + 2, "the");
    uint32_t i = in ? at + 3 : at + 2;
    if ((!in && !rap_token_is(s->p, at + 1, "at")) || !is_kind(s, i, TW_PART))
        return false;
    const char *part = times_word_static(word_of(s, i));
    if (!part || (!in && part[0] != 'N')) return false;
    int late =
        part[0] == 'M' || (part[0] == 'N' && clock % (12 * 60) < 6 * 60) ? 0 : 12;
    *m = mark_new(MARK_CLOCK, at, i + 1, "clock-part");
    m->clock = (int16_t)(clock % (12 * 60) + late * 60);
    return true;
}

/* A time of day behind its day: "Wednesday 9:00am", "this Saturday, 4.30 pm". */
void times_take_clock(const scan *s, mark *m)
{
    bool day = m->kind == MARK_WEEKDAY || m->kind == MARK_DAYS ||
               (m->kind == MARK_DATE && m->day.day);
    if (!day || m->clock != CLOCK_NONE || m->part) return;
    uint32_t at = m->last;
    if (rap_token_is(s->p, at, ",") || rap_token_is(s->p, at, "at") ||
        rap_token_is(s->p, at, "@"))
        at++;
    mark c;
    if (!by_hour(s, at, &c)) return;
    m->clock = c.clock;
    m->last = c.last;
}

static bool by_name_alone(const scan *s, uint32_t at, mark *m)
{
    tword w = word_of(s, at);
    if (w.kind != TW_NOON) return false;
    *m = mark_new(MARK_CLOCK, at, at + 1, "noon");
    m->clock = (int16_t)(w.value * 60);
    return true;
}

/* "noon", "12 noon", "midnight". */
static bool by_name(const scan *s, uint32_t at, mark *m)
{
    if (rap_token_is(s->p, at, "12") && is_kind(s, at + 1, TW_NOON)) {
        if (!by_name_alone(s, at + 1, m)) return false;
        m->first = at;
        return true;
    }
    return by_name_alone(s, at, m);
}

/* "night" with nothing before it to count it from; dawn and dusk are too often names.
 */
static bool stands_bare(const scan *s, uint32_t at)
{
    const rap_token *t = &s->p->tokens[at];
    return t->upos == RAP_NOUN && t->low.n > 4 && t->low.p[t->low.n - 1] != 's';
}

/* "a long night", "a most quiet evening": of no one day. */
static bool is_any(const scan *s, uint32_t at)
{
    uint32_t i = at;
    while (i > 0 &&
           (s->p->tokens[i - 1].upos == RAP_ADJ || s->p->tokens[i - 1].upos == RAP_ADV))
        i--;
    return i < at && i > 0 && is_kind(s, i - 1, TW_ARTICLE) &&
           times_word_letter(word_of(s, i - 1)) == 'a';
}

/* "the morning", "early morning", "the night", "night". */
static bool by_part(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + (is_kind(s, at, TW_ARTICLE) || rap_token_is(s->p, at, "one"));
    bool the = i > at && rap_token_is(s->p, at, "the");
    if (rap_token_is(s->p, i, "whole") || rap_token_is(s->p, i, "entire")) i++;
    if (!is_kind(s, i, TW_PART)) return false;
    bool led = the || stands_after_preposition(s, at) ||
               (at > 0 && is_kind(s, at - 1, TW_EDGE)) ||
               (at > 1 && is_kind(s, at - 2, TW_EDGE));
    if (!led && !stands_bare(s, i)) return false;
    bool hours = rap_token_is(s->p, i + 1, "hours");
    *m = mark_new(MARK_CLOCK, at, i + 1u + hours, led ? "part" : "part-bare");
    m->part = times_word_static(word_of(s, i));
    /* "night attacks" are of no one night */
    m->vague = !led && ((i + 1 < s->end && s->p->tokens[i + 1].upos == RAP_NOUN) ||
                        is_any(s, i));
    return true;
}

static void take_day(const scan *s, mark *m);

/* "the early hours of", "the small hours of": parts of the morning of a day. */
static bool small_hours(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + is_kind(s, at, TW_ARTICLE);
    bool early = rap_token_is(s->p, i, "early") || rap_token_is(s->p, i, "small") ||
                 rap_token_is(s->p, i, "wee");
    if (!early || !rap_token_is(s->p, i + 1, "hours") ||
        !rap_token_is(s->p, i + 2, "of"))
        return false;
    *m = mark_new(MARK_CLOCK, at, i + 2, "small-hours");
    m->part = "MO";
    m->mod = "START";
    take_day(s, m);
    return m->last > i + 2;
}

/* "3-4 May", "May 3 to 4" behind "the night of": the day that the night begins on. */
static bool night_of(const scan *s, mark *m)
{
    uint32_t at = m->last;
    if (!m->part || m->part[0] != 'N') return false;
    bool led = rap_token_is(s->p, at, "of") || rap_token_is(s->p, at, "from") ||
               rap_token_is(s->p, at, "between");
    mark d, to;
    if (!led || (!times_part(s, at + 1, &d) && !times_calendar(s, at + 1, &d)))
        return false;
    if (d.kind != MARK_DATE || !d.day.day || d.is_second) return false;
    bool second = times_part(s, d.last + 1, &to) || times_calendar(s, d.last + 1, &to);
    if (!second || to.kind != MARK_DATE || to.day.day != d.day.day + 1) return false;
    if (to.day.year) d.day.year = to.day.year;
    d.part = m->part;
    d.first = m->first;
    d.last = to.last;
    d.is_second = true;
    d.rule = "night-of";
    *m = d;
    return true;
}

/* "6 a.m. local time (0400 GMT) Tuesday", "5:34 a.m. Kesh time on 20 March": the day
 * lies behind what stands between; it stays a time of its own. */
static bool day_behind(const scan *s, uint32_t at, mark *d)
{
    const uint32_t far = 6;
    if (rap_token_is(s->p, at, "(")) {
        uint32_t i = at + 1;
        while (i < at + far && i < s->end && !rap_token_is(s->p, i, ")"))
            i++;
        at = i;
    } else if (rap_token_is(s->p, at + 1, "time")) {
        at++;
    }
    if (!rap_token_is(s->p, at, ")") && !rap_token_is(s->p, at, "time")) return false;
    at += 1u + rap_token_is(s->p, at + 1, "on");
    return times_calendar(s, at, d)
               ? d->kind == MARK_DATE && d->day.day
               : is_kind(s, at, TW_WEEKDAY) && times_relative(s, at, d) &&
                     d->kind == MARK_WEEKDAY;
}

/* The day that a time of day belongs to, behind it. */
static void take_day(const scan *s, mark *m)
{
    uint32_t at = m->last;
    mark d;
    if (night_of(s, m)) return;
    if (m->clock != CLOCK_NONE && day_behind(s, at, &d)) {
        d.part = NULL;
        d.clock = m->clock;
        d.first = m->first;
        d.last = m->last;
        d.rule = "clock-day";
        *m = d;
        return;
    }
    if (rap_token_is(s->p, at, ",") && m->clock != CLOCK_NONE) at++;
    if (rap_token_is(s->p, at, "on") || (m->part && rap_token_is(s->p, at, "of"))) at++;
    bool day = times_calendar(s, at, &d)
                   ? d.kind == MARK_DATE && d.day.day
                   : times_relative(s, at, &d) &&
                         (d.kind == MARK_WEEKDAY || d.kind == MARK_DAYS);
    if (!day) return;
    if (!d.part) d.part = m->part;
    d.clock = m->clock;
    d.first = m->first;
    d.rule = "clock-day";
    if (!d.mod) d.mod = m->mod;
    *m = d;
}

bool times_clock(const scan *s, uint32_t at, mark *m)
{
    if (small_hours(s, at, m)) return true;
    if (!by_hour(s, at, m) && !by_part_of_day(s, at, m) && !by_name(s, at, m) &&
        !by_part(s, at, m))
        return false;
    take_day(s, m);
    return true;
}
