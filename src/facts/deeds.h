/*
 * facts/deeds.h - verbs and nouns that tell a deed, and their CAMEO codes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_DEEDS_H
#define RAP_FACTS_DEEDS_H

#include "facts/branches.h"

typedef struct {
    rap_str code;   /* CAMEO, "190" */
    rap_str stance; /* which it takes, or empty */
    rap_str labour; /* the code where strikes are walkouts, or empty */
    bool noun;
    bool reciprocal; /* both sides are in it alike */
    bool suffered;   /* "Norland's arrest": done to Norland */
    bool lasting;    /* a state rather than a deed: "war", "controls" */
    bool weak;       /* no deed unless somebody does it: "hit" by a slump is none */
    uint32_t words;  /* of its key */
    uint32_t first, last; /* tokens [first, last) */
    uint32_t ends;        /* token of the last word, which may stand further on */
} rap_verb;

/* The deed that the words at `token` tell, before token `limit`; false when they tell
 * none.  O(longest key). */
bool rap_deeds_verb(const rap_prose *p, uint32_t token, uint32_t limit, rap_verb *out);

/* The same, where the tree tells what verb and object belong together. */
bool rap_deeds_in_tree(const rap_branches *b, const rap_prose *p, uint32_t token,
                       uint32_t limit, rap_verb *out);

/* Can a deed of this code be promised, demanded or threatened - roots 04 to 08 and 14
 * to 20? */
bool rap_deeds_is_code(rap_str code);

/* Root of a CAMEO code, 19 of "190"; 0 of none. */
int rap_deeds_root(rap_str code);

/* Is it a deed rather than words - roots 04 to 09 and 14 to 20? */
bool rap_deeds_is_material(rap_str code);

/* Does the cue of an attribution tell a deed: a material one ("attacked" is no saying,
 * whatever stands behind it), or words that show no stance ("filed a lawsuit")? */
bool rap_deeds_is_done(const rap_verb *verb);

/* PLOVER class of a CAMEO code, empty for statements and appeals; static. */
rap_str rap_deeds_plover(rap_str code);

#endif
