/*
 * encoder/wordkeys.h - what the encoder sees of one word: rows of its tables.
 *
 * Eight numbers taken from the spelling alone, so that a word nobody has met still has
 * a place: the folded form twice (two hashes, so that words rarely share both: D. Serra
 * and A. Karatzoglou, "Getting deep recommenders fit: Bloom embeddings", RecSys 2017),
 * the form with its capitals twice, its first three bytes, its last three, its last
 * two, and its outline ("Xxxd").  Digits count as 0 in all but the outline.  The
 * trainer and the reader call the same function.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ENCODER_WORDKEYS_H
#define RAP_ENCODER_WORDKEYS_H

#include "base/str.h"

typedef enum {
    RAP_WORDKEY_FORM,
    RAP_WORDKEY_FORM_AGAIN, /* another row of the same table */
    RAP_WORDKEY_CASED,
    RAP_WORDKEY_CASED_AGAIN,
    RAP_WORDKEY_HEAD3,
    RAP_WORDKEY_TAIL3,
    RAP_WORDKEY_TAIL2,
    RAP_WORDKEY_OUTLINE,
    RAP_WORDKEY_COUNT
} rap_wordkey;

/* Rows of the table each key points into. */
extern const uint16_t rap_wordkey_rows[RAP_WORDKEY_COUNT];

/* keys[k] < rap_wordkey_rows[k].  text: the word as it stands; low: the same folded by
 * rap_utf8_fold.  O(length), of which 120 bytes are looked at. */
void rap_wordkeys(rap_str text, rap_str low, uint16_t keys[RAP_WORDKEY_COUNT]);

/* Hash of a folded word, digits as 0: its place in the table of word vectors. */
uint64_t rap_wordkey_vector(rap_str low);

#endif
