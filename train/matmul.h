/*
 * train/matmul.h - products of matrices of floats, for training on one core.
 *
 * Plain C whose inner loops compilers turn into the vector instructions of the machine
 * that it is built on (train/meson.build asks for these).  Sums are made in another
 * order on each: a network trained on another machine differs by chance.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_MATMUL_H
#define TRAIN_MATMUL_H

#include <stddef.h>
#include <stdint.h>

/* Rows lie `stride` floats apart, which may be less than their length: windows of
 * neighbouring rows are a matrix, too. */
typedef struct {
    float *v;
    uint32_t rows, columns;
    size_t stride;
} matrix;

enum { MATMUL_COLUMNS = 32 };

/* out += a b.  Columns of out: a multiple of MATMUL_COLUMNS; rows of out do not
 * overlap.  Columns of a may be fewer than rows of b: the rest is not looked at. */
void matmul_add(matrix out, matrix a, matrix b);

/* out = a with rows and columns changed over. */
void matmul_turn(matrix out, matrix a);

#endif
