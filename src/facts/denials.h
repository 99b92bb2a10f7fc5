/*
 * facts/denials.h - is what a word tells denied by whoever speaks, or only claimed?
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_DENIALS_H
#define RAP_FACTS_DENIALS_H

#include "facts/scene.h"

/* By the tree around token `trigger`; false where there is none.  A denial that is
 * itself turned round ("did not deny") is none.  Cost: a few steps, and what hangs on
 * the verb. */
bool rap_is_denied(const rap_scene *s, uint32_t trigger);

/* "stopped short of saying that Sudmark wanted it", "without saying that": is the word
 * told close behind what somebody does not say? */
bool rap_is_left_unsaid(const rap_scene *s, uint32_t token);

/* "persisted in its claim that Sudmark had attacked": is the verb told in a claim or a
 * report that a noun names? */
bool rap_is_of_claim(const rap_scene *s, uint32_t verb);

#endif
