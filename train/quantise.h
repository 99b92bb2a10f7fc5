/*
 * train/quantise.h - the network in bytes, as encoder/weightsof.c reads it.
 *
 * After B. Jacob et al., "Quantization and training of neural networks for efficient
 * integer-arithmetic-only inference", CVPR 2018: weights in eight bits with a scale for
 * each column, states in bytes between layers with a scale that is measured on
 * sentences, everything else in whole numbers.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_QUANTISE_H
#define TRAIN_QUANTISE_H

#include "net.h"

/* Write the part.  Names are read as those of the first dialect.  on: sentences on
 * which scales are measured, 320 of them.  t: room.  RAP_E_OUTPUT when it can't be
 * written. */
RAP_NODISCARD
rap_code quantise_write(net *m, tape *t, const samples *on, const char *path,
                        rap_err *err);

#endif
