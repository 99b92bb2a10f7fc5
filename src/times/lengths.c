/*
 * times/lengths.c - lengths of time, what is counted from a day by them, and sets.
 */
/* SPDX-License-Identifier: MIT */
#include "times/expression.h"

enum { SOME = -1, MOST = 100000 };

typedef struct {
    int32_t amount, amount_to; /* SOME: not told */
    bool half;
    bool article; /* "a" */
    uint32_t last;
} count;

/* "the 1996 calendar year", "2022 financial years": no length. */
static bool is_year(const scan *s, const rap_number *n, uint32_t at)
{
    const int first = 1900, last = 2060;
    if (!n->digits || n->grouped || s->p->tokens[at].low.n != 4 ||
        n->mantissa < first || n->mantissa > last)
        return false;
    uint32_t next = n->last + (n->last < s->end && !is_kind(s, n->last, TW_UNIT) &&
                               !is_kind(s, n->last, TW_UNITS));
    return is_kind(s, next, TW_UNIT) || is_kind(s, next, TW_UNITS);
}

static bool number_at(const scan *s, uint32_t at, count *c)
{
    rap_number n;
    if (at >= s->end || !times_number(s, at, &n) || n.ordinal || n.last > s->end ||
        is_year(s, &n, at))
        return false;
    int64_t whole = rap_number_whole(&n);
    bool half = whole < 0 && n.places == 1 && n.mantissa % 10 == 5;
    if (whole < 0) whole = half || n.places == 1 ? n.mantissa / 10 : -1;
    if (whole < 0 || whole > MOST) return false;
    *c = (count){.amount = (int32_t)whole, .half = half, .last = n.last};
    return true;
}

/* "two to three", "12-18", "two or three". */
static void take_range(const scan *s, count *c)
{
    bool link = rap_token_is(s->p, c->last, "to") ||
                rap_token_is(s->p, c->last, "or") || rap_token_is(s->p, c->last, "-");
    count to;
    if (!link || !number_at(s, c->last + 1, &to) || to.amount <= c->amount) return;
    c->amount_to = to.amount;
    c->last = to.last;
}

/* "five", "a", "several", "a few", "a couple of", "half a". */
static bool count_at(const scan *s, uint32_t at, count *c)
{
    if (number_at(s, at, c)) {
        take_range(s, c);
        return true;
    }
    uint32_t i = at;
    bool article = is_kind(s, i, TW_ARTICLE) && times_word_letter(word_of(s, i)) == 'a';
    if (is_kind(s, i, TW_HALF)) {
        if (!is_kind(s, i + 1, TW_ARTICLE)) return false;
        *c = (count){.half = true, .article = true, .last = i + 2};
        return true;
    }
    i += article;
    if (is_kind(s, i, TW_SOME)) {
        *c = (count){.amount = SOME, .last = i + 1};
        return true;
    }
    bool led = at > 0 && (is_kind(s, at - 1, TW_DIR) || is_kind(s, at - 1, TW_TEXT));
    if ((article || led) && is_kind(s, i, TW_COUPLE)) {
        *c = (count){.amount = 2, .last = i + 1u + rap_token_is(s->p, i + 1, "of")};
        return true;
    }
    if (!article) return false;
    *c = (count){.amount = 1, .article = true, .last = i};
    return true;
}

static bool is_unit(const scan *s, uint32_t at)
{
    return is_kind(s, at, TW_UNIT) || is_kind(s, at, TW_UNITS);
}

/* The unit behind a count: the token of the unit, or 0. */
static uint32_t unit_behind(const scan *s, const count *c)
{
    uint32_t at = c->last;
    if (rap_token_is(s->p, at, "-")) at++;
    if (is_unit(s, at)) return at;
    bool filler =
        is_kind(s, at, TW_FILLER) || is_kind(s, at, TW_TEXT) || is_kind(s, at, TW_DIR);
    if (filler && is_unit(s, at + 1)) return at + 1;
    bool many = c->amount > 1 && at < s->end && s->p->tokens[at].upos == RAP_ADJ;
    return many && is_kind(s, at + 1, TW_UNITS) ? at + 1 : 0; /* "ten brutal months" */
}

