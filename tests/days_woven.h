/*
 * tests/days_woven.h - texts that share just as many words as a test says.
 *
 * A word that two reports share stands in no other, and between numbers that stand
 * nowhere else, so that no pair of words is shared.  Of two reports that share x words,
 * and have x + a and x + b words that are shared with any, the likeness is x over the
 * root of (x + a)(x + b).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_DAYS_WOVEN_H
#define RAP_TESTS_DAYS_WOVEN_H

#include "base/buf.h"
#include "stories/likeness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { WOVEN = 2100, WOVEN_MEMORY = 1 << 28 };

typedef struct {
    rap_arena *arena;
    rap_buf text[WOVEN];
    rap_str texts[WOVEN];
    bool dated[WOVEN], all[WOVEN];
    int32_t day[WOVEN];
    uint16_t same[WOVEN];
    uint32_t n, words, numbers;
    rap_likeness *likeness;
} woven;

static inline woven *woven_new(uint32_t n)
{
    rap_arena *arena = rap_arena_new(WOVEN_MEMORY);
    assert_non_null(arena);
    woven *w = RAP_NEW(arena, woven, 1);
    assert_non_null(w);
    w->arena = arena;
    w->n = n;
    for (uint32_t i = 0; i < n; i++)
        w->all[i] = true;
    return w;
}

static inline void woven_free(woven *w)
{
    for (uint32_t i = 0; i < w->n; i++)
        rap_buf_done(&w->text[i]);
    rap_arena_free(w->arena);
}

static inline void woven_put(woven *w, uint32_t r, uint32_t word)
{
    char z[] = "waaaa";
    for (int k = 4; k > 0; k--, word /= 26)
        z[k] = (char)('a' + word % 26);
    rap_buf_printf(&w->text[r], "%s %d ", z, (int)w->numbers++);
}

/* x words that a and b share. */
static inline void woven_share(woven *w, uint32_t a, uint32_t b, uint32_t x)
{
    for (uint32_t i = 0; i < x; i++) {
        woven_put(w, a, w->words);
        woven_put(w, b, w->words++);
    }
}

/* x words of its own. */
static inline void woven_own(woven *w, uint32_t a, uint32_t x)
{
    for (uint32_t i = 0; i < x; i++)
        woven_put(w, a, w->words++);
}

static inline void woven_date(woven *w, uint32_t a, int32_t day)
{
    w->dated[a] = true;
    w->day[a] = day;
    w->same[a] = 1000;
}

static inline void woven_done(woven *w)
{
    for (uint32_t i = 0; i < w->n; i++)
        w->texts[i] = rap_buf_str(&w->text[i]);
    assert_int_equal(rap_likeness_new(&w->likeness, w->texts, w->n, w->arena, NULL),
                     RAP_OK);
}

/* In thousandths: what a shares with b. */
static inline uint32_t woven_likeness(woven *w, uint32_t a, uint32_t b)
{
    rap_like like[64];
    uint32_t n = rap_likeness_of(w->likeness, a, w->all, like, 64);
    for (uint32_t i = 0; i < n; i++)
        if (like[i].report == b) return like[i].share;
    return 0;
}

#endif
