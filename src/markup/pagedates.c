/*
 * markup/pagedates.c - days as web pages write them.
 *
 * Every form is found from one of its numbers: what stands before and behind it
 * decides. (ISO 8601; RFC 5322, section 3.3; Unicode CLDR for the order of day, month,
 * year.)
 */
/* SPDX-License-Identifier: MIT */
#include "markup/pagedates.h"

#include "base/ascii.h"
#include "base/table.h"
#include "base/utf8.h"

#include "monthnames_table.inc"

enum {
    NAME_BYTES = 48,    /* of the longest name of a month */
    STAMP_BYTES = 80,   /* of a stamp that is looked at */
    BETWEEN_BYTES = 24, /* from the day to the year in "Mar 30 10:15:00 CEST 2022" */
    SECONDS_A_DAY = 86400
};

typedef struct {
    rap_span at;
    int value; /* of at most eight digits */
    int digits;
} number;

static bool number_at(rap_str s, size_t at, number *out)
{
    size_t end = at;
    int v = 0;
    for (; end < s.n && rap_is_digit(s.p[end]); end++)
        if (end - at < 8) v = v * 10 + (s.p[end] - '0');
    if (end == at) return false;
    *out = (number){{(uint32_t)at, (uint32_t)end}, v, (int)(end - at)};
    return true;
}

static bool is_year(const number *n)
{
    return n->digits == 4 && n->value >= PAGEDATE_FIRST && n->value <= PAGEDATE_LAST;
}

static bool is_day(const number *n)
{
    return n->digits <= 2 && n->value >= 1 && n->value <= 31;
}

static bool is_month(const number *n)
{
    return n->digits <= 2 && n->value >= 1 && n->value <= 12;
}

static bool set_day(rap_day *out, int year, int month, int day)
{
    rap_day d = {(int16_t)year, (int8_t)month, (int8_t)day};
    if (year < PAGEDATE_FIRST || year > PAGEDATE_LAST || !rap_day_is_valid(d))
        return false;
    *out = d;
    return true;
}

/* ---- words ---- */

/* Does byte i belong to a letter?  Signs beyond ASCII are those of Latin-1, of general
 * and of wide punctuation. */
static bool is_word_byte(rap_str s, size_t i)
{
    if (!rap_is_high(s.p[i])) return rap_is_alpha(s.p[i]);
    size_t lead = rap_utf8_back(s, i);
    unsigned char a = (unsigned char)s.p[lead];
    unsigned char b = lead + 1 < s.n ? (unsigned char)s.p[lead + 1] : 0;
    if (a == 0xC2 || (a == 0xE2 && b <= 0x81) || (a == 0xE3 && b == 0x80)) return false;
    return !(a == 0xEF && (b == 0xBC || b == 0xBD));
}

/* The number of the month that s[from, to) names, 0 a weekday, -1 neither. */
static int named(rap_str s, size_t from, size_t to)
{
    char low[NAME_BYTES + 4];
    size_t n = 0, len;
    if (to - from > NAME_BYTES) return -1;
    for (size_t i = from; i < to && n < NAME_BYTES; i += len)
        n += rap_utf8_put(low + n, rap_utf8_lower(rap_utf8_get(s, i, &len)));
    int row = rap_table_find(&monthnames_table, (rap_str){low, n});
    return row < 0 ? -1 : rap_cell_int(&monthnames_table, row, 1);
}

bool rap_pagedate_is_name(rap_str word)
{
    return named(word, 0, word.n) >= 0;
}

static size_t skip_blanks(rap_str s, size_t at)
{
    while (at < s.n) {
        rap_str two = rap_str_cut(s, at, at + 2);
        if (rap_is_space(s.p[at]))
            at++;
        else if (rap_str_is(two, "\xC2\xA0"))
            at += 2;
        else
            break;
    }
    return at;
}

static bool takes(rap_str s, size_t *at, const char *z)
{
    rap_str head = rap_str_of(z);
    if (!rap_str_begins(rap_str_cut(s, *at, s.n), head)) return false;
    *at += head.n;
    return true;
}

/* Past an ordinal's ending: "1st", "1er", "1.", U+00BA, U+00AA. */
static size_t skip_ending(rap_str s, size_t at)
{
    static const char *const endings[] = {"st", "nd", "rd", "th",       "er",
                                          ".",  ":e", "e",  "\xC2\xBA", "\xC2\xAA"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t to = at;
        if (!takes(s, &to, endings[i])) continue;
        if (to < s.n && rap_is_alpha(s.p[to]) && s.p[at] != '.') continue;
        return to;
    }
    return at;
}

