/*
 * words/gapkeys.c - what tells whether a sentence ends in a gap.
 *
 * The words and signs around it, their shapes and classes, how long the sentence is by
 * then, what quotations and brackets are open, how the report is written, and what the
 * rules guess (words/gaps.c).
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "model/feature.h"
#include "words/gaps.h"

enum {
    CAPITALS_FAR = 12, /* words of a sentence that may be all capitalised */
    LONG_WORD = 24,
    FAR = 64 /* first template of the second part */
};

typedef rap_token_sight sight;

static bool is_word(const rap_token *t)
{
    return (t->shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)) != 0;
}

/* Digits as 0, letters as a or A, in runs; marks as they are. */
static uint32_t pattern_of(rap_str low, uint16_t shape)
{
    uint32_t h = RAP_HASH_START + shape;
    char last = '\0';
    for (size_t i = 0; i < low.n && i < LONG_WORD; i++) {
        char c = low.p[i];
        if (rap_is_digit(c)) c = '0';
        if (rap_is_lower(c) || rap_is_high(c)) c = 'a';
        if (c != last) h = rap_hash_byte(h, c);
        last = c;
    }
    return h;
}

static sight sight_of(const rap_gaps *g, uint32_t i)
{
    const uint16_t kept = RAP_SHAPE_CAPITAL | RAP_SHAPE_UPPER | RAP_SHAPE_DIGIT;
    if (i < g->first || i >= g->last) return (sight){0};
    const rap_token *t = &g->p->tokens[i];
    sight s = {.form = t->hash, .near = t->classes[0], .far = t->classes[1]};
    s.look = pattern_of(t->low, is_word(t) ? t->shape & kept : 0);
    if (t->low.n == 1 && t->shape & RAP_SHAPE_LETTER) s.look++;
    if (t->shape & RAP_SHAPE_DIGIT) s.form = s.look + (uint32_t)t->low.n;
    if (t->shape & RAP_SHAPE_OPEN) s.form = s.look = 1;
    if (t->shape & RAP_SHAPE_CLOSE) s.form = s.look = 2;
    return s;
}

static uint32_t size_of(uint32_t n)
{
    return n < 6 ? n : n < 9 ? 6 : n < 14 ? 7 : n < 22 ? 8 : n < 36 ? 9 : 10;
}

/* Has every word of the sentence so far a capital? */
static uint32_t all_capitals(const rap_gaps *g)
{
    if (g->next - g->start > CAPITALS_FAR) return 0;
    for (uint32_t i = g->start; i < g->next; i++) {
        uint16_t shape = g->p->tokens[i].shape;
        if ((shape & RAP_SHAPE_LETTER) &&
            !(shape & (RAP_SHAPE_CAPITAL | RAP_SHAPE_DIGIT)))
            return 0;
    }
    return 1;
}

typedef struct {
    uint64_t *keys;
    uint32_t n, base;
} ring;

static inline void put(ring *r, uint32_t a, uint32_t b, uint32_t c)
{
    r->keys[r->n] = rap_feature(r->base + r->n, a, b, c);
    r->n++;
}

/* What holds of the gap as a whole. */
typedef struct {
    uint32_t guess, size, rest, capitals, style, quotes, spaces;
} state;

static state state_of(const rap_gaps *g)
{
    const rap_token *t = g->p->tokens, *a = &t[g->anchor], *n = &t[g->next];
    state s = {.guess = g->guess, .size = size_of(g->next - g->start)};
    s.rest = size_of(g->last - g->next);
    s.capitals = all_capitals(g);
    s.style = g->style.small_behind * 8u + g->style.small_first;
    s.quotes = ((a->shape & RAP_SHAPE_QUOTED) != 0) +
               ((n->shape & RAP_SHAPE_QUOTED) ? 2u : 0) +
               (n->shape & RAP_SHAPE_OPEN ? 4u : 0) + (g->held ? 8u : 0) +
               (t[g->next - 1].shape & RAP_SHAPE_CLOSE ? 16u : 0);
    s.spaces = ((a->shape & RAP_SHAPE_SPACE) != 0) +
               (n->shape & RAP_SHAPE_SPACE ? 2u : 0) +
               (g->next > g->anchor + 1 ? 4u : 0);
    return s;
}

