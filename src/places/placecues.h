/*
 * places/placecues.h - what the words at and around a token say of a place.
 *
 * All of it looks at a report's tokens and at the tables, and keeps nothing.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_PLACECUES_H
#define RAP_PLACES_PLACECUES_H

#include "places/spotting.h"

static inline const rap_token *rap_cue_token(const rap_spotting *s, uint32_t i)
{
    return &s->p->tokens[i];
}

static inline bool rap_cue_shape(const rap_spotting *s, uint32_t i, uint16_t bits)
{
    return (rap_cue_token(s, i)->shape & bits) == bits;
}

/* The end of a token's sentence. */
static inline uint32_t rap_cue_end(const rap_spotting *s, uint32_t token)
{
    return s->p->sentences[rap_cue_token(s, token)->sentence].last;
}

static inline bool rap_cue_opens(const rap_spotting *s, uint32_t token)
{
    return s->p->sentences[rap_cue_token(s, token)->sentence].first == token;
}

/* Key of tokens [first, last) in the atlas, and whether it holds it. */
uint64_t rap_cue_key(const rap_spotting *s, uint32_t first, uint32_t last);
bool rap_cue_in_atlas(const rap_spotting *s, uint32_t first, uint32_t last);

/* Tokens of the longest name of the atlas at `token`, before `end`; 0 for none. */
uint32_t rap_cue_longest(const rap_spotting *s, uint32_t token, uint32_t end,
                         uint64_t *key);

/* Is the best known place of a key one that everybody knows? */
bool rap_cue_is_large(const rap_spotting *s, uint64_t key);

/* The region whose short form ("Ky.") stands at `token` (*n tokens), or RAP_NO_REGION;
 * and whether it has stops inside ("W.Va."), so that it is no other word. */
uint16_t rap_cue_short_region(const rap_spotting *s, uint32_t token, uint32_t *n);
bool rap_cue_has_stops(const rap_spotting *s, uint32_t token);

/* May a short form at `token` be told: has it stops, a comma before it ("Lenz, Ky."),
 * or a noun behind ("Mass. lawyers")? */
bool rap_cue_is_short(const rap_spotting *s, uint32_t token);

/* What "Lenz" lies in when ", Ky." or ", Norland" stands at `token`: *n tokens behind
 * the comma, 0 for none. */
rap_within rap_cue_within(const rap_spotting *s, uint32_t token, uint32_t *n);

/* "Lenz, Kesh and Ruud counties": does the word stand behind, for a name that ends
 * before `token`? */
bool rap_cue_is_county(const rap_spotting *s, uint32_t token);

/* A word in front that shows a place ("in"), or that shows other things too ("of"). */
typedef enum { RAP_LEAD_NONE, RAP_LEAD_WEAK, RAP_LEAD_STRONG } rap_lead;
rap_lead rap_cue_lead(const rap_spotting *s, uint32_t first);
const char *rap_cue_relation(const rap_spotting *s,
                             uint32_t first); /* "near"; static */

bool rap_cue_is_direction(const rap_spotting *s, uint32_t i); /* "eastern", "South" */

/* One word that is also a common one, a given name, or what bodies are called by. */
bool rap_cue_is_vague(const rap_spotting *s, uint32_t first, uint32_t last);

/* A state or its adjective at `token`: tokens (0: none) and its row in
 * data/country_points.tsv. */
uint32_t rap_cue_country(const rap_spotting *s, uint32_t token, int *row,
                         bool *adjective);
bool rap_cue_is_country(const rap_spotting *s, uint32_t token);

/* In capitals at the head of a sentence, before a dash or an agency. */
bool rap_cue_is_dateline(const rap_spotting *s, uint32_t first, uint32_t last);

/* Does a word behind a name that ends before `last` say that it is a town's ("Lenz
 * police")? */
bool rap_cue_is_town(const rap_spotting *s, uint32_t last);

/* Does a name go on at `token` ("Jon | Lenz")?  "D-Lenz": for whom a member sits. */
bool rap_cue_is_name_before(const rap_spotting *s, uint32_t token);
bool rap_cue_is_seat(const rap_spotting *s, uint32_t token);

#endif