/* Past what may stand between a day, a month's name and a year: blanks, a comma, a full
 * stop, a stroke or a hyphen, "de", "of" ... */
static size_t skip_between(rap_str s, size_t at)
{
    static const char *const words[] = {"del ", "de ", "do ", "of ", "da ", "di "};
    at = skip_blanks(s, at);
    if (at < s.n &&
        (s.p[at] == ',' || s.p[at] == '.' || s.p[at] == '-' || s.p[at] == '/'))
        at = skip_blanks(s, at + 1);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (takes(s, &at, words[i])) break;
    return skip_blanks(s, at);
}

/* The month that a word at `at` names; *to behind the word and its full stop. */
static int month_at(rap_str s, size_t at, size_t *to)
{
    size_t end = at;
    while (end < s.n && is_word_byte(s, end) && end - at <= NAME_BYTES)
        end++;
    int m = end > at ? named(s, at, end) : -1;
    if (m <= 0) return 0;
    *to = end;
    return m;
}

/* Does a word begin at `at` within letters: "HealthDecember"? */
static bool is_hump(rap_str s, size_t at)
{
    return at > 0 && rap_is_upper(s.p[at]) && rap_is_lower(s.p[at - 1]);
}

/* The month named right before `at` (blanks and a full stop between). */
static int month_before(rap_str s, size_t at, size_t *from)
{
    size_t end = at;
    while (end > 0 && at - end < 4 &&
           (rap_is_space(s.p[end - 1]) || s.p[end - 1] == '.'))
        end--;
    if (end > 1 && rap_str_is(rap_str_cut(s, end - 2, end), "\xC2\xA0")) end -= 2;
    size_t begin = end;
    while (begin > 0 && is_word_byte(s, begin - 1) && end - begin <= NAME_BYTES &&
           (begin == end || !is_hump(s, begin)))
        begin--;
    int m = end > begin ? named(s, begin, end) : -1;
    if (m <= 0) return 0;
    *from = begin;
    return m;
}

/* ---- the forms ---- */

/* What divides the parts of a date in numbers: the sign, 0 when there is none; *at goes
 * behind it. */
static char sign_at(rap_str s, size_t *at)
{
    static const char *const east[] = {"\xE5\xB9\xB4", "\xE6\x9C\x88", "\xEB\x85\x84",
                                       "\xEC\x9B\x94"};
    if (*at >= s.n) return 0;
    char c = s.p[*at];
    if (c == '-' || c == '/' || c == '_') {
        ++*at;
        return c;
    }
    if (c == '.') {
        *at = skip_blanks(s, *at + 1);
        return c;
    }
    for (size_t i = 0; i < sizeof east / sizeof *east; i++) {
        if (!takes(s, at, east[i])) continue;
        *at = skip_blanks(s, *at);
        return 'y';
    }
    return 0;
}

/* 2022-03-30, 2022/3/30, 2022. 3. 30., 2022年3月30日. */
static bool year_first(rap_pagedate *out, rap_str s, const number *year)
{
    number m, d;
    size_t at = year->at.to;
    char one = sign_at(s, &at);
    if (!one || !number_at(s, at, &m) || !is_month(&m)) return false;
    at = m.at.to;
    if (sign_at(s, &at) != one || !number_at(s, at, &d) || !is_day(&d)) return false;
    out->at = (rap_span){year->at.from, d.at.to};
    return set_day(&out->day, year->value, m.value, d.value);
}

/* 2022 March 30, 2022. március 30. */
static bool year_name(rap_pagedate *out, rap_str s, const number *year)
{
    number d;
    size_t at = skip_between(s, skip_ending(s, year->at.to));
    int month = month_at(s, at, &at);
    if (!month || !number_at(s, skip_between(s, at), &d) || !is_day(&d)) return false;
    out->at = (rap_span){year->at.from, d.at.to};
    out->by_name = true;
    return set_day(&out->day, year->value, month, d.value);
}

static int full_year(const number *y, char sign)
{
    if (is_year(y)) return y->value;
    if (y->digits != 2 || sign == '-') return 0;
    return y->value <= 59 ? 2000 + y->value : y->value >= 95 ? 1900 + y->value : 0;
}

