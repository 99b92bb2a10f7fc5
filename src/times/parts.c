/*
 * times/parts.c - parts of a range and of a year: "22-25 April", "1990-94", "240-238
 * BC", "the 13th", "the first half of 1989", "month's end".
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/expression.h"

enum { LIST = 16 }; /* tokens of a list of days */

/* "-", "to", "and" between the two ends of a range. */
static bool is_link(const scan *s, uint32_t at)
{
    return rap_token_is(s->p, at, "-") || rap_token_is(s->p, at, "\xE2\x80\x93") ||
           rap_token_is(s->p, at, "to") || rap_token_is(s->p, at, "and");
}

static bool is_day_number(const scan *s, uint32_t at, int8_t *day)
{
    rap_number n;
    if (at >= s->end || !(s->p->tokens[at].shape & RAP_SHAPE_DIGIT)) return false;
    if (!times_number(s, at, &n) || n.last != at + 1 || n.grouped || n.tail)
        return false;
    if (n.mantissa < 1 || n.mantissa > 31) return false;
    *day = (int8_t)n.mantissa;
    return true;
}

/* "22" of "22-25 April 1951" and of "22, 24 and 25 April". */
static bool range_head(const scan *s, uint32_t at, mark *m)
{
    int8_t first, second;
    mark to;
    if (!is_day_number(s, at, &first)) return false;
    uint32_t i = at + 2;
    for (int8_t before = first; i < at + LIST && i < s->end; i += 2, before = second) {
        bool comma = rap_token_is(s->p, i - 1, ",");
        if ((!comma && !is_link(s, i - 1)) || !is_day_number(s, i, &second))
            return false;
        if (before >= second) return false;
        bool last = times_calendar(s, i, &to) && to.kind == MARK_DATE && to.day.month &&
                    to.day.day == second;
        if (last && comma) return false;
        if (last) break;
        if (!comma && !rap_token_is(s->p, i + 1, ",")) return false;
    }
    if (i >= at + LIST || i >= s->end) return false;
    *m = mark_new(MARK_DATE, at, at + 1, "range-head");
    m->day = (rap_day){to.day.year, to.day.month, first};
    return true;
}

/* "9, 1918" of "March 5-9, 1918". */
static bool range_tail(const scan *s, uint32_t at, mark *m)
{
    int8_t first, second;
    if (at < 3 || s->p->tokens[at - 3].sentence != s->p->tokens[at].sentence)
        return false;
    if (!is_day_number(s, at, &second) || !is_link(s, at - 1) ||
        !is_day_number(s, at - 2, &first) || !is_kind(s, at - 3, TW_MONTH) ||
        first >= second || is_kind(s, at + 1, TW_UNITS) || is_kind(s, at + 1, TW_MONTH))
        return false;
    *m = mark_new(MARK_DATE, at, at + 1, "range-tail");
    m->day = (rap_day){0, (int8_t)word_of(s, at - 3).value, second};
    m->from_text = true;
    uint32_t last, next = at + 1u + rap_token_is(s->p, at + 1, ",");
    if (times_year(s, next, &m->day.year, &last)) m->last = last;
    return true;
}

static int number_of(const scan *s, uint32_t at)
{
    int v = 0;
    if (at >= s->end || s->p->tokens[at].low.n > 4) return -1;
    rap_str low = s->p->tokens[at].low;
    for (size_t i = 0; i < low.n; i++) {
        if (!rap_is_digit(low.p[i])) return -1;
        v = v * 10 + (low.p[i] - '0');
    }
    return low.n ? v : -1;
}

/* "94" of "1990-94". */
static bool short_year(const scan *s, uint32_t at, mark *m)
{
    if (at < 2 || s->p->tokens[at].low.n != 2 || !rap_token_is(s->p, at - 1, "-"))
        return false;
    int full = number_of(s, at - 2), v = number_of(s, at);
    if (full < 1000 || full > 2060 || v <= full % 100) return false;
    if (s->p->tokens[at - 2].at.to != s->p->tokens[at - 1].at.from ||
        s->p->tokens[at - 1].at.to != s->p->tokens[at].at.from ||
        rap_token_is(s->p, at + 1, "-"))
        return false;
    *m = mark_new(MARK_DATE, at, at + 1, "range-year");
    m->day.year = (int16_t)(full / 100 * 100 + v);
    return true;
}

