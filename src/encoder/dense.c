/*
 * encoder/dense.c - one layer of the network: bytes in, 16-bit numbers out.
 *
 * Rows are taken six (VNNI) or four (AVX2, SSE2) at a time, so that a weight is read
 * once for all of them.  The last of them overlap those before, which come out as they
 * were; only layers of fewer rows go one by one.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/dense.h"

#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#define WITH_AVX2 __attribute__((target("avx2")))
#define WITH_VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni")))
#endif
#if defined(__clang__)
#define ALL_OF_IT _Pragma("clang loop unroll(full)")
#else
#define ALL_OF_IT _Pragma("GCC unroll 6")
#endif
#define INLINED inline __attribute__((always_inline))

/* What one call is about; `y` or `sums` is NULL. */
typedef struct {
    const rap_dense *d;
    const uint8_t *x;
    size_t stride;
    uint32_t rows;
    int32_t *sums;
    int16_t *y;
} job;

static void settle_plain(const job *g, const int32_t *sums, uint32_t r, uint32_t c)
{
    const rap_dense *d = g->d;
    int16_t *y = g->y + (size_t)r * d->out;
    for (uint32_t j = c; j < c + RAP_DENSE_COLUMNS; j++) {
        int32_t v =
            (((sums[j - c] - d->off[j]) >> 5) * d->mul[j] + d->bias[j]) >> d->shift;
        v = v < INT16_MIN ? INT16_MIN : v;
        y[j] = (int16_t)(v > INT16_MAX ? INT16_MAX : v);
    }
}

static void run_plain(const job *g)
{
    const rap_dense *d = g->d;
    for (uint32_t r = 0; r < g->rows; r++)
        for (uint32_t c = 0; c < d->out; c += RAP_DENSE_COLUMNS) {
            const int8_t *w = d->weights + (size_t)c * d->in;
            const uint8_t *x = g->x + r * g->stride;
            int32_t sum[RAP_DENSE_COLUMNS] = {0};
            for (uint32_t k = 0; k < d->in; k += 4, w += 64)
                for (uint32_t j = 0; j < RAP_DENSE_COLUMNS; j++)
                    sum[j] += x[k] * w[j * 4] + x[k + 1] * w[j * 4 + 1] +
                              x[k + 2] * w[j * 4 + 2] + x[k + 3] * w[j * 4 + 3];
            if (g->sums)
                memcpy(g->sums + (size_t)r * d->out + c, sum, sizeof sum);
            else
                settle_plain(g, sum, r, c);
        }
}

#if defined(__SSE2__)
/* Four bytes as 16-bit numbers, twice. */
static INLINED __m128i widened(const uint8_t *x)
{
    int32_t v;
    memcpy(&v, x, sizeof v);
    const __m128i four = _mm_unpacklo_epi8(_mm_cvtsi32_si128(v), _mm_setzero_si128());
    return _mm_unpacklo_epi64(four, four);
}

/* Sums of the even and of the odd places of two numbers of four. */
static INLINED __m128i joined(__m128i a, __m128i b)
{
    const __m128 x = _mm_castsi128_ps(a), y = _mm_castsi128_ps(b);
    return _mm_add_epi32(_mm_castps_si128(_mm_shuffle_ps(x, y, 0x88)),
                         _mm_castps_si128(_mm_shuffle_ps(x, y, 0xDD)));
}

/* Four columns of `n` rows (a constant where it is inlined); sums[16 * row]. */
static INLINED void tile_sse2(const rap_dense *d, const __m128i *x, uint32_t c,
                              uint32_t n, int32_t *sums)
{
    const int8_t *w = d->weights + (size_t)(c & ~15u) * d->in + (c & 15) * (size_t)4;
    __m128i low[4], high[4];
    ALL_OF_IT
    for (uint32_t i = 0; i < n; i++)
        low[i] = high[i] = _mm_setzero_si128();
    for (uint32_t k = 0; k < d->in; k += 4, w += 64, x += n) {
        const __m128i v = _mm_loadu_si128((const __m128i *)(const void *)w);
        const __m128i a = _mm_srai_epi16(_mm_unpacklo_epi8(v, v), 8);
        const __m128i b = _mm_srai_epi16(_mm_unpackhi_epi8(v, v), 8);
        ALL_OF_IT
        for (uint32_t i = 0; i < n; i++) {
            low[i] = _mm_add_epi32(low[i], _mm_madd_epi16(x[i], a));
            high[i] = _mm_add_epi32(high[i], _mm_madd_epi16(x[i], b));
        }
    }
    ALL_OF_IT
    for (uint32_t i = 0; i < n; i++)
        _mm_storeu_si128(
            (__m128i *)(void *)(sums + (size_t)i * RAP_DENSE_COLUMNS + (c & 15)),
            joined(low[i], high[i]));
}

