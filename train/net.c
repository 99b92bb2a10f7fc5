/*
 * train/net.c - the network of encoder/encoder.h in floats, for training.
 */
/* SPDX-License-Identifier: MIT */
#include "net.h"

#include "base/ascii.h"

#include <math.h>

enum { VECTOR = RAP_WORDKEY_COUNT, NEIGHBOURS = 3, LOOKED_AT = 120 };
_Static_assert(TAPE_TABLES == RAP_WORDKEY_COUNT + 1, "a table for each key");

/* ---- weights ---- */

/* `part` of the spread that leaves the size of numbers as it is. */
static dense add_dense(adam *a, const char *name, uint32_t in, uint32_t out, float part)
{
    return (dense){adam_add(a, name, in, out, part / sqrtf((float)in)),
                   adam_add(a, name, 1, out, 0)};
}

static dense add_plain(adam *a, const char *name, uint32_t in, uint32_t out)
{
    return (dense){adam_add(a, name, in, out, 1 / sqrtf((float)in)), NULL};
}

static void add_tables(net *m)
{
    static const char *const names[TAPE_TABLES] = {"form",  "form",    "cased",
                                                   "cased", "head3",   "tail3",
                                                   "tail2", "outline", "vector"};
    static const uint32_t places[TAPE_TABLES] = {0, 0, 1, 1, 2, 3, 4, 5, 6};
    lookup *l = &m->tables;
    *l = (lookup){.places = RAP_ENCODER_TABLES, .width = RAP_ENCODER_EMBED};
    for (uint32_t k = 0; k < TAPE_TABLES; k++) {
        const bool again = k == RAP_WORDKEY_FORM_AGAIN || k == RAP_WORDKEY_CASED_AGAIN;
        const uint32_t rows = k < VECTOR ? rap_wordkey_rows[k] : m->vectors.n;
        l->place[k] = places[k];
        l->table[k] = again ? l->table[k - 1]
                            : adam_add_table(&m->all, names[k], rows, l->width, 0.3F);
    }
    weights *v = l->table[VECTOR];
    const size_t size = (size_t)v->rows * v->columns * sizeof *v->v;
    memcpy(v->v, m->vectors.v, size);
    memcpy(v->kept, m->vectors.v, size);
    v->fixed = true;
}

static void add_layer(net *m, uint32_t i)
{
    net_layer *l = &m->layers[i];
    l->scan = i % 2;
    if (!l->scan) {
        l->in =
            add_dense(&m->all, "window", NEIGHBOURS * NET_WIDTH, 2 * NET_WIDTH, 0.7F);
        return;
    }
    l->in = add_dense(&m->all, "scan", NET_WIDTH, 4 * NET_SCAN, 1);
    l->out = add_dense(&m->all, "carried", 2 * NET_SCAN, NET_WIDTH, 1);
    for (uint32_t j = 0; j < NET_SCAN; j++) /* gates are rather open at first */
        l->in.bias->v[NET_SCAN + j] = l->in.bias->v[3 * NET_SCAN + j] = 1;
}

/* Queries and keys begin small: sums of 64 products must not decide before anything is
 * learnt.  Of all that was tried this did most for trees. */
static void add_heads(net *m)
{
    adam *a = &m->all;
    m->tag[0] = add_dense(a, "tag", NET_WIDTH, NET_HIDDEN, 1);
    m->tag[1] = add_dense(a, "tags", NET_HIDDEN, NET_TAGS, 1);
    m->query = add_dense(a, "query", NET_WIDTH, NET_KEY, 0.3F);
    m->key = add_dense(a, "key", NET_WIDTH, NET_KEY, 0.5F);
    m->near_query = add_plain(a, "near query", NET_KEY, RAP_ENCODER_NEAR);
    m->near_key = add_plain(a, "near key", NET_KEY, RAP_ENCODER_NEAR);
    m->root_key = adam_add(a, "root's key", 1, NET_KEY, 0.1F);
    m->dependent = add_dense(a, "dependent", NET_WIDTH, NET_HIDDEN, 1);
    m->head = add_plain(a, "head", NET_WIDTH, NET_HIDDEN);
    m->root_head = adam_add(a, "root as head", 1, NET_HIDDEN, 0.1F);
    m->label = add_dense(a, "labels", NET_HIDDEN, NET_LABELS, 1);
    m->mark[0] = add_dense(a, "mark", NEIGHBOURS * NET_WIDTH, NET_HIDDEN, 1);
    m->dialect = adam_add(a, "dialect", NET_DIALECTS, NET_HIDDEN, 0.1F);
    m->mark[1] = add_dense(a, "marks", NET_HIDDEN, NET_MARKS, 1);
}

