/*
 * names/states.h - states that no table knows, told by what the report says of them.
 *
 * A name that owns what only states have ("Norland's foreign minister", "the Norlandic
 * navy") and acts or is stood in like one is a state of this report; then its adjective
 * and its people ("Norlandic", "Norlanders") are words of the lexicon too.  Its code is
 * its own name.  A name that is somewhere a person's is none.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_STATES_H
#define RAP_NAMES_STATES_H

#include "names/labels.h"
#include "names/lexicon.h"

/* Add such states and their words to the lexicon.  With the labels (NULL: not read yet)
 * a place that has a president by name is one too; *asks (or NULL) tells whether a name
 * has one, so that the labels may say more.  False: out of memory.  O(n). */
RAP_NODISCARD
bool rap_states_find(rap_lexicon *lex, const rap_labels *labels, bool *asks);

#endif
