/*
 * model/boosted.c - asking boosted trees for a score.
 */
/* SPDX-License-Identifier: MIT */
#include "model/boosted.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define WITH_AVX512 __attribute__((target("avx512f,avx512bw")))
#endif

typedef struct {
    uint32_t from, to;
} range_of_trees;

static inline int16_t le16_signed(const unsigned char *p)
{
    return (int16_t)((int32_t)(rap_le16(p) ^ 0x8000u) - 0x8000);
}

static size_t tree_size(uint32_t depth)
{
    return (size_t)depth * 4 + ((size_t)2 << depth);
}

/* Does every tree ask for features that there are? */
static bool asks_well(const rap_boosted *m)
{
    for (uint32_t t = 0; t < m->n_trees; t++)
        for (uint32_t d = 0; d < m->depth; d++)
            if (rap_le16(m->trees + t * tree_size(m->depth) + (size_t)d * 4) >=
                m->n_features)
                return false;
    return true;
}

bool rap_boosted_open(rap_boosted *out, rap_part part)
{
    *out = (rap_boosted){0};
    if (part.n < RAP_BOOSTED_HEAD || memcmp(part.p, "RBST", 4) != 0) return false;
    rap_boosted m = {.trees = part.p + RAP_BOOSTED_HEAD,
                     .n_features = rap_le32(part.p + 4),
                     .n_trees = rap_le32(part.p + 8),
                     .depth = rap_le32(part.p + 12)};
    uint32_t base = rap_le32(part.p + 16);
    memcpy(&m.base, &base, sizeof base);
    if (m.depth == 0 || m.depth > RAP_BOOSTED_DEPTH) return false;
    if (m.n_features > RAP_BOOSTED_WIDE) return false;
    if ((part.n - RAP_BOOSTED_HEAD) / tree_size(m.depth) < m.n_trees) return false;
    if (!asks_well(&m)) return false;
    *out = m;
    return true;
}

/* Trees [from, to); where `depth` is a constant the questions are asked without a loop.
 */
static inline int32_t sum_trees(const rap_boosted *m, const int16_t *features,
                                range_of_trees range, const uint32_t depth)
{
    int32_t sum = 0;
    const size_t leaves = (size_t)depth * 4, size = tree_size(depth);
    const unsigned char *p = m->trees + range.from * size;
    for (uint32_t t = range.from; t < range.to; t++, p += size) {
        uint32_t leaf = 0;
        for (uint32_t d = 0; d < depth; d++) {
            int16_t value = features[rap_le16(p + (size_t)d * 4)];
            leaf |= (uint32_t)(value > le16_signed(p + (size_t)d * 4 + 2)) << d;
        }
        sum += le16_signed(p + leaves + (size_t)leaf * 2);
    }
    return sum;
}

static int32_t sum_of(const rap_boosted *m, const int16_t *features,
                      range_of_trees range)
{
    switch (m->depth) {
    case 4:
        return sum_trees(m, features, range, 4);
    case 5:
        return sum_trees(m, features, range, 5);
    case 6:
        return sum_trees(m, features, range, 6);
    default:
        return sum_trees(m, features, range, m->depth);
    }
}

int32_t rap_boosted_score(const rap_boosted *m, const int16_t *features)
{
    return rap_boosted_score_above(m, features, m->n_trees, 0);
}

int32_t rap_boosted_score_above(const rap_boosted *m, const int16_t *features,
                                uint32_t trees, int32_t floor)
{
    const int32_t unit = RAP_BOOSTED_UNIT / RAP_BOOSTED_LOGIT;
    if (trees > m->n_trees) trees = m->n_trees;
    int32_t sum = m->base + sum_of(m, features, (range_of_trees){0, trees});
    if (sum / unit >= floor)
        sum += sum_of(m, features, (range_of_trees){trees, m->n_trees});
    return sum / unit;
}

enum { LANES = 8 };

