/*
 * times/headdate.c - a date in text that has no tokens: bylines, datelines, addresses.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/expression.h"

enum { PIECES = 3, LONGEST_WORD = 12, SEARCHED = 2000 };

typedef struct {
    rap_span at;
    int number; /* -1: no number */
    int digits;
    int month; /* of a word, or 0 */
} piece;

/* The next run of letters or of digits at or after *at; false at the end. */
static bool next_piece(rap_str s, size_t *at, piece *out)
{
    size_t i = *at;
    while (i < s.n && !rap_is_alnum(s.p[i]))
        i++;
    if (i == s.n) return false;
    bool digit = rap_is_digit(s.p[i]);
    size_t end = i;
    char low[LONGEST_WORD];
    size_t n = 0;
    int v = 0;
    for (; end < s.n && (digit ? rap_is_digit(s.p[end]) : rap_is_alpha(s.p[end]));
         end++) {
        if (digit && v < 100000) v = v * 10 + (s.p[end] - '0');
        if (n < sizeof low) low[n++] = rap_to_lower(s.p[end]);
    }
    *out = (piece){{(uint32_t)i, (uint32_t)end}, digit ? v : -1, (int)(end - i), 0};
    if (!digit && n == end - i) out->month = times_month_of((rap_str){low, n});
    *at = end;
    return true;
}

static bool is_year(const piece *q)
{
    return q->digits == 4 && q->number >= 1500 && q->number < 2100;
}

static bool is_day(const piece *q)
{
    return q->number >= 1 && q->number <= 31 && q->digits <= 2;
}

static char mark_between(rap_str s, const piece *a, const piece *b)
{
    return b->at.from == a->at.to + 1 ? s.p[a->at.to] : 0;
}

static bool by_sign(rap_str s, const piece q[PIECES], rap_day *d)
{
    char one = mark_between(s, &q[0], &q[1]), two = mark_between(s, &q[1], &q[2]);
    if (one != two || (one != '-' && one != '/' && one != '.')) return false;
    if (is_year(&q[0]) && is_day(&q[2]) && q[1].number >= 1 && q[1].number <= 12) {
        *d = (rap_day){(int16_t)q[0].number, (int8_t)q[1].number, (int8_t)q[2].number};
        return rap_day_is_valid(*d);
    }
    if (!is_day(&q[0]) || !is_day(&q[1]) || !is_year(&q[2])) return false;
    int a = q[0].number, b = q[1].number;
    if (a <= 12 && b <= 12 && a != b && one == '/') return false; /* 4/5 or 5/4? */
    int month = b <= 12 ? b : a, day = b <= 12 ? a : b;
    *d = (rap_day){(int16_t)q[2].number, (int8_t)month, (int8_t)day};
    return rap_day_is_valid(*d);
}

/* "March 29[, 2022]", "29 March [2022]"; *used pieces. */
static bool by_name(const piece q[PIECES], int have, rap_day *d, int *used)
{
    if (have < 2) return false;
    bool month_first = q[0].month && is_day(&q[1]);
    bool day_first = is_day(&q[0]) && q[1].month;
    if (!month_first && !day_first) return false;
    bool year = have > 2 && is_year(&q[2]) && q[2].at.from <= q[1].at.to + 3;
    int month = month_first ? q[0].month : q[1].month;
    int day = month_first ? q[1].number : q[0].number;
    *d = (rap_day){(int16_t)(year ? q[2].number : 0), (int8_t)month, (int8_t)day};
    *used = 2 + year;
    return rap_day_is_valid(*d);
}

/* Drop the ending of an ordinal: "29" "th" "March". */
static bool is_ending(rap_str s, const piece *q)
{
    rap_str w = rap_str_cut(s, q->at.from, q->at.to);
    return rap_str_is(w, "st") || rap_str_is(w, "nd") || rap_str_is(w, "rd") ||
           rap_str_is(w, "th");
}

bool times_date_in(rap_str text, rap_day *day, rap_span *at)
{
    piece q[PIECES] = {{{0, 0}, 0, 0, 0}};
    int have = 0, used = 0;
    size_t pos = 0;
    rap_str s = rap_str_cut(text, 0, SEARCHED);
    for (bool more = true; more || have;) {
        while (more && have < PIECES) {
            more = next_piece(s, &pos, &q[have]);
            if (more && !is_ending(s, &q[have])) have++;
        }
        used = PIECES;
        if ((have == PIECES && by_sign(s, q, day)) || by_name(q, have, day, &used)) {
            *at = (rap_span){q[0].at.from, q[used - 1].at.to};
            return true;
        }
        for (int i = 1; i < have; i++)
            q[i - 1] = q[i];
        if (have) have--;
    }
    return false;
}
