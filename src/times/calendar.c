/*
 * times/calendar.c - dates of the calendar: days, months, years, decades, centuries.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/expression.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2060, OLDEST_YEAR = 1000 };

/* A day of the month: "29", "29th", "twenty-ninth". */
static bool day_at(const scan *s, uint32_t at, int8_t *day, uint32_t *last)
{
    rap_number n;
    if (at >= s->end || !times_number(s, at, &n)) return false;
    if (n.last > s->end || n.grouped || n.tail || n.mantissa < 1 || n.mantissa > 31)
        return false;
    if (n.digits && n.last > at + 1) return false;
    if (!n.digits && !n.ordinal) return false;
    *day = (int8_t)n.mantissa;
    *last = n.last;
    return true;
}

static int digits_of(rap_str s)
{
    int v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!rap_is_digit(s.p[i]) || i > 5) return -1;
        v = v * 10 + (s.p[i] - '0');
    }
    return s.n ? v : -1;
}

/* "nineteen ninety-six", "two thousand one". */
static bool year_in_words(const scan *s, uint32_t at, int16_t *year, uint32_t *last)
{
    rap_number n, m;
    if (at >= s->end || !times_number(s, at, &n) || n.digits || n.places) return false;
    if (n.mantissa >= 1900 && n.mantissa <= 2099 && n.last <= s->end) {
        *year = (int16_t)n.mantissa;
        *last = n.last;
        return true;
    }
    if (n.mantissa < 13 || n.mantissa > 20 || n.last >= s->end) return false;
    if (!times_number(s, n.last, &m) || m.digits || m.places) return false;
    if (m.mantissa < 10 || m.mantissa > 99 || m.last > s->end) return false;
    *year = (int16_t)(n.mantissa * 100 + m.mantissa);
    *last = m.last;
    return true;
}

bool times_year(const scan *s, uint32_t at, int16_t *year, uint32_t *last)
{
    if (at >= s->end) return false;
    rap_str low = s->p->tokens[at].low;
    if (rap_str_is(low, "'") && at + 1 < s->end && s->p->tokens[at + 1].low.n == 2 &&
        !(s->p->tokens[at + 1].shape & RAP_SHAPE_SPACE)) { /* '99 */
        int v = digits_of(s->p->tokens[at + 1].low);
        if (v < 0) return false;
        *year = (int16_t)(v < 40 ? 2000 + v : 1900 + v);
        *last = at + 2;
        return true;
    }
    if (low.n == 4) {
        int v = digits_of(low);
        if (v < OLDEST_YEAR || v > LAST_YEAR) return false;
        *year = (int16_t)v;
        *last = at + 1;
        return true;
    }
    return year_in_words(s, at, year, last);
}

static bool digit_year(const scan *s, uint32_t at)
{
    if (at >= s->end || s->p->tokens[at].low.n != 4) return false;
    int v = digits_of(s->p->tokens[at].low);
    return v >= OLDEST_YEAR && v <= LAST_YEAR;
}

/* "(c) 2022", "Copyright 2019-2022": whose the text is, no time in it. */
static bool is_copyright(const scan *s, uint32_t at)
{
    while (at > 1 && rap_token_is(s->p, at - 1, "-") && digit_year(s, at - 2))
        at -= 2;
    if (at > 0 && (rap_token_is(s->p, at - 1, "copyright") ||
                   rap_token_is(s->p, at - 1, "\xC2\xA9")))
        return true;
    return at > 2 && rap_token_is(s->p, at - 1, ")") &&
           rap_token_is(s->p, at - 2, "c") && rap_token_is(s->p, at - 3, "(");
}

/* "in 1990 elections", but not "of 1990 people". */
static bool is_when(const rap_token *t)
{
    static const char *const words[] = {"in",     "since", "during", "after",
                                        "before", "until", "from",   "by"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rap_str_is(t->low, words[i])) return true;
    return false;
}

static bool is_possessive(const rap_token *t)
{
    return strcmp(t->xpos, "PRP$") == 0 || strcmp(t->xpos, "POS") == 0;
}

/* Is a year meant by a number that stands alone? */
static bool year_fits(const scan *s, uint32_t first, uint32_t last, int16_t year)
{
    const rap_prose *p = s->p;
    bool before =
        first > 0 && p->tokens[first - 1].sentence == p->tokens[first].sentence;
    const rap_token *b = before ? &p->tokens[first - 1] : NULL;
    if (b && rap_str_is(b->low, "-") && first > 1 && digit_year(s, first - 2))
        return true;
    if (b && (b->upos == RAP_SYM || b->upos == RAP_NUM || rap_str_is(b->low, "$") ||
              rap_str_is(b->low, "#")))
        return false;
    if (rap_number_names(p, first)) return false;
    if (last < s->end && p->tokens[last].shape & RAP_SHAPE_LETTER) {
        const rap_token *n = &p->tokens[last];
        if (is_kind(s, last, TW_UNITS) || is_kind(s, last, TW_MERIDIEM)) return false;
        if (!rap_str_is(b ? b->low : RAP_STR(""), "the") &&
            rap_str_is(rap_str_of(n->xpos), "NNS") &&
            !(b && (is_when(b) || b->upos == RAP_DET || is_possessive(b))))
            return false;
    }
    if (last < s->end && rap_str_is(p->tokens[last].low, "%")) return false;
    if (year >= FIRST_YEAR) return true;
    if (last < s->end && rap_str_is(p->tokens[last].low, "-") &&
        digit_year(s, last + 1))
        return true; /* 1861-1865 */
    if (!b || is_kind(s, first - 1, TW_EDGE)) return b != NULL;
    bool joined = b->upos == RAP_CCONJ || rap_str_is(b->low, "-");
    if (joined && first > 1) return digit_year(s, first - 2);
    if (rap_str_is(b->low, ",") && last >= s->end) return true; /* of a heading */
    return b->upos == RAP_ADP || b->upos == RAP_DET || rap_str_is(b->low, "(");
}

