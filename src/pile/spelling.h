/*
 * pile/spelling.h - what two spellings of one name have in common.
 *
 * A name is folded (no accents, lower case, words parted by one blank, no possessive,
 * no leading article); its "bones" are the consonants that romanisations agree on, so
 * that "Yelenskiy" and "Elensky" may be compared.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_SPELLING_H
#define RAP_PILE_SPELLING_H

#include "base/arena.h"

typedef struct {
    rap_str plain;   /* the whole name, folded */
    rap_str given;   /* its first word; empty for a bare surname */
    rap_str surname; /* its last word but for "jr" and the like */
    rap_str bones;   /* of the surname; the surname itself when it has too few */
    rap_str given_bones;
} rap_spelling;

/* The folded form of any name. */
rap_str rap_spelling_plain(rap_arena *a, rap_str name);

/* The same of any text, with the article that it begins with. */
rap_str rap_spelling_words(rap_arena *a, rap_str text);

/* All parts of a person's name.  Empty strings when memory is refused. */
rap_spelling rap_spelling_of(rap_arena *a, rap_str name);

/* The bones of one folded word; with fewer than `least` of them, the word itself. */
rap_str rap_spelling_bones(rap_arena *a, rap_str word, size_t least);

/* Written in capitals only, two letters or more? */
bool rap_spelling_is_acronym(rap_str name);

#endif
