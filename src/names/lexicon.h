/*
 * names/lexicon.h - what the tables of names know about the words at a token.
 *
 * A match is always the longest one.  Names must be written with a capital letter;
 * short forms that are also words ("us", "who") only count in capitals.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_LEXICON_H
#define RAP_NAMES_LEXICON_H

#include "names/names.h"

typedef enum {
    RAP_KNOWN_NONE,
    RAP_KNOWN_COUNTRY,
    RAP_KNOWN_DEMONYM, /* "Norlandic" */
    RAP_KNOWN_PEOPLE,  /* "Norlanders" */
    RAP_KNOWN_CAPITAL,
    RAP_KNOWN_PLACE,
    RAP_KNOWN_SEAT, /* a building or organ that is named for its government */
    RAP_KNOWN_BODY, /* an organisation or armed group */
    RAP_KNOWN_MEDIA
} rap_known_kind;

typedef struct {
    rap_known_kind kind;
    rap_entity_kind entity;
    uint32_t n;      /* tokens */
    rap_str display; /* the usual form; empty for demonyms */
    rap_str iso3;    /* the state it is or belongs to; may be empty */
    rap_str home;    /* of a short form that others have too: ISO 3166 codes */
    bool rules;      /* a seat of a president or parliament */
    bool guessed;    /* a state that only the report tells of */
    bool ruled;      /* ... of whose president it speaks by name: no person */
    bool own;        /* a firm or a political party */
} rap_known;

/* Nouns for holders of offices, for bodies and for groups. */
typedef enum {
    RAP_HEAD_NONE,
    RAP_HEAD_OFFICE,
    RAP_HEAD_BODY,
    RAP_HEAD_GOVERNMENT,
    RAP_HEAD_GROUP,
    RAP_HEAD_ANONYMOUS
} rap_head_kind;

typedef struct {
    rap_head_kind kind;
    uint32_t n; /* tokens */
    rap_gender gender;
    bool one;      /* an office with one holder at a time */
    bool top;      /* ... who rules */
    bool public;   /* an office or body of a state */
    bool plural;   /* "officials" */
    bool people;   /* a body that is people, too: "police", "security forces" */
    bool job;      /* a calling that is no office: "farmer" */
    rap_str class; /* of an office: "state", "expert" ...; static */
} rap_head;

/* What is known of the words of one report: by the tables, and (states.h) of itself. */
typedef struct {
    const rap_prose *p;
    RAP_LIST(rap_known) known;
    uint32_t *at; /* per token: 1 + index into known, 0 for nothing */
} rap_lexicon;

/* Look every token up once.  False when memory is refused.  O(n). */
RAP_NODISCARD
bool rap_lexicon_read(rap_lexicon *lex, const rap_prose *p);

/* Let `k` stand at `token`, where the tables know nothing; false: out of memory. */
RAP_NODISCARD
bool rap_lexicon_add(rap_lexicon *lex, uint32_t token, const rap_known *k);

/* False: nothing known stands at `token`. */
static inline bool rap_lexicon_at(rap_known *out, const rap_lexicon *lex,
                                  uint32_t token)
{
    uint32_t at = lex->at[token];
    *out = at ? lex->known.v[at - 1] : (rap_known){0};
    return at > 0;
}

/* The same by the tables alone. */
bool rap_known_at(rap_known *out, const rap_prose *p, uint32_t token);

/* Is that, in small letters, the name of a firm or a political party? */
bool rap_known_is_private(rap_str low);

bool rap_head_at(rap_head *out, const rap_prose *p, uint32_t token);

/* Tokens of a form of address ("Mr", "Lt. Col.") at `token`, 0 when there is none. */
uint32_t rap_address_at(const rap_prose *p, uint32_t token, rap_gender *gender);

/* Tokens of a place or country whose name is written without capitals at `token`: 0
 * when there is none, or when the word is a common one. */
uint32_t rap_place_in_lower(const rap_prose *p, uint32_t token);

/* Does the word make an outlet of its name: "last", "alone" or "noun", "first"? */
bool rap_thing_head(const rap_prose *p, uint32_t token); /* "prize" */
bool rap_outlet_word(const rap_prose *p, uint32_t token, const char *use);

bool rap_given_name(const rap_prose *p, uint32_t token, rap_gender *gender);
bool rap_name_particle(const rap_prose *p, uint32_t token); /* "bin", "van" */
bool rap_not_a_name(const rap_prose *p, uint32_t token);    /* "Monday", "The" */
bool rap_common_word(const rap_prose *p, uint32_t token);   /* "climate" */
bool rap_place_head(const rap_prose *p, uint32_t token, bool last);

#endif
