/*
 * train/softmax.c - a log-linear model over the reader's own feature keys.
 */
/* SPDX-License-Identifier: MIT */
#include "softmax.h"

#include "goldprose.h"
#include "model/linear.h"
#include "perceptron.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLASSES_MAX = 192, KEYS_MAX = 192 };

/* A feature; its row holds weights, then sums of squared gradients. */
typedef struct {
    uint64_t key; /* 0: empty */
    uint32_t seen, row;
} slot;

typedef struct {
    uint64_t key;
    uint32_t class;
} mark;

struct softmax {
    softmax_how how;
    uint32_t stride; /* classes, rounded up */
    slot *slots;
    size_t n, room;
    float *rows; /* row 0 is not used */
    uint32_t n_rows, room_rows;
    float share;
    uint32_t pass; /* from 1: a word seen once in each stays rare */
    bool closed;
    uint64_t seed;
    mark *marks;
    size_t n_marks;
};

static void *must(void *p)
{
    if (p) return p;
    fputs("out of memory\n", stderr);
    exit(1);
}

softmax *softmax_new(const softmax_how *how)
{
    softmax *m = must(calloc(1, sizeof *m));
    m->how = *how;
    m->stride = (how->classes + 3) / 4 * 4;
    m->room = (size_t)1 << 20;
    m->slots = must(calloc(m->room, sizeof *m->slots));
    m->n_rows = 1;
    m->room_rows = 1 << 16;
    m->rows = must(calloc((size_t)m->room_rows * m->stride * 2, sizeof *m->rows));
    m->share = 1;
    m->seed = how->seed + 1;
    return m;
}

void softmax_free(softmax *m)
{
    free(m->slots);
    free(m->rows);
    free(m->marks);
    free(m);
}

static slot *slot_of(const softmax *m, uint64_t key)
{
    if (!key) key = 1;
    size_t i = (size_t)(key ^ key >> 31) & (m->room - 1);
    while (m->slots[i].key && m->slots[i].key != key)
        i = (i + 1) & (m->room - 1);
    return &m->slots[i];
}

static void grow(softmax *m)
{
    slot *old = m->slots;
    size_t room = m->room;
    m->room *= 2;
    m->slots = must(calloc(m->room, sizeof *m->slots));
    for (size_t i = 0; i < room; i++)
        if (old[i].key) *slot_of(m, old[i].key) = old[i];
    free(old);
}

static uint32_t new_row(softmax *m)
{
    if (m->n_rows == m->room_rows) {
        size_t size = (size_t)m->room_rows * m->stride * 2;
        m->rows = must(realloc(m->rows, size * 2 * sizeof *m->rows));
        memset(m->rows + size, 0, size * sizeof *m->rows);
        m->room_rows *= 2;
    }
    return m->n_rows++;
}

/* The row of a key for learning, 0 when it has none (yet). */
static uint32_t learn_row(softmax *m, uint64_t key)
{
    slot *s = slot_of(m, key);
    if (s->row || m->closed) return s->key ? s->row : 0;
    if (!s->key) {
        if (m->n * 2 >= m->room) {
            grow(m);
            s = slot_of(m, key);
        }
        s->key = key ? key : 1;
        m->n++;
    }
    if (++s->seen >= m->how.often * m->pass) s->row = new_row(m);
    return s->row;
}

static void ask_for(const softmax *m, const uint64_t *keys, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint64_t key = keys[i] ? keys[i] : 1;
        __builtin_prefetch(&m->slots[(size_t)(key ^ key >> 31) & (m->room - 1)]);
        __asm__ volatile("" ::: "memory");
    }
}

void softmax_score(const softmax *m, const uint64_t *keys, uint32_t n, float *scores)
{
    const float *rows[KEYS_MAX];
    uint32_t k = 0;
    ask_for(m, keys, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t row = slot_of(m, keys[i])->row;
        if (!row) continue;
        rows[k] = m->rows + (size_t)row * m->stride * 2;
        __builtin_prefetch(rows[k++]);
    }
    float sums[CLASSES_MAX] = {0};
    for (uint32_t i = 0; i < k; i++)
        for (uint32_t c = 0; c < m->stride; c++)
            sums[c] += rows[i][c];
    memcpy(scores, sums, m->how.classes * sizeof *scores);
}

void softmax_of(float *scores, const bool *allowed, uint32_t n)
{
    float most = -1e30f, sum = 0;
    for (uint32_t c = 0; c < n; c++)
        if ((!allowed || allowed[c]) && scores[c] > most) most = scores[c];
    for (uint32_t c = 0; c < n; c++) {
        scores[c] = !allowed || allowed[c] ? expf(scores[c] - most) : 0;
        sum += scores[c];
    }
    for (uint32_t c = 0; c < n; c++)
        scores[c] /= sum;
}

/* Difference between what is wanted and what is thought: the targets share the weight
 * that the model gives to all of them as it does itself, so that of several good
 * classes any will do; when they carry an opinion (sum 1) it is taken as it is. */
static void gradient(float *g, const float *p, const float *target, uint32_t n)
{
    float good = 0, told = 0;
    uint32_t several = 0;
    for (uint32_t c = 0; c < n; c++) {
        several += target[c] == 1;
        told += target[c];
        if (target[c] == 1) good += p[c];
    }
    for (uint32_t c = 0; c < n; c++) {
        float wanted = several > 1 ? (target[c] == 1 ? p[c] / (good > 0 ? good : 1) : 0)
                                   : target[c] / told;
        g[c] = p[c] - wanted;
    }
}

