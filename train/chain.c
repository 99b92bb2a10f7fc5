/*
 * train/chain.c - learns to cast the words around a cue.
 */
/* SPDX-License-Identifier: MIT */
#include "chain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { N = RAP_CASTS, OUT = RAP_NETLET_OUT };
#define NEVER (-1e9F)

typedef struct { /* of one token */
    float part[N], ends[N], begins[N], forth[N], back[N];
} step;

static void *must(void *p)
{
    if (p) return p;
    fprintf(stderr, "out of memory\n");
    exit(1);
}

static const void *copied(const void *p, size_t n, rap_arena *arena)
{
    return memcpy(must(RAP_NEW(arena, uint8_t, n ? n : 1)), p, n);
}

rap_netlet_sight sight_copy(const rap_netlet_sight *v, uint32_t whole, rap_arena *arena)
{
    rap_netlet_sight to = *v;
    const size_t row = RAP_NETLET_STATE;
    to.states = copied(v->states, (v->n + 2) * row, arena);
    to.whole = copied(v->whole, whole * row, arena);
    uint16_t *marks = must(RAP_NEW(arena, uint16_t, v->n * v->n_marks + v->n_shared));
    memcpy(marks, v->marks, (size_t)v->n * v->n_marks * sizeof *marks);
    to.shared = marks + (size_t)v->n * v->n_marks;
    memcpy(marks + (size_t)v->n * v->n_marks, v->shared, v->n_shared * sizeof *marks);
    to.marks = marks;
    return to;
}

chain *chain_take(const rap_cast_sheet *s, const uint8_t *gold, rap_arena *arena)
{
    const uint32_t n = s->to - s->from;
    chain *c = must(RAP_NEW(arena, chain, 1));
    uint8_t *may = must(RAP_NEW(arena, uint8_t, n));
    bool *behind = must(RAP_NEW(arena, bool, n));
    rap_cast_view view;
    rap_cast_look(&view, s);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t y = 0; y < N; y++)
            may[i] |= (uint8_t)(rap_cast_may(s, i, (rap_cast)y) << y);
        behind[i] = s->from + i > s->main;
    }
    *c =
        (chain){sight_copy(&view.sight, 1, arena), copied(gold, n, arena), may, behind};
    return c;
}

static bool follows(const chain *c, uint32_t i, uint32_t x, uint32_t y)
{
    if (x == y) return true;
    return c->behind[i] ? y != RAP_CAST_CUE : x != RAP_CAST_CUE;
}

/* What it is worth that y stands at i behind x. */
static float worth(const chain *c, const step *s, uint32_t i, uint32_t x, uint32_t y)
{
    if (!(c->may[i] >> y & 1) || !follows(c, i, x, y)) return NEVER;
    return s[i].part[y] + (x == y ? 0 : s[i].ends[x] + s[i].begins[y]);
}

static float sum_exp(const float *v)
{
    float most = v[0], sum = 0;
    for (int k = 1; k < N; k++)
        most = v[k] > most ? v[k] : most;
    for (int k = 0; k < N; k++)
        sum += expf(v[k] - most);
    return most + logf(sum);
}

static float run(const chain *c, step *s)
{
    for (uint32_t y = 0; y < N; y++)
        s[0].forth[y] = worth(c, s, 0, RAP_CAST_NONE, y);
    for (uint32_t i = 1; i < c->sight.n; i++)
        for (uint32_t y = 0; y < N; y++) {
            float v[N];
            for (uint32_t x = 0; x < N; x++)
                v[x] = s[i - 1].forth[x] + worth(c, s, i, x, y);
            s[i].forth[y] = sum_exp(v);
        }
    for (uint32_t i = c->sight.n - 1; i-- > 0;)
        for (uint32_t x = 0; x < N; x++) {
            float v[N];
            for (uint32_t y = 0; y < N; y++)
                v[y] = s[i + 1].back[y] + worth(c, s, i + 1, x, y);
            s[i].back[x] = sum_exp(v);
        }
    return sum_exp(s[c->sight.n - 1].forth);
}

