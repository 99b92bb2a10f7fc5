/*
 * parties/polities.h - states that no table knows, told by one report and named by
 * others.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PARTIES_POLITIES_H
#define RAP_PARTIES_POLITIES_H

#include "pile/inside.h"

typedef struct {
    const rap_str *v; /* folded names, sorted, each once */
    size_t n;
} rap_polities;

/* The states of the pile that have no ISO code.  In the pile's arena; none when memory
 * is short, which p->failed tells. */
rap_polities rap_polities_find(rap_pile *p);

/* The state which an entity of one word is by its name ("Norland", "Norlandic"); empty
 * for none, and for persons with a first name.  Borrowed. */
rap_str rap_polities_of(const rap_polities *all, rap_pile *p,
                        const rap_filed_entity *e);

#endif
