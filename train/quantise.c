/*
 * train/quantise.c - the network in bytes, as encoder/weightsof.c reads it.
 *
 * A number stands for itself times its unit.  Bytes of states have their zero at 128;
 * those of hidden layers, never below 0, have it at 0.
 */
/* SPDX-License-Identifier: MIT */
#include "quantise.h"

#include "layers.h"
#include "scales.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    BYTE_MOST = LAYERS_BYTE,
    SHIFT_MOST = 20,
    STATE_MOST = 16000, /* of 16 bits, so that two can be added */
    VALUE_MOST = 12000, /* of what a scan carries */
    FINE = 32,          /* 16-bit numbers behind a layer, to one of its bytes */
    RESCALE_ONE = 32768,
    GATE_STEPS = 64, /* to 1.0 */
    ARCS_MUL_MOST = 200,
    NUMBERS = 1, /* of u32 in the head; the others are told in weightsof.c */
    RESCALES = 13,
    HEAD_WORDS = 64
};
static const float tag_unit = 0.005F, mark_unit = 0.003F, arc_unit = 0.002F;
/* Labels and marks were measured on supposed heads and on treebanks: some room above.
 */
static const float room_above = 1.2F;

typedef struct {
    float state; /* of 16-bit states */
    float in[NET_LAYERS], carried[NET_LAYERS], value[NET_LAYERS];
    float last, tag_hidden, query, key, label_hidden, mark_hidden;
    float group[RAP_ENCODER_TABLES]; /* of what stands side by side for a word */
} all_units;

static void put_dense(rap_buf *to, const dense *d, layers_units u)
{
    layers_put_dense(to, d->w, d->bias ? d->bias->v : NULL, d->w->columns, u);
}

/* ---- units ---- */

/* The unit nearest to `to` that numbers of unit `from` can be brought to exactly. */
static float exact(float from, float to)
{
    return from * RESCALE_ONE / rintf(from / to * RESCALE_ONE);
}

static uint32_t rescale(float from, float to)
{
    return (uint32_t)lrintf(from / to * RESCALE_ONE);
}

static void set_units(all_units *u, const scales *s)
{
    u->state = s->state / STATE_MOST;
    for (uint32_t i = 0; i < NET_LAYERS; i++) {
        u->in[i] = exact(u->state, s->in[i] / (BYTE_MOST - 1));
        if (s->carried[i] <= 0) continue;
        u->value[i] = s->carried[i] / VALUE_MOST;
        u->carried[i] = exact(u->value[i], s->carried[i] / (BYTE_MOST - 1));
    }
    u->last = exact(u->state, s->last / (BYTE_MOST - 1));
    u->tag_hidden = s->tag_hidden / 250;
    u->query = s->query / 125;
    u->key = s->key / BYTE_MOST;
    u->label_hidden = s->label_hidden * room_above / 250;
    u->mark_hidden = s->mark_hidden * room_above / 250;
}

/* ---- the parts ---- */

static void put_name_list(rap_buf *to, const sample_names *l)
{
    for (uint32_t i = 0; i < l->n; i++)
        rap_buf_put(to, (rap_str){l->v[i], strlen(l->v[i]) + 1});
}

