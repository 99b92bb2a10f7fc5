/*
 * train/trial.h - how well a written encoder reads, in the reader's own arithmetic.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_TRIAL_H
#define TRAIN_TRIAL_H

#include "net.h"

/* Read gold words by the part in `path` and print tags, trees and names against what is
 * told, and on how many tokens the network in floats gives the same tag.  Labels count
 * without their subtypes.  RAP_E_SYNTAX when the part can't be opened. */
RAP_NODISCARD
rap_code trial_run(net *m, tape *t, const samples *on, const char *path, rap_err *err);

#endif
