/*
 * names/names.h - who and what a report names, and which mentions are one.
 *
 * Kinds and sides are those of docs/record.md: one entity a party however it is
 * written; a country's capital or government building used for its government ("Norstad
 * said") is a mention of the country; anonymous sources are entities of their own.
 * Pronouns are mentions too; one that cannot be told for certain has no entity (-1).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_NAMES_H
#define RAP_NAMES_NAMES_H

#include "words/prose.h"

typedef enum {
    RAP_ENTITY_NONE,
    RAP_ENTITY_PERSON,
    RAP_ENTITY_ORGANIZATION,
    RAP_ENTITY_COUNTRY,
    RAP_ENTITY_PLACE,
    RAP_ENTITY_GROUP,
    RAP_ENTITY_MEDIA,
    RAP_ENTITY_ANONYMOUS,
    RAP_ENTITY_THING
} rap_entity_kind;

typedef enum {
    RAP_MENTION_NONE,
    RAP_MENTION_NAME,
    RAP_MENTION_NOMINAL,
    RAP_MENTION_PRONOUN
} rap_mention_kind;

typedef enum { RAP_GENDER_NONE, RAP_GENDER_SHE, RAP_GENDER_HE } rap_gender;

typedef struct {
    rap_entity_kind kind;
    rap_gender gender;
    rap_str name;           /* fullest form, without title */
    const rap_str *aliases; /* other spellings in the report, sorted by bytes */
    uint32_t n_aliases;
    char iso[4];          /* ISO 3166-1 alpha-3 of a country, else empty */
    const rap_str *roles; /* "foreign minister", in order of appearance */
    uint32_t n_roles;
    int32_t side; /* entity for whom it speaks or acts, or -1 */
    bool own;     /* a firm or a political party: of its country, not for it */
} rap_entity;

typedef struct {
    rap_span at;          /* a person's title is left out */
    uint32_t first, last; /* tokens [first, last) */
    rap_mention_kind kind;
    int32_t entity; /* -1 when a pronoun cannot be told */
    rap_span whole; /* with title, apposition and office: what a source span covers */
    bool as_actor;  /* a place name that stands for a government ("Norstad said") */
} rap_mention;

typedef struct {
    int32_t entity; /* -1: nobody known */
    int32_t chain;  /* of coref/coref.h, or -1 */
    uint8_t sure;   /* 0..100; 0: the phrase begins its chain */
} rap_meant;

typedef struct {
    const rap_entity *entities;
    uint32_t n_entities;
    const rap_mention *mentions; /* in order of `at`; only the name of a side lies in
                                    another, behind it: "Norland" in "Norland troops".
                                    Those that speech/ adds stand at the end */
    uint32_t n_mentions;
    const int32_t
        *by_token; /* per token: the outermost mention that covers it, or -1 */
    const int32_t *state_of; /* per token: the state that an adjective is of, or -1 */
    const rap_meant *meant;  /* per token: whom the phrase with that head means by its
                                links; NULL: not looked for */
} rap_names;

RAP_NODISCARD
rap_code rap_names_read(rap_names *out, const rap_prose *p, rap_err *err);

/* The end of an entity's chain of sides: itself when it acts for nobody; -1 for -1. */
int32_t rap_names_side(const rap_names *names, int32_t entity);

/* The same, but that a firm, a political party and who speaks for one stand for
 * themselves. */
int32_t rap_names_stand(const rap_names *names, int32_t entity);

const char *rap_entity_kind_name(rap_entity_kind kind);   /* "person"; static */
const char *rap_mention_kind_name(rap_mention_kind kind); /* "nominal"; static */

#endif
