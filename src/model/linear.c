/*
 * model/linear.c - asking a linear model for scores.
 *
 * All buckets are asked for before the first is read, and all rows before the first is
 * added: the memory answers side by side.  Four lanes of a bucket are compared at a
 * time, in a plain word of 64 bits.
 */
/* SPDX-License-Identifier: MIT */
#include "model/linear.h"

#include <string.h>

#define LOWEST UINT64_C(0x0001000100010001) /* the lowest bit of each lane */

enum { LANES = 4, MORE = 11 /* the lane that tells of the next bucket */ };

static uint64_t word_at(const unsigned char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    w = __builtin_bswap64(w);
#endif
    return w;
}

/* The lane of `w` that equals that of `all`, or LANES. */
static inline uint32_t lane_of(uint64_t w, uint64_t all)
{
    uint64_t x = w ^ all;
    uint64_t zero = (x - LOWEST) & ~x & (LOWEST << 15);
    return zero ? (uint32_t)__builtin_ctzll(zero) >> 4 : LANES;
}

/* The value of a key, 0 when it has none. */
static inline uint32_t value_of(const rap_linear *m, uint64_t key)
{
    uint64_t all = rap_linear_print(key) * LOWEST;
    uint32_t b = rap_linear_bucket(key, m->n_buckets);
    for (;;) {
        const unsigned char *p = m->buckets + (size_t)b * RAP_LINEAR_BUCKET;
        for (uint32_t at = 0; at < RAP_LINEAR_ROWS; at += LANES) {
            uint32_t lane = at + lane_of(word_at(p + (size_t)at * 2), all);
            if (lane < at + LANES && lane < RAP_LINEAR_ROWS)
                return rap_le32(p + RAP_LINEAR_VALUES + (size_t)lane * 4);
        }
        if (!rap_le16(p + MORE * 2)) return 0;
        if (++b == m->n_buckets) b = 0;
    }
}

static void ask_for(const rap_linear *m, const uint64_t *keys, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        __builtin_prefetch(m->buckets +
                           (size_t)rap_linear_bucket(keys[i], m->n_buckets) *
                               RAP_LINEAR_BUCKET);
}

void rap_linear_score(const rap_linear *m, const uint64_t *keys, uint32_t n,
                      int32_t *scores)
{
    uint32_t rows[RAP_LINEAR_KEYS], k = 0;
    if (!m->buckets || n > RAP_LINEAR_KEYS) return;
    ask_for(m, keys, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t value = value_of(m, keys[i]);
        if (!value) continue;
        __builtin_prefetch(m->pool + (size_t)(value >> 8) * 2);
        rows[k++] = value;
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
    ask_for(m, keys, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t value = value_of(m, keys[i]);
        scores[0] += (int8_t)(value & 255);
        scores[1] += (int8_t)(value >> 8 & 255);
        scores[2] += (int8_t)(value >> 16 & 255);
        scores[3] += (int8_t)(value >> 24);
    }
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
