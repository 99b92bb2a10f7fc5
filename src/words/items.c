/*
 * words/items.c - the numbers and letters that begin the items of a list.
 *
 * A number of up to three digits, a letter or a Roman number, and a full stop, a
 * bracket or both right behind it; or a bullet.
 */
/* SPDX-License-Identifier: MIT */
#include "words/items.h"

#include "base/ascii.h"

enum { DIGITS_MAX = 3, ROMAN_MAX = 5 };

static uint16_t number_of(rap_str s)
{
    uint16_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!rap_is_digit(s.p[i]) || i == DIGITS_MAX) return 0;
        n = (uint16_t)(n * 10 + (s.p[i] - '0'));
    }
    return n;
}

static uint16_t digit_of(char c)
{
    return c == 'i' ? 1 : c == 'v' ? 5 : c == 'x' ? 10 : c == 'l' ? 50 : 0;
}

static uint16_t roman_of(rap_str low)
{
    uint16_t sum = 0;
    if (low.n > ROMAN_MAX) return 0;
    for (size_t i = 0; i < low.n; i++) {
        uint16_t d = digit_of(low.p[i]);
        uint16_t next = i + 1 < low.n ? digit_of(low.p[i + 1]) : 0;
        if (!d) return 0;
        sum = (uint16_t)(d < next ? sum - d : sum + d);
    }
    return sum;
}

static bool is_sign(const rap_token *t, char c)
{
    return t->low.n == 1 && t->low.p[0] == c && !(t->shape & RAP_SHAPE_SPACE);
}

static bool is_bullet(rap_str s)
{
    return rap_str_is(s, "•") || rap_str_is(s, "⁃") || rap_str_is(s, "◦") ||
           rap_str_is(s, "▪") || rap_str_is(s, "●");
}

/* Set kind and number by the text before the sign. */
static bool read_mark(rap_item *out, const rap_token *t, rap_str low)
{
    if (low.n == 0) return false;
    out->number = number_of(low);
    out->kind = RAP_ITEM_NUMBER;
    if (out->number) return true;
    if (t->shape & RAP_SHAPE_DIGIT) return false;
    out->kind = t->shape & RAP_SHAPE_CAPITAL ? RAP_ITEM_LARGE : RAP_ITEM_SMALL;
    out->roman = roman_of(low);
    if (low.n == 1 && rap_is_lower(low.p[0]))
        out->number = (uint16_t)(low.p[0] - 'a' + 1);
    return out->number || out->roman;
}

/* The token behind the sign of the mark whose text is [i, at), or i. */
static uint32_t read_sign(rap_item *out, const rap_token *t, uint32_t i, uint32_t last)
{
    uint32_t at = i + 1;
    rap_str low = t[i].low;
    bool own = low.n > 1 && low.p[low.n - 1] == '.'; /* "A." */
    if (own) low.n--;
    bool dot = own || (at < last && is_sign(&t[at], '.'));
    if (dot && !own) at++;
    bool bracket = at < last && is_sign(&t[at], ')');
    if (bracket) at++;
    out->sign = (uint8_t)((dot ? 1 : 0) + (bracket ? 2 : 0));
    if (!out->sign || at >= last || !(t[at].shape & RAP_SHAPE_SPACE)) return i;
    return read_mark(out, &t[i], low) ? at : i;
}

/* "(b)" */
static uint32_t read_bracket(rap_item *out, const rap_token *t, uint32_t i,
                             uint32_t last)
{
    if (t[i].low.n != 1 || t[i].low.p[0] != '(' || i + 3 >= last) return i;
    bool fits = is_sign(&t[i + 2], ')') && !(t[i + 1].shape & RAP_SHAPE_SPACE) &&
                (t[i + 3].shape & RAP_SHAPE_SPACE);
    out->sign = 4;
    return fits && read_mark(out, &t[i + 1], t[i + 1].low) ? i + 3 : i;
}

uint32_t rap_item_at(rap_item *out, const rap_prose *p, uint32_t i, uint32_t last)
{
    *out = (rap_item){0};
    const rap_token *t = p->tokens;
    if (i >= last) return i;
    if (!is_bullet(t[i].low)) {
        uint32_t to = read_sign(out, t, i, last);
        if (to == i) to = read_bracket(out, t, i, last);
        if (to == i) *out = (rap_item){0};
        return to;
    }
    rap_item number = {0};
    uint32_t to = i + 1 < last ? read_sign(&number, t, i + 1, last) : i + 1;
    out->kind = RAP_ITEM_BULLET;
    return number.kind == RAP_ITEM_NUMBER ? to : i + 1;
}

bool rap_item_follows(const rap_item *next, const rap_item *before)
{
    if (next->kind != before->kind || next->sign != before->sign) return false;
    if (next->kind == RAP_ITEM_BULLET) return true;
    return (before->number && next->number == before->number + 1) ||
           (before->roman && next->roman == before->roman + 1);
}
