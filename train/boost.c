/*
 * train/boost.c - learns boosted oblivious trees, as model/boosted.h reads them.
 */
/* SPDX-License-Identifier: MIT */
#include "boost.h"

#include "model/boosted.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BINS = 64, BINS_MAX = 255, LEAVES = 1 << RAP_BOOSTED_DEPTH };

typedef struct {
    uint32_t feature[RAP_BOOSTED_DEPTH];
    int16_t threshold[RAP_BOOSTED_DEPTH]; /* asks: is it greater? */
    float leaf[LEAVES];
} tree;

struct boost {
    uint32_t features, depth, n;
    float base;
    float *gains;
    tree *trees;
};

/* A feature's values cut into bins: bin b holds values up to cuts[b]. */
typedef struct {
    uint8_t *bin; /* a row each */
    int16_t cuts[BINS_MAX];
    uint32_t n;
} column;

typedef struct {
    double g, h;
} sums;

typedef struct {
    const boost_data *data;
    const boost_options *o;
    column *columns;
    float *score, *g, *h;
    uint8_t *leaf;
    uint8_t *seen; /* is the column shown to this tree? */
    uint64_t random;
    double lift; /* of the last question */
} work;

static void *must(void *p)
{
    if (p) return p;
    fputs("out of memory\n", stderr);
    exit(1);
}

static float weight_of(const boost_data *d, size_t i)
{
    return d->w ? d->w[i] : 1.0f;
}

/* G. Marsaglia, "Xorshift RNGs", JSS 8(14), 2003. */
static double draw(work *k)
{
    k->random ^= k->random << 13;
    k->random ^= k->random >> 7;
    k->random ^= k->random << 17;
    return (double)(k->random >> 11) / 9007199254740992.0;
}

static int by_value(const void *a, const void *b)
{
    return *(const int16_t *)a - *(const int16_t *)b;
}

/* Cuts at equal counts; all values when they are few. */
static void cut_column(column *c, const boost_data *d, uint32_t f, uint32_t bins)
{
    int16_t *sorted = must(malloc(d->n * sizeof *sorted));
    for (size_t i = 0; i < d->n; i++)
        sorted[i] = d->x[i * d->features + f];
    qsort(sorted, d->n, sizeof *sorted, by_value);
    size_t different = 1;
    for (size_t i = 1; i < d->n; i++)
        different += sorted[i] != sorted[i - 1];
    size_t step = different <= bins ? 1 : d->n / bins, next = 0;
    for (size_t i = 0; i + 1 < d->n && c->n + 1 < bins; i++) {
        if (sorted[i] == sorted[i + 1] || i < next) continue;
        c->cuts[c->n++] = sorted[i];
        if (different > bins) next = i + step;
    }
    free(sorted);
    c->bin = must(malloc(d->n));
    for (size_t i = 0; i < d->n; i++) {
        int16_t v = d->x[i * d->features + f];
        uint32_t b = 0;
        while (b < c->n && v > c->cuts[b])
            b++;
        c->bin[i] = (uint8_t)b;
    }
}

static void set_gradients(work *k)
{
    const boost_data *d = k->data;
    const bool some = k->o->rows > 0 && k->o->rows < 1;
    for (size_t i = 0; i < d->n; i++) {
        float p = 1.0f / (1.0f + expf(-k->score[i]));
        float w = weight_of(d, i);
        if (some && draw(k) > (double)k->o->rows) w = 0;
        k->g[i] = w * (d->y[i] - p);
        k->h[i] = w * p * (1 - p);
    }
}

/* The logarithm of the share that the right rows have of the choice, latent ones by
 * what the scores say of them (G. Durrett and D. Klein, EMNLP 2013). */
static void group_gradients(work *k, size_t from, size_t to)
{
    const boost_data *d = k->data;
    const bool some = k->o->rows > 0 && k->o->rows < 1;
    double all = 0, right = 0;
    float most = k->score[from], w = weight_of(d, from);
    if (some && draw(k) > (double)k->o->rows) w = 0;
    for (size_t i = from; i < to; i++)
        most = k->score[i] > most ? k->score[i] : most;
    for (size_t i = from; i < to; i++) {
        double e = exp((double)(k->score[i] - most));
        all += e;
        right += e * (double)d->y[i];
    }
    for (size_t i = from; i < to; i++) {
        double e = exp((double)(k->score[i] - most));
        double p = e / all, t = right > 0 ? e * (double)d->y[i] / right : p;
        k->g[i] = w * (float)(t - p);
        k->h[i] = w * (float)(p * (1 - p));
    }
}

