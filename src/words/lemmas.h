/*
 * words/lemmas.h - the lemma of every word by its form and Penn tag.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_LEMMAS_H
#define RAP_WORDS_LEMMAS_H

#include "words/prose.h"

/* Set lemma, lemma_hash and RAP_SHAPE_NAMED of every token; tags must have been set.
 * O(n). */
RAP_NODISCARD
rap_code rap_lemmas_read(const rap_prose *p, rap_err *err);

enum { RAP_LEMMA_ROOM = 96 };

/* The lemma as treebanks write it: that of a name with its capitals ("Veld", "I").
 * Borrowed from the prose or from `room`. */
rap_str rap_lemma_written(const rap_prose *p, uint32_t token,
                          char room[RAP_LEMMA_ROOM]);

#endif
