/*
 * train/gradients.h - are the gradients right?
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_GRADIENTS_H
#define TRAIN_GRADIENTS_H

#include "net.h"

/* Compare the largest gradient of every weight matrix with the difference of the losses
 * a little to both sides, on some sentences; print both.  False when one is far off. */
bool gradients_check(net *m, tape *t, const net_pick *on);

#endif