static void put_top(rap_buf *to, const net *m, const all_units *u,
                    const sample_lists *n)
{
    uint32_t head[HEAD_WORDS] = {0};
    rap_buf names = {0};
    put_name_list(&names, &n->tags);
    put_name_list(&names, &n->labels);
    put_name_list(&names, &n->marks);
    const uint32_t numbers[] = {NET_WIDTH,    NET_LAYERS,       NET_SCAN,    NET_KEY,
                                NET_HIDDEN,   n->tags.n,        n->labels.n, n->marks.n,
                                m->vectors.n, (uint32_t)names.n};
    memcpy(head, "RENC", 4);
    memcpy(head + NUMBERS, numbers, sizeof numbers);
    float arcs = u->query * u->key / arc_unit;
    uint32_t shift = 0;
    for (; arcs * 2 <= ARCS_MUL_MOST && shift < SHIFT_MOST; shift++)
        arcs *= 2;
    head[RESCALES - 2] = (uint32_t)lrintf(arcs);
    head[RESCALES - 1] = shift;
    head[RESCALES] = rescale(u->state, u->last);
    for (uint32_t i = 0; i < NET_LAYERS; i++) {
        head[RESCALES + 1 + 2 * i] = rescale(u->state, u->in[i]);
        if (m->layers[i].scan)
            head[RESCALES + 2 + 2 * i] = rescale(u->value[i], u->carried[i]);
    }
    layers_put(to, head, sizeof head);
    layers_put(to, names.p, names.n);
    to->failed |= names.failed;
    rap_buf_done(&names);
}

/* A table in bytes; the unit of its largest number. */
static float put_table(rap_buf *to, const weights *w)
{
    const size_t n = (size_t)w->rows * w->columns;
    float most = 1e-8F;
    int8_t *v = malloc(n);
    for (size_t i = 0; i < n; i++)
        most = fmaxf(most, fabsf(w->v[i]));
    for (size_t i = 0; v && i < n; i++)
        v[i] = (int8_t)layers_held((double)(w->v[i] / most * BYTE_MOST), BYTE_MOST);
    if (v)
        layers_put(to, v, n);
    else
        to->failed = true;
    free(v);
    return most / BYTE_MOST;
}

/* Two rows of one table are added up and halved by the reader. */
static void put_tables(rap_buf *to, const net *m, all_units *u)
{
    const lookup *l = &m->tables;
    for (uint32_t k = 0; k < TAPE_TABLES; k++) {
        const bool again = k > 0 && l->table[k] == l->table[k - 1];
        const bool twice = k + 1 < TAPE_TABLES && l->table[k] == l->table[k + 1];
        if (again) continue;
        if (k == RAP_WORDKEY_COUNT)
            layers_put(to, m->vectors.slots, RAP_ENCODER_SLOTS * sizeof(uint32_t));
        u->group[l->place[k]] = put_table(to, l->table[k]) * (twice ? 2 : 1);
    }
}

static void put_gates(rap_buf *to)
{
    int16_t gates[RAP_ENCODER_GATES];
    for (int i = 0; i < RAP_ENCODER_GATES; i++) {
        const double x = (double)(i - RAP_ENCODER_GATES / 2) / GATE_STEPS;
        gates[i] = (int16_t)layers_held(INT16_MAX / (1 + exp(-x)), INT16_MAX);
    }
    layers_put(to, gates, sizeof gates);
}

/* A copy of weights, of which rows or columns can be given another unit. */
static weights copy_of(const weights *w, rap_buf *to)
{
    weights c = *w;
    const size_t n = (size_t)w->rows * w->columns;
    c.v = calloc(n, sizeof *c.v);
    if (c.v)
        memcpy(c.v, w->v, n * sizeof *c.v);
    else
        to->failed = true;
    return c;
}

/* Tables have units of their own, which go into the rows of the layer behind them. */
static void put_mix(rap_buf *to, const net *m, const all_units *u)
{
    weights w = copy_of(m->mix.w, to);
    for (uint32_t k = 0; w.v && k < w.rows; k++)
        for (uint32_t c = 0; c < w.columns; c++)
            w.v[(size_t)k * w.columns + c] *= u->group[k / RAP_ENCODER_EMBED];
    if (w.v)
        layers_put_dense(to, &w, m->mix.bias->v, w.columns,
                         (layers_units){1, 128, u->state});
    free(w.v);
}

