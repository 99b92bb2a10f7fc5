/*
 * places/nearness.h - how far apart two places are, in whole numbers.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_NEARNESS_H
#define RAP_PLACES_NEARNESS_H

#include "places/atlas.h"

/* Kilometres between two places on a plain that touches the globe between them: right
 * within a hundredth up to 500 km away from the poles, and never below 500 where the
 * globe says more than 600. */
uint32_t rap_places_apart(const rap_spot *a, const rap_spot *b);

#endif
