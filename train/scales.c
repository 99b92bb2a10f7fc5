/*
 * train/scales.c - how large the numbers of the network are, measured on sentences.
 */
/* SPDX-License-Identifier: MIT */
#include "scales.h"

#include <math.h>
#include <stdlib.h>

enum { BATCHES = 8, SENTENCES = 40 };
static const double share = 0.9999;

static int by_size(const void *a, const void *b)
{
    const float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

/* Raise *to to what nearly all numbers (or, `all`, all) of the words' rows are within.
 */
static void raise(float *to, const tensor *x, tape *t, bool all)
{
    const size_t used = t->used;
    float *v = tape_take(t, (size_t)x->rows * x->columns, sizeof *v);
    size_t n = 0;
    for (uint32_t r = 0; r < x->rows; r++)
        for (uint32_t j = 0; j < x->columns && !t->empty[r]; j++)
            v[n++] = fabsf(x->v[(size_t)r * x->columns + j]);
    qsort(v, n, sizeof *v, by_size);
    if (n) {
        const float most = v[all ? n - 1 : (size_t)((double)(n - 1) * share)];
        if (most > *to) *to = most;
    }
    t->used = used;
}

static void measure(scales *to, tape *t, const net_states *s)
{
    for (uint32_t i = 0; i < NET_LAYERS; i++) {
        raise(&to->state, s->in[i], t, true);
        raise(&to->in[i], s->in[i], t, false);
        if (s->carried[i]) raise(&to->carried[i], s->carried[i], t, false);
    }
    raise(&to->state, s->last, t, true);
    raise(&to->last, s->last, t, false);
    raise(&to->tag_hidden, s->tag_hidden, t, false);
    raise(&to->query, s->query, t, false);
    raise(&to->key, s->key, t, false);
    raise(&to->label_hidden, s->label_hidden, t, false);
    raise(&to->mark_hidden, s->mark_hidden, t, false);
}

/* Heads and dialects, which the reader would have found and taken. */
static void suppose(net_batch *b)
{
    for (uint32_t i = 0; i < b->n; i++)
        for (uint32_t j = 0; j < b->pieces[i].n; j++) {
            const uint32_t row = b->pieces[i].row + j;
            b->head[row] = (int32_t)row - 1;
            b->dialect[row] = 0;
        }
}

void scales_measure(scales *out, net *m, tape *t, const samples *on)
{
    net_batch batch;
    net_states states;
    const size_t all = (size_t)BATCHES * SENTENCES;
    *out = (scales){0};
    for (size_t i = 0; i < BATCHES; i++) {
        net_pick pick = {.from = on};
        for (size_t k = 0; k < SENTENCES; k++) {
            const size_t at = (i * SENTENCES + k) * on->sentences.n / all;
            const sample *s = &on->sentences.v[at];
            pick.v[pick.n++] = s;
            pick.words += s->last - s->first;
        }
        net_fill(&batch, t, m, &pick, NULL);
        suppose(&batch);
        net_read(&states, t, m, &batch, 0);
        measure(out, t, &states);
    }
}
