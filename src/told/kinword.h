/*
 * told/kinword.h - what the forms and derivations of a word have in common.
 *
 * "killed", "killing" and "killer" are kin, and so are "die" and "death": irregular
 * kin stands in data/event_kin.tsv, the rest goes by endings, after M. Porter, "An
 * algorithm for suffix stripping" (1980), but further, to what a deed and its doer
 * share.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TOLD_KINWORD_H
#define RAP_TOLD_KINWORD_H

#include "base/str.h"

/* A number that words of one kin share: `low` is a word in lower case. */
uint32_t rap_kinword(rap_str low);

#endif