static void set_choices(work *k)
{
    const boost_data *d = k->data;
    for (size_t from = 0, to; from < d->n; from = to) {
        for (to = from + 1; to < d->n && d->group[to] == d->group[from]; to++)
            continue;
        group_gradients(k, from, to);
    }
}

static double worth(sums s, double l2)
{
    return s.g * s.g / (s.h + l2);
}

/* The best threshold of a column given the leaves so far; its worth. */
static double best_cut(const work *k, const column *c, uint32_t leaves, uint32_t *cut)
{
    static sums bins[LEAVES][BINS_MAX + 1];
    for (uint32_t l = 0; l < leaves; l++)
        memset(bins[l], 0, (c->n + 1) * sizeof(sums));
    for (size_t i = 0; i < k->data->n; i++) {
        sums *s = &bins[k->leaf[i]][c->bin[i]];
        s->g += (double)k->g[i];
        s->h += (double)k->h[i];
    }
    double worths[BINS_MAX + 1] = {0}, best = -1;
    for (uint32_t l = 0; l < leaves; l++) {
        sums all = {0, 0}, low = {0, 0};
        for (uint32_t b = 0; b <= c->n; b++) {
            all.g += bins[l][b].g;
            all.h += bins[l][b].h;
        }
        for (uint32_t b = 0; b < c->n; b++) {
            low.g += bins[l][b].g;
            low.h += bins[l][b].h;
            sums high = {all.g - low.g, all.h - low.h};
            worths[b] += worth(low, (double)k->o->l2) + worth(high, (double)k->o->l2);
        }
    }
    for (uint32_t b = 0; b < c->n; b++) {
        if (worths[b] <= best) continue;
        best = worths[b];
        *cut = b;
    }
    return best;
}

static bool ask(work *k, tree *t, uint32_t level)
{
    double best = -1;
    uint32_t feature = 0, cut = 0;
    for (uint32_t f = 0; f < k->data->features; f++) {
        uint32_t at = 0;
        if (!k->seen[f] || k->columns[f].n == 0) continue;
        double w = best_cut(k, &k->columns[f], 1u << level, &at);
        if (w <= best) continue;
        best = w;
        feature = f;
        cut = at;
    }
    if (best < 0) return false;
    k->lift = best;
    t->feature[level] = feature;
    t->threshold[level] = k->columns[feature].cuts[cut];
    for (size_t i = 0; i < k->data->n; i++)
        if (k->columns[feature].bin[i] > cut) k->leaf[i] |= (uint8_t)(1u << level);
    return true;
}

static void fill_leaves(work *k, tree *t, uint32_t depth)
{
    sums all[LEAVES] = {{0, 0}};
    for (size_t i = 0; i < k->data->n; i++) {
        all[k->leaf[i]].g += (double)k->g[i];
        all[k->leaf[i]].h += (double)k->h[i];
    }
    const float most = 32767.0f / RAP_BOOSTED_UNIT;
    for (uint32_t l = 0; l < 1u << depth; l++) {
        float v = k->o->rate * (float)(all[l].g / (all[l].h + (double)k->o->l2));
        v = v > most ? most : v < -most ? -most : v;
        t->leaf[l] = rintf(v * RAP_BOOSTED_UNIT) / RAP_BOOSTED_UNIT;
    }
    for (size_t i = 0; i < k->data->n; i++)
        k->score[i] += t->leaf[k->leaf[i]];
}

static bool grow(work *k, boost *m)
{
    tree *t = &m->trees[m->n];
    const bool some = k->o->columns > 0 && k->o->columns < 1;
    for (uint32_t f = 0; f < m->features; f++)
        k->seen[f] = !some || draw(k) < (double)k->o->columns;
    if (k->data->group)
        set_choices(k);
    else
        set_gradients(k);
    memset(k->leaf, 0, k->data->n);
    double before = 0;
    for (uint32_t level = 0; level < m->depth; level++) {
        if (!ask(k, t, level)) return false;
        m->gains[t->feature[level]] += (float)(k->lift - before);
        before = k->lift;
    }
    fill_leaves(k, t, m->depth);
    m->n++;
    return true;
}