static void take_tail(const scan *s, mark *m)
{
    const rap_prose *p = s->p;
    if (rap_token_is(p, m->last, "and") && rap_token_is(p, m->last + 1, "a") &&
        is_kind(s, m->last + 2, TW_HALF)) {
        m->half = true;
        m->last += 3;
    }
    if (rap_token_is(p, m->last, "or") &&
        (rap_token_is(p, m->last + 1, "more") || rap_token_is(p, m->last + 1, "so"))) {
        m->mod = rap_token_is(p, m->last + 1, "more") ? "EQUAL_OR_MORE" : "APPROX";
        m->last += 2;
    }
}

/* "ago", "earlier", "later", "before", "from now" behind a length make it a shift. */
static void take_shift(const scan *s, mark *m)
{
    uint32_t at = m->last;
    tword w = word_of(s, at);
    int sign = 0;
    bool text = true;
    if (w.kind == TW_SHIFT) {
        sign = -1;
        text = false;
    } else if (w.kind == TW_EDGE2) {
        sign = times_word_static(w)[0] == 'S' ? -1 : 1;
    } else if ((rap_token_is(s->p, at, "from") && rap_token_is(s->p, at + 1, "now")) ||
               (rap_token_is(s->p, at, "'") && rap_token_is(s->p, at + 1, "time"))) {
        sign = 1; /* "two weeks' time" */
        text = false;
        at++;
    } else if (is_kind(s, at, TW_TEXT) && rap_token_is(s->p, at, "previously")) {
        sign = -1;
    }
    if (!sign) return;
    m->kind = MARK_SHIFT;
    m->vague = m->amount == SOME;
    if (!m->vague) m->amount *= sign;
    m->dir = (int8_t)sign;
    m->from_text = text;
    m->last = at + 1;
    m->rule = text ? "length-later" : "length-ago";
}

/* The preposition behind a length that counts it from something: 1 after, -1 before. */
static int way_behind(const scan *s, const mark *m, uint32_t *next)
{
    static const struct {
        const char *word;
        int way;
    } words[] = {{"after", 1}, {"following", 1}, {"into", 1},  {"since", 1},
                 {"from", 1},  {"before", -1},   {"prior", -1}};
    *next = m->last + 1;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!rap_token_is(s->p, m->last, words[i].word)) continue;
        if (i == 6) *next += rap_token_is(s->p, *next, "to");
        return m->last < s->end ? words[i].way : 0;
    }
    return 0;
}

/* A day that is told: "Christmas", "Tuesday", "the 3 May vote". */
static bool day_at(const scan *s, uint32_t at, mark *m)
{
    if (at >= s->end) return false;
    if (times_holiday_at(s, at, m)) return true;
    if (times_calendar(s, at, m)) return m->kind == MARK_DATE && m->day.day;
    return times_relative(s, at, m) &&
           (m->kind == MARK_WEEKDAY || m->kind == MARK_DAYS) && !m->is_set && !m->part;
}

/* "three days after Christmas" is a day; "three years after the war began" stays a
 * length, counted from an event. */
static void beside_day(const scan *s, mark *m)
{
    uint32_t next;
    mark d;
    int way = way_behind(s, m, &next);
    if (!way) return;
    bool whole = m->amount > 0 && !m->amount_to && !m->half && !m->mod &&
                 strchr("DWMY", m->unit);
    bool from = rap_token_is(s->p, m->last, "from");
    if (whole && !rap_token_is(s->p, m->last, "into") &&
        !rap_token_is(s->p, m->last, "since") && day_at(s, next, &d) &&
        !(from && d.kind == MARK_DATE)) {
        d.shift = way * m->amount;
        d.shift_unit = m->unit;
        d.first = m->first;
        d.rule = "length-beside-day";
        *m = d;
        return;
    }
    if (from || rap_token_is(s->p, m->last, "since")) return;
    m->rule = way > 0 ? "length-after" : "length-before";
    m->is_elapsed = true;
}

