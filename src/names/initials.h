/*
 * names/initials.h - short forms of which the report tells itself what they stand for.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_INITIALS_H
#define RAP_NAMES_INITIALS_H

#include "names/lexicon.h"

/* Take the short forms of three to six letters out of the lexicon for which the report
 * holds a whole name with the same initials other than the one that the tables know.
 * O(tokens * short forms). */
void rap_initials_settle(rap_lexicon *lex);

#endif
