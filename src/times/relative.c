/*
 * times/relative.c - times told from another one: "last week", "Tuesday", "this
 * morning".
 */
/* SPDX-License-Identifier: MIT */
#include "times/expression.h"

static bool after_preposition(const scan *s, uint32_t at)
{
    if (at == 0 || s->p->tokens[at - 1].sentence != s->p->tokens[at].sentence)
        return false;
    return s->p->tokens[at - 1].upos == RAP_ADP || s->words[at - 1].kind != TW_NONE;
}

/* "on mon", "mon, wed and fri": small letters count behind what leads a weekday. */
static bool is_led_weekday(const scan *s, uint32_t at)
{
    static const char *const leads[] = {"on", "by", "till", "until", "from"};
    if (at == 0 || s->p->tokens[at - 1].sentence != s->p->tokens[at].sentence)
        return false;
    if (at + 1 < s->end && s->p->tokens[at + 1].upos == RAP_NOUN &&
        !is_kind(s, at + 1, TW_PART))
        return false;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (rap_token_is(s->p, at - 1, leads[i])) return true;
    return at > 1 && is_kind(s, at - 2, TW_WEEKDAY) &&
           (rap_token_is(s->p, at - 1, ",") || s->p->tokens[at - 1].upos == RAP_CCONJ);
}

/* "wed" of "every mon, wed and fri". */
static bool is_in_set(const scan *s, uint32_t at)
{
    for (; at > 1 && is_kind(s, at - 2, TW_WEEKDAY); at -= 2)
        if (!rap_token_is(s->p, at - 1, ",") && s->p->tokens[at - 1].upos != RAP_CCONJ)
            return false;
    return at > 0 && is_kind(s, at - 1, TW_EVERY);
}

/* "Tuesday", "Tuesday, March 29", "Tuesday evening". */
static bool weekday(const scan *s, uint32_t at, mark *m)
{
    if (!is_kind(s, at, TW_WEEKDAY)) return false;
    const rap_token *t = &s->p->tokens[at];
    bool short_name = t->low.n < 6;
    bool led = is_led_weekday(s, at);
    if (short_name && !(t->shape & RAP_SHAPE_CAPITAL) && !led) return false;
    mark d = mark_new(MARK_WEEKDAY, at, at + 1, "weekday"), date;
    d.weekday = (int8_t)word_of(s, at).value;
    uint32_t next = at + 1;
    if (is_kind(s, next, TW_PART)) {
        d.part = times_word_static(word_of(s, next));
        d.last = ++next;
    }
    if (rap_token_is(s->p, next, ",")) next++;
    if (times_calendar(s, next, &date) && date.kind == MARK_DATE && date.day.month &&
        date.day.day) {
        date.weekday = d.weekday;
        date.part = d.part;
        date.first = at;
        date.rule = date.day.year ? "weekday-day" : "weekday-month-day";
        *m = date;
        return true;
    }
    if (short_name && !led && !after_preposition(s, at)) return false;
    if (is_in_set(s, at)) {
        d.kind = MARK_SET;
        d.is_set = true;
        d.rule = "set";
    }
    *m = d;
    return true;
}

/* "two Mondays ago". */
static bool weekdays_ago(const scan *s, uint32_t at, mark *m)
{
    rap_number n;
    if (!times_number(s, at, &n) || n.ordinal || n.places || n.mantissa < 1 ||
        n.mantissa > 60 || !is_kind(s, n.last + 1, TW_SHIFT))
        return false;
    tword w = word_of(s, n.last);
    if (w.kind != TW_WEEKDAYS && w.kind != TW_WEEKDAY) return false;
    *m = mark_new(MARK_WEEKDAY, at, n.last + 2, "weekdays-ago");
    m->weekday = (int8_t)w.value;
    m->dir = -1;
    m->shift = -7 * ((int32_t)n.mantissa - 1);
    m->shift_unit = 'D';
    return true;
}

/* "the second Sunday in June", "the last Friday of May 2022". */
static bool nth_weekday(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + rap_token_is(s->p, at, "the");
    rap_number n = {.mantissa = -1, .last = i + 1};
    if (!rap_token_is(s->p, i, "last") &&
        (!times_number(s, i, &n) || !n.ordinal || n.mantissa < 1 || n.mantissa > 5))
        return false;
    if (!is_kind(s, n.last, TW_WEEKDAY)) return false;
    uint32_t month = n.last + 2;
    if (!rap_token_is(s->p, month - 1, "in") && !rap_token_is(s->p, month - 1, "of"))
        return false;
    mark d;
    if (!is_kind(s, month, TW_MONTH) || !times_calendar(s, month, &d) ||
        d.kind != MARK_DATE || d.day.day)
        return false;
    d.first = at;
    d.number = (int32_t)n.mantissa;
    d.weekday = (int8_t)word_of(s, n.last).value;
    d.rule = "nth-weekday";
    *m = d;
    return true;
}

