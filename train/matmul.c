/*
 * train/matmul.c - products of matrices of floats, for training on one core.
 *
 * A panel of b, two registers wide, is copied together and stays in the nearest
 * cache while all rows of a go over it, six at a time, whose sums stay in registers (K.
 * Goto and R. van de Geijn, "Anatomy of high-performance matrix multiplication", ACM
 * TOMS 2008).
 */
/* SPDX-License-Identifier: MIT */
#include "matmul.h"

#include <string.h>

#if defined(__AVX512F__)
enum { LANES = 16 };
#elif defined(__AVX__)
enum { LANES = 8 };
#else
enum { LANES = 4 };
#endif
enum { ROWS = 6, PANEL = 2 * LANES, DEPTH = 256, BLOCK = 16 };

/* Neighbours in a row, as many as a register holds; may stand anywhere. */
typedef float lanes __attribute__((vector_size(LANES * 4), aligned(4), may_alias));

/* out += a times a panel of `depth` rows. */
typedef struct {
    float *out;
    const float *a, *panel;
    size_t out_stride, a_stride;
    uint32_t depth;
} tile;

/* Six rows of out at a time.  Unrolled, so that the sums stay in registers. */
static void add_six(const tile *t)
{
    lanes sum[ROWS][2];
#pragma GCC unroll 6
    for (int r = 0; r < ROWS; r++) {
        const lanes *from = (const lanes *)(t->out + (size_t)r * t->out_stride);
        sum[r][0] = from[0];
        sum[r][1] = from[1];
    }
    for (uint32_t k = 0; k < t->depth; k++) {
        const lanes *b = (const lanes *)(t->panel + (size_t)k * PANEL);
        const lanes left = b[0], right = b[1];
        const float *a = t->a + k;
#pragma GCC unroll 6
        for (int r = 0; r < ROWS; r++) {
            const float by = a[(size_t)r * t->a_stride];
            sum[r][0] += by * left;
            sum[r][1] += by * right;
        }
    }
#pragma GCC unroll 6
    for (int r = 0; r < ROWS; r++) {
        lanes *to = (lanes *)(t->out + (size_t)r * t->out_stride);
        to[0] = sum[r][0];
        to[1] = sum[r][1];
    }
}

static void add_one(const tile *t)
{
    lanes *to = (lanes *)t->out, left = to[0], right = to[1];
    for (uint32_t k = 0; k < t->depth; k++) {
        const lanes *b = (const lanes *)(t->panel + (size_t)k * PANEL);
        left += t->a[k] * b[0];
        right += t->a[k] * b[1];
    }
    to[0] = left;
    to[1] = right;
}

/* All rows over one panel. */
static void add_panel(tile t, uint32_t rows)
{
    uint32_t r = 0;
    for (; r + ROWS <= rows; r += ROWS) {
        add_six(&t);
        t.out += ROWS * t.out_stride;
        t.a += ROWS * t.a_stride;
    }
    for (; r < rows; r++, t.out += t.out_stride, t.a += t.a_stride)
        add_one(&t);
}

void matmul_add(matrix out, matrix a, matrix b)
{
    float panel[DEPTH * PANEL];
    for (uint32_t k = 0; k < a.columns; k += DEPTH) {
        const uint32_t left = a.columns - k;
        const uint32_t depth = left < DEPTH ? left : DEPTH;
        for (uint32_t c = 0; c < out.columns; c += PANEL) {
            const float *from = b.v + k * b.stride + c;
            for (uint32_t i = 0; i < depth; i++)
                memcpy(panel + (size_t)i * PANEL, from + i * b.stride,
                       PANEL * sizeof *panel);
            const tile t = {out.v + c, a.v + k, panel, out.stride, a.stride, depth};
            add_panel(t, out.rows);
        }
    }
}

void matmul_turn(matrix out, matrix a)
{
    for (uint32_t i = 0; i < a.rows; i += BLOCK)
        for (uint32_t j = 0; j < a.columns; j += BLOCK)
            for (uint32_t r = i; r < a.rows && r < i + BLOCK; r++)
                for (uint32_t c = j; c < a.columns && c < j + BLOCK; c++)
                    out.v[c * out.stride + r] = a.v[r * a.stride + c];
}
