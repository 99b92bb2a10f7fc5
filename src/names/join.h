/*
 * names/join.h - which findings are one party.
 *
 * Two passes over the findings: persons with a full name are known before the first
 * bare surname is looked up; then all are read in order, and descriptions and pronouns
 * go to the party last seen that they fit.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_JOIN_H
#define RAP_NAMES_JOIN_H

#include "names/offices.h"
#include "names/roster.h"

typedef struct {
    rap_entity e;
    RAP_LIST(rap_str) aliases;
    RAP_LIST(rap_str) roles;
    uint32_t mentions;
    bool rules;    /* a person with an office that has one holder */
    bool somebody; /* perhaps a person */
} rap_party;

/* A mention of a person that a pronoun may mean. */
typedef struct {
    int32_t party; /* -1: a person, but nobody knows which */
    rap_gender gender;
    uint32_t sentence;
    bool quoted;
    bool subject; /* of a verb */
    bool pronoun;
} rap_recent;

enum { RECENT_MAX = 16 };

typedef struct {
    rap_finder *f;
    rap_arena *arena;
    const rap_prose *p;
    RAP_LIST(rap_party) parties;
    rap_roster countries; /* ISO code -> party */
    rap_roster names;     /* bodies, places, media by name */
    rap_roster people;    /* "first last" -> party */
    rap_roster surnames;  /* last word -> party last seen */
    rap_roster firsts;    /* first word -> party, where no surname fits */
    rap_roster holders;   /* office, with or without its state -> person */
    rap_roster heads;     /* head noun -> body or group last seen */
    rap_roster spellings; /* seen spellings of each party */
    rap_recent recent[RECENT_MAX];
    uint32_t n_recent;
    rap_offices offices; /* that the tree tells */
    size_t next_office;
    bool out_of_memory;
} rap_joiner;

/* Give every finding its party; -1 where none can be told. */
RAP_NODISCARD
bool rap_join(rap_joiner *j, rap_finder *f);

/* The party of a state, made when it is new; -1 for an empty code. */
int32_t rap_join_country(rap_joiner *j, rap_str iso3);
int32_t rap_join_new(rap_joiner *j, rap_entity_kind kind, rap_str name);
void rap_join_set(rap_joiner *j, rap_roster *r, rap_str key, int32_t party);
/* Two texts with a blank between, in the arena. */
rap_str rap_join_key(rap_joiner *j, rap_str a, rap_str b);
/* Text of tokens on one line; the folded and plain form of it. */
rap_str rap_join_text(rap_joiner *j, uint32_t first, uint32_t last);
rap_str rap_join_plain(rap_joiner *j, uint32_t first, uint32_t last);
void rap_join_office(rap_joiner *j, const rap_finding *x, int32_t person);

/* people.c */
/* Can a mention of this gender mean the person? */
bool rap_join_fits(const rap_joiner *j, int32_t person, rap_gender gender);
int32_t rap_join_person(rap_joiner *j, const rap_finding *x);
int32_t rap_join_surname(rap_joiner *j, const rap_finding *x);
/* Somebody is spoken of who cannot be told. */
void rap_join_unseen(rap_joiner *j, const rap_finding *x);
void rap_join_seen(rap_joiner *j, const rap_finding *x, int32_t person);
/* pronouns.c */
int32_t rap_join_pronoun(rap_joiner *j, const rap_finding *x);
/* describe.c */
int32_t rap_join_nominal(rap_joiner *j, const rap_finding *x);

#endif
