/*
 * train/tape.c - layers of a network, forward and, by what was noted, backward.
 */
/* SPDX-License-Identifier: MIT */
#include "tape.h"

#include "matmul.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGN = 64, NEIGHBOURS = 3, SCAN_MOST = 256 };
static const float steep = 15; /* gates are as good as open or shut from here */

bool tape_init(tape *t, size_t size, dice *d)
{
    *t = (tape){.size = size, .dice = d, .room = aligned_alloc(ALIGN, size)};
    return t->room != NULL;
}

void *tape_take(tape *t, size_t n, size_t size)
{
    const size_t all = (n * size + ALIGN) / ALIGN * ALIGN;
    if (t->size - t->used < all) {
        fprintf(stderr, "a batch is too large\n");
        exit(1);
    }
    void *p = t->room + t->used;
    t->used += all;
    return memset(p, 0, all);
}

bool *tape_begin(tape *t, uint32_t rows, bool learns)
{
    t->used = t->n_ops = 0;
    bool *empty = tape_take(t, rows, sizeof *empty);
    memset(empty, true, rows * sizeof *empty);
    t->rows = rows;
    t->empty = empty;
    t->learns = learns;
    return empty;
}

tensor *tape_tensor(tape *t, uint32_t rows, uint32_t columns)
{
    tensor *x = tape_take(t, 1, sizeof *x);
    *x = (tensor){.rows = rows, .columns = columns};
    x->v = tape_take(t, (size_t)rows * columns, sizeof *x->v);
    if (t->learns) x->g = tape_take(t, (size_t)rows * columns, sizeof *x->g);
    return x;
}

static op *note(tape *t, void (*back)(tape *, const op *), tensor *a, tensor *out)
{
    assert(t->n_ops < TAPE_OPS);
    op *o = &t->ops[t->n_ops++];
    *o = (op){.back = back, .a = a, .out = out};
    return o;
}

void tape_back(tape *t)
{
    for (uint32_t i = t->n_ops; i-- > 0;)
        t->ops[i].back(t, &t->ops[i]);
}

static size_t count(const tensor *x)
{
    return (size_t)x->rows * x->columns;
}

/* ---- tables ---- */

static void look_back(tape *t, const op *o)
{
    const lookup *l = t->looked;
    for (uint32_t r = 0; r < t->rows; r++)
        for (uint32_t k = 0; k < TAPE_TABLES; k++) {
            const int32_t key = l->keys[(size_t)r * TAPE_TABLES + k];
            weights *w = l->table[k];
            if (t->empty[r] || key < 0 || w->fixed) continue;
            const float *from =
                o->out->g + (size_t)r * o->out->columns + l->place[k] * l->width;
            float *to = w->g + (size_t)key * l->width;
            w->touched[key] = true;
            for (uint32_t j = 0; j < l->width; j++)
                to[j] += from[j];
        }
}

tensor *tape_look(tape *t, const lookup *l)
{
    tensor *out = tape_tensor(t, t->rows, l->places * l->width);
    for (uint32_t r = 0; r < t->rows; r++)
        for (uint32_t k = 0; k < TAPE_TABLES; k++) {
            const int32_t key = l->keys[(size_t)r * TAPE_TABLES + k];
            if (t->empty[r] || key < 0) continue;
            const float *from = l->table[k]->v + (size_t)key * l->width;
            float *to = out->v + (size_t)r * out->columns + l->place[k] * l->width;
            for (uint32_t j = 0; j < l->width; j++)
                to[j] += from[j];
        }
    t->looked = l;
    note(t, look_back, NULL, out);
    return out;
}

/* ---- dense layers ---- */

static matrix rows_of(float *v, uint32_t rows, uint32_t columns)
{
    return (matrix){v, rows, columns, columns};
}

/* Gradients of `rows` rows of out = x w, which begin at y; x may overlap (a window). */
static void dense_back(tape *t, const op *o, uint32_t rows, float *y)
{
    const weights *w = o->w;
    const tensor *x = o->a;
    const size_t used = t->used;
    const matrix dy = rows_of(y, rows, w->columns);
    float *room = tape_take(t, (size_t)w->rows * w->columns, sizeof *room);
    const matrix turned = rows_of(room, w->columns, w->rows);
    matmul_turn(turned, rows_of(w->v, w->rows, w->columns));
    for (uint32_t k = 0; k < w->rows; k += x->columns) { /* one, or the neighbours */
        const matrix dx = {x->g + k, rows, x->columns, x->columns};
        matmul_add(dx, dy, (matrix){room + k, w->columns, x->columns, w->rows});
    }
    room = tape_take(t, (size_t)w->rows * rows, sizeof *room);
    const matrix x_turned = rows_of(room, w->rows, rows);
    matmul_turn(x_turned, (matrix){x->v, rows, w->rows, x->columns});
    matmul_add(rows_of(w->g, w->rows, w->columns), x_turned, dy);
    t->used = used;
    for (uint32_t r = 0; o->bias && r < rows; r++)
        for (uint32_t j = 0; j < w->columns; j++)
            o->bias->g[j] += y[(size_t)r * w->columns + j];
}