/* Gates come out in steps of 1 / GATE_STEPS, values in a unit of their own. */
static void put_scan(rap_buf *to, const net_layer *l, const all_units *u, uint32_t i)
{
    weights w = copy_of(l->in.w, to);
    float bias[4 * NET_SCAN];
    for (uint32_t c = 0; w.v && c < w.columns; c++) {
        const float by = c / NET_SCAN % 2 ? GATE_STEPS * u->value[i] : 1;
        bias[c] = l->in.bias->v[c] * by;
        for (uint32_t k = 0; k < w.rows; k++)
            w.v[(size_t)k * w.columns + c] *= by;
    }
    if (w.v)
        layers_put_dense(to, &w, bias, w.columns,
                         (layers_units){u->in[i], 128, u->value[i]});
    free(w.v);
    put_dense(to, &l->out, (layers_units){u->carried[i], 128, u->state});
}

static void put_states(rap_buf *to, const net *m, const all_units *u)
{
    put_mix(to, m, u);
    for (uint32_t i = 0; i < NET_LAYERS; i++)
        if (m->layers[i].scan)
            put_scan(to, &m->layers[i], u, i);
        else
            put_dense(to, &m->layers[i].in, (layers_units){u->in[i], 128, u->state});
}

/* The first dialect goes into the bias below the marks. */
static void put_marks(rap_buf *to, const net *m, const all_units *u)
{
    float bias[NET_HIDDEN];
    for (uint32_t j = 0; j < NET_HIDDEN; j++)
        bias[j] = m->mark[0].bias->v[j] + m->dialect->v[j];
    layers_put_dense(to, m->mark[0].w, bias, NET_HIDDEN,
                     (layers_units){u->last, 128, u->mark_hidden / FINE});
    layers_put_dense(to, m->mark[1].w, m->mark[1].bias->v, RAP_ENCODER_MARKS,
                     (layers_units){u->mark_hidden, 0, mark_unit});
}

static void put_heads(rap_buf *to, const net *m, const all_units *u)
{
    enum { SUM = 16 }; /* dependent and head are added before they become bytes */
    const layers_units label = {u->last, 128, u->label_hidden / SUM};
    int8_t key[NET_KEY];
    int16_t head[NET_HIDDEN];
    put_dense(to, &m->tag[0], (layers_units){u->last, 128, u->tag_hidden / FINE});
    put_dense(to, &m->tag[1], (layers_units){u->tag_hidden, 0, tag_unit});
    put_marks(to, m, u);
    put_dense(to, &m->query, (layers_units){u->last, 128, u->query / FINE});
    put_dense(to, &m->key, (layers_units){u->last, 128, u->key / FINE});
    put_dense(to, &m->near_query, (layers_units){u->query, 0, arc_unit});
    put_dense(to, &m->near_key, (layers_units){u->key, 128, arc_unit});
    put_dense(to, &m->dependent, label);
    put_dense(to, &m->head, label);
    put_dense(to, &m->label, (layers_units){u->label_hidden, 0, tag_unit});
    for (uint32_t j = 0; j < NET_KEY; j++)
        key[j] = (int8_t)layers_held((double)(m->root_key->v[j] / u->key), BYTE_MOST);
    for (uint32_t j = 0; j < NET_HIDDEN; j++)
        head[j] = (int16_t)layers_held((double)(m->root_head->v[j] / label.out), 32000);
    layers_put(to, key, sizeof key);
    layers_put(to, head, sizeof head);
}

rap_code quantise_write(net *m, tape *t, const samples *on, const char *path,
                        rap_err *err)
{
    rap_buf out = {0};
    scales s;
    all_units u = {0};
    scales_measure(&s, m, t, on);
    set_units(&u, &s);
    put_top(&out, m, &u, on->lists);
    put_tables(&out, m, &u);
    put_gates(&out);
    put_states(&out, m, &u);
    put_heads(&out, m, &u);
    FILE *f = out.failed ? NULL : fopen(path, "wb");
    bool done = f && fwrite(out.p, 1, out.n, f) == out.n;
    if (f && fclose(f) != 0) done = false;
    rap_buf_done(&out);
    return done ? RAP_OK : rap_fail(err, RAP_E_OUTPUT, 0, "can't write %s", path);
}