static void put_words(ring *r, const sight *a, const sight *n, uint32_t guess)
{
    put(r, 0, 0, 0);
    put(r, a[0].form, 0, 0);
    put(r, n[0].form, 0, 0);
    put(r, a[0].form, n[0].form, 0);
    put(r, a[0].form, n[0].look, 0);
    put(r, a[0].look, n[0].form, 0);
    put(r, a[-1].form, a[0].form, 0);
    put(r, a[-1].look, a[0].look, n[0].look);
    put(r, a[0].look, n[0].look, n[1].look);
    put(r, n[0].form, n[1].form, 0);
    put(r, a[-2].look, rap_atom2(a[-1].look, a[0].look), n[0].look);
    put(r, rap_atom2(a[0].look, n[0].look), n[1].look, n[2].look);
    put(r, a[0].far, n[0].far, 0);
    put(r, guess, n[0].far, 0);
    put(r, a[0].look, n[0].near, n[1].near);
    put(r, guess, a[-1].far, n[0].look);
    put(r, guess, n[0].look, n[1].form);
    put(r, a[0].near, a[-1].near, n[0].near);
}

static void put_state(ring *r, const sight *a, const sight *n, const state *s)
{
    put(r, s->guess, 0, 0);
    put(r, s->guess, a[0].form, 0);
    put(r, s->guess, n[0].look, 0);
    put(r, s->guess, a[0].look, n[0].look);
    put(r, a[0].look, s->size, n[0].look);
    put(r, s->guess, s->size, s->capitals);
    put(r, s->style, s->guess, n[0].look);
    put(r, s->style, a[0].look, n[0].look);
    put(r, s->style, s->guess, n[0].form);
    put(r, s->quotes, s->guess, n[0].look);
    put(r, s->quotes, a[0].form, n[0].look);
    put(r, n[0].form, s->capitals, s->size);
    put(r, s->rest, s->guess, n[0].look);
    put(r, s->spaces, a[0].form, n[0].look);
    put(r, s->spaces, s->guess, n[0].form);
    put(r, s->capitals, a[0].look, n[0].look);
}

void rap_gap_look(rap_gap_sight *out, const rap_gaps *g)
{
    for (uint32_t i = 0; i < RAP_GAP_NEAR; i++) {
        uint32_t back = RAP_GAP_NEAR - 1 - i;
        out->before[i] = g->anchor >= back ? sight_of(g, g->anchor - back) : (sight){0};
        out->behind[i] = sight_of(g, g->next + i);
    }
    out->guess = g->guess;
}

uint32_t rap_gap_keys_near(uint64_t keys[RAP_GAP_KEYS], const rap_gap_sight *s)
{
    ring r = {keys, 0, 0};
    put_words(&r, &s->before[RAP_GAP_NEAR - 1], s->behind, s->guess);
    return r.n;
}

uint32_t rap_gap_keys_far(uint64_t keys[RAP_GAP_KEYS], const rap_gap_sight *seen,
                          const rap_gaps *g)
{
    const sight *a = &seen->before[RAP_GAP_NEAR - 1], *n = seen->behind;
    state s = state_of(g);
    ring r = {keys, 0, FAR};
    put_state(&r, a, n, &s);
    sight first = sight_of(g, g->start), last = sight_of(g, g->next - 1);
    uint32_t small =
        g->p->tokens[g->start].shape & (RAP_SHAPE_CAPITAL | RAP_SHAPE_LETTER);
    put(&r, small, s.guess, n[0].look);
    put(&r, small, a[0].form, n[0].look);
    put(&r, small, s.style, s.guess);
    put(&r, first.form, s.guess, n[0].look);
    put(&r, last.form, g->open > 0, n[0].look);
    put(&r, g->open > 0, s.guess, n[0].look);
    return r.n;
}
