/*
 * encoder/steps.c - what is done with the numbers between two layers, on each path.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/steps.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define INLINED static inline __attribute__((always_inline))

enum { RAP_STEPS_VALUE = 16383 };

/* ---- plain C */

typedef struct {
    int16_t v[RAP_STEPS_BLOCK];
} plain_lanes;

#define EACH          for (uint32_t j = 0; j < RAP_STEPS_BLOCK; j++)
#define HELD(x, a, b) ((x) < (a) ? (a) : (x) > (b) ? (b) : (x))

INLINED plain_lanes plain_load(const int16_t *p)
{
    plain_lanes a;
    memcpy(&a, p, sizeof a);
    return a;
}

INLINED void plain_store(int16_t *p, plain_lanes a)
{
    memcpy(p, &a, sizeof a);
}

INLINED plain_lanes plain_all(int16_t v)
{
    plain_lanes a;
    EACH a.v[j] = v;
    return a;
}

INLINED plain_lanes plain_times(plain_lanes a, plain_lanes b)
{
    EACH a.v[j] = (int16_t)((((a.v[j] * b.v[j]) >> 14) + 1) >> 1);
    return a;
}

INLINED plain_lanes plain_plus(plain_lanes a, plain_lanes b)
{
    EACH a.v[j] = (int16_t)HELD(a.v[j] + b.v[j], INT16_MIN, INT16_MAX);
    return a;
}

INLINED plain_lanes plain_sum(plain_lanes a, plain_lanes b)
{
    EACH a.v[j] = (int16_t)(a.v[j] + b.v[j]);
    return a;
}

INLINED plain_lanes plain_minus(plain_lanes a, plain_lanes b)
{
    EACH a.v[j] = (int16_t)(a.v[j] - b.v[j]);
    return a;
}

INLINED plain_lanes plain_greater(plain_lanes a, plain_lanes b)
{
    EACH a.v[j] = a.v[j] > b.v[j] ? a.v[j] : b.v[j];
    return a;
}

INLINED plain_lanes plain_lesser(plain_lanes a, plain_lanes b)
{
    EACH a.v[j] = a.v[j] < b.v[j] ? a.v[j] : b.v[j];
    return a;
}

INLINED void plain_store_signed(uint8_t *p, plain_lanes a)
{
    EACH p[j] = (uint8_t)(HELD(a.v[j], -128, 127) + 128);
}

INLINED void plain_store_cut(uint8_t *p, plain_lanes a)
{
    EACH p[j] = (uint8_t)HELD(a.v[j], 0, UINT8_MAX);
}

INLINED int16_t plain_most(plain_lanes a)
{
    int16_t most = a.v[0];
    EACH most = a.v[j] > most ? a.v[j] : most;
    return most;
}

INLINED uint32_t plain_same(plain_lanes a, plain_lanes b)
{
    uint32_t bits = 0;
    EACH bits |= (uint32_t)(a.v[j] == b.v[j]) << j;
    return bits;
}

INLINED void plain_pair16(const int8_t *a, const int8_t *b, uint8_t *out)
{
    EACH out[j] = (uint8_t)(128 + ((a[j] + b[j]) >> 1));
}

static int32_t plain_split(const int32_t *a, const int32_t *b, uint32_t n, uint32_t *at)
{
    int32_t most = a[0] + b[0];
    *at = 0;
    for (uint32_t i = 1; i < n; i++)
        if (a[i] + b[i] > most) {
            most = a[i] + b[i];
            *at = i;
        }
    return most;
}

#define STEP    static
#define N(name) plain_##name
#include "encoder/steps_body.h"
#undef STEP
#undef N

#if defined(__SSE2__)
/* ---- SSE2 */

typedef struct {
    __m128i low, high;
} sse2_lanes;

#define BOTH(f, a, b) ((sse2_lanes){f((a).low, (b).low), f((a).high, (b).high)})

INLINED sse2_lanes sse2_load(const int16_t *p)
{
    const __m128i *from = (const __m128i *)(const void *)p;
    return (sse2_lanes){_mm_loadu_si128(from), _mm_loadu_si128(from + 1)};
}

INLINED void sse2_store(int16_t *p, sse2_lanes a)
{
    _mm_storeu_si128((__m128i *)(void *)p, a.low);
    _mm_storeu_si128((__m128i *)(void *)p + 1, a.high);
}

