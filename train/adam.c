/*
 * train/adam.c - weights of a network, their gradients, and the step that changes them.
 */
/* SPDX-License-Identifier: MIT */
#include "adam.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEEP_EVERY = 8 }; /* steps between two looks of the running mean */
static const float forget_mean = 0.9F, forget_size = 0.98F, longest = 5, decay = 1e-5F,
                   tiny = 1e-16F;
static const float keep_most = 800; /* steps that the running mean looks back */

uint32_t dice_throw(dice *d)
{
    *d ^= *d << 13;
    *d ^= *d >> 7;
    *d ^= *d << 17;
    return (uint32_t)(*d >> 20);
}

float dice_share(dice *d)
{
    return (float)(dice_throw(d) >> 8) * (1.0F / (1 << 24));
}

static float *numbers(size_t n)
{
    float *v = calloc(n + 16, sizeof *v);
    if (v) return v;
    fprintf(stderr, "no memory for weights\n");
    exit(1);
}

/* Nearly normal: four even ones, whose sum has a deviation of 0.58. */
static float around_zero(dice *d)
{
    return (dice_share(d) + dice_share(d) + dice_share(d) + dice_share(d) - 2) * 1.7F;
}

weights *adam_add(adam *a, const char *name, uint32_t rows, uint32_t columns,
                  float spread)
{
    const size_t n = (size_t)rows * columns;
    weights *w = calloc(1, sizeof *w);
    if (!w || a->n == ADAM_WEIGHTS) {
        fprintf(stderr, "no memory for weights\n");
        exit(1);
    }
    *w = (weights){.name = name, .rows = rows, .columns = columns};
    w->v = numbers(n);
    w->g = numbers(n);
    w->mean = numbers(n);
    w->size = numbers(n);
    w->kept = numbers(n);
    for (size_t i = 0; i < n; i++)
        w->v[i] = w->kept[i] = spread * around_zero(&a->dice);
    a->v[a->n++] = w;
    return w;
}

weights *adam_add_table(adam *a, const char *name, uint32_t rows, uint32_t columns,
                        float spread)
{
    weights *w = adam_add(a, name, rows, columns, spread);
    w->touched = calloc(rows, sizeof *w->touched);
    if (w->touched) return w;
    fprintf(stderr, "no memory for weights\n");
    exit(1);
}

void adam_free(adam *a)
{
    for (uint32_t i = 0; i < a->n; i++) {
        weights *w = a->v[i];
        free(w->v);
        free(w->g);
        free(w->mean);
        free(w->size);
        free(w->kept);
        free(w->touched);
        free(w);
    }
    a->n = 0;
}

static bool is_moved(const weights *w, uint32_t row)
{
    return !w->fixed && (!w->touched || w->touched[row]);
}

/* Sum of squares of all gradients. */
static double length_of(const adam *a)
{
    double all = 0;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t r = 0; r < a->v[i]->rows; r++) {
            const weights *w = a->v[i];
            const float *g = w->g + (size_t)r * w->columns;
            float sum = 0;
            if (!is_moved(w, r)) continue;
            for (uint32_t c = 0; c < w->columns; c++)
                sum += g[c] * g[c];
            all += (double)sum;
        }
    return all;
}

static void forget(adam *a)
{
    for (uint32_t i = 0; i < a->n; i++) {
        weights *w = a->v[i];
        memset(w->g, 0, (size_t)w->rows * w->columns * sizeof *w->g);
        if (w->touched) memset(w->touched, 0, w->rows * sizeof *w->touched);
    }
}

typedef struct {
    float rate, scale;      /* of learning; of gradients */
    float by_mean, by_size; /* what young means lack */
} stride;

static void move_row(weights *w, uint32_t row, const stride *s)
{
    const size_t at = (size_t)row * w->columns;
    float *v = w->v + at, *g = w->g + at, *mean = w->mean + at, *size = w->size + at;
    for (uint32_t c = 0; c < w->columns; c++) {
        const float x = g[c] * s->scale;
        g[c] = 0;
        mean[c] = forget_mean * mean[c] + (1 - forget_mean) * x;
        size[c] = forget_size * size[c] + (1 - forget_size) * x * x;
        v[c] -= s->rate * (mean[c] * s->by_mean / sqrtf(size[c] * s->by_size + tiny) +
                           decay * v[c]);
    }
}

static void keep_mean(weights *w, float share)
{
    const size_t n = (size_t)w->rows * w->columns;
    for (size_t i = 0; i < n; i++)
        w->kept[i] = share * w->kept[i] + (1 - share) * w->v[i];
}

bool adam_step(adam *a, float rate)
{
    const double length = length_of(a);
    if (!(length < 1e30)) {
        forget(a);
        return false;
    }
    const float steps = (float)++a->steps, most = longest;
    const stride s = {
        .rate = rate,
        .scale = length > (double)(most * most) ? most / (float)sqrt(length) : 1,
        .by_mean = 1 / (1 - powf(forget_mean, steps)),
        .by_size = 1 / (1 - powf(forget_size, steps))};
    const float back = fminf(steps * 0.2F + 1, keep_most); /* short at first */
    const float share = powf(1 - 1 / back, KEEP_EVERY);
    for (uint32_t i = 0; i < a->n; i++) {
        weights *w = a->v[i];
        if (w->fixed) continue;
        for (uint32_t r = 0; r < w->rows; r++) {
            if (!is_moved(w, r)) continue;
            move_row(w, r, &s);
            if (w->touched) w->touched[r] = false;
        }
        if (a->steps % KEEP_EVERY == 0) keep_mean(w, share);
    }
    return true;
}

void adam_swap(adam *a)
{
    for (uint32_t i = 0; i < a->n; i++) {
        float *v = a->v[i]->v;
        a->v[i]->v = a->v[i]->kept;
        a->v[i]->kept = v;
    }
}

size_t adam_count(const adam *a)
{
    size_t n = 0;
    for (uint32_t i = 0; i < a->n; i++)
        n += (size_t)a->v[i]->rows * a->v[i]->columns;
    return n;
}