/* 30.03.2022, 3/30/2022, 30.3.22: `a` is the first number. */
static bool year_last(rap_pagedate *out, rap_str s, const number *a,
                      rap_day_order order)
{
    number b, y;
    size_t at = a->at.to;
    char one = sign_at(s, &at);
    if (!one || one == 'y' || one == '_' || !number_at(s, at, &b) || !is_day(&b))
        return false;
    at = b.at.to;
    if (sign_at(s, &at) != one || !number_at(s, at, &y)) return false;
    int year = full_year(&y, one);
    if (!year || (a->value > 12 && b.value > 12)) return false;
    out->either = one != '.' && a->value <= 12 && b.value <= 12 && a->value != b.value;
    if (out->either && order == RAP_ORDER_NONE) return false;
    bool month_first = b.value > 12 || (out->either && order == RAP_ORDER_MONTH_FIRST);
    out->at = (rap_span){a->at.from, y.at.to};
    return set_day(&out->day, year, month_first ? a->value : b.value,
                   month_first ? b.value : a->value);
}

/* 30 March 2022, 30. März 2022, 30 de marzo de 2022, 1er mars 2022. */
static bool day_name(rap_pagedate *out, rap_str s, const number *d)
{
    number y;
    size_t at = skip_between(s, skip_ending(s, d->at.to));
    int month = month_at(s, at, &at);
    if (!month) return false;
    if (!number_at(s, skip_between(s, at), &y) || !is_year(&y)) return false;
    out->at = (rap_span){d->at.from, y.at.to};
    out->by_name = true;
    return set_day(&out->day, y.value, month, d->value);
}

/* March 30, 2022; Mar 30 2022. */
static bool name_day(rap_pagedate *out, rap_str s, const number *d)
{
    number y;
    size_t from;
    int month = month_before(s, d->at.from, &from);
    if (!month) return false;
    if (!number_at(s, skip_between(s, skip_ending(s, d->at.to)), &y) || !is_year(&y))
        return false;
    out->at = (rap_span){(uint32_t)from, y.at.to};
    out->by_name = true;
    return set_day(&out->day, y.value, month, d->value);
}

/* Apr 042013, of three elements with nothing between. */
static bool name_glued(rap_pagedate *out, rap_str s, const number *n)
{
    size_t from;
    int month = n->digits == 6 ? month_before(s, n->at.from, &from) : 0;
    if (!month) return false;
    out->at = (rap_span){(uint32_t)from, n->at.to};
    out->by_name = true;
    return set_day(&out->day, n->value % 10000, month, n->value / 10000);
}

/* Is the number a part of something longer: 1.2.3.2004, a telephone?  A letter may
 * stand right before it, the end of the element before. */
static bool goes_on_before(rap_str s, size_t from)
{
    if (from == 0) return false;
    char c = s.p[from - 1];
    if (rap_is_digit(c) || c == '#') return true;
    return from >= 2 && (c == '.' || c == '-' || c == ':' || c == ',') &&
           rap_is_digit(s.p[from - 2]);
}

static bool at_number(rap_pagedate *out, rap_str s, const number *n,
                      rap_day_order order)
{
    *out = (rap_pagedate){{0, 0, 0}, {0, 0}, false, false};
    if (is_year(n))
        return !goes_on_before(s, n->at.from) &&
               (year_first(out, s, n) || year_name(out, s, n));
    if (name_glued(out, s, n)) return true;
    if (!is_day(n) || goes_on_before(s, n->at.from)) return false;
    return year_last(out, s, n, order) || day_name(out, s, n) || name_day(out, s, n);
}

bool rap_pagedate_next(rap_pagedate *out, rap_str text, size_t from,
                       rap_day_order order)
{
    number n;
    rap_pagedate found;
    for (size_t at = from; at < text.n; at = n.at.to) {
        while (at < text.n && !rap_is_digit(text.p[at]))
            at++;
        if (!number_at(text, at, &n)) return false;
        if (n.digits > 6 || !at_number(&found, text, &n, order)) continue;
        *out = found;
        return true;
    }
    return false;
}

/* ---- stamps ---- */