INLINED sse2_lanes sse2_all(int16_t v)
{
    return (sse2_lanes){_mm_set1_epi16(v), _mm_set1_epi16(v)};
}

/* pmulhrsw, which came later: bits 15 and up of the product, and one for bit 14. */
INLINED __m128i times8(__m128i a, __m128i b)
{
    const __m128i low = _mm_srli_epi16(_mm_mullo_epi16(a, b), 14);
    const __m128i high = _mm_slli_epi16(_mm_mulhi_epi16(a, b), 1);
    return _mm_add_epi16(high, _mm_avg_epu16(low, _mm_setzero_si128()));
}

INLINED sse2_lanes sse2_times(sse2_lanes a, sse2_lanes b)
{
    return BOTH(times8, a, b);
}

INLINED sse2_lanes sse2_plus(sse2_lanes a, sse2_lanes b)
{
    return BOTH(_mm_adds_epi16, a, b);
}

INLINED sse2_lanes sse2_sum(sse2_lanes a, sse2_lanes b)
{
    return BOTH(_mm_add_epi16, a, b);
}

INLINED sse2_lanes sse2_minus(sse2_lanes a, sse2_lanes b)
{
    return BOTH(_mm_sub_epi16, a, b);
}

INLINED sse2_lanes sse2_greater(sse2_lanes a, sse2_lanes b)
{
    return BOTH(_mm_max_epi16, a, b);
}

INLINED sse2_lanes sse2_lesser(sse2_lanes a, sse2_lanes b)
{
    return BOTH(_mm_min_epi16, a, b);
}

INLINED void sse2_store_signed(uint8_t *p, sse2_lanes a)
{
    const __m128i v = _mm_packs_epi16(a.low, a.high);
    _mm_storeu_si128((__m128i *)(void *)p, _mm_xor_si128(v, _mm_set1_epi8(-128)));
}

INLINED void sse2_store_cut(uint8_t *p, sse2_lanes a)
{
    _mm_storeu_si128((__m128i *)(void *)p, _mm_packus_epi16(a.low, a.high));
}

INLINED int16_t sse2_most(sse2_lanes a)
{
    __m128i v = _mm_max_epi16(a.low, a.high);
    v = _mm_max_epi16(v, _mm_shuffle_epi32(v, 0x4E));
    v = _mm_max_epi16(v, _mm_shuffle_epi32(v, 0xB1));
    v = _mm_max_epi16(v, _mm_srli_epi32(v, 16));
    return (int16_t)_mm_extract_epi16(v, 0);
}

INLINED uint32_t sse2_same(sse2_lanes a, sse2_lanes b)
{
    const __m128i low = _mm_cmpeq_epi16(a.low, b.low);
    const __m128i high = _mm_cmpeq_epi16(a.high, b.high);
    return (uint32_t)_mm_movemask_epi8(_mm_packs_epi16(low, high));
}

/* The sum halved down: what rounds up, between two bits turned over. */
INLINED void sse2_pair16(const int8_t *a, const int8_t *b, uint8_t *out)
{
    const __m128i turn = _mm_set1_epi8(127), all = _mm_set1_epi8(-1);
    const __m128i x = _mm_loadu_si128((const __m128i *)(const void *)a);
    const __m128i y = _mm_loadu_si128((const __m128i *)(const void *)b);
    const __m128i v = _mm_avg_epu8(_mm_xor_si128(x, turn), _mm_xor_si128(y, turn));
    _mm_storeu_si128((__m128i *)(void *)out, _mm_xor_si128(v, all));
}

#define sse2_split plain_split
#define STEP       static
#define N(name)    sse2_##name
#include "encoder/steps_body.h"
#undef STEP
#undef N

/* ---- AVX2 */

#define AVX2 __attribute__((target("avx2")))
typedef __m256i avx2_lanes;

