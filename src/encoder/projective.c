/*
 * encoder/projective.c - the best tree without crossing arcs.
 *
 * Spans [s, t] of four kinds: open ones have just got the arc between their ends,
 * closed ones are done on the side away from their head; the head is the left or the
 * right end.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/projective.h"

enum {
    OPEN_LEFT,
    OPEN_RIGHT,
    CLOSED_LEFT,
    CLOSED_RIGHT
}; /* where the head's arcs go:
LEFT: the head is the right end; RIGHT: it is the left end */

enum { LEFT, RIGHT };

#define NEVER    (-(1 << 29))
#define ONE_ROOT (1 << 26) /* so that a second root costs more than it can bring */

bool rap_projective_is(const uint8_t *head, uint32_t n)
{
    uint8_t stack[RAP_PROJECTIVE_WORDS + 1] = {0};
    uint8_t waiting[RAP_PROJECTIVE_WORDS + 1] = {0}; /* dependents to come */
    uint32_t depth = 1, roots = 0;
    for (uint32_t i = 1; i <= n; i++) {
        roots += head[i] == 0;
        waiting[head[i]]++;
    }
    if (roots != 1) return false;
    for (uint32_t i = 1; i <= n; i++) { /* put together as a shift-reduce parser does */
        stack[depth++] = (uint8_t)i;
        while (depth > 1) {
            const uint8_t top = stack[depth - 1], below = stack[depth - 2];
            if (depth > 2 && head[below] == top) {
                if (waiting[below]) return false;
                stack[depth - 2] = top;
                waiting[top]--;
                depth--;
            } else if (head[top] == below && !waiting[top]) {
                waiting[below]--;
                depth--;
            } else {
                break;
            }
        }
    }
    return depth == 1;
}

/* The best way to cut [s, t] in two closed halves that an arc between s and t joins. */
static void join(rap_projective *t, uint32_t from, uint32_t to, const int32_t *scores,
                 uint32_t stride)
{
    uint32_t cut;
    int32_t most =
        t->steps->split(&t->best[CLOSED_RIGHT][from][from],
                        &t->best[CLOSED_LEFT][to][from + 1], to - from, &cut);
    most = most < NEVER ? NEVER : most;
    t->cut[OPEN_LEFT][to][from] = t->cut[OPEN_RIGHT][from][to] = (uint8_t)(from + cut);
    t->best[OPEN_LEFT][to][from] =
        from ? most + scores[(from - 1) * stride + to] : NEVER;
    t->best[OPEN_RIGHT][from][to] =
        most + scores[(to - 1) * stride + from] - (from ? 0 : ONE_ROOT);
}

static void close_left(rap_projective *t, uint32_t from, uint32_t to)
{
    uint32_t cut;
    const int32_t most = t->steps->split(&t->best[OPEN_LEFT][to][from],
                                         &t->ends[LEFT][from][from], to - from, &cut);
    t->cut[CLOSED_LEFT][to][from] = (uint8_t)(from + cut);
    t->best[CLOSED_LEFT][to][from] = t->ends[LEFT][from][to] =
        most < NEVER ? NEVER : most;
}

static void close_right(rap_projective *t, uint32_t from, uint32_t to)
{
    uint32_t cut;
    const int32_t most =
        t->steps->split(&t->best[OPEN_RIGHT][from][from + 1],
                        &t->ends[RIGHT][to][from + 1], to - from, &cut);
    t->cut[CLOSED_RIGHT][from][to] = (uint8_t)(from + 1 + cut);
    t->best[CLOSED_RIGHT][from][to] = t->ends[RIGHT][to][from] =
        most < NEVER ? NEVER : most;
}

/* Walk back from the whole sentence; a span is {kind, its head, its other end}. */
static void read_back(const rap_projective *t, uint32_t n, uint8_t *head)
{
    uint8_t stack[2 * RAP_PROJECTIVE_WORDS + 4][3] = {{CLOSED_RIGHT, 0, (uint8_t)n}};
    uint32_t depth = 1;
    while (depth > 0) {
        depth--;
        const uint8_t kind = stack[depth][0], top = stack[depth][1];
        const uint8_t end = stack[depth][2];
        if (top == end) continue;
        const uint8_t cut = t->cut[kind][top][end];
        uint8_t *a = stack[depth], *b = stack[depth + 1];
        depth += 2;
        if (kind >= CLOSED_LEFT) { /* the arc to `cut`, and what lies behind that */
            a[0] = (uint8_t)(kind - CLOSED_LEFT);
            a[1] = top, a[2] = cut;
            b[0] = kind;
            b[1] = cut, b[2] = end;
            continue;
        }
        const uint8_t left = top < end ? top : end, right = top < end ? end : top;
        head[end] = top;
        a[0] = CLOSED_RIGHT;
        a[1] = left, a[2] = cut;
        b[0] = CLOSED_LEFT;
        b[1] = right, b[2] = (uint8_t)(cut + 1);
    }
}

void rap_projective_best(rap_projective *t, const int32_t *scores, uint32_t stride,
                         uint32_t n, uint8_t *head)
{
    for (uint32_t i = 0; i <= n; i++)
        t->best[CLOSED_LEFT][i][i] = t->best[CLOSED_RIGHT][i][i] = t->ends[LEFT][i][i] =
            t->ends[RIGHT][i][i] = 0;
    for (uint32_t length = 1; length <= n; length++)
        for (uint32_t from = 0; from + length <= n; from++) {
            join(t, from, from + length, scores, stride);
            close_left(t, from, from + length);
            close_right(t, from, from + length);
        }
    read_back(t, n, head);
}