/* "overnight from Sunday to Monday", "overnight on Monday". */
static void overnight_of(const scan *s, mark *m)
{
    uint32_t i = m->last;
    bool from = rap_token_is(s->p, i, "from");
    i += from || rap_token_is(s->p, i, "on");
    if (!is_kind(s, i, TW_WEEKDAY)) return;
    bool two = (rap_token_is(s->p, i + 1, "to") || rap_token_is(s->p, i + 1, "into")) &&
               is_kind(s, i + 2, TW_WEEKDAY);
    if (from && !two) return;
    m->kind = MARK_WEEKDAY;
    m->weekday = (int8_t)word_of(s, i).value;
    m->is_second = two;
    m->mod = two ? NULL : "APPROX"; /* the night before it, or behind it */
    m->last = two ? i + 3 : i + 1;
}

/* "yesterday", "tomorrow night", "the day before yesterday", "tonight", "overnight". */
static bool deixis(const scan *s, uint32_t at, mark *m)
{
    const rap_prose *p = s->p;
    uint32_t i = at;
    int more = 0;
    if (rap_token_is(p, i, "the")) i++;
    if (rap_token_is(p, i, "day") && is_kind(s, i + 1, TW_BEFORE)) {
        more = word_of(s, i + 1).value;
        i += 2;
    } else {
        i = at;
    }
    tword w = word_of(s, i);
    if (w.kind == TW_DEIXIS && (!more || (more < 0) == (w.value < 0))) {
        uint32_t last = i + 1 + w.joined;
        *m = mark_new(MARK_DAYS, at, last, more ? "day-beside" : "day-from-now");
        m->amount = w.value + more;
        if (is_kind(s, last, TW_PART)) {
            m->part = times_word_static(word_of(s, last));
            m->last++;
        }
        return true;
    }
    if (more || (w.kind != TW_TONIGHT && w.kind != TW_OVERNIGHT)) return false;
    *m =
        mark_new(MARK_DAYS, at, at + 1, w.kind == TW_TONIGHT ? "tonight" : "overnight");
    m->amount = w.kind == TW_TONIGHT ? 0 : -1;
    m->part = "NI";
    m->last += w.joined;
    if (w.kind == TW_OVERNIGHT) overnight_of(s, m);
    return true;
}

static bool is_fiscal(const scan *s, uint32_t at)
{
    return is_kind(s, at, TW_FISCAL);
}

/* What may stand behind "last", "next", "this", "that": fills the rest of *m. */
static bool directed(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + is_fiscal(s, at);
    if (is_kind(s, i, TW_FILLER)) i++;
    tword w = word_of(s, i);
    uint32_t last = i + 1;
    switch (w.kind) {
    case TW_UNITS:
        if (!rap_token_is(s->p, last, "'")) return false;
        last++; /* "this weeks'" */
        m->kind = MARK_NAMED;
        m->unit = times_word_letter(w);
        break;
    case TW_UNIT:
        m->kind = rap_token_is(s->p, last, "of") ? MARK_LENGTH : MARK_NAMED;
        m->amount = 1;
        m->unit = times_word_letter(w);
        break;
    case TW_WEEKDAY:
        m->kind = MARK_WEEKDAY;
        m->weekday = (int8_t)w.value;
        if (is_kind(s, last, TW_PART)) m->part = times_word_static(word_of(s, last++));
        break;
    case TW_MONTH:
        if (!(s->p->tokens[i].shape & RAP_SHAPE_CAPITAL)) return false;
        m->kind = MARK_DATE;
        m->day.month = (int8_t)w.value;
        break;
    case TW_SEASON:
        m->kind = MARK_SEASON;
        m->row = w.row;
        break;
    case TW_PART:
        m->kind = MARK_DAYS;
        m->part = times_word_static(w);
        m->amount = m->dir == 1 ? 1 : m->dir;
        break;
    default:
        return false;
    }
    m->last = last;
    return true;
}

