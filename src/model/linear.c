/*
 * model/linear.c - asking a linear model for scores.
 *
 * All buckets are asked for before the first is read, and all rows before the first is
 * added: the memory answers side by side.  The lanes of a bucket are compared at once
 * where the machine can (SSE2); the result is the same everywhere.
 */
/* SPDX-License-Identifier: MIT */
#include "model/linear.h"

#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Bits of the lanes that hold this print: sixteen-bit compares, eight at a time. */
static inline uint32_t lanes_with(const unsigned char *p, uint16_t print)
{
#if defined(__SSE2__)
    const __m128i all = _mm_set1_epi16((short)print);
    __m128i low = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i high = _mm_loadl_epi64((const __m128i *)(const void *)(p + 16));
    __m128i same =
        _mm_packs_epi16(_mm_cmpeq_epi16(low, all), _mm_cmpeq_epi16(high, all));
    return (uint32_t)_mm_movemask_epi8(same) & ((1u << RAP_LINEAR_ROWS) - 1);
#else
    uint32_t lanes = 0;
    for (uint32_t i = 0; i < RAP_LINEAR_ROWS; i++)
        lanes |= (uint32_t)(rap_le16(p + (size_t)i * 2) == print) << i;
    return lanes;
#endif
}

/* The value of a key, 0 when it has none.  Whether it has is as good as chance, so that
 * no branch depends on it. */
static inline uint32_t value_of(const rap_linear *m, uint64_t key)
{
    const uint16_t print = rap_linear_print(key);
    uint32_t b = rap_linear_bucket(key, m->n_buckets);
    for (;;) {
        const unsigned char *p = m->buckets + (size_t)b * RAP_LINEAR_BUCKET;
        const uint32_t lanes = lanes_with(p, print);
        const uint32_t lane =
            (uint32_t)__builtin_ctz(lanes | 1u << (RAP_LINEAR_ROWS - 1));
        const uint32_t there = 0u - (uint32_t)(lanes != 0);
        const uint32_t value = rap_le32(p + RAP_LINEAR_VALUES + (size_t)lane * 4);
        const uint32_t more = rap_le16(p + RAP_LINEAR_MORE * 2);
        if (__builtin_expect(!(rap_linear_goes_on(more, print) & ~there), 1))
            return value & there;
        if (++b == m->n_buckets) b = 0;
    }
}

/* Each bucket is asked for where its score is wanted: in a function of its own gcc 12
 * takes the asking for nothing and leaves it out. */
#define ASK_FOR(m, keys, n)                                                            \
    for (uint32_t ask = 0; ask < (n); ask++)                                           \
    __builtin_prefetch((m)->buckets +                                                  \
                       (size_t)rap_linear_bucket((keys)[ask], (m)->n_buckets) *        \
                           RAP_LINEAR_BUCKET)

void rap_linear_score(const rap_linear *m, const uint64_t *keys, uint32_t n,
                      int32_t *scores)
{
    uint32_t rows[RAP_LINEAR_KEYS], k = 0;
    if (!m->buckets || n > RAP_LINEAR_KEYS) return;
    ASK_FOR(m, keys, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t value = value_of(m, keys[i]);
        __builtin_prefetch(m->pool + (size_t)(value >> 8) * 2);
        rows[k] = value;
        k += value != 0;
    }
    for (uint32_t i = 0; i < k; i++) {
        const unsigned char *p = m->pool + (size_t)(rows[i] >> 8) * 2;
        for (uint32_t left = rows[i] & 255; left > 0; left--, p += 2)
            scores[p[0]] += (int8_t)p[1];
    }
}

void rap_linear_score4(const rap_linear *m, const uint64_t *keys, uint32_t n,
                       int32_t *scores)
{
    if (!m->buckets || n > RAP_LINEAR_KEYS) return;
    ASK_FOR(m, keys, n);
    /* four sums in two words: each byte is moved up by 128, so that none borrows */
    uint32_t even = 0, odd = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t value = value_of(m, keys[i]) ^ 0x80808080u;
        even += value & 0x00FF00FFu;
        odd += value >> 8 & 0x00FF00FFu;
    }
    int32_t moved = (int32_t)n * 128;
    scores[0] += (int32_t)(even & 0xFFFF) - moved;
    scores[1] += (int32_t)(odd & 0xFFFF) - moved;
    scores[2] += (int32_t)(even >> 16) - moved;
    scores[3] += (int32_t)(odd >> 16) - moved;
}

bool rap_linear_open(rap_linear *out, rap_part part)
{
    *out = (rap_linear){0};
    if (part.n < RAP_LINEAR_HEAD || memcmp(part.p, "RLIN", 4) != 0) return false;
    uint32_t classes = rap_le32(part.p + 4), buckets = rap_le32(part.p + 8);
    uint32_t narrow = rap_le32(part.p + 12), pairs = rap_le32(part.p + 16);
    uint32_t names = rap_le32(part.p + 20);
    size_t pool = RAP_LINEAR_HEAD + (size_t)buckets * RAP_LINEAR_BUCKET;
    if (!buckets || classes > RAP_LINEAR_CLASSES || narrow > 1) return false;
    if (part.n < pool + (size_t)pairs * 2 + names) return false;
    *out = (rap_linear){.buckets = part.p + RAP_LINEAR_HEAD,
                        .pool = part.p + pool,
                        .names = (const char *)part.p + pool + (size_t)pairs * 2,
                        .n_buckets = buckets,
                        .n_classes = classes,
                        .narrow = narrow == 1};
    return true;
}

const char *rap_linear_class(const rap_linear *m, uint32_t class)
{
    const char *name = m->names;
    if (class >= m->n_classes) return "";
    for (uint32_t i = 0; i < class; i++)
        name += strlen(name) + 1;
    return name;
}