AVX2 INLINED __m256i avx2_load(const int16_t *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

AVX2 INLINED void avx2_store(int16_t *p, __m256i a)
{
    _mm256_storeu_si256((__m256i *)(void *)p, a);
}

AVX2 INLINED __m256i avx2_all(int16_t v)
{
    return _mm256_set1_epi16(v);
}

#define avx2_times   _mm256_mulhrs_epi16
#define avx2_plus    _mm256_adds_epi16
#define avx2_sum     _mm256_add_epi16
#define avx2_minus   _mm256_sub_epi16
#define avx2_greater _mm256_max_epi16
#define avx2_lesser  _mm256_min_epi16

AVX2 INLINED void avx2_store_signed(uint8_t *p, __m256i a)
{
    const __m128i high = _mm256_extracti128_si256(a, 1);
    const __m128i v = _mm_packs_epi16(_mm256_castsi256_si128(a), high);
    _mm_storeu_si128((__m128i *)(void *)p, _mm_xor_si128(v, _mm_set1_epi8(-128)));
}

AVX2 INLINED void avx2_store_cut(uint8_t *p, __m256i a)
{
    const __m128i high = _mm256_extracti128_si256(a, 1);
    const __m128i v = _mm_packus_epi16(_mm256_castsi256_si128(a), high);
    _mm_storeu_si128((__m128i *)(void *)p, v);
}

/* phminposuw finds the least: all bits but the sign turned over. */
AVX2 INLINED int16_t avx2_most(__m256i a)
{
    const __m128i turn = _mm_set1_epi16(INT16_MAX);
    const __m128i high = _mm256_extracti128_si256(a, 1);
    const __m128i v = _mm_max_epi16(_mm256_castsi256_si128(a), high);
    return (int16_t)(_mm_cvtsi128_si32(_mm_minpos_epu16(_mm_xor_si128(v, turn))) ^
                     INT16_MAX);
}

AVX2 INLINED uint32_t avx2_same(__m256i a, __m256i b)
{
    const __m256i v = _mm256_cmpeq_epi16(a, b);
    const __m128i high = _mm256_extracti128_si256(v, 1);
    return (uint32_t)_mm_movemask_epi8(
        _mm_packs_epi16(_mm256_castsi256_si128(v), high));
}

AVX2 INLINED __m256i sum8(const int32_t *a, const int32_t *b)
{
    return _mm256_add_epi32(_mm256_loadu_si256((const __m256i *)(const void *)a),
                            _mm256_loadu_si256((const __m256i *)(const void *)b));
}

AVX2 INLINED int32_t most8(__m256i a)
{
    __m128i v =
        _mm_max_epi32(_mm256_castsi256_si128(a), _mm256_extracti128_si256(a, 1));
    v = _mm_max_epi32(v, _mm_shuffle_epi32(v, 0x4E));
    v = _mm_max_epi32(v, _mm_shuffle_epi32(v, 0xB1));
    return _mm_cvtsi128_si32(v);
}

/* Behind the last, eight and fewer are looked at as if they were the least. */
AVX2 INLINED __m256i sum_to(const int32_t *a, const int32_t *b, uint32_t n)
{
    const __m256i places = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    const __m256i inside = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)n), places);
    return _mm256_blendv_epi8(_mm256_set1_epi32(INT32_MIN), sum8(a, b), inside);
}

AVX2 static int32_t avx2_split(const int32_t *a, const int32_t *b, uint32_t n,
                               uint32_t *at)
{
    const uint32_t last = (n - 1) / 8 * 8;
    const __m256i tail = sum_to(a + last, b + last, n - last);
    __m256i v = tail;
    for (uint32_t i = 0; i < last; i += 8)
        v = _mm256_max_epi32(v, sum8(a + i, b + i));
    const int32_t most = most8(v);
    const __m256i all = _mm256_set1_epi32(most);
    for (uint32_t i = 0; i <= last; i += 8) {
        const __m256i same =
            _mm256_cmpeq_epi32(i < last ? sum8(a + i, b + i) : tail, all);
        const int bits = _mm256_movemask_ps(_mm256_castsi256_ps(same));
        *at = i + (uint32_t)__builtin_ctz((unsigned)bits | 1u << 31);
        if (bits) break;
    }
    return most;
}

#define avx2_pair16 sse2_pair16
#define STEP        AVX2 static
#define N(name)     avx2_##name
#include "encoder/steps_body.h"
#undef STEP
#undef N
#endif

const rap_steps *rap_steps_of(rap_dense_path path)
{
#if defined(__SSE2__)
    if (path >= RAP_DENSE_AVX2) return &avx2_steps;
    if (path == RAP_DENSE_SSE2) return &sse2_steps;
#endif
    (void)path;
    return &plain_steps;
}