/* "last June 5", "this May 2022": day or year behind a month. */
static void take_rest(const scan *s, mark *d)
{
    mark date;
    if (!times_calendar(s, d->last - 1, &date) || date.kind != MARK_DATE) return;
    if (date.last <= d->last || date.day.month != d->day.month) return;
    d->day = date.day;
    d->last = date.last;
}

/* "last week", "this coming Sunday", "the previous year", "that day". */
static bool with_direction(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at;
    if (is_kind(s, i, TW_ARTICLE)) i++;
    tword w = word_of(s, i);
    if (w.kind != TW_DIR && w.kind != TW_TEXT) return false;
    bool that = rap_token_is(s->p, i, "that") && s->p->tokens[i].upos != RAP_DET;
    if (that && !is_kind(s, i + 1, TW_UNIT) && !is_kind(s, i + 1, TW_PART))
        return false;
    mark d = mark_new(MARK_NONE, at, i + 1, "direction");
    d.dir = (int8_t)w.value;
    d.from_text = w.kind == TW_TEXT;
    for (int k = 0; k < 2; k++) {
        tword more = word_of(s, d.last);
        if (more.kind != TW_DIR && more.kind != TW_TEXT) break;
        d.dir = (int8_t)(more.value ? more.value : d.dir);
        d.from_text |= more.kind == TW_TEXT;
        d.last++;
    }
    if (!directed(s, d.last, &d)) return false;
    if (i > at && d.dir > 0 && d.kind == MARK_NAMED) d.from_text |= d.unit == 'D';
    if (d.kind == MARK_NAMED && rap_token_is(s->p, i, "past")) {
        d.kind = MARK_LENGTH; /* "the past year" */
        d.amount = 1;
    }
    if (d.kind == MARK_DATE) take_rest(s, &d);
    *m = d;
    return true;
}

/* "the year before last", "the week after next", "the Sunday before last": one further
 * than last or next. */
static bool one_further(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + rap_token_is(s->p, at, "the");
    tword w = word_of(s, i), way = word_of(s, i + 1), end = word_of(s, i + 2);
    if (i == at || way.kind != TW_BEFORE || end.kind != TW_DIR || !end.value ||
        (way.value < 0) != (end.value < 0))
        return false;
    bool last = rap_token_is(s->p, i + 2, "last");
    if (!last && !rap_token_is(s->p, i + 2, "next")) return false;
    *m = mark_new(MARK_NAMED, at, i + 3, "one-further");
    m->dir = last ? -2 : 2;
    if (w.kind == TW_UNIT && times_word_letter(w) != 'D') {
        m->unit = times_word_letter(w);
        m->amount = 1;
    } else if (w.kind == TW_WEEKDAY) {
        m->kind = MARK_WEEKDAY;
        m->weekday = (int8_t)w.value;
        m->dir = last ? -1 : 1;
        m->shift = last ? -7 : 7;
        m->shift_unit = 'D';
    } else if (w.kind == TW_PART) {
        m->kind = MARK_DAYS;
        m->part = times_word_static(w);
        m->amount = m->dir;
    } else {
        return false;
    }
    return true;
}

/* "player of the year": no time, as "the rest of the year" is one. */
static bool is_title(const scan *s, uint32_t at)
{
    static const char *const parts[] = {
        "rest", "end",       "course",  "part",      "half", "most",   "much",
        "turn", "remainder", "balance", "beginning", "time", "middle", "start"};
    if (at < 2 || !rap_token_is(s->p, at - 1, "of")) return false;
    uint8_t tag = s->p->tokens[at - 2].upos;
    if (tag != RAP_NOUN && tag != RAP_PROPN) return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (rap_token_is(s->p, at - 2, parts[i])) return false;
    return s->words[at - 2].kind == TW_NONE;
}

/* "the quarter", "the week", "the latest period": the one that the text is about. */
static bool the_unit(const scan *s, uint32_t at, mark *m)
{
    if (!rap_token_is(s->p, at, "the")) return false;
    uint32_t i = at + 1;
    i += is_fiscal(s, i);
    if (is_kind(s, i, TW_FILLER)) i++;
    char u = is_kind(s, i, TW_UNIT) ? times_word_letter(word_of(s, i)) : 0;
    if (u != 'Q' && u != 'e' && u != 'W' && u != 'Y' && u != 'M') return false;
    mark date;
    if ((u == 'M' || u == 'Y') && rap_token_is(s->p, i + 1, "of") &&
        times_calendar(s, i + 2, &date) && date.kind == MARK_DATE && !date.day.day) {
        *m = date; /* "the month of April" */
        m->first = at;
        return true;
    }
    *m = mark_new(MARK_NAMED, at, i + 1, "the-unit");
    if (rap_token_is(s->p, i + 1, "-") && rap_token_is(s->p, i + 2, "long"))
        return false; /* "the week-long truce" */
    if (u == 'Y' && is_title(s, at)) return false;
    bool length = u == 'Y' && i + 1 < s->end && s->p->tokens[i + 1].upos == RAP_VERB;
    if (length) m->kind = MARK_LENGTH; /* "the year ended March 31" */
    m->amount = 1;
    m->unit = u;
    m->dir = 0;
    m->from_text = u == 'Q' || u == 'M';
    return true;
}

