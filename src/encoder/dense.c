/*
 * encoder/dense.c - one layer of the network: bytes in, 16-bit numbers out.
 *
 * Rows are taken six (VNNI) or four (AVX2) at a time, so that a weight is read once for
 * all of them; what is left over goes one by one.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/dense.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define WITH_AVX2 __attribute__((target("avx2")))
#define WITH_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#endif
#define INLINED inline __attribute__((always_inline))

enum { CHUNK = 24 }; /* rows whose sums are kept at a time: 24 kB */

static void sums_plain(const rap_dense *d, const uint8_t *x, size_t stride,
                       uint32_t rows, int32_t *sums)
{
    for (uint32_t r = 0; r < rows; r++, x += stride, sums += d->out)
        for (uint32_t c = 0; c < d->out; c += RAP_DENSE_COLUMNS) {
            const int8_t *w = d->weights + (size_t)c * d->in;
            int32_t sum[RAP_DENSE_COLUMNS] = {0};
            for (uint32_t k = 0; k < d->in; k += 4, w += 64)
                for (uint32_t j = 0; j < RAP_DENSE_COLUMNS; j++)
                    sum[j] += x[k] * w[j * 4] + x[k + 1] * w[j * 4 + 1] +
                              x[k + 2] * w[j * 4 + 2] + x[k + 3] * w[j * 4 + 3];
            memcpy(sums + c, sum, sizeof sum);
        }
}

/* ((sum - off) >> 5) * mul + bias, shifted, of each column. */
static INLINED void settle(const rap_dense *d, const int32_t *sums, uint32_t rows,
                           int16_t *y)
{
    for (uint32_t r = 0; r < rows; r++, sums += d->out, y += d->out)
        for (uint32_t c = 0; c < d->out; c += RAP_DENSE_COLUMNS)
            for (uint32_t j = c; j < c + RAP_DENSE_COLUMNS; j++) {
                int32_t v =
                    (((sums[j] - d->off[j]) >> 5) * d->mul[j] + d->bias[j]) >> d->shift;
                v = v < INT16_MIN ? INT16_MIN : v;
                y[j] = (int16_t)(v > INT16_MAX ? INT16_MAX : v);
            }
}

#if defined(__x86_64__)
static INLINED int32_t four_bytes(const uint8_t *p)
{
    int32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

/* `n` rows (a constant where it is inlined) of 16 columns. */
WITH_AVX2 static INLINED void tile_avx2(const rap_dense *d, const uint8_t *x,
                                        size_t stride, uint32_t c, uint32_t n,
                                        int32_t *sums)
{
    const __m256i one = _mm256_set1_epi16(1);
    const int8_t *w = d->weights + (size_t)c * d->in;
    __m256i low[4], high[4];
#pragma GCC unroll 4
    for (uint32_t i = 0; i < n; i++)
        low[i] = high[i] = _mm256_setzero_si256();
    for (uint32_t k = 0; k < d->in; k += 4, w += 64) {
        const __m256i a = _mm256_loadu_si256((const __m256i *)(const void *)w);
        const __m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(w + 32));
#pragma GCC unroll 4
        for (uint32_t i = 0; i < n; i++) {
            const __m256i v = _mm256_set1_epi32(four_bytes(x + i * stride + k));
            const __m256i va = _mm256_maddubs_epi16(v, a);
            const __m256i vb = _mm256_maddubs_epi16(v, b);
            low[i] = _mm256_add_epi32(low[i], _mm256_madd_epi16(va, one));
            high[i] = _mm256_add_epi32(high[i], _mm256_madd_epi16(vb, one));
        }
    }
#pragma GCC unroll 4
    for (uint32_t i = 0; i < n; i++) {
        void *to = sums + (size_t)i * d->out + c;
        _mm256_storeu_si256((__m256i *)to, low[i]);
        _mm256_storeu_si256((__m256i *)to + 1, high[i]);
    }
}

WITH_AVX2 static void sums_avx2(const rap_dense *d, const uint8_t *x, size_t stride,
                                uint32_t rows, int32_t *sums)
{
    for (uint32_t c = 0; c < d->out; c += RAP_DENSE_COLUMNS) {
        uint32_t r = 0;
        for (; r + 4 <= rows; r += 4)
            tile_avx2(d, x + r * stride, stride, c, 4, sums + (size_t)r * d->out);
        for (; r < rows; r++)
            tile_avx2(d, x + r * stride, stride, c, 1, sums + (size_t)r * d->out);
    }
}

/* `n` rows of m times 16 columns; both constants where it is inlined. */
WITH_VNNI static INLINED void tile_vnni(const rap_dense *d, const uint8_t *x,
                                        size_t stride, uint32_t c, uint32_t n,
                                        uint32_t m, int32_t *sums)
{
    const int8_t *w = d->weights + (size_t)c * d->in;
    const size_t block = (size_t)RAP_DENSE_COLUMNS * d->in;
    __m512i sum[6][4];
#pragma GCC unroll 6
    for (uint32_t i = 0; i < n; i++)
#pragma GCC unroll 4
        for (uint32_t j = 0; j < m; j++)
            sum[i][j] = _mm512_setzero_si512();
    for (uint32_t k = 0; k < d->in; k += 4, w += 64) {
        __m512i b[4];
#pragma GCC unroll 4
        for (uint32_t j = 0; j < m; j++)
            b[j] = _mm512_loadu_si512(w + j * block);
#pragma GCC unroll 6
        for (uint32_t i = 0; i < n; i++) {
            const __m512i v = _mm512_set1_epi32(four_bytes(x + i * stride + k));
#pragma GCC unroll 4
            for (uint32_t j = 0; j < m; j++)
                sum[i][j] = _mm512_dpbusd_epi32(sum[i][j], v, b[j]);
        }
    }
#pragma GCC unroll 6
    for (uint32_t i = 0; i < n; i++)
#pragma GCC unroll 4
        for (uint32_t j = 0; j < m; j++)
            _mm512_storeu_si512(sums + (size_t)i * d->out + c + j * 16, sum[i][j]);
}

