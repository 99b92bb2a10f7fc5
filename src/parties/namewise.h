/*
 * parties/namewise.h - names word by word: whether two may be one person's.
 *
 * Two names agree when every word of the shorter has its counterpart in the longer: the
 * same word, another romanisation of it, a short or Latin form (data/given_forms.tsv),
 * or its first letter; at least two of them, and not only letters.  What only one of
 * two names has may be a middle name, a second surname or a title; where both have
 * something of their own they are two persons.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PARTIES_NAMEWISE_H
#define RAP_PARTIES_NAMEWISE_H

#include "base/arena.h"

enum {
    RAP_NAME_WORDS = 7,
    RAP_NAME_LETTERS = 32, /* of a word */
    RAP_NAME_SURE = 4,     /* letters of a word that is compared by its bones */
    RAP_NAME_RARE = 7      /* of one that few families have */
};

typedef struct {
    rap_str text, bones, soft; /* soft: bones whose voiced and unvoiced are one */
} rap_name_word;

typedef struct {
    rap_name_word v[RAP_NAME_WORDS];
    uint32_t n;
    rap_str letters; /* all of them, without what parts the words */
} rap_name;

/* Memory from the arena; what it refuses is empty. */
rap_name rap_name_read(rap_arena *a, rap_str text);
rap_name_word rap_name_word_read(rap_arena *a, rap_str text);

/* Is one of two folded given names a woman's and the other a man's, as far as it is
 * known of either: "petra", "petar"? */
bool rap_name_other_gender(rap_str one, rap_str other);

/* 0: two persons; more: the surer, the more. */
int rap_name_agree(const rap_name *x, const rap_name *y);

#endif
