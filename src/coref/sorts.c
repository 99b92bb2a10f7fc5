/*
 * coref/sorts.c - of what sort a phrase is: people, bodies, places, things.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/sorts.h"

#include "model/linear.h"

enum { TAIL = 3, SORT_MOST = 120 };

typedef struct {
    uint64_t *keys;
    uint32_t n;
} keyring;

static void add(keyring *k, uint32_t a, uint32_t b)
{
    k->keys[k->n] = rap_feature(k->n, a, b, 0);
    k->n++;
}

static uint32_t hash_at(const rap_prose *p, uint32_t token, bool there)
{
    return there && token < p->n_tokens ? p->tokens[token].hash : 0;
}

uint32_t rap_sorts_keys(const rap_prose *p, const rap_noted *x,
                        uint64_t keys[RAP_SORT_KEYS])
{
    keyring k = {keys, 0};
    const rap_token *t = &p->tokens[x->head], *up = &p->tokens[x->governor];
    const rap_sentence *s = &p->sentences[x->sentence];
    uint32_t looks = (uint32_t)(t->shape & (RAP_SHAPE_CAPITAL | RAP_SHAPE_UPPER)) * 4u;
    rap_str tail = rap_str_cut(t->low, t->low.n > TAIL ? t->low.n - TAIL : 0, t->low.n);
    add(&k, 0, 0);
    add(&k, t->lemma_hash, 0);
    add(&k, x->head_hash, 0);
    add(&k, t->classes[1], 0);
    add(&k, t->classes[0], x->number);
    add(&k, t->classes[0], looks);
    add(&k, rap_hash(tail), looks);
    add(&k, x->entity, x->kind);
    add(&k, x->article, x->number);
    add(&k, up->lemma_hash, x->place);
    add(&k, up->classes[1], x->place);
    add(&k, up->classes[0], x->place);
    add(&k, hash_at(p, x->first - 1, x->first > s->first), x->kind);
    add(&k, hash_at(p, x->first, true), x->kind);
    add(&k, hash_at(p, x->head - 1, x->head > s->first), x->kind);
    add(&k, hash_at(p, x->head + 1, x->head + 1 < s->last), x->kind);
    add(&k, hash_at(p, x->last, x->last < s->last), x->kind);
    add(&k, x->head > x->first ? p->tokens[x->head - 1].classes[0] : 0, t->classes[0]);
    return k.n;
}

/* How far each sort is ahead of the best other. */
static void set_one(rap_noted *x, const int32_t scores[4])
{
    for (int i = 0; i < 4; i++) {
        int32_t other = INT32_MIN;
        for (int j = 0; j < 4; j++)
            if (j != i && scores[j] > other) other = scores[j];
        int32_t lead = (scores[i] - other) / 4;
        lead = lead > SORT_MOST ? SORT_MOST : lead < -SORT_MOST ? -SORT_MOST : lead;
        x->sorts[i] = (int8_t)lead;
    }
}

void rap_sorts_set(rap_noted_list *list, const rap_prose *p)
{
    rap_linear m;
    if (!rap_linear_open(&m, rap_weights_part("coref_sorts")) || !m.narrow) return;
    for (uint32_t i = 0; i < list->n; i++) {
        uint64_t keys[RAP_SORT_KEYS];
        int32_t scores[4] = {0};
        rap_noted *x = &list->v[i];
        if (x->kind == RAP_MENTION_PRONOUN) continue;
        rap_linear_score4(&m, keys, rap_sorts_keys(p, x, keys), scores);
        set_one(x, scores);
    }
}
