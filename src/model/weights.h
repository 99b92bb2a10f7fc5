/*
 * model/weights.h - the one file of weights that is built into the program.
 *
 * scripts/pack.py joins models/NAME.weights to it; the linker embeds it, and nothing is
 * copied or unpacked to open it.  All numbers are little-endian, all parts begin at a
 * multiple of 64 bytes:
 *
 *     0   "RAPW"
 *     4   u32 version (1)
 *     8   u32 number of parts
 *     12  u32 size of the whole
 *     64  for each part: char name[24] (NUL-padded), u32 offset, u32 size
 *     ... the parts
 *
 * Static data: any thread, nothing to free.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MODEL_WEIGHTS_H
#define RAP_MODEL_WEIGHTS_H

#include "base/attr.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const unsigned char *p; /* NULL: there is no such part */
    size_t n;
} rap_part;

/* The part of that name, empty when the program was built without it. */
rap_part rap_weights_part(const char *name);

/* Bytes of the whole file. */
size_t rap_weights_size(void);

static inline uint32_t rap_le32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static inline uint32_t rap_le16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

#endif
