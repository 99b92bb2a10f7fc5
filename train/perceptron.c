/*
 * train/perceptron.c - an averaged perceptron over the reader's own feature keys.
 */
/* SPDX-License-Identifier: MIT */
#include "perceptron.h"

#include "model/linear.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    float w;
    uint32_t class;
    double total; /* sum of w over the steps until `at` */
    uint64_t at;  /* step of the last change */
} cell;

typedef struct {
    uint64_t key; /* 0: empty */
    cell *cells;
    uint16_t n, room;
    uint32_t updates;
} row;

struct perceptron {
    uint32_t n_classes;
    uint64_t step;
    row *rows; /* open addressing */
    size_t n_rows, room;
    bool averaged;
};

static void *must(void *p)
{
    if (p) return p;
    fputs("out of memory\n", stderr);
    exit(1);
}

perceptron *perceptron_new(uint32_t n_classes)
{
    perceptron *m = must(calloc(1, sizeof *m));
    m->n_classes = n_classes;
    m->room = 1 << 16;
    m->rows = must(calloc(m->room, sizeof *m->rows));
    return m;
}

void perceptron_free(perceptron *m)
{
    for (size_t i = 0; i < m->room; i++)
        free(m->rows[i].cells);
    free(m->rows);
    free(m);
}

static row *slot_of(const perceptron *m, uint64_t key)
{
    size_t i = (size_t)(key ^ key >> 31) & (m->room - 1);
    while (m->rows[i].key && m->rows[i].key != key)
        i = (i + 1) & (m->room - 1);
    return &m->rows[i];
}

static void grow(perceptron *m)
{
    row *old = m->rows;
    size_t room = m->room;
    m->room *= 2;
    m->rows = must(calloc(m->room, sizeof *m->rows));
    for (size_t i = 0; i < room; i++)
        if (old[i].key) *slot_of(m, old[i].key) = old[i];
    free(old);
}

static row *make_row(perceptron *m, uint64_t key)
{
    if (m->n_rows * 2 >= m->room) grow(m);
    row *r = slot_of(m, key);
    m->n_rows += r->key == 0;
    r->key = key;
    return r;
}

static cell *make_cell(row *r, uint32_t class)
{
    for (uint32_t i = 0; i < r->n; i++)
        if (r->cells[i].class == class) return &r->cells[i];
    if (r->n == r->room) {
        r->room = (uint16_t)(r->room ? r->room * 2 : 2);
        r->cells = must(realloc(r->cells, r->room * sizeof *r->cells));
    }
    r->cells[r->n] = (cell){.class = class};
    return &r->cells[r->n++];
}

static uint64_t real_key(uint64_t key)
{
    return key ? key : 1;
}

void perceptron_score(const perceptron *m, const uint64_t *keys, uint32_t n,
                      float *scores)
{
    for (uint32_t i = 0; i < n; i++)
        __builtin_prefetch(&m->rows[(size_t)(keys[i] ^ keys[i] >> 31) & (m->room - 1)]);
    for (uint32_t i = 0; i < n; i++) {
        const row *r = slot_of(m, real_key(keys[i]));
        for (uint32_t k = 0; k < r->n; k++)
            scores[r->cells[k].class] += r->cells[k].w;
    }
}

bool perceptron_has(const perceptron *m, uint64_t key)
{
    const row *r = slot_of(m, real_key(key));
    for (uint32_t k = 0; k < r->n; k++)
        if (r->cells[k].w != 0) return true;
    return false;
}

void perceptron_update(perceptron *m, const uint64_t *keys, uint32_t n, uint32_t class,
                       float by)
{
    for (uint32_t i = 0; i < n; i++) {
        row *r = make_row(m, real_key(keys[i]));
        cell *c = make_cell(r, class);
        c->total += (double)c->w * (double)(m->step - c->at);
        c->at = m->step;
        c->w += by;
        r->updates++;
    }
}

void perceptron_tick(perceptron *m)
{
    m->step++;
}

void perceptron_average(perceptron *m)
{
    if (m->averaged || !m->step) return;
    m->averaged = true;
    for (size_t i = 0; i < m->room; i++)
        for (uint32_t k = 0; k < m->rows[i].n; k++) {
            cell *c = &m->rows[i].cells[k];
            c->total += (double)c->w * (double)(m->step - c->at);
            c->w = (float)(c->total / (double)m->step);
        }
}

/* Weights smaller than cut->least, and rows seldom updated, become 0. */
static float prune(perceptron *m, const perceptron_cut *cut)
{
    float most = 0;
    for (size_t i = 0; i < m->room; i++) {
        row *r = &m->rows[i];
        for (uint32_t k = 0; k < r->n; k++) {
            float size = fabsf(r->cells[k].w);
            if (size < cut->least || r->updates < cut->updates)
                r->cells[k].w = 0;
            else if (size > most)
                most = size;
        }
    }
    return most;
}

typedef struct {
    unsigned char *buckets, *pool;
    uint32_t n_buckets, n_pairs;
    size_t rows, lost;
    float unit; /* small whole numbers to a weight of 1.0 */
} writer;

static void put32(unsigned char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(v >> 8 * i);
}

static int small(const writer *w, float x)
{
    long v = lrintf(x * w->unit);
    return (int)(v > 127 ? 127 : v < -127 ? -127 : v);
}

