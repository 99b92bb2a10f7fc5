/*
 * facts/settled.h - what a stance comes to on its issue: an announcement of tariffs is
 * a threat, a promise with an "if" a condition, a demand to lift a siege one against
 * it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_SETTLED_H
#define RAP_FACTS_SETTLED_H

#include "facts/statements.h"

/* Settle stance, polarity and issue of a statement: a statement that shows none is a
 * claim. */
void rap_settled_stance(const rap_scene *s, rap_statement *st);

/* The clause of a unit that tells on what it depends, or UINT32_MAX. */
uint32_t rap_settled_condition(const rap_scene *s, const rap_unit *u);

#endif
