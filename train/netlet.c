/*
 * train/netlet.c - learns small networks of one hidden layer.
 */
/* SPDX-License-Identifier: MIT */
#include "netlet.h"

#include "layers.h"
#include "matmul.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    STATE = RAP_NETLET_STATE,
    NEAR = RAP_NETLET_NEAR,
    OUT = MATMUL_COLUMNS,
    ROOM = RAP_NETLET_ROWS,
    WIDE = RAP_NETLET_HIDDEN
};
static const float state_unit = 1.0F / 32, score_unit = 1.0F / 256, room_above = 1.2F;

struct netlet {
    netlet_options how;
    adam all;
    weights *near, *wide, *table, *bias, *top, *top_bias;
    float rate, most; /* most: greatest hidden number met */
    uint32_t waiting;
    float x[(ROOM + 2) * STATE], whole[RAP_NETLET_WHOLE * STATE];
    float h[ROOM * WIDE], kept[ROOM * WIDE], back[ROOM * WIDE], o[ROOM * OUT];
    float turned[NEAR * ROOM], top_turned[OUT * WIDE];
};

netlet *netlet_new(const netlet_options *options)
{
    netlet *m = calloc(1, sizeof *m);
    if (!m) {
        fprintf(stderr, "out of memory\n");
        exit(1);
    }
    const uint32_t hidden = options->hidden;
    m->how = *options;
    m->rate = options->rate;
    m->all.dice = options->seed;
    m->near = adam_add(&m->all, "near", NEAR, hidden, 0.05F);
    m->wide = adam_add(&m->all, "wide", options->whole * STATE, hidden, 0.05F);
    m->table = adam_add_table(&m->all, "table", options->rows, hidden, 0.1F);
    m->bias = adam_add(&m->all, "bias", 1, hidden, 0);
    m->top = adam_add(&m->all, "top", hidden, OUT, 0.1F);
    m->top_bias = adam_add(&m->all, "top bias", 1, OUT, 0);
    return m;
}

/* Columns of one's weights into those of all, from `at` on. */
static void take_columns(weights *to, const weights *from, uint32_t at)
{
    for (uint32_t r = 0; r < from->rows; r++)
        memcpy(to->v + (size_t)r * to->columns + at,
               from->v + (size_t)r * from->columns, from->columns * sizeof *to->v);
}

netlet *netlet_join(netlet *const *each, uint32_t n)
{
    netlet_options how = each[0]->how;
    const uint32_t hidden = how.hidden;
    how.hidden *= n;
    netlet *m = netlet_new(&how);
    memset(m->top_bias->v, 0, OUT * sizeof *m->top_bias->v);
    for (uint32_t i = 0; i < n; i++) {
        const netlet *x = each[i];
        take_columns(m->near, x->near, i * hidden);
        take_columns(m->wide, x->wide, i * hidden);
        take_columns(m->table, x->table, i * hidden);
        take_columns(m->bias, x->bias, i * hidden);
        for (uint32_t k = 0; k < hidden * OUT; k++)
            m->top->v[(size_t)i * hidden * OUT + k] = x->top->v[k] / (float)n;
        for (uint32_t k = 0; k < OUT; k++)
            m->top_bias->v[k] += x->top_bias->v[k] / (float)n;
        m->most = fmaxf(m->most, x->most);
    }
    return m;
}

void netlet_free(netlet *m)
{
    if (m) adam_free(&m->all);
    free(m);
}

static void add(float *to, const float *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        to[i] += v[i];
}

static matrix rows_of(float *v, uint32_t rows, uint32_t columns)
{
    return (matrix){v, rows, columns, columns};
}

static matrix of(const weights *w)
{
    return rows_of(w->v, w->rows, w->columns);
}

static void unpack(float *to, const uint8_t *states, uint32_t n)
{
    for (uint32_t i = 0; i < n * STATE; i++)
        to[i] = (float)((int)states[i] - 128) * state_unit;
}

static matrix window(netlet *m, uint32_t n)
{
    return (matrix){m->x, n, NEAR, STATE};
}

static void add_marks(const netlet *m, const uint16_t *rows, uint32_t n, float *to)
{
    const uint32_t hidden = m->how.hidden;
    for (uint32_t k = 0; k < n; k++)
        add(to, m->table->v + (size_t)rows[k] * hidden, hidden);
}

/* Hidden numbers, cut off below 0; some left out. */
static void cut(netlet *m, uint32_t n, bool learns)
{
    const float drop = m->how.drop;
    for (uint32_t i = 0; i < n; i++) {
        float keep = 1;
        if (learns) keep = dice_share(&m->all.dice) < drop ? 0 : 1 / (1 - drop);
        m->kept[i] = m->h[i] > 0 ? keep : 0;
        if (m->h[i] > m->most) m->most = m->h[i];
        m->h[i] *= m->kept[i];
    }
}

void netlet_run(netlet *m, const rap_netlet_sight *v, bool learns, float *scores)
{
    const uint32_t n = v->n, hidden = m->how.hidden, whole = m->how.whole;
    float first[WIDE];
    unpack(m->x, v->states, n + 2);
    unpack(m->whole, v->whole, whole);
    memcpy(first, m->bias->v, hidden * sizeof *first);
    add_marks(m, v->shared, v->n_shared, first);
    matmul_add(rows_of(first, 1, hidden), rows_of(m->whole, 1, whole * STATE),
               of(m->wide));
    for (uint32_t i = 0; i < n; i++) {
        float *h = m->h + (size_t)i * hidden;
        memcpy(h, first, hidden * sizeof *h);
        add_marks(m, v->marks + (size_t)i * v->n_marks, v->n_marks, h);
    }
    matmul_add(rows_of(m->h, n, hidden), window(m, n), of(m->near));
    cut(m, n * hidden, learns);
    for (uint32_t i = 0; i < n; i++)
        memcpy(m->o + (size_t)i * OUT, m->top_bias->v, OUT * sizeof *m->o);
    matmul_add(rows_of(m->o, n, OUT), rows_of(m->h, n, hidden), of(m->top));
    for (uint32_t i = 0; i < n; i++)
        memcpy(scores + (size_t)i * RAP_NETLET_OUT, m->o + (size_t)i * OUT,
               RAP_NETLET_OUT * sizeof *scores);
}