/* Place a value; a fingerprint that is taken already on the way loses. */
static void place(writer *w, uint64_t key, uint32_t value)
{
    uint16_t print = rap_linear_print(key);
    uint32_t b = rap_linear_bucket(key, w->n_buckets);
    for (;; b = b + 1 == w->n_buckets ? 0 : b + 1) {
        unsigned char *p = w->buckets + (size_t)b * RAP_LINEAR_BUCKET;
        for (uint32_t i = 0; i < RAP_LINEAR_ROWS; i++) {
            uint32_t there = rap_le16(p + (size_t)i * 2);
            if (there == print) {
                w->lost++;
                return;
            }
            if (there) continue;
            p[i * 2] = (unsigned char)print;
            p[i * 2 + 1] = (unsigned char)(print >> 8);
            put32(p + RAP_LINEAR_VALUES + (size_t)i * 4, value);
            return;
        }
        uint32_t more = rap_le16(p + RAP_LINEAR_MORE * 2) | 1u << (print & 15);
        if (more == 1) more = 3;
        p[RAP_LINEAR_MORE * 2] = (unsigned char)more;
        p[RAP_LINEAR_MORE * 2 + 1] = (unsigned char)(more >> 8);
    }
}

static uint32_t pairs_of(const writer *w, const row *r)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < r->n; k++)
        n += small(w, r->cells[k].w) != 0;
    return n < 255 ? n : 255;
}

static void place_row(writer *w, const row *r, bool narrow)
{
    uint32_t n = pairs_of(w, r), value = 0;
    if (!n) return;
    if (!narrow) value = w->n_pairs << 8 | n;
    for (uint32_t k = 0; k < r->n; k++) {
        int v = small(w, r->cells[k].w);
        if (!v) continue;
        if (narrow) {
            value |= (uint32_t)(uint8_t)(int8_t)v << 8 * r->cells[k].class;
        } else if (n > 0) {
            w->pool[(size_t)w->n_pairs * 2] = (unsigned char)r->cells[k].class;
            w->pool[(size_t)w->n_pairs * 2 + 1] = (unsigned char)(int8_t)v;
            w->n_pairs++;
            n--;
        }
    }
    place(w, r->key, value);
}

/* Largest rows first: where two share a fingerprint the larger stays.  The order does
 * not hang on memory, so the same training gives the same file. */
static int by_weight(const void *a, const void *b)
{
    const row *x = *(const row *const *)a, *y = *(const row *const *)b;
    if (x->updates != y->updates) return x->updates < y->updates ? 1 : -1;
    return x->key < y->key ? -1 : x->key > y->key;
}

static size_t list_rows(const perceptron *m, const writer *w, const row **list,
                        size_t *pairs)
{
    size_t n = 0;
    *pairs = 0;
    for (size_t i = 0; i < m->room; i++) {
        uint32_t k = m->rows[i].n ? pairs_of(w, &m->rows[i]) : 0;
        if (!k) continue;
        *pairs += k;
        list[n++] = &m->rows[i];
    }
    qsort(list, n, sizeof *list, by_weight);
    return n;
}

static bool write_file(const char *path, const writer *w, const perceptron *m,
                       const char *const *names)
{
    unsigned char head[RAP_LINEAR_HEAD] = "RLIN";
    bool narrow = m->n_classes <= 4;
    size_t names_size = 0;
    for (uint32_t i = 0; names && i < m->n_classes; i++)
        names_size += strlen(names[i]) + 1;
    put32(head + 4, m->n_classes);
    put32(head + 8, w->n_buckets);
    put32(head + 12, narrow);
    put32(head + 16, w->n_pairs);
    put32(head + 20, (uint32_t)names_size);
    put32(head + 24, (uint32_t)(w->unit * 256));
    FILE *f = fopen(path, "wb");
    if (!f) return false;
    fwrite(head, 1, sizeof head, f);
    fwrite(w->buckets, RAP_LINEAR_BUCKET, w->n_buckets, f);
    fwrite(w->pool, 2, w->n_pairs, f);
    for (uint32_t i = 0; names && i < m->n_classes; i++)
        fwrite(names[i], 1, strlen(names[i]) + 1, f);
    return fclose(f) == 0;
}

bool perceptron_write(perceptron *m, const char *path, const perceptron_cut *cut)
{
    perceptron_average(m);
    float most = prune(m, cut);
    writer w = {.unit = most > 0 ? 127 / most : 1};
    const row **list = must(malloc((m->n_rows + 1) * sizeof *list));
    size_t pairs, n = list_rows(m, &w, list, &pairs);
    w.n_buckets = (uint32_t)(n / 8 + 1); /* eight rows of ten, on average */
    w.buckets = must(calloc(w.n_buckets, RAP_LINEAR_BUCKET));
    w.pool = must(calloc(pairs + 1, 2));
    for (size_t i = 0; i < n; i++)
        place_row(&w, list[i], m->n_classes <= 4);
    bool ok = write_file(path, &w, m, cut->names);
    fprintf(stderr,
            "%s: %zu of %zu features, %u pairs, %zu lost, largest %.1f, %.2f MB\n",
            path, n - w.lost, m->n_rows, w.n_pairs, w.lost, (double)most,
            ((double)w.n_buckets * RAP_LINEAR_BUCKET + w.n_pairs * 2.0) / 1e6);
    free(w.buckets);
    free(w.pool);
    free(list);
    return ok;
}

rap_part perceptron_part(const char *path)
{
    rap_part part = {NULL, 0};
    FILE *f = fopen(path, "rb");
    if (!f) return part;
    fseek(f, 0, SEEK_END);
    size_t n = (size_t)ftell(f);
    rewind(f);
    unsigned char *p = must(aligned_alloc(64, (n + 63) / 64 * 64));
    if (fread(p, 1, n, f) == n) part = (rap_part){p, n};
    fclose(f);
    return part;
}
