/*
 * speech/netlet.c - a network of one hidden layer, read and run.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/netlet.h"

#include "encoder/layerfile.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define WITH_AVX2 __attribute__((target("avx2")))
#endif

enum { HEAD = 64, LIFT_MOST = 8, CUT_MOST = 255 };

bool rap_netlet_open(rap_netlet *out, rap_part part)
{
    *out = (rap_netlet){0};
    if (!part.p || part.n < HEAD || memcmp(part.p, "RNET", 4) != 0) return false;
    const uint32_t hidden = rap_le32(part.p + 4), whole = rap_le32(part.p + 8);
    rap_netlet m = {.n_whole = whole, .rows = rap_le32(part.p + 12)};
    rap_layerfile r = {part.p, part.n, HEAD, true};
    m.lift = rap_le32(part.p + 16);
    m.path = rap_dense_best();
    if (hidden > RAP_NETLET_HIDDEN || hidden % RAP_DENSE_COLUMNS || whole == 0 ||
        whole > RAP_NETLET_WHOLE || m.lift > LIFT_MOST || m.rows > UINT16_MAX)
        return false;
    rap_layerfile_dense(&r, &m.near, RAP_NETLET_NEAR, hidden);
    rap_layerfile_dense(&r, &m.wide, whole * RAP_NETLET_STATE, hidden);
    rap_layerfile_dense(&r, &m.top, hidden, RAP_NETLET_OUT);
    m.table = rap_layerfile_take(&r, (size_t)m.rows * hidden);
    if (r.whole) *out = m;
    return r.whole;
}

/* What is summed up keeps to 16 bits: three numbers of which each is held to this. */
enum { LANES = 16, HELD = 10900 };

static inline int16_t held(int32_t v, int32_t most)
{
    return (int16_t)(v < -most ? -most : v > most ? most : v);
}

/* Add the table's rows to hidden numbers: plainly, and sixteen columns at a time, whose
 * sums stay in registers. */
typedef struct {
    const rap_netlet *m;
    const uint16_t *rows;
    uint32_t n;
    const int16_t *all; /* added too */
    int16_t *h;
} adding;

static void add_plain(const adding *a)
{
    const uint32_t hidden = a->m->near.out, lift = a->m->lift;
    for (uint32_t c = 0; c < hidden; c++) {
        int32_t sum = 0;
        for (uint32_t k = 0; k < a->n; k++)
            sum += a->m->table[(size_t)a->rows[k] * hidden + c];
        const int32_t by = held(sum, HELD >> lift) * (1 << lift);
        a->h[c] = (int16_t)(held(a->h[c], HELD) + by + a->all[c]);
    }
}

#if defined(__x86_64__)
WITH_AVX2 static inline __m256i held16(__m256i v, int most)
{
    const __m256i m = _mm256_set1_epi16((int16_t)most);
    const __m256i l = _mm256_set1_epi16((int16_t)-most);
    return _mm256_max_epi16(_mm256_min_epi16(v, m), l);
}

WITH_AVX2 static inline __m256i load16(const int16_t *v)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)v);
}

WITH_AVX2 static void add_avx2(const adding *a)
{
    const uint32_t hidden = a->m->near.out, lift = a->m->lift;
    const __m128i by = _mm_cvtsi32_si128((int)lift);
    for (uint32_t c = 0; c < hidden; c += LANES) {
        const int8_t *table = a->m->table + c;
        __m256i sum = _mm256_setzero_si256();
        for (uint32_t k = 0; k < a->n; k++) {
            const int8_t *row = table + (size_t)a->rows[k] * hidden;
            const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)row);
            sum = _mm256_add_epi16(sum, _mm256_cvtepi8_epi16(v));
        }
        sum = _mm256_sll_epi16(held16(sum, HELD >> lift), by);
        sum = _mm256_add_epi16(sum, held16(load16(a->h + c), HELD));
        sum = _mm256_add_epi16(sum, load16(a->all + c));
        _mm256_storeu_si256((__m256i *)(void *)(a->h + c), sum);
    }
}
#endif

static void add_rows(const adding *a)
{
#if defined(__x86_64__)
    if (a->m->path >= RAP_DENSE_AVX2) {
        add_avx2(a);
        return;
    }
#endif
    add_plain(a);
}

/* What the rows share, in hidden numbers. */
static void run_shared(const rap_netlet *m, const rap_netlet_sight *v, int16_t *all)
{
    static const int16_t none[RAP_NETLET_HIDDEN] = {0};
    rap_dense_run(m->path, &m->wide, v->whole, m->wide.in, 1, all);
    add_rows(&(adding){m, v->shared, v->n_shared, none, all});
    for (uint32_t k = 0; k < m->near.out; k++)
        all[k] = held(all[k], HELD);
}

void rap_netlet_near(const rap_netlet *m, const uint8_t *states, uint32_t n,
                     int16_t *near)
{
    rap_dense_run(m->path, &m->near, states, RAP_NETLET_STATE, n, near);
}

void rap_netlet_run(const rap_netlet *m, const rap_netlet_sight *v, int16_t *scores)
{
    int16_t hidden[RAP_NETLET_ROWS * RAP_NETLET_HIDDEN], all[RAP_NETLET_HIDDEN];
    uint8_t cut[RAP_NETLET_ROWS * RAP_NETLET_HIDDEN];
    const uint32_t width = m->near.out;
    if (v->near)
        memcpy(hidden, v->near, (size_t)v->n * width * sizeof *hidden);
    else
        rap_netlet_near(m, v->states, v->n, hidden);
    run_shared(m, v, all);
    for (uint32_t i = 0; i < v->n; i++)
        add_rows(&(adding){m, v->marks + (size_t)i * v->n_marks, v->n_marks, all,
                           hidden + (size_t)i * width});
    rap_steps_of(m->path)->cut(hidden, v->n * width, CUT_MOST, cut);
    rap_dense_run(m->path, &m->top, cut, width, v->n, scores);
}