static bool lone_year(const scan *s, uint32_t at, mark *m)
{
    int16_t year;
    uint32_t last, from = at;
    if (is_kind(s, from, TW_ARTICLE) && rap_token_is(s->p, from + 1, "year"))
        from += 2;
    else if (is_kind(s, from, TW_FISCAL))
        from += 1 + (rap_token_is(s->p, from + 1, "year") ? 1u : 0u);
    if (!times_year(s, from, &year, &last)) return false;
    if (from == at && !(s->p->tokens[at].shape & RAP_SHAPE_DIGIT) && last < at + 2)
        return false;
    if (from == at && (!year_fits(s, at, last, year) || is_copyright(s, at)))
        return false;
    *m = mark_new(MARK_DATE, at, last, "year");
    m->day.year = year;
    return true;
}

/* "241 BC", "AD 70". */
static bool year_of_era(const scan *s, uint32_t at, mark *m)
{
    bool ad = is_kind(s, at, TW_AD);
    int v = at + ad < s->end ? digits_of(s->p->tokens[at + ad].low) : -1;
    if (v < 1 || v > 4000) return false;
    uint32_t last = at + 1u + ad;
    bool bc = is_kind(s, last, TW_BC);
    if (!bc && !ad && !is_kind(s, last, TW_AD)) return false;
    *m = mark_new(MARK_DATE, at, last + !ad, "era");
    m->day.year = (int16_t)v;
    m->bc = bc;
    return true;
}

static bool decade_text(rap_str low, bool short_form, int *number)
{
    size_t n = low.n;
    if (n && low.p[n - 1] == 's') n--;
    if (n && low.p[n - 1] == '\'') n--;
    if (n == low.n || n < 2) return false;
    int v = digits_of(rap_str_cut(low, 0, n));
    if (v < 0 || v % 10 || (n == 4 && (v < OLDEST_YEAR || v > LAST_YEAR))) return false;
    *number = n == 4 ? v : v < 40 ? 2000 + v : 1900 + v;
    return n == 4 || (n == 2 && short_form);
}

/* "the 1970s", "1970 's", "the nineties". */
static bool decade(const scan *s, uint32_t at, mark *m)
{
    uint32_t from = at;
    bool the = is_kind(s, at, TW_ARTICLE);
    if (the) from++;
    if (is_kind(s, from, TW_EDGE)) from += 1 + rap_token_is(s->p, from + 1, "-");
    bool short_form = rap_token_is(s->p, from, "'"); /* the '90s */
    from += short_form;
    if (from >= s->end) return false;
    int number = 0;
    uint32_t last = from + 1;
    rap_str low = s->p->tokens[from].low;
    if (low.n > 2 && low.p[0] == '\'') { /* one token */
        low = rap_str_cut(low, 1, low.n);
        short_form = true;
    }
    if (is_kind(s, from, TW_DECADE) && the) {
        number = 1900 + word_of(s, from).value;
    } else if (!decade_text(low, short_form, &number)) {
        int v = digits_of(s->p->tokens[from].low);
        if (!the || v < OLDEST_YEAR || v > LAST_YEAR || v % 10 ||
            !rap_token_is(s->p, last, "'s"))
            return false;
        number = v;
        last++;
    }
    *m = mark_new(MARK_DECADE, at, last, "decade");
    m->number = number;
    if (is_kind(s, at + the, TW_EDGE)) m->mod = times_word_static(word_of(s, at + the));
    return true;
}

static bool century(const scan *s, uint32_t at, mark *m)
{
    uint32_t from = at + is_kind(s, at, TW_ARTICLE);
    if (is_kind(s, from, TW_EDGE)) from += 1 + rap_token_is(s->p, from + 1, "-");
    rap_number n;
    if (from >= s->end || !times_number(s, from, &n) || !n.ordinal) return false;
    uint32_t at_unit = n.last + rap_token_is(s->p, n.last, "-");
    if (!is_kind(s, at_unit, TW_UNIT) || times_word_letter(word_of(s, at_unit)) != 'C')
        return false;
    if (n.mantissa < 1 || n.mantissa > 21) return false;
    *m = mark_new(MARK_CENTURY, at, at_unit + 1, "century");
    m->number = (int32_t)n.mantissa;
    if (is_kind(s, at_unit + 1, TW_BC)) {
        m->bc = true;
        m->last++;
    }
    return true;
}

