/*
 * speech/cast.c - the best chain of parts for the words around a cue.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/casting.h"

enum { NEVER = -(1 << 28), FIRM_MOST = 30000 };

/* Of a token, for each part: what it is worth, what it is worth that another ends
 * before the token, and that it begins there. */
typedef struct {
    int32_t part[RAP_CASTS], ends[RAP_CASTS], begins[RAP_CASTS];
} step;

/* The best score of what goes before the token and of itself, the part that then stands
 * before it, and the best score of what follows. */
typedef struct {
    int32_t best[RAP_CASTS], rest[RAP_CASTS];
    uint8_t from[RAP_CASTS];
} column;

typedef struct {
    step *steps;
    column *c;
    uint32_t n;
} chain;

static void take_step(step *to, const rap_cast_sheet *s, uint32_t i, const int16_t *v)
{
    const bool behind = s->from + i > s->main;
    for (uint32_t y = 0; y < RAP_CASTS; y++)
        to->part[y] = rap_cast_may(s, i, (rap_cast)y) ? v[y] : NEVER;
    to->ends[RAP_CAST_NONE] = to->begins[RAP_CAST_NONE] = 0;
    to->ends[RAP_CAST_CUE] = behind ? 0 : NEVER;
    to->begins[RAP_CAST_CUE] = behind ? NEVER : 0;
    to->ends[RAP_CAST_SOURCE] = v[RAP_EDGE_SOURCE_ENDS];
    to->ends[RAP_CAST_CONTENT] = v[RAP_EDGE_CONTENT_ENDS];
    to->begins[RAP_CAST_SOURCE] = v[RAP_EDGE_SOURCE_BEGINS];
    to->begins[RAP_CAST_CONTENT] = v[RAP_EDGE_CONTENT_BEGINS];
}

static void go_forth(const chain *a, uint32_t i)
{
    static const int32_t first[RAP_CASTS] = {0, NEVER, NEVER, NEVER};
    const step *s = &a->steps[i];
    column *c = &a->c[i];
    const int32_t *before = i ? c[-1].best : first;
    for (uint32_t y = 0; y < RAP_CASTS; y++) {
        int32_t most = before[y];
        uint8_t from = (uint8_t)y;
        for (uint32_t x = 0; x < RAP_CASTS; x++) {
            const int32_t v = before[x] + s->ends[x] + s->begins[y];
            const bool more = x != y && v > most;
            most = more ? v : most;
            from = more ? (uint8_t)x : from;
        }
        most += s->part[y];
        c->best[y] = most > NEVER ? most : NEVER;
        c->from[y] = from;
    }
}

static void go_back(const chain *a, uint32_t i)
{
    const step *s = &a->steps[i + 1];
    column *c = &a->c[i];
    for (uint32_t x = 0; x < RAP_CASTS; x++) {
        int32_t most = s->part[x] + c[1].rest[x];
        for (uint32_t y = 0; y < RAP_CASTS; y++) {
            const int32_t v = s->part[y] + s->begins[y] + c[1].rest[y] + s->ends[x];
            most = x != y && v > most ? v : most;
        }
        c->rest[x] = most > NEVER ? most : NEVER;
    }
}

/* How much better the best chain is than the best in which token i is, or is not, of a
 * part; the least of these over all tokens is how firm the part is. */
static void weigh_parts(const chain *a, const uint8_t *parts, int32_t all,
                        int16_t firm[RAP_CASTS])
{
    int32_t least[RAP_CASTS] = {FIRM_MOST, FIRM_MOST, FIRM_MOST, FIRM_MOST};
    for (uint32_t i = 0; i < a->n; i++) {
        int32_t other = NEVER;
        const uint8_t is = parts[i];
        for (uint32_t y = 0; y < RAP_CASTS; y++) {
            const int32_t v = a->c[i].best[y] + a->c[i].rest[y];
            if (y == is) continue;
            if (v > other) other = v;
            if (all - v < least[y]) least[y] = all - v;
        }
        if (all - other < least[is]) least[is] = all - other;
    }
    for (uint32_t y = 0; y < RAP_CASTS; y++)
        firm[y] = (int16_t)least[y];
}

/* The network's scores of all tokens. */
static void score_all(const rap_cast_sheet *s, const rap_netlet *by,
                      rap_cast_kept *kept, int16_t *scores)
{
    rap_cast_view view;
    rap_cast_look(&view, s);
    if (s->from < kept->from || kept->to < s->to) {
        rap_netlet_near(by, view.sight.states, view.sight.n, kept->near);
        kept->from = s->from;
        kept->to = s->to;
    }
    view.sight.near = kept->near + (size_t)(s->from - kept->from) * by->near.out;
    rap_netlet_run(by, &view.sight, scores);
}

void rap_cast_run(const rap_cast_sheet *s, const rap_netlet *by, rap_cast_kept *kept,
                  uint8_t *parts, int16_t firm[RAP_CASTS])
{
    column c[RAP_CAST_ROOM];
    step steps[RAP_CAST_ROOM];
    int16_t scores[RAP_CAST_ROOM * RAP_NETLET_OUT];
    const chain a = {steps, c, s->to - s->from};
    score_all(s, by, kept, scores);
    for (uint32_t i = 0; i < a.n; i++) {
        take_step(&steps[i], s, i, scores + (size_t)i * RAP_NETLET_OUT);
        go_forth(&a, i);
    }
    for (uint32_t y = 0; y < RAP_CASTS; y++)
        c[a.n - 1].rest[y] = 0;
    for (uint32_t i = a.n - 1; i-- > 0;)
        go_back(&a, i);
    uint8_t y = 0;
    for (int k = 1; k < RAP_CASTS; k++)
        if (c[a.n - 1].best[k] > c[a.n - 1].best[y]) y = (uint8_t)k;
    const int32_t all = c[a.n - 1].best[y];
    for (uint32_t i = a.n; i-- > 0; y = c[i].from[y])
        parts[i] = y;
    weigh_parts(&a, parts, all, firm);
}