void softmax_step(softmax *m, const uint64_t *keys, uint32_t n, const float *target,
                  const bool *allowed, float *scores)
{
    float g[CLASSES_MAX] = {0}, largest = 0;
    const float rate = m->how.rate * m->share;
    softmax_of(scores, allowed, m->how.classes);
    gradient(g, scores, target, m->how.classes);
    for (uint32_t c = 0; c < m->how.classes; c++)
        if (fabsf(g[c]) > largest) largest = fabsf(g[c]);
    bool idle = largest < 0.02f; /* right and sure: the next example, please */
    for (uint32_t i = 0; i < n; i++) {
        if (idle && m->closed) continue;
        uint32_t row = learn_row(m, keys[i]);
        if (!row || idle) continue;
        float *w = m->rows + (size_t)row * m->stride * 2, *sum = w + m->stride;
        for (uint32_t c = 0; c < m->stride; c++) {
            sum[c] += g[c] * g[c];
            w[c] -= rate * g[c] / sqrtf(sum[c] + 1e-6f);
        }
    }
}

void softmax_pass(softmax *m, float share)
{
    m->share = share;
    m->pass++;
}

uint32_t softmax_drop(softmax *m, uint64_t *keys, uint32_t n)
{
    const uint32_t dropped = (uint32_t)(m->how.drop * 65536);
    uint32_t k = 0;
    if (!dropped) return n;
    for (uint32_t i = 0; i < n; i++) {
        keys[k] = keys[i];
        k += (random_next(&m->seed) & 0xFFFF) >= dropped;
    }
    return k;
}

static float weight_of(const softmax *m, const slot *s)
{
    const float *w = m->rows + (size_t)s->row * m->stride * 2;
    float most = 0;
    for (uint32_t c = 0; c < m->how.classes; c++)
        if (fabsf(w[c]) > most) most = fabsf(w[c]);
    return most;
}

static int by_size(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

/* The weight that `keep` of n sizes are above. */
static float least_of(float *sizes, size_t n, size_t keep)
{
    qsort(sizes, n, sizeof *sizes, by_size);
    return n > keep ? sizes[keep] : 0;
}

static void prune_rows(softmax *m, uint32_t keep)
{
    float *sizes = must(malloc((m->n + 1) * sizeof *sizes));
    size_t n = 0;
    for (size_t i = 0; i < m->room; i++)
        if (m->slots[i].row) sizes[n++] = weight_of(m, &m->slots[i]);
    float least = least_of(sizes, n, keep);
    fprintf(stderr, "%zu of %zu features had a row, least weight %.3f\n", n, m->n,
            (double)least);
    for (size_t i = 0; i < m->room; i++)
        if (m->slots[i].row && weight_of(m, &m->slots[i]) <= least) m->slots[i].row = 0;
    free(sizes);
}

/* A weight that is pruned has an infinite sum of gradients: it does not come back. */
static bool prune_row(softmax *m, const slot *s, float least)
{
    float *w = m->rows + (size_t)s->row * m->stride * 2;
    bool any = false;
    for (uint32_t c = 0; c < m->stride; c++) {
        if (fabsf(w[c]) > least) {
            any = true;
            continue;
        }
        w[c] = 0;
        w[m->stride + c] = INFINITY;
    }
    return any;
}

static void prune_weights(softmax *m, uint32_t keep)
{
    size_t n = 0, room = (size_t)1 << 24;
    float *sizes = must(malloc(room * sizeof *sizes));
    for (size_t i = 0; i < m->room; i++) {
        const float *w = m->rows + (size_t)m->slots[i].row * m->stride * 2;
        for (uint32_t c = 0; m->slots[i].row && c < m->how.classes; c++)
            if (fabsf(w[c]) > 0.05f && n < room) sizes[n++] = fabsf(w[c]);
    }
    float least = least_of(sizes, n, keep);
    fprintf(stderr, "%zu weights, least %.3f\n", n, (double)least);
    for (size_t i = 0; i < m->room; i++)
        if (m->slots[i].row && !prune_row(m, &m->slots[i], least)) m->slots[i].row = 0;
    free(sizes);
}

void softmax_prune(softmax *m, uint32_t keep)
{
    m->closed = true;
    if (m->how.classes <= 4)
        prune_rows(m, keep);
    else
        prune_weights(m, keep);
}

void softmax_mark(softmax *m, uint64_t key, uint32_t class)
{
    m->marks = must(realloc(m->marks, (m->n_marks + 1) * sizeof *m->marks));
    m->marks[m->n_marks++] = (mark){key, class};
}

/* Marks are weights too; of a narrow model, steps of the scale of 127. */
static void write_marks(perceptron *p, const softmax *m, float most)
{
    for (size_t i = 0; i < m->n_marks; i++) {
        const mark *k = &m->marks[i];
        float step = most / 127 * RAP_LINEAR_SURE_STEP * (float)(k->class + 1);
        if (m->how.classes <= 4)
            perceptron_update(p, &k->key, 1, 3, step);
        else
            perceptron_update(p, &k->key, 1, k->class, most);
    }
}

bool softmax_write(const softmax *m, const char *path, const char *const *names)
{
    perceptron *p = perceptron_new(m->how.classes <= 4 ? 4 : m->how.classes);
    float most = 0;
    for (size_t i = 0; i < m->room; i++) {
        const slot *s = &m->slots[i];
        if (!s->row) continue;
        const float *w = m->rows + (size_t)s->row * m->stride * 2;
        for (uint32_t c = 0; c < m->how.classes; c++)
            if (w[c] != 0) perceptron_update(p, &s->key, 1, c, w[c]);
        if (weight_of(m, s) > most) most = weight_of(m, s);
    }
    write_marks(p, m, most);
    const perceptron_cut cut = {0, 0, names};
    bool ok = perceptron_write(p, path, &cut);
    perceptron_free(p);
    return ok;
}