/* Behind a day or a month: [,] year.  Extends m. */
static void take_year(const scan *s, mark *m)
{
    uint32_t at = m->last, last;
    if (rap_token_is(s->p, at, ",") || rap_token_is(s->p, at, "of")) at++;
    int16_t year;
    if (!times_year(s, at, &year, &last)) return;
    if (is_kind(s, last, TW_UNITS)) return;
    m->day.year = year;
    m->last = last;
}

/* Is the word at `at` a month's name here and no other word? */
static bool is_month(const scan *s, uint32_t at)
{
    return is_kind(s, at, TW_MONTH) && (s->p->tokens[at].shape & RAP_SHAPE_CAPITAL);
}

/* May a month stand alone at `at`?  "may" and "march" are words of their own. */
static bool month_alone(const scan *s, uint32_t at)
{
    const rap_token *t = &s->p->tokens[at];
    if (t->upos == RAP_AUX || t->upos == RAP_VERB) return false;
    if (times_word_alone(word_of(s, at)) && t->low.n > 3 &&
        !(t->shape & RAP_SHAPE_FIRST))
        return true;
    if (is_kind(s, at + 2, TW_MONTH) && rap_token_is(s->p, at + 1, "to"))
        return true; /* "February to April" */
    if (at == 0 || s->p->tokens[at - 1].sentence != t->sentence) return false;
    const rap_token *b = &s->p->tokens[at - 1];
    bool noun = at + 1 < s->end && s->p->tokens[at + 1].upos == RAP_NOUN &&
                !(s->p->tokens[at + 1].shape & RAP_SHAPE_CAPITAL);
    if (is_kind(s, at - 1, TW_ARTICLE))
        return noun && t->low.n > 2; /* "the May vote" */
    if (at > 1 && rap_str_is(b->low, "-") && is_kind(s, at - 2, TW_EDGE))
        return true; /* "mid-May" */
    uint8_t kind = s->words[at - 1].kind;
    return b->upos == RAP_ADP || (kind != TW_NONE && kind != TW_FILLER);
}

/* "March 29", "March 29, 2022", "March 2022", "March". */
static bool month_first(const scan *s, uint32_t at, mark *m)
{
    if (!is_month(s, at)) return false;
    mark d = mark_new(MARK_DATE, at, at + 1, "month-day");
    d.day.month = (int8_t)word_of(s, at).value;
    uint32_t next = at + 1;
    if (rap_token_is(s->p, next, ".")) next++;
    if (is_kind(s, next, TW_ARTICLE)) next++;
    uint32_t last;
    if (day_at(s, next, &d.day.day, &last) && !is_kind(s, last, TW_UNITS) &&
        !rap_token_is(s->p, last, "%")) {
        d.last = last;
        take_year(s, &d);
        if (d.day.year) d.rule = "month-day-year";
    } else {
        take_year(s, &d);
        if (!d.day.year && !month_alone(s, at)) return false;
        d.rule = d.day.year ? "month-year" : "month";
    }
    *m = d;
    return true;
}

/* "29 March", "the 29th of March 2022". */
static bool day_first(const scan *s, uint32_t at, mark *m)
{
    uint32_t from = at + is_kind(s, at, TW_ARTICLE), last;
    mark d = mark_new(MARK_DATE, at, at, "day-month");
    if (!day_at(s, from, &d.day.day, &last)) return false;
    if (rap_token_is(s->p, last, "of")) last++;
    if (rap_token_is(s->p, last, "-")) last++;
    if (!is_month(s, last)) return false;
    d.day.month = (int8_t)word_of(s, last).value;
    d.last = last + 1;
    take_year(s, &d);
    if (d.day.year) d.rule = "day-month-year";
    *m = d;
    return true;
}

/* A date by number in the running text: 2022-03-29, 29/3/2022, 29.03.2022. */
static bool by_number(const scan *s, uint32_t at, mark *m)
{
    const rap_prose *p = s->p;
    if (at >= s->end || !(p->tokens[at].shape & RAP_SHAPE_DIGIT)) return false;
    uint32_t from = p->tokens[at].at.from;
    rap_str window = rap_str_cut(p->text, from, from + 10);
    mark d = mark_new(MARK_DATE, at, at + 1, "by-number");
    rap_span where;
    if (!times_date_in(window, &d.day, &where) || where.from != 0 || !d.day.year)
        return false;
    while (d.last < s->end && p->tokens[d.last].at.to <= from + where.to)
        d.last++;
    *m = d;
    return true;
}

bool times_calendar(const scan *s, uint32_t at, mark *m)
{
    if (by_number(s, at, m) || month_first(s, at, m) || day_first(s, at, m))
        return true;
    return year_of_era(s, at, m) || decade(s, at, m) || century(s, at, m) ||
           lone_year(s, at, m);
}