static void whole_back(tape *t, const op *o)
{
    dense_back(t, o, o->out->rows, o->out->g);
}

static void window_back(tape *t, const op *o)
{
    dense_back(t, o, o->out->rows - 2, o->out->g + o->out->columns);
}

static void add_bias(tensor *out, const weights *bias)
{
    for (uint32_t r = 0; bias && r < out->rows; r++)
        for (uint32_t j = 0; j < out->columns; j++)
            out->v[(size_t)r * out->columns + j] += bias->v[j];
}

tensor *tape_dense(tape *t, tensor *x, weights *w, weights *bias)
{
    assert(x->columns == w->rows);
    tensor *out = tape_tensor(t, x->rows, w->columns);
    matmul_add(rows_of(out->v, x->rows, w->columns), rows_of(x->v, x->rows, x->columns),
               rows_of(w->v, w->rows, w->columns));
    add_bias(out, bias);
    op *o = note(t, whole_back, x, out);
    o->w = w;
    o->bias = bias;
    return out;
}

tensor *tape_window(tape *t, tensor *x, weights *w, weights *bias)
{
    assert(x->columns * NEIGHBOURS == w->rows);
    tensor *out = tape_tensor(t, x->rows, w->columns);
    matmul_add(rows_of(out->v + out->columns, x->rows - 2, w->columns),
               (matrix){x->v, x->rows - 2, w->rows, x->columns},
               rows_of(w->v, w->rows, w->columns));
    add_bias(out, bias);
    op *o = note(t, window_back, x, out);
    o->w = w;
    o->bias = bias;
    return out;
}

/* ---- number by number ---- */

static void relu_back(tape *t, const op *o)
{
    (void)t;
    for (size_t i = 0; i < count(o->out); i++)
        o->a->g[i] += o->out->v[i] > 0 ? o->out->g[i] : 0;
}

tensor *tape_relu(tape *t, tensor *x)
{
    tensor *out = tape_tensor(t, x->rows, x->columns);
    for (size_t i = 0; i < count(x); i++)
        out->v[i] = x->v[i] > 0 ? x->v[i] : 0;
    note(t, relu_back, x, out);
    return out;
}

static void greater_back(tape *t, const op *o)
{
    const uint32_t n = o->out->columns;
    (void)t;
    for (uint32_t r = 0; r < o->out->rows; r++) {
        const float *a = o->a->v + (size_t)r * 2 * n, *b = a + n;
        const float *g = o->out->g + (size_t)r * n;
        float *to_a = o->a->g + (size_t)r * 2 * n, *to_b = to_a + n;
        for (uint32_t j = 0; j < n; j++) {
            to_a[j] += b[j] > a[j] ? 0 : g[j];
            to_b[j] += b[j] > a[j] ? g[j] : 0;
        }
    }
}

tensor *tape_greater(tape *t, tensor *x)
{
    const uint32_t n = x->columns / 2;
    tensor *out = tape_tensor(t, x->rows, n);
    for (uint32_t r = 0; r < x->rows; r++) {
        const float *a = x->v + (size_t)r * 2 * n, *b = a + n;
        for (uint32_t j = 0; j < n; j++)
            out->v[(size_t)r * n + j] = a[j] > b[j] ? a[j] : b[j];
    }
    note(t, greater_back, x, out);
    return out;
}

static void add_back(tape *t, const op *o)
{
    (void)t;
    for (size_t i = 0; i < count(o->out); i++) {
        o->a->g[i] += o->out->g[i];
        o->b->g[i] += o->out->g[i];
    }
}

tensor *tape_add(tape *t, tensor *a, tensor *b)
{
    tensor *out = tape_tensor(t, a->rows, a->columns);
    for (size_t i = 0; i < count(a); i++)
        out->v[i] = a->v[i] + b->v[i];
    note(t, add_back, a, out)->b = b;
    return out;
}

static void drop_back(tape *t, const op *o)
{
    (void)t;
    for (size_t i = 0; i < count(o->out); i++)
        o->a->g[i] += o->extra[i] * o->out->g[i];
}

/* What each number of a row is multiplied by: 0, or what makes up for the others. */
static void throw_row(tape *t, float *by, uint32_t n, float share)
{
    const uint32_t least = (uint32_t)(share * 4294967040.0F);
    for (uint32_t j = 0; j < n; j++)
        by[j] = share > 0 && dice_throw(t->dice) < least ? 0 : 1 / (1 - share);
}

tensor *tape_drop(tape *t, tensor *x, float share)
{
    tensor *out = tape_tensor(t, x->rows, x->columns);
    float *by = tape_take(t, count(x), sizeof *by);
    for (uint32_t r = 0; r < x->rows; r++)
        if (!t->empty[r])
            throw_row(t, by + (size_t)r * x->columns, x->columns,
                      t->learns ? share : 0);
    for (size_t i = 0; i < count(x); i++)
        out->v[i] = x->v[i] * by[i];
    note(t, drop_back, x, out)->extra = by;
    return out;
}

