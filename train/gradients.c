/*
 * train/gradients.c - are the gradients right?
 */
/* SPDX-License-Identifier: MIT */
#include "gradients.h"

#include "losses.h"

#include <math.h>
#include <stdio.h>

static const double near = 0.02;
/* Several, because a step may cross the point where the greater of two halves changes.
 */
static const float steps[] = {2e-3F, 5e-4F, 1e-4F, 2e-5F};

/* Loss of the sentences, nothing left out; gradients when `back`. */
static double loss_of(net *m, tape *t, const net_pick *on, bool back)
{
    static const net_drops none = {0};
    net_batch batch;
    net_states states;
    losses l = {0};
    dice same = 12345; /* the same letters each time */
    dice *was = t->dice;
    t->dice = &same;
    net_fill(&batch, t, m, on, &none);
    net_read(&states, t, m, &batch, 0);
    losses_add(&l, t, &states, &batch, 1);
    if (back) tape_back(t);
    t->dice = was;
    return losses_sum(&l);
}

static size_t largest(const weights *w)
{
    size_t best = 0;
    for (size_t i = 1; i < (size_t)w->rows * w->columns; i++)
        if (fabsf(w->g[i]) > fabsf(w->g[best])) best = i;
    return best;
}

static double difference(net *m, tape *t, const net_pick *on, float *v, float step)
{
    const float was = *v;
    *v = was + step;
    const double above = loss_of(m, t, on, false);
    *v = was - step;
    const double below = loss_of(m, t, on, false);
    *v = was;
    return (above - below) / (double)(2 * step);
}

bool gradients_check(net *m, tape *t, const net_pick *on)
{
    bool right = true;
    loss_of(m, t, on, true);
    for (uint32_t i = 0; i < m->all.n; i++) {
        const weights *w = m->all.v[i];
        const size_t at = w->fixed ? 0 : largest(w);
        const double told = (double)w->g[at];
        double found = 0;
        bool good = w->fixed;
        for (size_t k = 0; k < sizeof steps / sizeof *steps && !good; k++) {
            found = difference(m, t, on, w->v + at, steps[k]);
            good = fabs(told - found) <= near * (fabs(found) + 0.1);
        }
        printf("%-12s %12.5f %12.5f%s\n", w->name, told, found,
               good ? "" : "  far off");
        right &= good;
    }
    return right;
}
