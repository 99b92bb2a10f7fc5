/*
 * facts/commoners.h - who wants things for himself and not for his state.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_COMMONERS_H
#define RAP_FACTS_COMMONERS_H

#include "names/names.h"

/* Does the entity act for itself, whatever state it belongs to: a union, the
 * opposition, protesters, the press, a firm, somebody whose every role is private?  By
 * its name and its roles, data/commoners.tsv and data/privateheads.tsv; false of a
 * state. O(name + roles). */
bool rap_is_commoner(const rap_entity *e);

/* Is it said of one: a word of the text, or the one that heads it ("a Norlandic
 * newspaper")? */
bool rap_names_commoner(rap_str text);

#endif