static bool is_money_before(const scan *s, uint32_t at)
{
    if (at == 0 || s->p->tokens[at - 1].sentence != s->p->tokens[at].sentence)
        return false;
    const rap_token *b = &s->p->tokens[at - 1];
    return b->upos == RAP_NUM || b->upos == RAP_SYM || rap_number_times(s->p, at - 1) ||
           rap_str_is(b->low, "times") || rap_str_is(b->low, "once") ||
           rap_str_is(b->low, "%") || rap_str_is(rap_str_of(b->xpos), "NNS");
}

/* "6-year-old", "52 years old". */
static bool is_age(const scan *s, uint32_t unit)
{
    uint32_t at = unit + 1 + (uint32_t)rap_token_is(s->p, unit + 1, "-");
    if (rap_token_is(s->p, unit + 1, "of") && rap_token_is(s->p, unit + 2, "age"))
        return true;
    return is_kind(s, at, TW_OLD);
}

/* "aged 12 years". */
static bool is_aged(const scan *s, uint32_t at)
{
    return at > 0 &&
           (rap_token_is(s->p, at - 1, "aged") || rap_token_is(s->p, at - 1, "age"));
}

static bool counted(const scan *s, uint32_t at, mark *m)
{
    count c;
    if (!count_at(s, at, &c)) return false;
    uint32_t unit = unit_behind(s, &c);
    if (!unit || is_age(s, unit) || is_aged(s, at) || times_is_titled(s, unit))
        return false;
    if (c.article && is_kind(s, unit, TW_UNITS)) return false;
    char u = times_word_letter(word_of(s, unit));
    bool part = rap_token_is(s->p, unit + 1, "of") && c.amount != SOME;
    if (u == 'Q' && (c.article || c.amount > 20 || part)) return false;
    mark d = mark_new(MARK_LENGTH, at, unit + 1, "length");
    d.unit = u;
    d.amount = c.amount;
    d.amount_to = c.amount_to;
    d.half = c.half;
    if (rap_token_is(s->p, d.last, "-") && rap_token_is(s->p, d.last + 1, "long"))
        d.last += 2; /* "a decade-long war" */
    take_tail(s, &d);
    take_shift(s, &d);
    if (d.kind == MARK_LENGTH) beside_day(s, &d);
    if (d.kind == MARK_LENGTH && c.article && c.amount == 1 && is_money_before(s, at)) {
        d.kind = MARK_SET;
        d.rule = "per";
    }
    *m = d;
    return true;
}

/* "the last five weeks", "the first nine months", "the six months", "next few days". */
static bool framed(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at;
    bool the = is_kind(s, i, TW_ARTICLE) && times_word_letter(word_of(s, i)) != 'a';
    if (the) i++;
    tword frame = word_of(s, i);
    rap_number n;
    bool dir = frame.kind == TW_DIR || frame.kind == TW_TEXT;
    if (dir && !the && s->p->tokens[i].upos == RAP_VERB) return false; /* "may last" */
    bool first = !dir && times_number(s, i, &n) && n.ordinal && !n.digits;
    if (!the && !dir) return false;
    if (dir || first) i++;
    count c;
    if (!count_at(s, i, &c) || c.article) return false;
    uint32_t unit = unit_behind(s, &c);
    if (!unit || !is_kind(s, unit, TW_UNITS) || times_is_titled(s, unit)) return false;
    *m = mark_new(MARK_LENGTH, at, unit + 1, dir ? "length-from-now" : "length-the");
    m->unit = times_word_letter(word_of(s, unit));
    m->amount = c.amount;
    m->amount_to = c.amount_to;
    m->half = c.half;
    if (dir) m->dir = (int8_t)frame.value;
    take_tail(s, m);
    return true;
}

