/*
 * train/layers.c - layers of numbers in bytes.
 */
/* SPDX-License-Identifier: MIT */
#include "layers.h"

#include "encoder/dense.h"

#include <math.h>
#include <stdlib.h>

enum {
    PAIR_MOST = 128, /* of two weights with one sign: encoder/dense.h */
    MUL_MOST = 4000, /* (a sum >> 5) * mul stays within 32 bits */
    SHIFT_MOST = 20,
    BIAS_MOST = 1 << 30
};

int32_t layers_held(double v, int32_t most)
{
    const double r = rint(v);
    return r < -most ? -most : r > most ? most : (int32_t)r;
}

void layers_put(rap_buf *to, const void *p, size_t n)
{
    rap_buf_put(to, (rap_str){p, n});
    while (to->n % LAYERS_ALIGN)
        rap_buf_byte(to, 0);
}

/* What a step of a column's weights is worth: no weight beyond 127, and no pair of one
 * sign much beyond 128. */
static float column_unit(const float *w, uint32_t in, uint32_t out)
{
    float unit = 1e-8F;
    for (uint32_t k = 0; k < in; k += 2) {
        const float a = w[(size_t)k * out], b = w[(size_t)(k + 1) * out];
        unit = fmaxf(unit, fmaxf(fabsf(a), fabsf(b)) / LAYERS_BYTE);
        if ((a > 0) == (b > 0)) unit = fmaxf(unit, fabsf(a + b) / (PAIR_MOST - 0.5F));
    }
    return unit;
}

/* Rounding may still bring a pair above what is allowed: both give way. */
static void hold_pair(int32_t *a, int32_t *b)
{
    const int32_t over = abs(*a + *b) - PAIR_MOST, cut = (over + 1) / 2;
    if ((*a > 0) != (*b > 0) || over <= 0) return;
    *a += *a > 0 ? -cut : cut;
    *b += *b > 0 ? -cut : cut;
}

typedef struct {
    int32_t off[RAP_DENSE_OUT], mul[RAP_DENSE_OUT], bias[RAP_DENSE_OUT];
    int8_t weights[RAP_DENSE_IN * RAP_DENSE_OUT];
} layer;

static size_t place_of(uint32_t in, uint32_t k, uint32_t c)
{
    return (size_t)(c / 16 * in + k / 4 * 4) * 16 + c % 16 * 4 + k % 4;
}

/* Weights of one column; returns their sum. */
static int32_t round_column(int8_t *to, const weights *w, uint32_t c, float unit)
{
    int32_t sum = 0;
    const float *v = w->v + c;
    for (uint32_t k = 0; k < w->rows; k += 2) {
        int32_t a =
            layers_held((double)(v[(size_t)k * w->columns] / unit), LAYERS_BYTE);
        int32_t b =
            layers_held((double)(v[(size_t)(k + 1) * w->columns] / unit), LAYERS_BYTE);
        hold_pair(&a, &b);
        to[place_of(w->rows, k, c)] = (int8_t)a;
        to[place_of(w->rows, k + 1, c)] = (int8_t)b;
        sum += a + b;
    }
    return sum;
}

void layers_put_dense(rap_buf *to, const weights *w, const float *bias, uint32_t out,
                      layers_units u)
{
    static const float shifted = 32; /* sums lose five bits first */
    layer *l = calloc(1, sizeof *l);
    float by[RAP_DENSE_OUT], most = 0;
    uint32_t shift = 0;
    if (!l) {
        to->failed = true;
        return;
    }
    for (uint32_t c = 0; c < out; c++) {
        const float unit = column_unit(w->v + c, w->rows, w->columns);
        l->off[c] = (int32_t)u.zero * round_column(l->weights, w, c, unit);
        by[c] = u.in * unit / u.out * shifted;
        most = fmaxf(most, by[c]);
    }
    while (most * (float)(1 << (shift + 1)) < MUL_MOST && shift < SHIFT_MOST)
        shift++;
    for (uint32_t c = 0; c < out; c++) {
        const double one = 1 << shift, half = (1 << shift) / 2;
        l->mul[c] = layers_held((double)by[c] * one, MUL_MOST);
        l->bias[c] =
            layers_held((bias ? (double)(bias[c] / u.out) * one : 0) + half, BIAS_MOST);
    }
    const uint32_t head[3] = {w->rows, out, shift};
    layers_put(to, head, sizeof head);
    layers_put(to, l->off, out * sizeof *l->off);
    layers_put(to, l->mul, out * sizeof *l->mul);
    layers_put(to, l->bias, out * sizeof *l->bias);
    layers_put(to, l->weights, (size_t)w->rows * out);
    free(l);
}
