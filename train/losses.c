/*
 * train/losses.c - how far the network is from what is right, and its gradient.
 */
/* SPDX-License-Identifier: MIT */
#include "losses.h"

#include <math.h>

/* Scores to shares; adds the loss of one decision. */
static void decide(loss *to, float *v, uint32_t n, uint32_t right)
{
    uint32_t best = 0;
    float sum = 0;
    for (uint32_t j = 1; j < n; j++)
        if (v[j] > v[best]) best = j;
    const float most = v[best];
    for (uint32_t j = 0; j < n; j++) {
        v[j] = expf(v[j] - most);
        sum += v[j];
    }
    for (uint32_t j = 0; j < n; j++)
        v[j] /= sum;
    to->sum -= (double)logf(v[right] + 1e-20F);
    to->right += best == right;
    to->n++;
}

static void add_classes(loss *to, const tensor *scores, uint32_t n,
                        const int32_t *right, float weight)
{
    float v[NET_TAGS];
    for (uint32_t r = 0; r < scores->rows; r++) {
        if (right[r] < 0) continue;
        memcpy(v, scores->v + (size_t)r * scores->columns, n * sizeof *v);
        decide(to, v, n, (uint32_t)right[r]);
        if (!scores->g) continue;
        float *g = scores->g + (size_t)r * scores->columns;
        for (uint32_t j = 0; j < n; j++)
            g[j] += weight * (v[j] - (j == (uint32_t)right[r] ? 1.0F : 0.0F));
    }
}

/* Gradients of a piece's arcs, to what they are made of. */
static void arcs_back(const net_states *s, tape *t, const net_piece *p, matrix arcs)
{
    float *key = s->key->v + (size_t)(p->row - 1) * NET_KEY;
    float *query = s->query->v + (size_t)p->row * NET_KEY;
    float *to_key = s->key->g + (size_t)(p->row - 1) * NET_KEY;
    float *to_query = s->query->g + (size_t)p->row * NET_KEY;
    float *turned = tape_take(t, (size_t)arcs.columns * p->n, sizeof *turned);
    const matrix back = {turned, p->n + 1, p->n, p->n};
    for (uint32_t i = 1; i <= p->n; i++)
        for (uint32_t j = 0; j <= p->n; j++) {
            const uint32_t kind = net_near(i, j);
            const float g = arcs.v[(size_t)(i - 1) * arcs.columns + j];
            if (i == j) continue;
            s->near_query->g[(size_t)(p->row + i - 1) * RAP_ENCODER_NEAR + kind] += g;
            s->near_key->g[(size_t)(p->row - 1 + j) * RAP_ENCODER_NEAR + kind] += g;
        }
    arcs.columns = p->n + 1;
    matmul_turn(back, arcs);
    matmul_add((matrix){to_query, p->n, NET_KEY, NET_KEY}, arcs,
               (matrix){key, p->n + 1, NET_KEY, NET_KEY});
    matmul_add((matrix){to_key, p->n + 1, NET_KEY, NET_KEY}, back,
               (matrix){query, p->n, NET_KEY, NET_KEY});
}

static void add_arcs(loss *to, tape *t, const net_states *s, const net_batch *batch,
                     float weight)
{
    for (uint32_t i = 0; i < batch->n; i++) {
        const net_piece *p = &batch->pieces[i];
        const size_t used = t->used;
        if (!p->sample->tree) continue;
        const matrix arcs = net_arcs(s, t, p);
        for (uint32_t j = 0; j < p->n; j++) {
            float *v = arcs.v + (size_t)j * arcs.columns;
            const uint32_t right = (uint32_t)batch->head[p->row + j] - (p->row - 1);
            decide(to, v, p->n + 1, right);
            v[right] -= 1;
            for (uint32_t k = 0; k <= p->n; k++)
                v[k] *= weight;
        }
        if (t->learns) arcs_back(s, t, p, arcs);
        t->used = used;
    }
}

void losses_add(losses *to, tape *t, const net_states *s, const net_batch *batch,
                float weight)
{
    add_classes(&to->tags, s->tags, NET_TAGS, batch->tag, weight);
    add_classes(&to->labels, s->labels, NET_LABELS, batch->label, weight);
    add_classes(&to->marks, s->marks, RAP_ENCODER_MARKS, batch->mark, weight);
    add_arcs(&to->arcs, t, s, batch, weight);
}

double losses_sum(const losses *l)
{
    return l->tags.sum + l->arcs.sum + l->labels.sum + l->marks.sum;
}