/* "year-earlier", "the year-ago quarter". */
static bool year_earlier(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at;
    if (is_kind(s, i, TW_ARTICLE)) i++;
    if (is_kind(s, i, TW_FILLER)) i++;
    if (!is_kind(s, i, TW_UNIT) || !rap_token_is(s->p, i + 1, "-")) return false;
    tword w = word_of(s, i + 2);
    if (w.kind != TW_SHIFT && w.kind != TW_EDGE2) return false;
    *m = mark_new(MARK_SHIFT, at, i + 3, "year-earlier");
    m->unit = times_word_letter(word_of(s, i));
    m->amount = -1;
    m->dir = -1;
    m->from_text = true;
    rap_number n;
    if (i > at && i + 3 < s->end && times_number(s, i + 3, &n) && n.ordinal &&
        n.mantissa <= 4 && is_kind(s, n.last, TW_UNIT) &&
        times_word_letter(word_of(s, n.last)) == 'Q') {
        m->kind = MARK_QUARTER;
        m->number = (int32_t)n.mantissa;
        m->last = n.last + 1;
        return true;
    }
    bool quarter =
        is_kind(s, i + 3, TW_UNIT) && times_word_letter(word_of(s, i + 3)) == 'Q';
    if (i > at && (quarter || rap_token_is(s->p, i + 3, "period"))) m->last++;
    return true;
}

/* "the third quarter", "third-quarter", "this year's third quarter of 1989". */
static bool quarter(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at;
    mark d = mark_new(MARK_QUARTER, at, at, "quarter");
    if (is_kind(s, i, TW_DIR) && rap_token_is(s->p, i + 1, "year") &&
        rap_token_is(s->p, i + 2, "'s")) {
        d.dir = (int8_t)word_of(s, i).value;
        i += 3;
    } else if (rap_token_is(s->p, i, "the")) {
        i++;
    }
    uint32_t last;
    if (times_year(s, i, &d.day.year, &last)) i = last;
    i += is_fiscal(s, i);
    rap_number n = {.mantissa = 4, .last = i + 1};
    bool final = rap_token_is(s->p, i, "last") || rap_token_is(s->p, i, "final");
    bool told = final && rap_token_is(s->p, i + 2, "of") && /* "last quarter of 2004" */
                times_year(s, i + 3, &d.day.year, &last);
    if (!told &&
        (!times_number(s, i, &n) || !n.ordinal || n.mantissa > 4 || n.mantissa < 1))
        return false;
    bool joined = rap_token_is(s->p, n.last, "-");
    if (joined && rap_token_is(s->p, at, "the")) return false; /* begins behind it */
    i = n.last + joined;
    i += is_fiscal(s, i);
    if (!is_kind(s, i, TW_UNIT) || times_word_letter(word_of(s, i)) != 'Q')
        return false;
    d.number = (int32_t)n.mantissa;
    d.last = i + 1;
    i = d.last + rap_token_is(s->p, d.last, "of");
    if (is_fiscal(s, i)) i += 1u + rap_token_is(s->p, i + 1, "year");
    int16_t year;
    if (times_year(s, i, &year, &last) && (told || !d.day.year)) {
        d.day.year = year;
        d.last = last;
    } else if (is_kind(s, i, TW_DIR) && rap_token_is(s->p, i + 1, "year")) {
        d.dir = (int8_t)word_of(s, i).value;
        d.last = i + 2;
    }
    *m = d;
    return true;
}

