/*
 * facts/held.h - whose a position is, and who says that it is his.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_HELD_H
#define RAP_FACTS_HELD_H

#include "facts/statements.h"

/* The speaker of an attribution; of one whose source is only "he" or "it" inside
 * somebody's words, that one.  -1 when nobody is known. */
int32_t rap_held_speaker(const rap_scene *s, int32_t said);

/* The sides that hold what a statement shows: of a stance of its subject those that
 * the subject names, else those who speak.  Empty when nobody can. */
void rap_held_by(const rap_scene *s, const rap_statement *st, rap_actors *out);

/* Can this entity hold such a stance?  A place, a thing, a paper and the press hold
 * none, and somebody who acts for no side only a plain one. */
bool rap_held_may(const rap_scene *s, int32_t party, const rap_statement *st);

/* "self" "adversary" "third" "anonymous" or "narrator": who says that `party` holds it;
 * static.  `hostile` tells of two sides whether they are against one another. */
typedef struct {
    const rap_scene *s;
    const int32_t (
        *pairs)[2]; /* sides of which one has accused or threatened the other */
    uint32_t n;
} rap_feuds;

const char *rap_held_teller(const rap_feuds *feuds, int32_t said, int32_t party);

#endif
