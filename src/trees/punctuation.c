/*
 * trees/punctuation.c - where punctuation hangs: on a word that its arc reaches without
 * crossing another.
 *
 * Between two words l and r such words are those whose subtree ends with l, those whose
 * subtree begins with r, and the heads of the largest of both, which reach over the
 * gap.  A mark that hangs elsewhere goes to the highest of them; of several marks in
 * one gap those to the left hang on words to the left, inner before outer.  A mark that
 * closes hangs where the one that opened hangs, if it can.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/validity.h"

static bool is_stop(const rap_tree *s, uint32_t i)
{
    return s->plain[i] == RAP_REL_PUNCT && i != s->root;
}

/* s->low[i] and s->high[i]: first and last word (no mark) under word i, leaves first.
 */
static void find_reach(rap_tree *s)
{
    uint32_t *pending = s->queue, *queue = s->queue + s->n, end = 0;
    memset(pending, 0, s->n * sizeof *pending);
    for (uint32_t i = 0; i < s->n; i++) {
        s->low[i] = s->high[i] = i;
        if (!is_stop(s, i) && i != s->root) pending[s->head[i]]++;
    }
    for (uint32_t i = 0; i < s->n; i++)
        if (!is_stop(s, i) && pending[i] == 0) queue[end++] = i;
    for (uint32_t k = 0; k < end; k++) {
        uint32_t i = queue[k], h = s->head[i];
        if (i == s->root) continue;
        if (s->low[i] < s->low[h]) s->low[h] = s->low[i];
        if (s->high[i] > s->high[h]) s->high[h] = s->high[i];
        if (--pending[h] == 0) queue[end++] = h;
    }
}

typedef enum { ALONE, OPENS, CLOSES, OPENS_BRACKET, CLOSES_BRACKET } mark;

static mark mark_of(const rap_token *t)
{
    if (t->shape & RAP_SHAPE_OPEN) return OPENS;
    if (t->shape & RAP_SHAPE_CLOSE) return CLOSES;
    if (strcmp(t->xpos, "-LRB-") == 0) return OPENS_BRACKET;
    return strcmp(t->xpos, "-RRB-") == 0 ? CLOSES_BRACKET : ALONE;
}

/* s->queue[i]: the mark that mark i closes, or RAP_NO_WORD. */
static void find_mates(rap_tree *s)
{
    uint32_t *mates = s->queue, *open = s->queue + s->n, depth = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        mark m = is_stop(s, i) ? mark_of(&s->t[i]) : ALONE;
        mates[i] = RAP_NO_WORD;
        if (m == OPENS || m == OPENS_BRACKET) open[depth++] = i;
        if (m != CLOSES && m != CLOSES_BRACKET) continue;
        bool fits = depth && mark_of(&s->t[open[depth - 1]]) == m - 1;
        if (fits) mates[i] = open[--depth];
    }
}

/* The words on either side of a gap (or none), and who reaches over it from the left
 * and from the right, and who hangs highest of all that a mark may hang on. */
typedef struct {
    uint32_t l, r, over_left, over_right, top;
} gap;

/* From the word l climb while the subtree still ends with it. */
static uint32_t climb_left(const rap_tree *s, uint32_t l)
{
    if (s->high[l] > l) return l;
    while (l != s->root && s->high[s->head[l]] == s->high[l])
        l = s->head[l];
    return l == s->root ? RAP_NO_WORD : s->head[l];
}

static uint32_t climb_right(const rap_tree *s, uint32_t r)
{
    if (s->low[r] < r) return r;
    while (r != s->root && s->low[s->head[r]] == s->low[r])
        r = s->head[r];
    return r == s->root ? RAP_NO_WORD : s->head[r];
}

static gap gap_of(const rap_tree *s, uint32_t l, uint32_t r)
{
    gap g = {l, r, RAP_NO_WORD, RAP_NO_WORD, s->root};
    if (l != RAP_NO_WORD) g.over_left = climb_left(s, l);
    if (r != RAP_NO_WORD) g.over_right = climb_right(s, r);
    if (l == RAP_NO_WORD || r == RAP_NO_WORD) return g;
    uint32_t a = g.over_left, b = g.over_right;
    if (a != RAP_NO_WORD) g.top = a;
    /* of two, the one that the other is under */
    if (b != RAP_NO_WORD &&
        (a == RAP_NO_WORD || s->high[b] - s->low[b] > s->high[a] - s->low[a]))
        g.top = b;
    return g;
}

/* May the mark i, which stands in the gap, hang on word h? */
static bool may_hang(const rap_tree *s, const gap *g, uint32_t i, uint32_t h)
{
    if (is_stop(s, h) || s->plain[h] == RAP_REL_GOESWITH) return false;
    if (h == g->over_left || h == g->over_right) return true;
    return h < i ? g->l != RAP_NO_WORD && s->high[h] == g->l
                 : g->r != RAP_NO_WORD && s->low[h] == g->r;
}

/* Marks [from, to) of one gap. */
static void hang_run(rap_tree *s, const gap *g, uint32_t from, uint32_t to)
{
    uint32_t split = from; /* behind the last that hangs to the left */
    for (uint32_t i = from; i < to; i++) {
        uint32_t mate = s->queue[i];
        if (mate != RAP_NO_WORD && may_hang(s, g, i, s->head[mate]))
            s->head[i] = s->head[mate];
        else if (!may_hang(s, g, i, s->head[i]))
            s->head[i] = g->top;
        if (s->head[i] < i) split = i + 1;
    }
    for (uint32_t i = split; i-- > from;) /* outwards, from the last to the first */
        if (s->head[i] > i || (i + 1 < split && s->head[i] < s->head[i + 1]))
            s->head[i] = s->head[i + 1];
    for (uint32_t i = split + 1; i < to; i++)
        if (s->head[i] > s->head[i - 1]) s->head[i] = s->head[i - 1];
}

void rap_stops_hang(rap_tree *s)
{
    find_reach(s);
    find_mates(s);
    uint32_t l = RAP_NO_WORD;
    for (uint32_t i = 0; i < s->n;) {
        if (!is_stop(s, i)) {
            l = i++;
            continue;
        }
        uint32_t to = i;
        while (to < s->n && is_stop(s, to))
            to++;
        const gap g = gap_of(s, l, to < s->n ? to : RAP_NO_WORD);
        hang_run(s, &g, i, to);
        i = to;
    }
}