/* Features of eight things side by side. */
typedef int16_t lane_features[RAP_BOOSTED_WIDE][LANES];

/* The leaves that eight things reach in the tree at `p`. */
static inline void leaves_of(const unsigned char *p, const lane_features *x,
                             const uint32_t depth, uint16_t leaf[LANES])
{
#if defined(__x86_64__)
    __m128i all = _mm_setzero_si128(), bit = _mm_set1_epi16(1);
#pragma GCC unroll 6
    for (uint32_t d = 0; d < depth; d++) {
        const int16_t *values = (*x)[rap_le16(p + (size_t)d * 4)];
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)values);
        __m128i more =
            _mm_cmpgt_epi16(v, _mm_set1_epi16(le16_signed(p + (size_t)d * 4 + 2)));
        all = _mm_or_si128(all, _mm_and_si128(more, bit));
        bit = _mm_add_epi16(bit, bit);
    }
    _mm_storeu_si128((__m128i *)(void *)leaf, all);
#else
    memset(leaf, 0, LANES * sizeof *leaf);
    for (uint32_t d = 0; d < depth; d++) {
        const int16_t *values = (*x)[rap_le16(p + (size_t)d * 4)];
        int16_t threshold = le16_signed(p + (size_t)d * 4 + 2);
        for (int i = 0; i < LANES; i++)
            leaf[i] |= (uint16_t)((unsigned)(values[i] > threshold) << d);
    }
#endif
}

static inline void sum_lanes_of(const rap_boosted *m, const lane_features *x,
                                range_of_trees range, const uint32_t depth,
                                int32_t sums[LANES])
{
    const size_t leaves = (size_t)depth * 4, size = tree_size(depth);
    const unsigned char *p = m->trees + range.from * size;
    for (uint32_t t = range.from; t < range.to; t++, p += size) {
        uint16_t leaf[LANES];
        leaves_of(p, x, depth, leaf);
        for (int i = 0; i < LANES; i++)
            sums[i] += le16_signed(p + leaves + (size_t)leaf[i] * 2);
    }
}

static void sum_lanes(const rap_boosted *m, const lane_features *x,
                      range_of_trees range, int32_t sums[LANES])
{
    if (m->depth == 6)
        sum_lanes_of(m, x, range, 6, sums);
    else
        sum_lanes_of(m, x, range, m->depth, sums);
}

static void score_lanes(const rap_boosted *m, const lane_features *x,
                        rap_boosted_early early, int32_t scores[LANES])
{
    const int32_t unit = RAP_BOOSTED_UNIT / RAP_BOOSTED_LOGIT;
    int32_t rest[LANES] = {0};
    bool hope = false;
    for (int i = 0; i < LANES; i++)
        scores[i] = m->base;
    sum_lanes(m, x, (range_of_trees){0, early.trees}, scores);
    for (int i = 0; i < LANES; i++)
        hope |= scores[i] / unit >= early.floor;
    if (hope) sum_lanes(m, x, (range_of_trees){early.trees, m->n_trees}, rest);
    for (int i = 0; i < LANES; i++) {
        if (scores[i] / unit >= early.floor) scores[i] += rest[i];
        scores[i] /= unit;
    }
}

#if defined(__x86_64__)
enum { WIDE = 32, WIDE_DEPTH = 6 };

/* Features of 32 things side by side; their 64 leaves fit two registers. */
typedef struct {
    _Alignas(64) int16_t v[RAP_BOOSTED_WIDE][WIDE];
} wide_features;

