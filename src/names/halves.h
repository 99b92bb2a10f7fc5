/*
 * names/halves.h - "the South" in a report on South Korea and North Korea.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_HALVES_H
#define RAP_NAMES_HALVES_H

#include "names/lexicon.h"

/* Let "the North", "the South", "North and South" be the states of a divided country
 * where the report names both halves in full.  False: no memory.  O(tokens). */
RAP_NODISCARD
bool rap_halves_find(rap_lexicon *lex);

#endif