WITH_VNNI static void sums_vnni(const rap_dense *d, const uint8_t *x, size_t stride,
                                uint32_t rows, int32_t *sums)
{
    for (uint32_t r = 0; r < rows;) {
        const uint32_t n = rows - r >= 6 ? 6 : 1;
        const uint8_t *from = x + r * stride;
        int32_t *to = sums + (size_t)r * d->out;
        uint32_t c = 0;
        for (; c + 64 <= d->out; c += 64)
            if (n == 6)
                tile_vnni(d, from, stride, c, 6, 4, to);
            else
                tile_vnni(d, from, stride, c, 1, 4, to);
        for (; c < d->out; c += 16)
            if (n == 6)
                tile_vnni(d, from, stride, c, 6, 1, to);
            else
                tile_vnni(d, from, stride, c, 1, 1, to);
        r += n;
    }
}

WITH_AVX2 static INLINED __m256i settle8(const rap_dense *d, uint32_t c,
                                         const int32_t *sums)
{
    const __m128i shift = _mm_cvtsi32_si128((int)d->shift);
    const __m256i off = _mm256_loadu_si256((const __m256i *)(const void *)(d->off + c));
    const __m256i mul = _mm256_loadu_si256((const __m256i *)(const void *)(d->mul + c));
    const __m256i bias =
        _mm256_loadu_si256((const __m256i *)(const void *)(d->bias + c));
    __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(sums + c));
    v = _mm256_srai_epi32(_mm256_sub_epi32(v, off), 5);
    return _mm256_sra_epi32(_mm256_add_epi32(_mm256_mullo_epi32(v, mul), bias), shift);
}

WITH_AVX2 static void settle_avx2(const rap_dense *d, const int32_t *sums,
                                  uint32_t rows, int16_t *y)
{
    for (uint32_t r = 0; r < rows; r++, sums += d->out, y += d->out)
        for (uint32_t c = 0; c < d->out; c += RAP_DENSE_COLUMNS) {
            const __m256i v =
                _mm256_packs_epi32(settle8(d, c, sums), settle8(d, c + 8, sums));
            _mm256_storeu_si256((__m256i *)(void *)(y + c),
                                _mm256_permute4x64_epi64(v, 0xD8));
        }
}

WITH_VNNI static void settle_vnni(const rap_dense *d, const int32_t *sums,
                                  uint32_t rows, int16_t *y)
{
    const __m128i shift = _mm_cvtsi32_si128((int)d->shift);
    for (uint32_t c = 0; c < d->out; c += RAP_DENSE_COLUMNS) {
        const __m512i off = _mm512_loadu_si512(d->off + c);
        const __m512i mul = _mm512_loadu_si512(d->mul + c);
        const __m512i bias = _mm512_loadu_si512(d->bias + c);
        for (uint32_t r = 0; r < rows; r++) {
            const size_t at = (size_t)r * d->out + c;
            __m512i v = _mm512_sub_epi32(_mm512_loadu_si512(sums + at), off);
            v = _mm512_mullo_epi32(_mm512_srai_epi32(v, 5), mul);
            v = _mm512_sra_epi32(_mm512_add_epi32(v, bias), shift);
            _mm256_storeu_si256((__m256i *)(void *)(y + at), _mm512_cvtsepi32_epi16(v));
        }
    }
}
#endif

rap_dense_path rap_dense_best(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512vnni"))
        return RAP_DENSE_VNNI;
    if (__builtin_cpu_supports("avx2")) return RAP_DENSE_AVX2;
#endif
    return RAP_DENSE_PLAIN;
}

void rap_dense_sums(rap_dense_path path, const rap_dense *d, const uint8_t *x,
                    size_t stride, uint32_t rows, int32_t *sums)
{
#if defined(__x86_64__)
    if (path == RAP_DENSE_VNNI) {
        sums_vnni(d, x, stride, rows, sums);
        return;
    }
    if (path == RAP_DENSE_AVX2) {
        sums_avx2(d, x, stride, rows, sums);
        return;
    }
#endif
    (void)path;
    sums_plain(d, x, stride, rows, sums);
}

static void settle_by(rap_dense_path path, const rap_dense *d, const int32_t *sums,
                      uint32_t rows, int16_t *y)
{
#if defined(__x86_64__)
    if (path == RAP_DENSE_VNNI) {
        settle_vnni(d, sums, rows, y);
        return;
    }
    if (path == RAP_DENSE_AVX2) {
        settle_avx2(d, sums, rows, y);
        return;
    }
#endif
    (void)path;
    settle(d, sums, rows, y);
}

void rap_dense_run(rap_dense_path path, const rap_dense *d, const uint8_t *x,
                   size_t stride, uint32_t rows, int16_t *y)
{
    int32_t sums[CHUNK * RAP_DENSE_OUT];
    for (uint32_t r = 0; r < rows; r += CHUNK) {
        const uint32_t n = rows - r < CHUNK ? rows - r : CHUNK;
        rap_dense_sums(path, d, x + r * stride, stride, n, sums);
        settle_by(path, d, sums, n, y + (size_t)r * d->out);
    }
}
