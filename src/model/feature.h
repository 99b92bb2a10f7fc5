/*
 * model/feature.h - the key of a feature: a template and up to three atoms, mixed.
 *
 * A key has 64 bits: the upper half chooses a bucket, sixteen others the row in it
 * (model/linear.h).  Trainers and the reader make keys with the same function, so there
 * is no list of features to keep in step.  Multiply-add mixing after M. Dietzfelbinger,
 * "Universal hashing and k-wise independent random variables via integer arithmetic
 * without primes", STACS 1996.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MODEL_FEATURE_H
#define RAP_MODEL_FEATURE_H

#include <stdint.h>

/* Templates are numbers of the caller's choice, atoms hashes or small numbers; a model
 * has its own room of templates.  An atom of 0 counts too. */
static inline uint64_t rap_feature(uint32_t template, uint32_t a, uint32_t b,
                                   uint32_t c)
{
    uint64_t h = (template + 1) * UINT64_C(0x9E3779B97F4A7C15) +
                 a * UINT64_C(0xD6E8FEB86659FD93) + b * UINT64_C(0xA0761D6478BD642F) +
                 c * UINT64_C(0xE7037ED1A0B428DB);
    h ^= h >> 32;
    h *= UINT64_C(0xBF58476D1CE4E5B9);
    return h ^ h >> 29;
}

/* One atom out of two, for a feature of more than three. */
static inline uint32_t rap_atom2(uint32_t a, uint32_t b)
{
    return (uint32_t)(rap_feature(0, a, b, 0) >> 32);
}

#endif