/* ---- scans ---- */

/* Rows of one step one way (0 from the first on, 1 from the last): where it stands in
 * x, in the result, and the row it comes from. */
typedef struct {
    uint32_t row, from;
    size_t at, to, before;
} step;

static step step_of(const tensor *out, uint32_t i, uint32_t way)
{
    const uint32_t row = way ? out->rows - 1 - i : i, from = way ? row + 1 : row - 1;
    const size_t n = out->columns / 2, place = way * n;
    return (step){.row = row,
                  .from = from,
                  .at = row * 4 * n + 2 * place,
                  .to = row * 2 * n + place,
                  .before = from * 2 * n + place};
}

static void scan_back(tape *t, const op *o)
{
    const uint32_t n = o->out->columns / 2;
    for (uint32_t way = 0; way < 2; way++) {
        float carried[SCAN_MOST] = {0};
        for (uint32_t i = o->out->rows - 2; i > 0; i--) {
            const step s = step_of(o->out, i, way);
            const float *value = o->a->v + s.at, *gate = o->extra + s.to;
            const float *g = o->out->g + s.to, *before = o->out->v + s.before;
            float *to_value = o->a->g + s.at, *to_gate = to_value + n;
            if (t->empty[s.row]) {
                memset(carried, 0, sizeof carried);
                continue;
            }
            for (uint32_t j = 0; j < n; j++) {
                const float d = g[j] + carried[j];
                to_value[j] += d * (1 - gate[j]);
                to_gate[j] += d * (before[j] - value[j]) * gate[j] * (1 - gate[j]);
                carried[j] = d * gate[j];
            }
        }
    }
}

tensor *tape_scan(tape *t, tensor *x)
{
    const uint32_t n = x->columns / 4;
    assert(n <= SCAN_MOST);
    tensor *out = tape_tensor(t, x->rows, 2 * n);
    float *gates = tape_take(t, count(out), sizeof *gates);
    for (uint32_t way = 0; way < 2; way++)
        for (uint32_t i = 1; i + 1 < x->rows; i++) {
            const step s = step_of(out, i, way);
            const float *value = x->v + s.at, *raw = value + n;
            const float *before = out->v + s.before;
            float *gate = gates + s.to, *now = out->v + s.to;
            if (t->empty[s.row]) continue;
            for (uint32_t j = 0; j < n; j++)
                gate[j] = 1 / (1 + expf(-fminf(fmaxf(raw[j], -steep), steep)));
            for (uint32_t j = 0; j < n; j++)
                now[j] = gate[j] * before[j] + (1 - gate[j]) * value[j];
        }
    note(t, scan_back, x, out)->extra = gates;
    return out;
}

/* ---- rows of other rows ---- */

static void fill_back(tape *t, const op *o)
{
    const uint32_t n = o->out->columns;
    for (uint32_t r = 0; r < o->out->rows; r++) {
        const float *g = o->out->g + (size_t)r * n;
        float *to = t->empty[r] ? o->w->g : o->a->g + (size_t)r * n;
        for (uint32_t j = 0; j < n; j++)
            to[j] += g[j];
    }
}

tensor *tape_fill(tape *t, tensor *x, weights *w)
{
    tensor *out = tape_tensor(t, x->rows, x->columns);
    for (uint32_t r = 0; r < x->rows; r++)
        memcpy(out->v + (size_t)r * x->columns,
               t->empty[r] ? w->v : x->v + (size_t)r * x->columns,
               x->columns * sizeof *x->v);
    note(t, fill_back, x, out)->w = w;
    return out;
}

static void meet_back(tape *t, const op *o)
{
    const uint32_t n = o->out->columns;
    (void)t;
    for (uint32_t r = 0; r < o->out->rows; r++) {
        if (o->rows[r] < 0) continue;
        const float *g = o->out->g + (size_t)r * n;
        float *to_a = o->a->g + (size_t)r * n, *to_b = o->b->g + (size_t)o->rows[r] * n;
        for (uint32_t j = 0; j < n; j++) {
            to_a[j] += g[j];
            to_b[j] += g[j];
        }
    }
}

tensor *tape_meet(tape *t, tensor *a, tensor *b, const int32_t *rows)
{
    tensor *out = tape_tensor(t, a->rows, a->columns);
    for (uint32_t r = 0; r < a->rows; r++) {
        if (rows[r] < 0) continue;
        const size_t at = (size_t)r * a->columns, of = (size_t)rows[r] * a->columns;
        for (uint32_t j = 0; j < a->columns; j++)
            out->v[at + j] = a->v[at + j] + b->v[of + j];
    }
    op *o = note(t, meet_back, a, out);
    o->b = b;
    o->rows = rows;
    return out;
}