void net_init(net *out, const wordvectors *vectors, uint64_t seed)
{
    const uint64_t mixed = (seed + 1) * UINT64_C(0x9E3779B97F4A7C15);
    *out = (net){.all = {.dice = mixed ? mixed : 1}, .vectors = *vectors};
    add_tables(out);
    out->mix = add_dense(&out->all, "mix", RAP_ENCODER_TABLES * RAP_ENCODER_EMBED,
                         2 * NET_WIDTH, 1);
    for (uint32_t i = 0; i < NET_LAYERS; i++)
        add_layer(out, i);
    add_heads(out);
}

/* ---- batches ---- */

/* How the letters of a sentence are written. */
typedef enum { AS_IS, LOWER, UPPER, TITLE } letters;

/* Some sentences lose their capitals or are all capitals: headlines do, too. */
static letters throw_letters(dice *d)
{
    const uint32_t x = dice_throw(d) % 100;
    return x < 3 ? LOWER : x < 5 ? UPPER : x < 7 ? TITLE : AS_IS;
}

static char as_upper(char c)
{
    return rap_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

static rap_str recase(rap_str form, letters how, char room[LOOKED_AT])
{
    if (how == AS_IS) return form;
    form = rap_str_cut(form, 0, LOOKED_AT);
    for (size_t i = 0; i < form.n; i++) {
        const bool upper = how == UPPER || (how == TITLE && i == 0);
        room[i] = upper ? as_upper(form.p[i]) : rap_to_lower(form.p[i]);
    }
    return (rap_str){room, form.n};
}

static void look_up(const net *m, const sample_word *w, letters how, int32_t *to)
{
    char room[LOOKED_AT];
    uint16_t keys[RAP_WORDKEY_COUNT];
    rap_wordkeys(recase(w->form, how, room), w->low, keys);
    for (uint32_t k = 0; k < RAP_WORDKEY_COUNT; k++)
        to[k] = keys[k];
    to[VECTOR] = (int32_t)wordvectors_of(&m->vectors, w->low);
}

/* Leave out what is known of a word, so that the rest and its neighbours learn to do
 * without; both hashes of a form go together. */
static void drop_keys(dice *d, const net_drops *drops, int32_t *keys)
{
    const bool form = dice_share(d) < drops->forms,
               cased = dice_share(d) < drops->forms;
    if (form) keys[RAP_WORDKEY_FORM] = keys[RAP_WORDKEY_FORM_AGAIN] = -1;
    if (cased) keys[RAP_WORDKEY_CASED] = keys[RAP_WORDKEY_CASED_AGAIN] = -1;
    for (uint32_t k = RAP_WORDKEY_HEAD3; k < RAP_WORDKEY_COUNT; k++)
        if (dice_share(d) < drops->spelling) keys[k] = -1;
    if (dice_share(d) < drops->vectors) keys[VECTOR] = -1;
}

static int32_t *told(tape *t)
{
    int32_t *v = tape_take(t, t->rows, sizeof *v);
    for (uint32_t r = 0; r < t->rows; r++)
        v[r] = -1;
    return v;
}

static void tell(net_batch *b, const net_piece *p, const sample_word *words)
{
    for (uint32_t i = 0; i < p->n; i++) {
        const sample_word *w = &words[p->sample->first + i];
        const uint32_t row = p->row + i;
        b->tag[row] = w->tag;
        b->mark[row] = w->mark;
        b->label[row] = w->head < 0 ? -1 : w->label;
        if (w->head >= 0) b->head[row] = (int32_t)p->row - 1 + w->head;
        if (w->mark >= 0) b->dialect[row] = p->sample->dialect;
    }
}

void net_fill(net_batch *out, tape *t, net *m, const net_pick *pick,
              const net_drops *drops)
{
    const sample_word *words = pick->from->words.v;
    bool *empty = tape_begin(t, pick->words + pick->n + 1, drops != NULL);
    out->n = pick->n;
    out->tag = told(t);
    out->label = told(t);
    out->mark = told(t);
    out->head = told(t);
    out->dialect = told(t);
    m->tables.keys = tape_take(t, (size_t)t->rows * TAPE_TABLES, sizeof(int32_t));
    for (uint32_t i = 0, row = 1; i < pick->n; i++, row++) {
        const sample *s = pick->v[i];
        const letters how = drops ? throw_letters(t->dice) : AS_IS;
        out->pieces[i] = (net_piece){row, s->last - s->first, s};
        for (uint32_t w = s->first; w < s->last; w++, row++) {
            int32_t *keys = m->tables.keys + (size_t)row * TAPE_TABLES;
            look_up(m, &words[w], how, keys);
            if (drops) drop_keys(t->dice, drops, keys);
            empty[row] = false;
        }
        tell(out, &out->pieces[i], words);
    }
}

/* ---- reading ---- */

static tensor *run(tape *t, tensor *x, dense d)
{
    return tape_dense(t, x, d.w, d.bias);
}

static tensor *run_window(tape *t, tensor *x, dense d)
{
    return tape_window(t, x, d.w, d.bias);
}

static void encode(net_states *s, tape *t, net *m, float drop)
{
    s->looked = tape_look(t, &m->tables);
    tensor *x = tape_drop(t, tape_greater(t, run(t, s->looked, m->mix)), drop);
    s->first = x;
    for (uint32_t i = 0; i < NET_LAYERS; i++) {
        const net_layer *l = &m->layers[i];
        tensor *y;
        s->in[i] = x;
        s->carried[i] = NULL;
        if (l->scan) {
            s->carried[i] = tape_scan(t, run(t, x, l->in));
            y = run(t, s->carried[i], l->out);
        } else {
            y = tape_greater(t, run_window(t, x, l->in));
        }
        x = tape_add(t, x, tape_drop(t, y, drop));
    }
    s->last = x;
}

/* Rows of weights as a tensor that others are added to. */
static tensor *rows_of(tape *t, weights *w)
{
    tensor *x = tape_take(t, 1, sizeof *x);
    *x = (tensor){w->rows, w->columns, w->v, w->g};
    return x;
}

void net_read(net_states *out, tape *t, net *m, const net_batch *batch, float drop)
{
    encode(out, t, m, drop);
    tensor *x = tape_drop(t, out->last, drop);
    out->tag_hidden = tape_relu(t, run(t, x, m->tag[0]));
    out->tags = run(t, tape_drop(t, out->tag_hidden, drop), m->tag[1]);

    out->query = tape_relu(t, run(t, x, m->query));
    out->key = tape_fill(t, run(t, x, m->key), m->root_key);
    out->near_query = run(t, out->query, m->near_query);
    out->near_key = run(t, out->key, m->near_key);

    tensor *head = tape_fill(t, run(t, x, m->head), m->root_head);
    tensor *both = tape_meet(t, run(t, x, m->dependent), head, batch->head);
    out->label_hidden = tape_relu(t, both);
    out->labels = run(t, tape_drop(t, out->label_hidden, drop), m->label);

    tensor *state = run_window(t, x, m->mark[0]);
    tensor *spoken = tape_meet(t, state, rows_of(t, m->dialect), batch->dialect);
    out->mark_hidden = tape_relu(t, spoken);
    out->marks = run(t, tape_drop(t, out->mark_hidden, drop), m->mark[1]);
}

/* The kinds of encoder/heads.c: 0..13 for heads before their word, 14..27 behind it. */
uint32_t net_near(uint32_t word, uint32_t head)
{
    static const uint32_t least[] = {0, 2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 23, 33, 49};
    const uint32_t far = head < word ? word - head : head - word;
    uint32_t kind = 0;
    if (head == 0) return NET_ROOT_NEAR;
    while (kind + 1 < sizeof least / sizeof *least && far >= least[kind + 1])
        kind++;
    return head < word ? kind : kind + 14;
}

matrix net_arcs(const net_states *s, tape *t, const net_piece *p)
{
    static const float never = -1e9F;
    const uint32_t columns = (p->n + MATMUL_COLUMNS) / MATMUL_COLUMNS * MATMUL_COLUMNS;
    float *v = tape_take(t, (size_t)p->n * columns, sizeof *v);
    float *turned = tape_take(t, (size_t)NET_KEY * columns, sizeof *turned);
    const matrix out = {v, p->n, columns, columns};
    const matrix keys = {turned, NET_KEY, columns, columns};
    float *query = s->query->v + (size_t)p->row * NET_KEY;
    float *key = s->key->v + (size_t)(p->row - 1) * NET_KEY;
    matmul_turn(keys, (matrix){key, p->n + 1, NET_KEY, NET_KEY});
    matmul_add(out, (matrix){query, p->n, NET_KEY, NET_KEY}, keys);
    for (uint32_t i = 1; i <= p->n; i++)
        for (uint32_t j = 0; j <= p->n; j++) {
            const uint32_t kind = net_near(i, j);
            const size_t q = (size_t)(p->row + i - 1) * RAP_ENCODER_NEAR + kind;
            const size_t k = (size_t)(p->row - 1 + j) * RAP_ENCODER_NEAR + kind;
            float *to = &v[(size_t)(i - 1) * columns + j];
            *to = i == j ? never : *to + s->near_query->v[q] + s->near_key->v[k];
        }
    return out;
}
