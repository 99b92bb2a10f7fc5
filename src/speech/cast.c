/*
 * speech/cast.c - the best chain of parts for the words around a cue.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/casting.h"

enum {
    NEVER = -(1 << 28),
    /* how much surer than not, in logits times 256, that what a word of speech tells
     * ends: behind its clause, within it */
    ENDS_BEHIND = 450,
    ENDS_WITHIN = 1300
};

typedef struct {
    int32_t best[RAP_CASTS];
    uint8_t from[RAP_CASTS];
} column;

/* What is asked besides that content ends before token i. */
static int32_t reserve(const rap_cast_sheet *s, const rap_caster *by, uint32_t i)
{
    uint32_t token = s->from + i;
    if (s->sort != 2 || token <= s->main || token >= s->stop) return 0;
    bool within = s->clause.from < token && token < s->clause.to;
    return (int32_t)((int64_t)by->unit * (within ? ENDS_WITHIN : ENDS_BEHIND) >> 16);
}

/* Scores of the parts that end before token i and begin at it. */
static void score_edges(const rap_cast_sheet *s, const rap_caster *by, uint32_t i,
                        int32_t ends[RAP_CASTS], int32_t begins[RAP_CASTS])
{
    uint64_t keys[RAP_CAST_KEYS];
    int32_t edge[RAP_EDGES] = {0};
    rap_linear_score4(&by->m, keys, rap_cast_edge_keys(s, i, keys), edge);
    ends[RAP_CAST_SOURCE] = edge[RAP_EDGE_SOURCE_ENDS];
    ends[RAP_CAST_CONTENT] = edge[RAP_EDGE_CONTENT_ENDS] - reserve(s, by, i);
    begins[RAP_CAST_SOURCE] = edge[RAP_EDGE_SOURCE_BEGINS];
    begins[RAP_CAST_CONTENT] = edge[RAP_EDGE_CONTENT_BEGINS];
}

/* The best ways to the parts of token i. */
static void advance(const rap_cast_sheet *s, const rap_caster *by, uint32_t i,
                    column *c)
{
    uint64_t keys[RAP_CAST_KEYS];
    int32_t part[RAP_CASTS] = {0}, ends[RAP_CASTS] = {0}, begins[RAP_CASTS] = {0};
    rap_linear_score4(&by->m, keys, rap_cast_keys(s, i, keys), part);
    score_edges(s, by, i, ends, begins);
    for (uint32_t y = 0; y < RAP_CASTS; y++) {
        c[i].best[y] = NEVER;
        if (!rap_cast_may(s, i, (rap_cast)y)) continue;
        for (uint32_t x = 0; x < RAP_CASTS; x++) {
            if (i == 0 && x != RAP_CAST_NONE) continue;
            if (i && !rap_cast_follows(s, i, (rap_cast)x, (rap_cast)y)) continue;
            int32_t v = (i ? c[i - 1].best[x] : 0) + part[y];
            if (x != y) v += ends[x] + begins[y];
            if (v <= c[i].best[y]) continue;
            c[i].best[y] = v;
            c[i].from[y] = (uint8_t)x;
        }
    }
}

void rap_cast_run(const rap_cast_sheet *s, const rap_caster *by, uint8_t *parts)
{
    column c[RAP_CAST_ROOM];
    uint32_t n = s->to - s->from;
    for (uint32_t i = 0; i < n; i++)
        advance(s, by, i, c);
    uint8_t y = 0;
    for (uint8_t k = 1; k < RAP_CASTS; k++)
        if (c[n - 1].best[k] > c[n - 1].best[y]) y = k;
    for (uint32_t i = n; i-- > 0; y = c[i].from[y])
        parts[i] = y;
}
