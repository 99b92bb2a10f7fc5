/*
 * train/chain.c - learns to cast the words around a cue.
 */
/* SPDX-License-Identifier: MIT */
#include "chain.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { N = RAP_CASTS, EACH_MAX = 24 /* features of a token, of either sort */ };
#define NEVER (-1e9F)

typedef struct { /* of one token */
    float part[N], ends[N], begins[N], forth[N], back[N];
} step;

typedef struct {
    chain c;
    uint32_t part[RAP_CAST_ROOM * RAP_CAST_KEYS], ends[RAP_CAST_ROOM * 40],
        begins[RAP_CAST_ROOM * RAP_CAST_KEYS];
    uint16_t n_part[RAP_CAST_ROOM], n_edge[RAP_CAST_ROOM];
} thinned;

static void *must(void *p)
{
    if (p) return p;
    fprintf(stderr, "out of memory\n");
    exit(1);
}

static uint32_t *meet_all(sparse *m, const uint64_t *keys, uint32_t n, uint32_t *to)
{
    for (uint32_t k = 0; k < n; k++)
        to[k] = sparse_meet(m, keys[k]);
    return to + n;
}

chain *chain_take(sparse *m, const rap_cast_sheet *s, const uint8_t *gold,
                  rap_arena *arena)
{
    uint32_t n = s->to - s->from;
    chain *c = must(RAP_NEW(arena, chain, 1));
    uint16_t *parts = must(RAP_NEW(arena, uint16_t, n));
    uint16_t *edges = must(RAP_NEW(arena, uint16_t, n));
    uint8_t *may = must(RAP_NEW(arena, uint8_t, n));
    uint8_t *right = must(RAP_NEW(arena, uint8_t, n));
    bool *behind = must(RAP_NEW(arena, bool, n));
    uint32_t *part = must(RAP_NEW(arena, uint32_t, (size_t)n * EACH_MAX)), *p = part;
    uint32_t *edge = must(RAP_NEW(arena, uint32_t, (size_t)n * EACH_MAX)), *e = edge;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t keys[RAP_CAST_KEYS];
        parts[i] = (uint16_t)rap_cast_keys(s, i, keys);
        p = meet_all(m, keys, parts[i], p);
        edges[i] = (uint16_t)rap_cast_edge_keys(s, i, keys);
        e = meet_all(m, keys, edges[i], e);
        for (uint32_t y = 0; y < N; y++)
            may[i] |= (uint8_t)(rap_cast_may(s, i, (rap_cast)y) << y);
        right[i] = gold[i];
        behind[i] = s->from + i > s->main;
    }
    *c = (chain){n, part, edge, parts, edges, right, may, behind};
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
    for (uint32_t i = 1; i < c->n; i++)
        for (uint32_t y = 0; y < N; y++) {
            float v[N];
            for (uint32_t x = 0; x < N; x++)
                v[x] = s[i - 1].forth[x] + worth(c, s, i, x, y);
            s[i].forth[y] = sum_exp(v);
        }
    for (uint32_t i = c->n - 1; i-- > 0;)
        for (uint32_t x = 0; x < N; x++) {
            float v[N];
            for (uint32_t y = 0; y < N; y++)
                v[y] = s[i + 1].back[y] + worth(c, s, i + 1, x, y);
            s[i].back[x] = sum_exp(v);
        }
    return sum_exp(s[c->n - 1].forth);
}

static float gold_worth(const chain *c, const step *s)
{
    float sum = 0;
    for (uint32_t i = 0; i < c->n; i++)
        sum += worth(c, s, i, i ? c->gold[i - 1] : RAP_CAST_NONE, c->gold[i]);
    return sum;
}

static void learn_at(sparse *m, const chain *c, const step *s, uint32_t i, float all,
                     const uint32_t *const rows[2])
{
    float part[N] = {0}, ends[N] = {0}, begins[N] = {0};
    for (uint32_t y = 0; y < N; y++) {
        float p = expf(s[i].forth[y] + s[i].back[y] - all);
        part[y] = p - (c->gold[i] == y);
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
    const float edge[RAP_EDGES] = {ends[RAP_CAST_SOURCE], ends[RAP_CAST_CONTENT],
                                   begins[RAP_CAST_SOURCE], begins[RAP_CAST_CONTENT]};
    sparse_learn(m, rows[0], c->n_part[i], part);
    sparse_learn(m, rows[1], c->n_edge[i], edge);
}

static void score_all(const sparse *m, const chain *c, step *s)
{
    const uint32_t *part = c->part, *edges = c->edge;
    memset(s, 0, c->n * sizeof *s);
    for (uint32_t i = 0; i < c->n; i++) {
        float edge[RAP_EDGES] = {0};
        sparse_score(m, part, c->n_part[i], s[i].part);
        sparse_score(m, edges, c->n_edge[i], edge);
        s[i].ends[RAP_CAST_SOURCE] = edge[RAP_EDGE_SOURCE_ENDS];
        s[i].ends[RAP_CAST_CONTENT] = edge[RAP_EDGE_CONTENT_ENDS];
        s[i].begins[RAP_CAST_SOURCE] = edge[RAP_EDGE_SOURCE_BEGINS];
        s[i].begins[RAP_CAST_CONTENT] = edge[RAP_EDGE_CONTENT_BEGINS];
        part += c->n_part[i];
        edges += c->n_edge[i];
    }
}

float chain_run(const sparse *m, const chain *c, uint8_t *parts)
{
    step s[RAP_CAST_ROOM];
    uint8_t from[RAP_CAST_ROOM][N];
    score_all(m, c, s);
    for (uint32_t i = 0; i < c->n; i++)
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
        if (s[c->n - 1].back[k] > s[c->n - 1].back[y]) y = k;
    for (uint32_t i = c->n; i-- > 0; y = from[i][y])
        parts[i] = y;
    memset(s, 0, c->n * sizeof *s);
    score_all(m, c, s);
    return run(c, s) - gold_worth(c, s);
}

float chain_learn(sparse *m, const chain *c)
{
    step s[RAP_CAST_ROOM];
    score_all(m, c, s);
    float all = run(c, s), loss = all - gold_worth(c, s);
    const uint32_t *at[2] = {c->part, c->edge};
    for (uint32_t i = 0; i < c->n; i++) {
        learn_at(m, c, s, i, all, at);
        at[0] += c->n_part[i];
        at[1] += c->n_edge[i];
    }
    return loss;
}
