/*
 * names/phrase.h - the parts of a description with a head noun.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_PHRASE_H
#define RAP_NAMES_PHRASE_H

#include "names/finding.h"

typedef struct {
    uint32_t first, last; /* tokens of the whole description */
    bool definite, indefinite, counted, owned;
    int32_t owner; /* finding before "'s", when no table knows it; else -1 */
    bool tail;     /* the side stands behind the head: "president of Norland" */
    rap_known side;
    uint32_t side_first, side_last;
    rap_known organ; /* a body between side and head: "Norlandic U.N. ambassador" */
    uint32_t organ_first;
    uint32_t mods_first; /* first word behind the side */
    rap_head body;       /* a body before the head: "ministry spokesman" */
    uint32_t body_first, body_last;
    rap_head head;
    uint32_t head_first, head_last;
} rap_phrase;

/* Read the description at `token`; false when there is none.  O(1). */
bool rap_phrase_read(rap_phrase *ph, const rap_lexicon *lex, uint32_t token);

#endif