static float gold_worth(const chain *c, const step *s)
{
    float sum = 0;
    for (uint32_t i = 0; i < c->sight.n; i++)
        sum += worth(c, s, i, i ? c->gold[i - 1] : RAP_CAST_NONE, c->gold[i]);
    return sum;
}

/* Derivatives of the loss by the scores of token i. */
static void learn_at(const chain *c, const step *s, uint32_t i, float all, float *by)
{
    float *part = by, ends[N] = {0}, begins[N] = {0};
    for (uint32_t y = 0; y < N; y++) {
        part[y] = expf(s[i].forth[y] + s[i].back[y] - all) - (c->gold[i] == y);
        for (uint32_t x = 0; x < N; x++) {
            if (x == y || (i == 0 && x != RAP_CAST_NONE)) continue;
            float before = i ? s[i - 1].forth[x] : 0;
            float both = expf(before + worth(c, s, i, x, y) + s[i].back[y] - all);
            ends[x] += both;
            begins[y] += both;
        }
    }
    uint8_t was = i ? c->gold[i - 1] : RAP_CAST_NONE;
    if (was != c->gold[i]) {
        ends[was] -= 1;
        begins[c->gold[i]] -= 1;
    }
    by[RAP_EDGE_SOURCE_ENDS] = ends[RAP_CAST_SOURCE];
    by[RAP_EDGE_CONTENT_ENDS] = ends[RAP_CAST_CONTENT];
    by[RAP_EDGE_SOURCE_BEGINS] = begins[RAP_CAST_SOURCE];
    by[RAP_EDGE_CONTENT_BEGINS] = begins[RAP_CAST_CONTENT];
}

static void score_all(netlet *m, const chain *c, step *s, bool learns)
{
    float scores[RAP_CAST_ROOM * OUT];
    netlet_run(m, &c->sight, learns, scores);
    memset(s, 0, c->sight.n * sizeof *s);
    for (uint32_t i = 0; i < c->sight.n; i++) {
        const float *v = scores + (size_t)i * OUT;
        memcpy(s[i].part, v, sizeof s[i].part);
        s[i].ends[RAP_CAST_SOURCE] = v[RAP_EDGE_SOURCE_ENDS];
        s[i].ends[RAP_CAST_CONTENT] = v[RAP_EDGE_CONTENT_ENDS];
        s[i].begins[RAP_CAST_SOURCE] = v[RAP_EDGE_SOURCE_BEGINS];
        s[i].begins[RAP_CAST_CONTENT] = v[RAP_EDGE_CONTENT_BEGINS];
    }
}

float chain_run(netlet *m, const chain *c, uint8_t *parts)
{
    step s[RAP_CAST_ROOM];
    uint8_t from[RAP_CAST_ROOM][N];
    score_all(m, c, s, false);
    for (uint32_t i = 0; i < c->sight.n; i++)
        for (uint32_t y = 0; y < N; y++) {
            s[i].back[y] = 2 * NEVER;
            for (uint32_t x = 0; x < (i ? N : 1); x++) {
                float v = (i ? s[i - 1].back[x] : 0) + worth(c, s, i, x, y);
                if (v <= s[i].back[y]) continue;
                s[i].back[y] = v;
                from[i][y] = (uint8_t)x;
            }
        }
    uint8_t y = 0;
    for (uint8_t k = 1; k < N; k++)
        if (s[c->sight.n - 1].back[k] > s[c->sight.n - 1].back[y]) y = k;
    for (uint32_t i = c->sight.n; i-- > 0; y = from[i][y])
        parts[i] = y;
    for (uint32_t k = 0; k < N; k++)
        s[c->sight.n - 1].back[k] = 0;
    return run(c, s) - gold_worth(c, s);
}

float chain_learn(netlet *m, const chain *c)
{
    step s[RAP_CAST_ROOM];
    float by[RAP_CAST_ROOM * OUT] = {0};
    score_all(m, c, s, true);
    float all = run(c, s), loss = all - gold_worth(c, s);
    for (uint32_t i = 0; i < c->sight.n; i++)
        learn_at(c, s, i, all, by + (size_t)i * OUT);
    netlet_learn(m, &c->sight, by);
    return loss;
}
