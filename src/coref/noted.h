/*
 * coref/noted.h - the phrases of a report that may mean one thing with another.
 *
 * Every noun phrase and every pronoun, as wide as OntoNotes takes them: with
 * determiner, modifiers, relative clause, apposition and possessive mark, without the
 * preposition before it; of a list the whole and its first member.  Also the names that
 * stand before a noun ("Norland" in "Norland troops").  What each is like is told by
 * its words, by the tree and by the names that were found.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_COREF_NOTED_H
#define RAP_COREF_NOTED_H

#include "names/names.h"

enum { /* rap_noted.gender, added up: what it may be */
       RAP_MAY_HE = 1,
       RAP_MAY_SHE = 2,
       RAP_MAY_IT = 4,
       RAP_MAY_ANY = 7
};

typedef enum {
    RAP_ARTICLE_NONE,
    RAP_ARTICLE_A,
    RAP_ARTICLE_SOME, /* any other determiner, a number */
    RAP_ARTICLE_OWNED,
    RAP_ARTICLE_THE,
    RAP_ARTICLE_THIS
} rap_article;

typedef enum {
    RAP_PLACE_OTHER,
    RAP_PLACE_BEFORE_NOUN, /* a name before a noun */
    RAP_PLACE_OWNER,       /* whose */
    RAP_PLACE_OF,          /* behind a noun */
    RAP_PLACE_OBLIQUE,     /* behind a preposition of a verb */
    RAP_PLACE_OBJECT,
    RAP_PLACE_PREDICATE, /* "is a Norlander" */
    RAP_PLACE_APPOSED,
    RAP_PLACE_PASSIVE, /* a subject to whom it is done */
    RAP_PLACE_SUBJECT
} rap_place_in;

typedef struct {
    uint32_t first, last, head; /* tokens */
    uint32_t sentence, block;
    uint32_t governor;  /* the token on which it hangs, or itself */
    uint32_t verb;      /* of its clause, or RAP_NO_HEAD */
    uint32_t head_hash; /* of the head's lemma; of a name, its last word */
    uint32_t text_hash; /* of all words but the article and possessive mark */
    uint32_t bits;      /* of its words with meaning: a small Bloom filter */
    uint32_t acronym;   /* hash of the first letters of its capitalised words, or 0 */
    uint32_t quotation; /* number of the quotation it stands in, from 1; 0 */
    int32_t mention;    /* of names whose head it shares, or -1 */
    int32_t party;      /* that mention's entity, or -1 */
    int32_t outer;      /* the noted that it lies in, or -1 */
    int32_t owner;      /* the noted that owns it ("his" in "his plan"), or -1 */
    uint16_t words;     /* with meaning */
    uint16_t class;     /* fine, of its head */
    uint16_t coarse;
    uint8_t kind;   /* rap_mention_kind */
    uint8_t order;  /* of a pronoun, see data/stand_ins.tsv; 0 */
    uint8_t person; /* 1, 2, 3 */
    uint8_t number; /* 0 not known, 1, 2 */
    uint8_t gender; /* RAP_MAY_* */
    uint8_t article, place;
    uint8_t depth;   /* steps up to the root, at most a few */
    uint8_t entity;  /* rap_entity_kind that it seems to be, 0 for not known */
    int8_t sorts[4]; /* people, bodies, places, things: coref/sorts.h */
    bool owns;       /* the pronoun is a possessive */
    bool self;       /* "himself" */
    bool shown;      /* "this", "that" */
    bool clause;     /* has a relative clause or a participle */
    bool of;         /* ... or a preposition behind it */
    bool list;       /* it is a whole list */
    bool member;     /* ... or a member of one */
    bool first_in_sentence;
    bool expletive; /* "it rains" by the tree */
    bool denied;    /* "no plan" */
} rap_noted;

typedef struct {
    rap_noted *v;
    uint32_t n;
    int32_t *by_head; /* per token: the (widest) noted of which it is the head, or -1 */
} rap_noted_list;

/* All phrases, in order of their first token, the wider first.  False when memory is
 * refused.  O(n). */
RAP_NODISCARD
bool rap_noted_read(rap_noted_list *out, const rap_prose *p, const rap_names *names);

#endif
