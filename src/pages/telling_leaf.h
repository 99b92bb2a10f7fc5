/*
 * pages/telling_leaf.h - a moment on a page: who says so, between whom, and all its
 * tellings.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PAGES_TELLING_LEAF_H
#define RAP_PAGES_TELLING_LEAF_H

#include "answers/moment.h"
#include "pages/leaf.h"

/* "claimed by Chaus (Ukraine)", "says R1 (narrator)". */
void rap_told_claimants(rap_leaf *l, const rap_moment *m);

/* " · Norland → Sudmark · 193 ASSAULT". */
void rap_told_between(rap_leaf *l, const rap_moment *m);

/* Every telling with its claimant, day and place, folded away; nothing for a single one
 * whose place stands beside it already. */
void rap_told_all(rap_leaf *l, const rap_moment *m);

/* A select of the ways in which an event may be told, "status". */
void rap_told_filter(rap_leaf *l);

#endif
