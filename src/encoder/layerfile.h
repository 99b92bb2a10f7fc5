/*
 * encoder/layerfile.h - taking the parts of a weights file one after the other.
 *
 * Each part begins at a multiple of 64.  A file that ends early is noticed once, by
 * `whole`; what was taken from it since is not to be used.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ENCODER_LAYERFILE_H
#define RAP_ENCODER_LAYERFILE_H

#include "encoder/dense.h"

typedef struct {
    const unsigned char *p;
    size_t n, at;
    bool whole; /* nothing was missing yet */
} rap_layerfile;

/* The next `n` bytes, borrowed; NULL when there are not so many. */
const void *rap_layerfile_take(rap_layerfile *r, size_t n);

/* A layer as train/layers.c writes it, of these measures and no other. */
void rap_layerfile_dense(rap_layerfile *r, rap_dense *d, uint32_t in, uint32_t out);

#endif