/* w's gradient += x turned, times g. */
static void add_product(netlet *m, weights *w, matrix x, matrix g)
{
    const matrix turned = rows_of(m->turned, x.columns, x.rows);
    matmul_turn(turned, x);
    matmul_add(rows_of(w->g, w->rows, w->columns), turned, g);
}

static void move_marks(netlet *m, const uint16_t *rows, uint32_t n, const float *by)
{
    const uint32_t hidden = m->how.hidden;
    for (uint32_t k = 0; k < n; k++) {
        m->table->touched[rows[k]] = true;
        add(m->table->g + (size_t)rows[k] * hidden, by, hidden);
    }
}

/* Gradients of the top layer; those of hidden numbers into m->back. */
static void learn_top(netlet *m, uint32_t n, const float *by)
{
    const uint32_t hidden = m->how.hidden;
    memset(m->o, 0, (size_t)n * OUT * sizeof *m->o);
    for (uint32_t i = 0; i < n; i++) {
        memcpy(m->o + (size_t)i * OUT, by + (size_t)i * RAP_NETLET_OUT,
               RAP_NETLET_OUT * sizeof *by);
        add(m->top_bias->g, m->o + (size_t)i * OUT, OUT);
    }
    const matrix o = rows_of(m->o, n, OUT), top = rows_of(m->top_turned, OUT, hidden);
    add_product(m, m->top, rows_of(m->h, n, hidden), o);
    matmul_turn(top, of(m->top));
    memset(m->back, 0, (size_t)n * hidden * sizeof *m->back);
    matmul_add(rows_of(m->back, n, hidden), o, top);
    for (uint32_t i = 0; i < n * hidden; i++)
        m->back[i] *= m->kept[i];
}

void netlet_learn(netlet *m, const rap_netlet_sight *v, const float *by)
{
    const uint32_t n = v->n, hidden = m->how.hidden;
    float all[WIDE] = {0};
    learn_top(m, n, by);
    for (uint32_t i = 0; i < n; i++) {
        const float *back = m->back + (size_t)i * hidden;
        add(all, back, hidden);
        move_marks(m, v->marks + (size_t)i * v->n_marks, v->n_marks, back);
    }
    add_product(m, m->near, window(m, n), rows_of(m->back, n, hidden));
    add_product(m, m->wide, rows_of(m->whole, 1, m->how.whole * STATE),
                rows_of(all, 1, hidden));
    add(m->bias->g, all, hidden);
    move_marks(m, v->shared, v->n_shared, all);
    if (++m->waiting < m->how.batch) return;
    m->waiting = 0;
    (void)adam_step(&m->all, m->rate);
}

void netlet_slow(netlet *m, float share)
{
    m->rate = m->how.rate * share;
}

void netlet_swap(netlet *m)
{
    adam_swap(&m->all);
}

/* The table in bytes whose unit is 2^lift of a hidden number's. */
static void put_table(rap_buf *to, const weights *table, float unit)
{
    const size_t n = (size_t)table->rows * table->columns;
    int8_t *v = malloc(n);
    if (!v) {
        to->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++)
        v[i] = (int8_t)layers_held((double)(table->v[i] / unit), LAYERS_BYTE);
    layers_put(to, v, n);
    free(v);
}

static float greatest(const weights *w)
{
    float most = 0;
    for (size_t i = 0; i < (size_t)w->rows * w->columns; i++)
        most = fmaxf(most, fabsf(w->v[i]));
    return most;
}

bool netlet_write(const netlet *m, const char *path)
{
    enum { FINE = 32, CUT = 250, MOST_LIFT = 8, HEAD_WORDS = 16 };
    const float unit = m->most * room_above / (CUT * FINE);
    uint32_t lift = 0;
    while (lift < MOST_LIFT &&
           greatest(m->table) > unit * (float)(1u << lift) * LAYERS_BYTE)
        lift++;
    uint32_t head[HEAD_WORDS] = {0, m->how.hidden, m->how.whole, m->how.rows, lift};
    memcpy(head, "RNET", 4);
    rap_buf out = {0};
    layers_put(&out, head, sizeof head);
    const layers_units in = {state_unit, 128, unit};
    layers_put_dense(&out, m->near, m->bias->v, m->how.hidden, in);
    layers_put_dense(&out, m->wide, NULL, m->how.hidden, in);
    const layers_units top = {unit * FINE, 0, score_unit};
    layers_put_dense(&out, m->top, m->top_bias->v, RAP_NETLET_OUT, top);
    put_table(&out, m->table, unit * (float)(1u << lift));
    FILE *f = out.failed ? NULL : fopen(path, "wb");
    bool good = f && fwrite(out.p, 1, out.n, f) == out.n;
    if (f) good = fclose(f) == 0 && good;
    if (good)
        fprintf(stderr, "%s: %zu bytes, hidden up to %.1f, table up to %.2f << %u\n",
                path, out.n, (double)m->most, (double)greatest(m->table), lift);
    rap_buf_done(&out);
    return good;
}
