/*
 * facts/scene.h - what events and positions both look at: clauses, who speaks where,
 * and the sides of the report.
 *
 * A clause is the stretch of a sentence around a verb, cut at the words of
 * data/clausewords.tsv, at strong marks, and where an attribution begins or ends.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_SCENE_H
#define RAP_FACTS_SCENE_H

#include "facts/branches.h"
#include "facts/facts.h"

enum { RAP_SCENE_STRAY = 4 }; /* sentences: a text of fewer is no report */

typedef enum {
    RAP_CLAUSE_MAIN,
    RAP_CLAUSE_JOINED,   /* ", and ...": may share the subject before it */
    RAP_CLAUSE_RELATIVE, /* ", which ..." */
    RAP_CLAUSE_CONDITION,
    RAP_CLAUSE_TIME,
    RAP_CLAUSE_CONTENT, /* "that ..." */
    RAP_CLAUSE_OTHER
} rap_clause_kind;

typedef struct {
    uint32_t first, last; /* tokens [first, last) */
    rap_clause_kind kind;
    int32_t said; /* innermost attribution, or -1 */
    bool answers; /* what comes behind "if they attack," */
} rap_clause;

/* What one voice says in one sentence: the clauses of one attribution, or one clause of
 * the report's own. */
typedef struct {
    uint32_t first, last; /* tokens [first, last) */
    int32_t said;
} rap_unit;

typedef struct rap_stance rap_stance; /* stances.h */

typedef struct {
    const rap_facts_input *in;
    const rap_prose *p;
    rap_arena *arena;
    rap_clause *clauses;
    uint32_t n_clauses;
    uint32_t *clause_of; /* per token */
    rap_unit *units;     /* in order of `first`; body text only */
    uint32_t n_units;
    rap_stance *stances;     /* per unit: NULL, or what rap_stance_of_unit has found */
    bool *is_cue;            /* per token: main word of the cue of an attribution */
    bool *is_spoken;         /* per token: the same, of one whose speaker is known */
    bool *is_time;           /* per token: inside an expression of time */
    uint32_t *weight;        /* per entity: mentions of it and of those on its side */
    const int32_t *state_of; /* per token: state of an adjective ("Norlandic"), or -1 */
    int32_t main[2];         /* the two sides that are mentioned most, or -1 */
    bool of_labour;          /* the report's strikes are walkouts */
    bool of_disaster;        /* a quake or a disease kills in it */
    uint8_t world;           /* rap_world: what the report is of (worlds.h) */
    const int32_t *states;   /* entities that are countries */
    uint32_t n_states;
    rap_branches branches;   /* of the trees, where there are any */
    const int32_t *speakers; /* per attribution: who speaks, or -1 */
    const int32_t *sayers;   /* the same, or else whom the tree makes the subject */
} rap_scene;

/* O(tokens + mentions). */
RAP_NODISCARD
rap_code rap_scene_set(rap_scene *out, const rap_facts_input *in, rap_err *err);

/* Side of an entity, -1 for -1. */
int32_t rap_scene_side(const rap_scene *s, int32_t entity);

/* The same, but that a firm, a political party and who speaks for one stand for
 * themselves; -1 for -1. */
int32_t rap_scene_stand(const rap_scene *s, int32_t entity);

/* Who speaks in attribution `said`: an entity, or -1. */
int32_t rap_scene_speaker(const rap_scene *s, int32_t said);

/* Who answers for what attribution `said` tells: it itself, or, when somebody of
 * another side tells that it was said ("Norland offered to withdraw, Brel said"), that
 * one's attribution.  The press that carries words does not answer for them.  -1 for
 * -1. */
int32_t rap_scene_answers(const rap_scene *s, int32_t said);

/* The main side that is not `side`, or -1 when it is neither or there is one only. */
int32_t rap_scene_other(const rap_scene *s, int32_t side);

/* The entity that can act which a token names: its mention's, or the speaker for "we"
 * in his own words; -1 for none. */
int32_t rap_scene_actor(const rap_scene *s, uint32_t token);

/* Clause span without marks and clause words at its ends. */
rap_span rap_scene_clause_span(const rap_scene *s, uint32_t clause);

/* The day of what the word at `token` tells: by the time that governs it, else the day
 * of the report. */
rap_days rap_scene_day(const rap_scene *s, uint32_t token);

/* Of words the day on which they are said: "refused any cut before October" is of
 * today, and so is what is promised, refused or asked for a day to come. */
rap_days rap_scene_day_said(const rap_scene *s, uint32_t token);

#endif