/* "240" of "240-238 BC". */
static bool range_bc(const scan *s, uint32_t at, mark *m)
{
    int v = number_of(s, at), to = number_of(s, at + 2);
    if (v < 1 || to < 1 || v <= to || !is_link(s, at + 1) ||
        !is_kind(s, at + 3, TW_BC) || rap_token_is(s->p, at + 1, "and"))
        return false;
    *m = mark_new(MARK_DATE, at, at + 1, "range-era");
    m->day.year = (int16_t)v;
    m->bc = true;
    return true;
}

/* "the 13th": a day of the month that was told last. */
static bool the_nth(const scan *s, uint32_t at, mark *m)
{
    rap_number n;
    if (!rap_token_is(s->p, at, "the") || at == 0 || at + 1 >= s->end) return false;
    if (!(s->p->tokens[at + 1].shape & RAP_SHAPE_DIGIT) ||
        !times_number(s, at + 1, &n) || !n.ordinal || n.last != at + 2 ||
        n.mantissa < 1 || n.mantissa > 31)
        return false;
    static const char *const leads[] = {"on", "until", "till", "by", "from", "since"};
    bool led = false;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        led |= rap_token_is(s->p, at - 1, leads[i]);
    if (!led) return false;
    if (at + 2 < s->end) {
        const rap_token *t = &s->p->tokens[at + 2];
        if (t->upos == RAP_NOUN || t->upos == RAP_ADJ || t->upos == RAP_PROPN ||
            t->upos == RAP_NUM || rap_str_is(t->low, "-"))
            return false;
    }
    *m = mark_new(MARK_DATE, at, at + 2, "day-of-month");
    m->day.day = (int8_t)n.mantissa;
    return true;
}

/* "the first half of 1989", "the second half of this year". */
static bool half_year(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + rap_token_is(s->p, at, "the"), last;
    bool late = rap_token_is(s->p, i, "second") || rap_token_is(s->p, i, "last") ||
                rap_token_is(s->p, i, "latter");
    if (!late && !rap_token_is(s->p, i, "first")) return false;
    i++;
    i += rap_token_is(s->p, i, "-");
    if (!is_kind(s, i, TW_HALF) || times_word_letter(word_of(s, i)) != 'H')
        return false;
    mark d = mark_new(MARK_HALF, at, i + 1, "half-year");
    d.number = late ? 2 : 1;
    i++;
    i += rap_token_is(s->p, i, "of");
    if (times_year(s, i, &d.day.year, &last)) {
        d.last = last;
    } else if ((is_kind(s, i, TW_DIR) || rap_token_is(s->p, i, "the")) &&
               rap_token_is(s->p, i + 1, "year")) {
        d.dir = (int8_t)word_of(s, i).value;
        if (rap_token_is(s->p, i, "the")) d.dir = 0;
        d.last = i + 2;
    } else {
        return false;
    }
    *m = d;
    return true;
}

/* "month's end", "year-end", behind a preposition. */
static bool unit_end(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + rap_token_is(s->p, at, "the");
    if (at == 0 || s->p->tokens[at - 1].upos != RAP_ADP || !is_kind(s, i, TW_UNIT))
        return false;
    char unit = times_word_letter(word_of(s, i));
    if (unit != 'Y' && unit != 'M' && unit != 'W') return false;
    uint32_t end = i + 1;
    end += rap_token_is(s->p, end, "'s") || rap_token_is(s->p, end, "-");
    if (!rap_token_is(s->p, end, "end")) return false;
    if (end + 1 < s->end && s->p->tokens[end + 1].upos == RAP_NOUN) return false;
    *m = mark_new(MARK_NAMED, at, end + 1, "unit-end");
    m->unit = unit;
    m->dir = 0;
    m->mod = "END";
    if (unit == 'Y') {
        m->kind = MARK_DATE;
        m->unit = 0;
        m->dir = DIR_NONE;
        m->day = (rap_day){0, 12, 31};
    }
    return true;
}

bool times_part(const scan *s, uint32_t at, mark *m)
{
    if (s->p->tokens[at].shape & RAP_SHAPE_DIGIT)
        return range_head(s, at, m) || range_tail(s, at, m) || short_year(s, at, m) ||
               range_bc(s, at, m);
    return the_nth(s, at, m) || half_year(s, at, m) || unit_end(s, at, m);
}