WITH_AVX512 static void sum_wide(const rap_boosted *m, const wide_features *x,
                                 range_of_trees range, int32_t sums[WIDE])
{
    const size_t size = tree_size(WIDE_DEPTH);
    const unsigned char *p = m->trees + range.from * size;
    __m512i low = _mm512_loadu_si512(sums), high = _mm512_loadu_si512(sums + 16);
    for (uint32_t t = range.from; t < range.to; t++, p += size) {
        __m512i leaf = _mm512_setzero_si512(), bit = _mm512_set1_epi16(1);
#pragma GCC unroll 6
        for (uint32_t d = 0; d < WIDE_DEPTH; d++) {
            __m512i v = _mm512_load_si512(x->v[rap_le16(p + (size_t)d * 4)]);
            __m512i at = _mm512_set1_epi16(le16_signed(p + (size_t)d * 4 + 2));
            leaf =
                _mm512_mask_add_epi16(leaf, _mm512_cmpgt_epi16_mask(v, at), leaf, bit);
            bit = _mm512_add_epi16(bit, bit);
        }
        const unsigned char *leaves = p + (size_t)WIDE_DEPTH * 4;
        __m512i all = _mm512_permutex2var_epi16(_mm512_loadu_si512(leaves), leaf,
                                                _mm512_loadu_si512(leaves + 64));
        __m256i upper = _mm512_extracti64x4_epi64(all, 1);
        low = _mm512_add_epi32(low, _mm512_cvtepi16_epi32(_mm512_castsi512_si256(all)));
        high = _mm512_add_epi32(high, _mm512_cvtepi16_epi32(upper));
    }
    _mm512_storeu_si512(sums, low);
    _mm512_storeu_si512(sums + 16, high);
}

static void score_wide(const rap_boosted *m, const wide_features *x, size_t n,
                       rap_boosted_early early, int32_t *scores)
{
    const int32_t unit = RAP_BOOSTED_UNIT / RAP_BOOSTED_LOGIT;
    int32_t first[WIDE] = {0}, rest[WIDE] = {0};
    bool hope = false;
    sum_wide(m, x, (range_of_trees){0, early.trees}, first);
    for (size_t i = 0; i < n; i++)
        hope |= (m->base + first[i]) / unit >= early.floor;
    if (hope) sum_wide(m, x, (range_of_trees){early.trees, m->n_trees}, rest);
    for (size_t i = 0; i < n; i++) {
        scores[i] = m->base + first[i];
        if (scores[i] / unit >= early.floor) scores[i] += rest[i];
        scores[i] /= unit;
    }
}

static void score_rows_wide(const rap_boosted *m, const int16_t *rows, size_t n,
                            rap_boosted_early early, int32_t *scores)
{
    wide_features x;
    memset(x.v, 0, m->n_features * sizeof x.v[0]);
    for (size_t from = 0; from < n; from += WIDE) {
        const size_t k = n - from < WIDE ? n - from : WIDE;
        for (size_t i = 0; i < k; i++) {
            const int16_t *row = rows + (from + i) * m->n_features;
            for (uint32_t f = 0; f < m->n_features; f++)
                x.v[f][i] = row[f];
        }
        score_wide(m, &x, k, early, scores + from);
    }
}
#endif

static void score_rows(const rap_boosted *m, const int16_t *rows, size_t n,
                       rap_boosted_early early, int32_t *scores)
{
    lane_features x;
    int32_t some[LANES];
    for (size_t from = 0; from < n; from += LANES) {
        const size_t k = n - from < LANES ? n - from : LANES;
        for (size_t i = 0; i < LANES; i++) {
            const int16_t *row = rows + (from + (i < k ? i : 0)) * m->n_features;
            for (uint32_t f = 0; f < m->n_features; f++)
                x[f][i] = row[f];
        }
        score_lanes(m, (const lane_features *)&x, early, some);
        memcpy(scores + from, some, k * sizeof *some);
    }
}

void rap_boosted_score_rows(const rap_boosted *m, const int16_t *rows, size_t n,
                            rap_boosted_early early, int32_t *scores)
{
    if (early.trees > m->n_trees) early.trees = m->n_trees;
#if defined(__x86_64__)
    if (m->depth == WIDE_DEPTH && __builtin_cpu_supports("avx512bw")) {
        score_rows_wide(m, rows, n, early, scores);
        return;
    }
#endif
    score_rows(m, rows, n, early, scores);
}