static bool from_seconds(rap_day *out, rap_str digits)
{
    int64_t t = 0;
    for (size_t i = 0; i < digits.n; i++)
        t = t * 10 + (digits.p[i] - '0');
    if (digits.n == 13) t /= 1000;
    rap_day d = rap_day_of_serial((int32_t)(t / SECONDS_A_DAY));
    return set_day(out, d.year, d.month, d.day);
}

/* 20220330, 20220330T101500Z; ten or thirteen digits. */
static bool bare_digits(rap_day *out, rap_str s)
{
    number n;
    if (!number_at(s, 0, &n)) return false;
    if (n.digits == 8 || n.digits == 12 || n.digits == 14) {
        int v = n.value;
        return set_day(out, v / 10000, v / 100 % 100, v % 100);
    }
    bool seconds = n.digits == 10 || n.digits == 13;
    return seconds && n.at.to == s.n && from_seconds(out, s);
}

/* Wed Mar 30 10:15:00 CEST 2022: the year behind the time. */
static bool date_form(rap_day *out, rap_str s)
{
    number d, y;
    for (size_t at = 0; at < s.n; at++) {
        if (!rap_is_digit(s.p[at])) continue;
        size_t from;
        if (!number_at(s, at, &d) || !is_day(&d)) return false;
        int month = month_before(s, at, &from);
        if (!month) return false;
        size_t end = d.at.to + BETWEEN_BYTES < s.n ? d.at.to + BETWEEN_BYTES : s.n;
        for (size_t i = d.at.to; i < end; i = y.at.to) {
            if (!number_at(s, i, &y))
                y.at.to = (uint32_t)i + 1;
            else if (is_year(&y))
                return set_day(out, y.value, month, d.value);
        }
        return false;
    }
    return false;
}

bool rap_pagedate_stamp(rap_pagedate *out, rap_str stamp, rap_day_order order)
{
    rap_pagedate found = {{0, 0, 0}, {0, 0}, false, false};
    rap_str s = rap_str_trim(rap_str_cut(rap_str_trim(stamp), 0, STAMP_BYTES));
    bool good = bare_digits(&found.day, s) || rap_pagedate_next(&found, s, 0, order) ||
                date_form(&found.day, s);
    if (good) *out = found;
    return good;
}

/* ---- addresses ---- */

static bool is_url_sign(char c)
{
    return c == '/' || c == '-' || c == '_' || c == '.';
}

static bool url_parts(rap_pagedate *out, rap_str url, const number *y)
{
    number m, d;
    size_t at = y->at.to;
    if (at >= url.n || !is_url_sign(url.p[at]) || !number_at(url, at + 1, &m))
        return false;
    at = m.at.to;
    if (!is_month(&m) || at >= url.n || !is_url_sign(url.p[at])) return false;
    if (!number_at(url, at + 1, &d) || !is_day(&d)) return false;
    out->at = (rap_span){y->at.from, d.at.to};
    return set_day(&out->day, y->value, m.value, d.value);
}

bool rap_pagedate_in_url(rap_pagedate *out, rap_str url)
{
    number n;
    for (size_t at = 0; at < url.n; at = n.at.to) {
        while (at < url.n && !rap_is_digit(url.p[at]))
            at++;
        if (!number_at(url, at, &n)) return false;
        if (at == 0 || !is_url_sign(url.p[at - 1])) continue;
        *out = (rap_pagedate){{0, 0, 0}, n.at, false, false};
        if (is_year(&n) && url_parts(out, url, &n)) return true;
        if (n.digits == 8 &&
            set_day(&out->day, n.value / 10000, n.value / 100 % 100, n.value % 100))
            return true;
    }
    return false;
}

rap_day_order rap_pagedate_order(rap_str text)
{
    bool day_first = false, month_first = false;
    rap_pagedate d;
    for (size_t at = 0; rap_pagedate_next(&d, text, at, RAP_ORDER_NONE); at = d.at.to) {
        rap_str s = rap_str_cut(text, d.at.from, d.at.to);
        number first;
        bool slashed = rap_str_find(s, RAP_STR("/"), 0) < s.n;
        if (!slashed || !number_at(s, 0, &first) || first.digits > 2) continue;
        if (first.value == d.day.day && d.day.day > 12) day_first = true;
        if (first.value == d.day.month && d.day.day > 12) month_first = true;
    }
    if (day_first == month_first) return RAP_ORDER_NONE;
    return day_first ? RAP_ORDER_DAY_FIRST : RAP_ORDER_MONTH_FIRST;
}
