/*
 * base/logarithm.c - logarithms, powers and roots in whole numbers.
 *
 * By squaring: a number between 1 and 2 is squared, and the next binary digit of its
 * logarithm tells whether the square reaches 2.
 */
/* SPDX-License-Identifier: MIT */
#include "base/logarithm.h"

int32_t rap_log2(uint64_t v)
{
    if (v < 2) return 0;
    int32_t whole = 63 - __builtin_clzll(v);
    uint64_t m = v << (63 - whole) >> 32; /* 1..2 in 1/2^31 */
    int32_t log = whole;
    for (int i = 0; i < 8; i++) {
        m = m * m >> 31;
        log = log * 2 + (m >> 32 != 0);
        if (m >> 32) m >>= 1;
    }
    return log;
}

uint64_t rap_exp2_down(uint32_t x)
{
    /* 2^(-1/2), 2^(-1/4) ... 2^(-1/256), in 1/2^32 */
    static const uint64_t roots[] = {3037000500u, 3611622603u, 3938502376u,
                                     4112874773u, 4202935003u, 4248701965u,
                                     4271771996u, 4283353945u};
    uint64_t v = UINT64_C(1) << 32;
    if (x >> 8 > 32) return 0;
    for (unsigned i = 0; i < 8; i++)
        if (x & 128u >> i) v = v * roots[i] >> 32;
    return v >> (x >> 8);
}

uint64_t rap_root(uint64_t v)
{
    uint64_t root = 0;
    for (uint64_t bit = UINT64_C(1) << 62; bit; bit >>= 2) {
        if (v >= root + bit) {
            v -= root + bit;
            root = (root >> 1) + bit;
        } else {
            root >>= 1;
        }
    }
    return root;
}
