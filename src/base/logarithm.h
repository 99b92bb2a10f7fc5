/*
 * base/logarithm.h - logarithms, powers and roots in whole numbers, the same
 * everywhere.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_LOGARITHM_H
#define RAP_BASE_LOGARITHM_H

#include <stdint.h>

enum { RAP_LOG_ONE = 256 }; /* a bit */

/* log2(v) in 1/256, for v of at least 1 (0 gives that of 1), within 1/128. */
int32_t rap_log2(uint64_t v);

/* 2^(-x/256) in 1/2^32, for x of at least 0, within a thousandth. */
uint64_t rap_exp2_down(uint32_t x);

/* The whole part of the square root. */
uint64_t rap_root(uint64_t v);

#endif
