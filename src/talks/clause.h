/*
 * talks/clause.h - one report's sentences with everybody named in them, and what stands
 * there as the circumstances of a speech only.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TALKS_CLAUSE_H
#define RAP_TALKS_CLAUSE_H

#include "pile/phrases.h"

/* Whose words an attribution carries. */
typedef struct {
    rap_span at;
    uint32_t attribution;
} rap_source;

typedef struct {
    rap_pile *p;
    uint32_t rank;
    const rap_filed *f;
    rap_phrases text;
    const rap_filed_mention **all; /* in order of `at`, pronouns too */
    uint32_t n_all;
    const rap_span *cues; /* of attributions, in order */
    const rap_source *sources;
    uint32_t n_cues, n_sources;
} rap_clauses;

/* Memory from `arena`; false when it is refused.  O(n log n). */
RAP_NODISCARD
bool rap_clauses_read(rap_clauses *out, rap_pile *p, uint32_t rank, rap_arena *arena);

/* First of all mentions that does not end before `at`. */
uint32_t rap_clauses_mention(const rap_clauses *c, uint32_t at);

/* Does this only speak, and of those words?  Is this when and where a speech was made
 * ("said on Monday")? */
bool rap_clauses_is_source(const rap_clauses *c, rap_span at, rap_span of);
bool rap_clauses_is_of_speech(const rap_clauses *c, uint32_t at, uint32_t not_before);

/* First of the report's times, and of its places, that does not begin before `at`. */
uint32_t rap_clauses_time(const rap_clauses *c, uint32_t at);
uint32_t rap_clauses_place(const rap_clauses *c, uint32_t at);

/* Word i of the report, is it this one? */
bool rap_clauses_is_word(const rap_clauses *c, uint32_t i, const char *z);

/* The side behind an entity when it can sit at a table: a state, a body, a movement
 * with a name of its own; -1 otherwise (seats.c). */
int32_t rap_clauses_side(const rap_pile *p, int32_t party);

#endif
