/*
 * facts/drafts.h - a deed or saying that may be an event, and the word that tells it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_DRAFTS_H
#define RAP_FACTS_DRAFTS_H

#include "facts/scene.h"

typedef struct {
    rap_event event; /* no code: no table tells what it is */
    uint32_t token;  /* the main word that tells it */
    uint32_t cue;    /* of a saying: the main word of its cue, else RAP_NO_TOKEN */
    rap_str told;    /* the code that a table gives that word, or empty */
    uint32_t words;  /* of the table's key */
    bool loose;      /* of a saying: no word of its cue tells to whom it is said */
    bool guess;      /* nor do its words */
    bool bare;       /* and they show no stance */
    bool body;       /* of a deed: it is done to people who are no entity */
} rap_draft;

#endif