/* The logit of the mean: where every score begins. */
static float base_of(const boost_data *d)
{
    double yes = 1e-3, all = 2e-3;
    for (size_t i = 0; i < d->n; i++) {
        yes += (double)(weight_of(d, i) * d->y[i]);
        all += (double)weight_of(d, i);
    }
    return rintf((float)log(yes / (all - yes)) * RAP_BOOSTED_UNIT) / RAP_BOOSTED_UNIT;
}

static void done(work *k)
{
    for (uint32_t f = 0; f < k->data->features; f++)
        free(k->columns[f].bin);
    free(k->columns);
    free(k->score);
    free(k->g);
    free(k->h);
    free(k->leaf);
    free(k->seen);
}

boost *boost_train(const boost_data *data, const boost_options *options)
{
    boost *m = must(calloc(1, sizeof *m));
    m->features = data->features;
    m->depth = options->depth < RAP_BOOSTED_DEPTH ? options->depth : RAP_BOOSTED_DEPTH;
    m->base = data->group ? 0 : base_of(data);
    m->trees = must(calloc(options->trees + 1, sizeof *m->trees));
    m->gains = must(calloc(data->features, sizeof *m->gains));
    work k = {.data = data,
              .o = options,
              .columns = must(calloc(data->features, sizeof(column))),
              .score = must(malloc(data->n * sizeof(float))),
              .g = must(malloc(data->n * sizeof(float))),
              .h = must(malloc(data->n * sizeof(float))),
              .leaf = must(malloc(data->n)),
              .seen = must(malloc(data->features)),
              .random = options->seed * 2 + 0x9E3779B97F4A7C15u};
    uint32_t bins = options->bins ? options->bins : BINS;
    for (uint32_t f = 0; f < data->features; f++)
        cut_column(&k.columns[f], data, f, bins < BINS_MAX ? bins : BINS_MAX);
    for (size_t i = 0; i < data->n; i++)
        k.score[i] = m->base;
    while (m->n < options->trees && grow(&k, m))
        continue;
    done(&k);
    return m;
}

void boost_free(boost *m)
{
    if (!m) return;
    free(m->trees);
    free(m->gains);
    free(m);
}

float boost_score(const boost *m, const int16_t *row)
{
    float sum = m->base;
    for (uint32_t t = 0; t < m->n; t++) {
        uint32_t leaf = 0;
        for (uint32_t d = 0; d < m->depth; d++)
            leaf |= (uint32_t)(row[m->trees[t].feature[d]] > m->trees[t].threshold[d])
                    << d;
        sum += m->trees[t].leaf[leaf];
    }
    return sum;
}

void boost_gains(const boost *m, float *gains)
{
    float all = 0;
    for (uint32_t f = 0; f < m->features; f++)
        all += m->gains[f];
    for (uint32_t f = 0; f < m->features; f++)
        gains[f] = all > 0 ? m->gains[f] / all : 0;
}

static void put32(FILE *f, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        fputc((int)(v >> (8 * i) & 255), f);
}

static void put16(FILE *f, int32_t v)
{
    fputc(v & 255, f);
    fputc(v >> 8 & 255, f);
}

bool boost_write(const boost *m, const char *path)
{
    FILE *f = fopen(path, "wb");
    if (!f) return false;
    fputs("RBST", f);
    put32(f, m->features);
    put32(f, m->n);
    put32(f, m->depth);
    put32(f, (uint32_t)(int32_t)lrintf(m->base * RAP_BOOSTED_UNIT));
    for (int i = 20; i < RAP_BOOSTED_HEAD; i++)
        fputc(0, f);
    for (uint32_t t = 0; t < m->n; t++) {
        for (uint32_t d = 0; d < m->depth; d++) {
            put16(f, (int32_t)m->trees[t].feature[d]);
            put16(f, m->trees[t].threshold[d]);
        }
        for (uint32_t l = 0; l < 1u << m->depth; l++)
            put16(f, (int32_t)lrintf(m->trees[t].leaf[l] * RAP_BOOSTED_UNIT));
    }
    return fclose(f) == 0;
}
