/*
 * times/numbers.c - reading numbers from tokens, and printing them as plain decimals.
 */
/* SPDX-License-Identifier: MIT */
#include "times/numbers.h"

#include "base/ascii.h"

#include <stdio.h>

#include "numbers_table.inc"

enum { MOST_TOKENS = 16, MOST_DIGITS = 15, MOST_PLACES = 6 };

#define LIMIT INT64_C(1000000000000000)

typedef enum {
    WORD_NONE,
    WORD_UNIT,
    WORD_TEN,
    WORD_HUNDRED,
    WORD_DOZEN,
    WORD_SCALE,
    WORD_ORDINAL,
    WORD_HALF,
    WORD_PART,
    WORD_TIMES
} word_kind;

typedef struct {
    word_kind kind;
    int value;
} word;

static word_kind kind_of(rap_str kind)
{
    switch (kind.p[0]) {
    case 'u':
        return WORD_UNIT;
    case 'd':
        return WORD_DOZEN;
    case 's':
        return WORD_SCALE;
    case 'o':
        return WORD_ORDINAL;
    case 'p':
        return WORD_PART;
    case 'h':
        return rap_str_is(kind, "half") ? WORD_HALF : WORD_HUNDRED;
    default:
        return rap_str_is(kind, "ten") ? WORD_TEN : WORD_TIMES;
    }
}

static int row_of(const rap_prose *p, uint32_t token)
{
    int row = rap_table_probe(&numbers_table, p->tokens[token].hash);
    if (row < 0) return RAP_TABLE_NONE;
    bool same =
        rap_str_eq(rap_cell(&numbers_table, row, NUMBERS_WORD), p->tokens[token].low);
    return same ? row : RAP_TABLE_NONE;
}

static word word_at(const rap_prose *p, uint32_t token)
{
    int row = token < p->n_tokens ? row_of(p, token) : RAP_TABLE_NONE;
    if (row < 0) return (word){WORD_NONE, 0};
    return (word){kind_of(rap_cell(&numbers_table, row, NUMBERS_KIND)),
                  rap_cell_int(&numbers_table, row, NUMBERS_VALUE)};
}

const rap_table *rap_number_table(void)
{
    return &numbers_table;
}

bool rap_number_begins(const rap_prose *p, uint32_t token)
{
    if (p->tokens[token].shape & RAP_SHAPE_DIGIT) return true;
    if (row_of(p, token) >= 0) return true;
    return rap_token_is(p, token, "a") && token + 1 < p->n_tokens &&
           row_of(p, token + 1) >= 0;
}

static bool scale_up(rap_number *n, int power)
{
    for (; power > 0 && n->places > 0; power--)
        n->places--;
    for (; power > 0; power--) {
        if (n->mantissa > LIMIT / 10) return false;
        n->mantissa *= 10;
    }
    return true;
}

static void drop_zeros(rap_number *n)
{
    while (n->places && n->mantissa % 10 == 0) {
        n->mantissa /= 10;
        n->places--;
    }
}

static bool is_group(rap_str s, size_t at)
{
    if (at + 3 >= s.n) return false;
    for (size_t i = at + 1; i <= at + 3; i++)
        if (!rap_is_digit(s.p[i])) return false;
    return at + 4 >= s.n || !rap_is_digit(s.p[at + 4]);
}

