/*
 * words/morph.h - the lemma of a word that no lexicon knows, by its tag and ending.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_MORPH_H
#define RAP_WORDS_MORPH_H

#include "base/arena.h"

/* Lemma of the folded form `low` under the Penn tag `xpos`: "talks" NNS -> "talk".  A
 * part of `low` or taken from the arena; `low` itself when memory is refused. */
rap_str rap_morph_lemma(rap_arena *a, rap_str low, const char *xpos);

#endif
