/*
 * train/sparse.c - linear models that are learnt one example at a time and stay small.
 */
/* SPDX-License-Identifier: MIT */
#include "sparse.h"

#include "perceptron.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    float z, n;
} sums;

typedef struct {
    sums of[SPARSE_CLASSES];
    float w[SPARSE_CLASSES];
} row;

struct sparse {
    sparse_options how;
    uint64_t *keys;  /* of each row */
    uint32_t *met;   /* how often; 0 once it is not learnt */
    uint32_t *slots; /* row + 1, 0 empty */
    row *rows;       /* once settled */
    uint32_t n, cap, room;
    bool frozen;
};

static void *must(void *p)
{
    if (p) return p;
    fprintf(stderr, "out of memory\n");
    exit(1);
}

sparse *sparse_new(const sparse_options *options)
{
    sparse *s = must(calloc(1, sizeof *s));
    s->how = *options;
    s->room = 1u << 16;
    s->slots = must(calloc(s->room, sizeof *s->slots));
    return s;
}

void sparse_free(sparse *s)
{
    if (!s) return;
    free(s->keys);
    free(s->met);
    free(s->slots);
    free(s->rows);
    free(s);
}

static uint32_t slot_of(const sparse *s, uint64_t key)
{
    uint32_t i = (uint32_t)(key ^ key >> 32) & (s->room - 1);
    while (s->slots[i] && s->keys[s->slots[i] - 1] != key)
        i = (i + 1) & (s->room - 1);
    return i;
}

static void widen(sparse *s)
{
    free(s->slots);
    s->room *= 2;
    s->slots = must(calloc(s->room, sizeof *s->slots));
    for (uint32_t i = 0; i < s->n; i++)
        s->slots[slot_of(s, s->keys[i])] = i + 1;
}

uint32_t sparse_meet(sparse *s, uint64_t key)
{
    uint32_t at = slot_of(s, key);
    if (!s->slots[at] && s->frozen) return s->n; /* a row that is not learnt */
    if (s->frozen) return s->slots[at] - 1;
    if (!s->slots[at]) {
        if (s->n == s->cap) {
            s->cap = s->cap ? s->cap * 2 : 1u << 16;
            s->keys = must(realloc(s->keys, s->cap * sizeof *s->keys));
            s->met = must(realloc(s->met, s->cap * sizeof *s->met));
        }
        s->keys[s->n] = key;
        s->met[s->n] = 0;
        s->slots[at] = ++s->n;
        if (s->n > s->room / 2) {
            widen(s);
            at = slot_of(s, key);
        }
    }
    s->met[s->slots[at] - 1]++;
    return s->slots[at] - 1;
}

void sparse_settle(sparse *s, uint32_t least)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->met[i] < least)
            s->met[i] = 0;
        else
            kept++;
    s->rows = must(calloc(s->n + 1, sizeof *s->rows));
    fprintf(stderr, "%u features, %u met %u times or more\n", s->n, kept, least);
}

void sparse_freeze(sparse *s)
{
    s->frozen = true;
}

void sparse_score(const sparse *s, const uint32_t *rows, uint32_t n, float *scores)
{
    for (uint32_t i = 0; i < n; i++)
        for (int c = 0; c < SPARSE_CLASSES; c++)
            scores[c] += s->rows[rows[i]].w[c];
}

static float weight_of(const sparse_options *how, const sums *x)
{
    float z = fabsf(x->z);
    if (z <= how->pull) return 0;
    float w = (z - how->pull) / ((1 + sqrtf(x->n)) / how->rate + how->square);
    return x->z > 0 ? -w : w;
}

void sparse_learn(sparse *s, const uint32_t *rows, uint32_t n, const float *by)
{
    for (uint32_t i = 0; i < n; i++) {
        row *r = &s->rows[rows[i]];
        if (!s->met[rows[i]]) continue;
        for (int c = 0; c < SPARSE_CLASSES; c++) {
            float g = by[c];
            if (g > -1e-4F && g < 1e-4F) continue;
            sums *x = &r->of[c];
            float step = (sqrtf(x->n + g * g) - sqrtf(x->n)) / s->how.rate;
            x->z += g - step * r->w[c];
            x->n += g * g;
            r->w[c] = weight_of(&s->how, x);
        }
    }
}

typedef struct {
    float worth;
    uint32_t row;
} worthy;

static int by_worth(const void *a, const void *b)
{
    const worthy *x = a, *y = b;
    if (x->worth != y->worth) return x->worth < y->worth ? 1 : -1;
    return x->row < y->row ? -1 : x->row > y->row;
}

void sparse_keep(sparse *s, uint32_t n)
{
    worthy *list = must(malloc((s->n + 1) * sizeof *list));
    for (uint32_t i = 0; i < s->n; i++) {
        float sum = 0;
        for (int c = 0; c < SPARSE_CLASSES; c++)
            sum += fabsf(s->rows[i].w[c]);
        list[i] = (worthy){sum * sqrtf((float)s->met[i]), i};
    }
    qsort(list, s->n, sizeof *list, by_worth);
    for (uint32_t i = 0; i < s->n; i++) {
        row *r = &s->rows[list[i].row];
        if (i >= n) {
            memset(r, 0, sizeof *r);
            s->met[list[i].row] = 0;
        }
    }
    s->how.pull *= 0.25F;
    free(list);
}

void sparse_add(sparse *s, const sparse *from, uint32_t least, uint32_t class)
{
    uint32_t old = s->n;
    s->frozen = false;
    for (uint32_t i = 0; i < from->n; i++)
        if (from->met[i] >= least) (void)sparse_meet(s, from->keys[i]);
    s->rows = must(realloc(s->rows, (s->n + 1) * sizeof *s->rows));
    memset(s->rows + old, 0, (s->n + 1 - old) * sizeof *s->rows);
    float most = 0;
    for (uint32_t i = 0; i < old; i++)
        for (int c = 0; c < SPARSE_CLASSES; c++)
            most = fabsf(s->rows[i].w[c]) > most ? fabsf(s->rows[i].w[c]) : most;
    for (uint32_t i = old; i < s->n; i++)
        s->rows[i].w[class] = most / 20;
}

bool sparse_write(const sparse *s, const char *path, float least,
                  const char *const *names)
{
    perceptron *m = perceptron_new(SPARSE_CLASSES);
    for (uint32_t i = 0; i < s->n; i++)
        for (uint32_t c = 0; c < SPARSE_CLASSES; c++)
            if (s->met[i] && s->rows[i].w[c] != 0)
                perceptron_update(m, &s->keys[i], 1, c, s->rows[i].w[c]);
    perceptron_tick(m);
    const perceptron_cut cut = {.least = least, .updates = 1, .names = names};
    bool ok = perceptron_write(m, path, &cut);
    perceptron_free(m);
    return ok;
}