/* All columns of `n` rows from r on; one or four. */
static INLINED void rows_sse2(const job *g, uint32_t r, uint32_t n)
{
    const rap_dense *d = g->d;
    __m128i x[RAP_DENSE_IN];
    int32_t sums[4 * RAP_DENSE_COLUMNS];
    for (uint32_t k = 0; k < d->in; k += 4)
        for (uint32_t i = 0; i < n; i++)
            x[k / 4 * n + i] = widened(g->x + (r + i) * g->stride + k);
    for (uint32_t c = 0; c < d->out; c += RAP_DENSE_COLUMNS) {
        for (uint32_t j = c; j < c + RAP_DENSE_COLUMNS; j += 4)
            tile_sse2(d, x, j, n, sums);
        for (uint32_t i = 0; i < n; i++)
            if (g->sums)
                memcpy(g->sums + (size_t)(r + i) * d->out + c,
                       sums + (size_t)i * RAP_DENSE_COLUMNS, 64);
            else
                settle_plain(g, sums + (size_t)i * RAP_DENSE_COLUMNS, r + i, c);
    }
}

static void run_sse2(const job *g)
{
    if (g->rows < 4)
        for (uint32_t r = 0; r < g->rows; r++)
            rows_sse2(g, r, 1);
    else
        for (uint32_t r = 0; r < g->rows; r += 4)
            rows_sse2(g, r + 4 <= g->rows ? r : g->rows - 4, 4);
}
#endif