/* "the week-long truce", "a months-long siege". */
static bool long_unit(const scan *s, uint32_t at, mark *m)
{
    if (!is_unit(s, at) || !rap_token_is(s->p, at + 1, "-") ||
        !rap_token_is(s->p, at + 2, "long"))
        return false;
    *m = mark_new(MARK_LENGTH, at, at + 3, "length-long");
    m->unit = times_word_letter(word_of(s, at));
    m->amount = is_kind(s, at, TW_UNITS) ? SOME : 1;
    return true;
}

/* "the first hours", "the last days", "in the following weeks", "the early years". */
static bool uncounted(const scan *s, uint32_t at, mark *m)
{
    uint32_t i = at + 1;
    if (!rap_token_is(s->p, at, "the")) return false;
    tword frame = word_of(s, i);
    bool led = frame.kind == TW_DIR || frame.kind == TW_TEXT ||
               rap_token_is(s->p, i, "first") || rap_token_is(s->p, i, "early") ||
               rap_token_is(s->p, i, "late") ||
               (i < s->end && s->p->tokens[i].upos == RAP_ADJ && at > 0 &&
                s->p->tokens[at - 1].upos == RAP_ADP);
    if (!led || !is_kind(s, i + 1, TW_UNITS)) return false;
    *m = mark_new(MARK_LENGTH, at, i + 2, "length-uncounted");
    m->unit = times_word_letter(word_of(s, i + 1));
    m->amount = SOME;
    return m->unit != 'e';
}

/* "for weeks", "years ago", "months later". */
static bool bare(const scan *s, uint32_t at, mark *m)
{
    if (!is_kind(s, at, TW_UNITS)) return false;
    mark d = mark_new(MARK_LENGTH, at, at + 1, "length-bare");
    d.unit = times_word_letter(word_of(s, at));
    d.amount = SOME;
    take_shift(s, &d);
    if (d.kind == MARK_LENGTH) {
        if (at == 0 || s->p->tokens[at - 1].sentence != s->p->tokens[at].sentence)
            return false;
        const rap_token *b = &s->p->tokens[at - 1];
        if (b->upos != RAP_ADP || rap_str_is(b->low, "of")) return false;
    }
    *m = d;
    return true;
}

/* "every day", "each July", "every two weeks", "per month". */
static bool every(const scan *s, uint32_t at, mark *m)
{
    tword w = word_of(s, at);
    if (w.kind != TW_EVERY && w.kind != TW_PER) return false;
    uint32_t i = at + 1;
    bool other = rap_token_is(s->p, i, "other");
    if (is_kind(s, i, TW_FILLER)) i++;
    mark d = mark_new(MARK_SET, at, i, "every");
    d.amount = 1 + other;
    d.is_set = true;
    count c;
    if (number_at(s, i, &c)) {
        d.amount = c.amount;
        i = c.last;
    }
    tword x = word_of(s, i);
    if (x.kind == TW_UNIT || x.kind == TW_UNITS)
        d.unit = times_word_letter(x);
    else if (x.kind == TW_WEEKDAY)
        d.weekday = (int8_t)x.value;
    else if (x.kind == TW_MONTH)
        d.day.month = (int8_t)x.value;
    else if (x.kind == TW_PART || x.kind == TW_SEASON)
        d.part = times_word_static(x);
    else
        return false;
    d.last = i + 1;
    *m = d;
    return true;
}

/* "daily", "annual", "Mondays". */
static bool set_word(const scan *s, uint32_t at, mark *m)
{
    tword w = word_of(s, at);
    if (w.kind != TW_SET && w.kind != TW_WEEKDAYS) return false;
    if (w.kind == TW_SET && times_is_titled(s, at)) return false; /* "Kesh Monthly" */
    *m = mark_new(MARK_SET, at, at + 1, "set");
    m->is_set = true;
    if (w.kind == TW_WEEKDAYS)
        m->weekday = (int8_t)w.value;
    else
        m->row = w.row;
    return true;
}

bool times_length(const scan *s, uint32_t at, mark *m)
{
    return framed(s, at, m) || uncounted(s, at, m) || every(s, at, m) ||
           counted(s, at, m) || long_unit(s, at, m) || bare(s, at, m) ||
           set_word(s, at, m);
}
