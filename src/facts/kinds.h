/*
 * facts/kinds.h - which kind of act a text tells: PLOVER's classes, by a linear model.
 *
 * The tables of data/ know words; the model has learnt (train/events.c) which kinds
 * the words around them make more likely.  It sees what the tables say, so that they
 * keep their word where nothing speaks against them.  Without its weights the tables
 * decide alone.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_KINDS_H
#define RAP_FACTS_KINDS_H

#include "facts/drafts.h"
#include "model/linear.h"

/* PLOVER's classes, CONCEDE and RETREAT as one; 0 for statements and what is no act. */
enum { RAP_KINDS = 16 };

/* Names of the kinds, "" for 0; static. */
const char *rap_kinds_name(uint32_t kind);

/* The kind of a CAMEO code; 0 for 01x, 02x and none. */
uint32_t rap_kinds_of(rap_str cameo);

/* What the model looks at, at most RAP_LINEAR_KEYS keys; `plain`: without what tables
 * say of the draft's own word.  Returns how many.  O(1). */
uint32_t rap_kinds_keys(const rap_scene *s, const rap_draft *d, bool plain,
                        uint64_t *keys);

/* The model itself; empty without weights. */
typedef struct {
    rap_linear linear;
} rap_kinds;
void rap_kinds_open(rap_kinds *out);

/* Give the draft the kind that the model is sure of.  False: it is no event. */
bool rap_kinds_settle(const rap_kinds *k, const rap_scene *s, rap_draft *d);

#endif