/* What stands behind the digits in one token: an ordinal's ending or a unit letter. */
static bool take_tail(rap_number *n, rap_str tail)
{
    if (tail.n == 0) return true;
    static const char *const endings[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (rap_str_is(tail, endings[i])) return n->ordinal = true;
    if (rap_str_is(tail, "bn")) return scale_up(n, 9);
    if (rap_str_is(tail, "mn")) return scale_up(n, 6);
    if (tail.n == 1 && (tail.p[0] == 'm' || tail.p[0] == 'k')) {
        n->tail = tail.p[0];
        return true;
    }
    return false;
}

static bool read_digits(rap_number *out, rap_str s)
{
    rap_number n = {.digits = true};
    size_t at = 0, digits = 0;
    bool point = false;
    for (; at < s.n; at++) {
        char c = s.p[at];
        if (rap_is_digit(c)) {
            if (++digits > MOST_DIGITS || (point && n.places >= MOST_PLACES))
                return false;
            n.mantissa = n.mantissa * 10 + (c - '0');
            n.places = (uint8_t)(n.places + point);
        } else if (c == ',' && digits && !point && is_group(s, at)) {
            n.grouped = true;
        } else if (c == '.' && !point && at + 1 < s.n && rap_is_digit(s.p[at + 1])) {
            point = n.grouped = true;
        } else {
            break;
        }
    }
    if (!digits || !take_tail(&n, rap_str_cut(s, at, s.n))) return false;
    *out = n;
    return true;
}

/* A scale behind digits: "1.8 million", "30 - million". */
static void take_scale(rap_number *n, const rap_prose *p)
{
    uint32_t at = n->last;
    if (rap_token_is(p, at, "-")) at++;
    word w = word_at(p, at);
    bool scale = w.kind == WORD_SCALE || w.kind == WORD_HUNDRED;
    rap_number bigger = *n;
    if (!scale || n->ordinal || n->tail || !scale_up(&bigger, w.value)) return;
    *n = bigger;
    n->last = at + 1;
}

/* "2 1/2", "two and a half". */
static void take_half(rap_number *n, const rap_prose *p)
{
    uint32_t at = n->last;
    if (rap_token_is(p, at, "1/2")) {
        at += 1;
    } else if (rap_token_is(p, at, "and") && rap_token_is(p, at + 1, "a") &&
               word_at(p, at + 2).kind == WORD_HALF) {
        at += 3;
    } else {
        return;
    }
    if (n->places || n->ordinal || n->mantissa > LIMIT / 10) return;
    n->mantissa = n->mantissa * 10 + 5;
    n->places = 1;
    n->last = at;
}

typedef struct {
    int64_t total, current;
    int scale; /* power of the last scale word */
    word_kind was;
    bool ordinal;
} tally;

/* Take one word in; false when it does not continue the number. */
static bool add_word(tally *t, word w)
{
    switch (w.kind) {
    case WORD_ORDINAL:
    case WORD_UNIT:
        if (t->was == WORD_UNIT) return false;
        if (t->was == WORD_TEN && (w.value > 9 || w.value == 0)) return false;
        t->current += w.value;
        t->ordinal = w.kind == WORD_ORDINAL;
        break;
    case WORD_TEN:
        if (t->was == WORD_UNIT || t->was == WORD_TEN) return false;
        t->current += w.value;
        break;
    case WORD_HUNDRED:
        if (t->current > 99 || t->was == WORD_HUNDRED) return false;
        t->current = (t->current ? t->current : 1) * 100;
        break;
    case WORD_DOZEN:
        if (t->total || t->current > 99) return false;
        t->current = (t->current ? t->current : 1) * w.value;
        break;
    case WORD_SCALE: {
        if (w.value >= t->scale) return false;
        int64_t power = 1;
        for (int i = 0; i < w.value; i++)
            power *= 10;
        t->total += (t->current ? t->current : 1) * power;
        t->current = 0;
        t->scale = w.value;
        break;
    }
    default:
        return false;
    }
    t->was = w.kind;
    return t->total + t->current < LIMIT;
}

/* The next word of the number behind `at`, over a hyphen or an "and"; its token or 0.
 */
static uint32_t next_word(const tally *t, const rap_prose *p, uint32_t at)
{
    word w = word_at(p, at);
    if (w.kind) return at;
    bool hyphen = rap_token_is(p, at, "-");
    bool and =
        rap_token_is(p, at, "and") && (t->was == WORD_HUNDRED || t->was == WORD_SCALE);
    w = hyphen || and? word_at(p, at + 1) : (word){WORD_NONE, 0};
    return w.kind && (hyphen || w.kind == WORD_UNIT || w.kind == WORD_TEN) ? at + 1 : 0;
}

static bool read_words(rap_number *out, const rap_prose *p, uint32_t token,
                       bool after_article)
{
    tally t = {.scale = 99};
    uint32_t at = token, end = token + MOST_TOKENS;
    word head = word_at(p, at);
    bool bare = head.kind == WORD_SCALE || head.kind == WORD_HUNDRED;
    if (bare && !after_article) return false; /* "several thousand" */
    if (!add_word(&t, head)) return false;
    for (at++; at < end && !t.ordinal && t.was != WORD_DOZEN;) {
        uint32_t next = next_word(&t, p, at);
        tally with = t;
        if (!next || !add_word(&with, word_at(p, next))) break;
        t = with;
        at = next + 1;
    }
    *out =
        (rap_number){.mantissa = t.total + t.current, .ordinal = t.ordinal, .last = at};
    return true;
}

/* "a hundred", "a dozen", "half a million". */
static bool read_article(rap_number *out, const rap_prose *p, uint32_t token)
{
    bool half = word_at(p, token).kind == WORD_HALF;
    uint32_t at = token + half;
    if (!rap_token_is(p, at, "a")) return false;
    word w = word_at(p, at + 1);
    if (w.kind != WORD_HUNDRED && w.kind != WORD_DOZEN && w.kind != WORD_SCALE)
        return false;
    rap_number n;
    if (!read_words(&n, p, at + 1, true)) return false;
    *out = half ? rap_number_over(n, 2) : n;
    return true;
}

bool rap_number_read(rap_number *out, const rap_prose *p, uint32_t token)
{
    if (token >= p->n_tokens) return false;
    const rap_token *t = &p->tokens[token];
    rap_number n = {0};
    bool digits = (t->shape & RAP_SHAPE_DIGIT) != 0;
    if (!digits && row_of(p, token) < 0 && !rap_token_is(p, token, "a")) return false;
    if (digits) {
        if (!read_digits(&n, t->low)) return false;
        n.last = token + 1;
        take_half(&n, p);
        take_scale(&n, p);
    } else if (read_article(&n, p, token) || read_words(&n, p, token, false)) {
        take_half(&n, p);
        take_scale(&n, p);
    } else {
        return false;
    }
    *out = n;
    return true;
}

int rap_number_part(const rap_prose *p, uint32_t token)
{
    word w = word_at(p, token);
    if (w.kind == WORD_PART || w.kind == WORD_HALF) return w.value;
    return w.kind == WORD_ORDINAL && w.value > 2 ? w.value : 0;
}

int rap_number_times(const rap_prose *p, uint32_t token)
{
    word w = word_at(p, token);
    return w.kind == WORD_TIMES ? w.value : 0;
}

rap_number rap_number_over(rap_number n, int divisor)
{
    for (; n.places < 3 && n.mantissa < LIMIT / 10; n.places++)
        n.mantissa *= 10;
    n.mantissa = (n.mantissa * 2 + divisor) / (2 * (int64_t)divisor);
    drop_zeros(&n);
    return n;
}

int64_t rap_number_whole(const rap_number *n)
{
    rap_number whole = *n;
    drop_zeros(&whole);
    return whole.places ? -1 : whole.mantissa;
}

rap_str rap_number_print(rap_arena *a, const rap_number *n)
{
    char z[32];
    rap_number v = *n;
    drop_zeros(&v);
    int64_t power = 1;
    for (int i = 0; i < v.places; i++)
        power *= 10;
    int k = v.places
                ? snprintf(z, sizeof z, "%lld.%0*lld", (long long)(v.mantissa / power),
                           v.places, (long long)(v.mantissa % power))
                : snprintf(z, sizeof z, "%lld", (long long)v.mantissa);
    return rap_arena_copy(a, (rap_str){z, k > 0 ? (size_t)k : 0});
}
