/*
 * facts/positions.h - what each side wants, gives, refuses or holds, issue by issue.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_POSITIONS_H
#define RAP_FACTS_POSITIONS_H

#include "facts/scene.h"

/* Positions in order of `at`, taken from the scene's arena.  One without a party, an
 * issue or a stance is withheld.  O(tokens). */
RAP_NODISCARD
rap_code rap_positions_read(const rap_position **out, uint32_t *n, const rap_scene *s,
                            rap_err *err);

#endif