/* "Q3 2030", "4Q". */
static bool quarter_code(const scan *s, uint32_t at, mark *m)
{
    rap_str low = s->p->tokens[at].low, text = rap_token_text(s->p, at);
    if (low.n != 2 || text.n != 2) return false;
    char number = low.p[0] == 'q' ? low.p[1] : low.p[0];
    if ((text.p[0] != 'Q' && text.p[1] != 'Q') || number < '1' || number > '4')
        return false;
    *m = mark_new(MARK_QUARTER, at, at + 1, "quarter-code");
    m->number = number - '0';
    uint32_t i = at + 1 + is_fiscal(s, at + 1), last;
    if (times_year(s, i, &m->day.year, &last)) m->last = last;
    return true;
}

/* "weekend", with nothing that says which. */
static bool bare_weekend(const scan *s, uint32_t at, mark *m)
{
    if (!is_kind(s, at, TW_UNIT) || times_word_letter(word_of(s, at)) != 'e')
        return false;
    *m = mark_new(MARK_NAMED, at, at + 1, "weekend");
    m->unit = 'e';
    m->dir = 0;
    return true;
}

/* The year that a winter or a season begins in: "2029/30". */
static bool season_year(const scan *s, uint32_t at, int16_t *year, uint32_t *last)
{
    if (times_year(s, at, year, last)) return true;
    rap_str low = at < s->end ? s->p->tokens[at].low : RAP_STR("");
    if (low.n != 7 || low.p[4] != '/') return false;
    int v = 0;
    for (size_t i = 0; i < 7; i++) {
        if (i != 4 && (low.p[i] < '0' || low.p[i] > '9')) return false;
        if (i < 4) v = v * 10 + (low.p[i] - '0');
    }
    if (v < 1000 || v > 2100) return false;
    *year = (int16_t)v;
    *last = at + 1;
    return true;
}

/* "the Arab Spring", "Larry Summers", "My Summer of Love". */
static bool is_of_name(const scan *s, uint32_t at)
{
    if (!times_is_titled(s, at) || at == 0) return false;
    const rap_token *b = &s->p->tokens[at - 1];
    rap_str low = s->p->tokens[at].low;
    return (low.n && low.p[low.n - 1] == 's') ||
           ((b->upos == RAP_PROPN || b->upos == RAP_PRON) &&
            (b->shape & RAP_SHAPE_CAPITAL) && s->words[at - 1].kind == TW_NONE);
}

/* "the summer of 1994", "winter 2013", "the spring". */
static bool season(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + rap_token_is(s->p, at, "the"), last;
    if (!is_kind(s, i, TW_SEASON)) return false;
    if (is_of_name(s, i)) return false;
    mark d = mark_new(MARK_SEASON, at, i + 1, "season");
    d.row = word_of(s, i).row;
    uint32_t next = i + 1 + (uint32_t)rap_token_is(s->p, i + 1, "of");
    if (season_year(s, next, &d.day.year, &last)) {
        d.last = last;
    } else if (is_kind(s, next, TW_DIR) && rap_token_is(s->p, next + 1, "year")) {
        d.dir = (int8_t)word_of(s, next).value;
        d.last = next + 2;
    } else {
        const rap_token *t = &s->p->tokens[i];
        if (t->low.n < 6 || t->upos == RAP_VERB || t->upos == RAP_ADJ) return false;
    }
    *m = d;
    return true;
}

/* Month and year beside: "January this year", "August of that year". */
static bool month_of_year(const scan *s, uint32_t at, mark *m)
{
    if (!is_kind(s, at, TW_MONTH)) return false;
    uint32_t i = at + 1 + (uint32_t)rap_token_is(s->p, at + 1, "of");
    if (is_kind(s, i, TW_ARTICLE)) i++;
    bool text = is_kind(s, i, TW_TEXT);
    if ((!text && !is_kind(s, i, TW_DIR)) || !rap_token_is(s->p, i + 1, "year"))
        return false;
    *m = mark_new(MARK_DATE, at, i + 2, "month-of-year");
    m->day.month = (int8_t)word_of(s, at).value;
    m->dir = (int8_t)word_of(s, i).value;
    m->from_text = text;
    m->unit = 'Y';
    return true;
}

bool times_relative(const scan *s, uint32_t at, mark *m)
{
    return one_further(s, at, m) || month_of_year(s, at, m) || weekday(s, at, m) ||
           deixis(s, at, m) || nth_weekday(s, at, m) || weekdays_ago(s, at, m) ||
           quarter(s, at, m) || quarter_code(s, at, m) || with_direction(s, at, m) ||
           year_earlier(s, at, m) || season(s, at, m) || the_unit(s, at, m) ||
           bare_weekend(s, at, m);
}
