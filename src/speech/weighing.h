/*
 * speech/weighing.h - what a model says of a telling: is it one, and where does it end.
 *
 * Two questions to one linear model of four classes, models/tellings.weights: no or
 * yes (0, 1), go on or stop (2, 3).  Its features are of the tree, so without trees it
 * is never asked.  Shared by the reader and by train/tellings.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_WEIGHING_H
#define RAP_SPEECH_WEIGHING_H

#include "model/linear.h"
#include "speech/hearing.h"

enum { RAP_TELLING_KEYS = 64 };
enum { RAP_TELLS_NOT, RAP_TELLS, RAP_GOES_ON, RAP_STOPS };

/* Features of a telling as a whole; return their number. */
uint32_t rap_telling_keys(const rap_hearing *h, const rap_telling *x, uint64_t *keys);

/* The next place at or behind token i where the content might end, before `end`: where
 * something begins that hangs on what stands before it.  *top is that something.
 * Returns `end` when there is none. */
uint32_t rap_end_next(const rap_hearing *h, const rap_telling *x, uint32_t i,
                      uint32_t end, uint32_t *top);

/* Features of the content's ending before token i, where `top` begins. */
uint32_t rap_end_keys(const rap_hearing *h, const rap_telling *x, uint32_t i,
                      uint32_t top, uint64_t *keys);

#endif