#if defined(__x86_64__)
static INLINED int32_t four_bytes(const uint8_t *p)
{
    int32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

WITH_AVX2 static INLINED __m256i load8(const void *p)
{
    return _mm256_loadu_si256((const __m256i *)p);
}

WITH_AVX2 static INLINED __m256i settle8(const rap_dense *d, uint32_t c, __m256i v)
{
    const __m128i shift = _mm_cvtsi32_si128((int)d->shift);
    v = _mm256_srai_epi32(_mm256_sub_epi32(v, load8(d->off + c)), 5);
    v = _mm256_add_epi32(_mm256_mullo_epi32(v, load8(d->mul + c)), load8(d->bias + c));
    return _mm256_sra_epi32(v, shift);
}

/* 16 columns of a row, as they are or settled. */
WITH_AVX2 static INLINED void put_avx2(const job *g, uint32_t r, uint32_t c,
                                       __m256i low, __m256i high)
{
    const size_t at = (size_t)r * g->d->out + c;
    if (!g->y) {
        _mm256_storeu_si256((__m256i *)(void *)(g->sums + at), low);
        _mm256_storeu_si256((__m256i *)(void *)(g->sums + at + 8), high);
        return;
    }
    const __m256i v =
        _mm256_packs_epi32(settle8(g->d, c, low), settle8(g->d, c + 8, high));
    _mm256_storeu_si256((__m256i *)(void *)(g->y + at),
                        _mm256_permute4x64_epi64(v, 0xD8));
}

/* `n` rows (a constant where it is inlined) of 16 columns. */
WITH_AVX2 static INLINED void tile_avx2(const job *g, uint32_t r, uint32_t c,
                                        uint32_t n)
{
    const __m256i one = _mm256_set1_epi16(1);
    const int8_t *w = g->d->weights + (size_t)c * g->d->in;
    const uint8_t *x = g->x + r * g->stride;
    __m256i low[4], high[4];
    ALL_OF_IT
    for (uint32_t i = 0; i < n; i++)
        low[i] = high[i] = _mm256_setzero_si256();
    for (uint32_t k = 0; k < g->d->in; k += 4, w += 64) {
        const __m256i a = load8(w), b = load8(w + 32);
        ALL_OF_IT
        for (uint32_t i = 0; i < n; i++) {
            const __m256i v = _mm256_set1_epi32(four_bytes(x + i * g->stride + k));
            const __m256i va = _mm256_maddubs_epi16(v, a);
            const __m256i vb = _mm256_maddubs_epi16(v, b);
            low[i] = _mm256_add_epi32(low[i], _mm256_madd_epi16(va, one));
            high[i] = _mm256_add_epi32(high[i], _mm256_madd_epi16(vb, one));
        }
    }
    ALL_OF_IT
    for (uint32_t i = 0; i < n; i++)
        put_avx2(g, r + i, c, low[i], high[i]);
}

WITH_AVX2 static void run_avx2(const job *g)
{
    for (uint32_t c = 0; c < g->d->out; c += RAP_DENSE_COLUMNS)
        if (g->rows < 4)
            for (uint32_t r = 0; r < g->rows; r++)
                tile_avx2(g, r, c, 1);
        else
            for (uint32_t r = 0; r < g->rows; r += 4)
                tile_avx2(g, r + 4 <= g->rows ? r : g->rows - 4, c, 4);
}

/* 16 columns of a row, as they are or settled. */
WITH_VNNI static INLINED void put_vnni(const job *g, uint32_t r, uint32_t c, __m512i v)
{
    const rap_dense *d = g->d;
    const size_t at = (size_t)r * d->out + c;
    if (!g->y) {
        _mm512_storeu_si512(g->sums + at, v);
        return;
    }
    v = _mm512_srai_epi32(_mm512_sub_epi32(v, _mm512_loadu_si512(d->off + c)), 5);
    v = _mm512_mullo_epi32(v, _mm512_loadu_si512(d->mul + c));
    v = _mm512_add_epi32(v, _mm512_loadu_si512(d->bias + c));
    v = _mm512_sra_epi32(v, _mm_cvtsi32_si128((int)d->shift));
    _mm256_storeu_si256((__m256i *)(void *)(g->y + at), _mm512_cvtsepi32_epi16(v));
}

/* `n` rows of m times 16 columns; both constants where it is inlined. */
WITH_VNNI static INLINED void tile_vnni(const job *g, uint32_t r, uint32_t c,
                                        uint32_t n, uint32_t m)
{
    const uint32_t in = g->d->in;
    const int8_t *w = g->d->weights + (size_t)c * in;
    const uint8_t *x = g->x + r * g->stride;
    const size_t block = (size_t)RAP_DENSE_COLUMNS * in;
    __m512i sum[6][4];
    ALL_OF_IT
    for (uint32_t i = 0; i < n; i++)
        ALL_OF_IT
    for (uint32_t j = 0; j < m; j++)
        sum[i][j] = _mm512_setzero_si512();
    for (uint32_t k = 0; k < in; k += 4, w += 64) {
        __m512i b[4];
        ALL_OF_IT
        for (uint32_t j = 0; j < m; j++)
            b[j] = _mm512_loadu_si512(w + j * block);
        ALL_OF_IT
        for (uint32_t i = 0; i < n; i++) {
            const __m512i v = _mm512_set1_epi32(four_bytes(x + i * g->stride + k));
            ALL_OF_IT
            for (uint32_t j = 0; j < m; j++)
                sum[i][j] = _mm512_dpbusd_epi32(sum[i][j], v, b[j]);
        }
    }
    ALL_OF_IT
    for (uint32_t i = 0; i < n; i++)
        ALL_OF_IT
    for (uint32_t j = 0; j < m; j++)
        put_vnni(g, r + i, c + j * RAP_DENSE_COLUMNS, sum[i][j]);
}

/* m times 16 columns of all rows: their weights stay near. */
WITH_VNNI static INLINED void columns_vnni(const job *g, uint32_t c, uint32_t m)
{
    if (g->rows < 6)
        for (uint32_t r = 0; r < g->rows; r++)
            tile_vnni(g, r, c, 1, m);
    else
        for (uint32_t r = 0; r < g->rows; r += 6)
            tile_vnni(g, r + 6 <= g->rows ? r : g->rows - 6, c, 6, m);
}

WITH_VNNI static void run_vnni(const job *g)
{
    uint32_t c = 0;
    for (; c + 64 <= g->d->out; c += 64)
        columns_vnni(g, c, 4);
    for (; c + 32 <= g->d->out; c += 32)
        columns_vnni(g, c, 2);
    if (c < g->d->out) columns_vnni(g, c, 1);
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
#if defined(__SSE2__)
    return RAP_DENSE_SSE2;
#else
    return RAP_DENSE_PLAIN;
#endif
}

static void run_job(rap_dense_path path, const job *g)
{
#if defined(__x86_64__)
    if (path == RAP_DENSE_VNNI) {
        run_vnni(g);
        return;
    }
    if (path == RAP_DENSE_AVX2) {
        run_avx2(g);
        return;
    }
#endif
#if defined(__SSE2__)
    if (path == RAP_DENSE_SSE2) {
        run_sse2(g);
        return;
    }
#endif
    (void)path;
    run_plain(g);
}

void rap_dense_sums(rap_dense_path path, const rap_dense *d, const uint8_t *x,
                    size_t stride, uint32_t rows, int32_t *sums)
{
    const job g = {d, x, stride, rows, sums, NULL};
    run_job(path, &g);
}

void rap_dense_run(rap_dense_path path, const rap_dense *d, const uint8_t *x,
                   size_t stride, uint32_t rows, int16_t *y)
{
    const job g = {d, x, stride, rows, NULL, y};
    run_job(path, &g);
}
