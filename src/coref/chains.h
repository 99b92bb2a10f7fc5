/*
 * coref/chains.h - what was said of one thing so far, and who may be meant next.
 *
 * Phrases are taken up in the order of their heads.  For each the chains that it may go
 * on are offered: those seen last, and those that share a word, a text, a party or an
 * acronym with it, wherever they began.  Offering and taking are apart, so that the
 * trainer walks a report as the reader does.  O(1) a phrase: looks are limited.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_COREF_CHAINS_H
#define RAP_COREF_CHAINS_H

#include "coref/noted.h"

enum {
    RAP_OFFERS_MAX = 20,   /* chains offered to a phrase */
    RAP_CHAIN_WINDOW = 200 /* phrases looked back for what shares no word */
};

typedef struct {
    uint32_t begin, last; /* first and latest phrase */
    uint32_t called;      /* latest that is no pronoun; the latest when all are */
    int32_t party;        /* entity of the names in it, or -1 */
    int32_t hint;         /* entity that rules gave a description in it, or -1 */
    uint64_t pronouns;    /* bit n: a pronoun of that order is in it */
    uint32_t bits;        /* words with meaning of all phrases */
    uint32_t size, names, nominals, subjects;
    uint32_t older, newer; /* by last seen; UINT32_MAX at the ends */
    uint32_t sentences[3]; /* of the latest phrases, the latest first */
    uint32_t turn;         /* when last seen */
    uint8_t gender, number, entity;
} rap_chain;

typedef struct {
    uint32_t key, chain, before;
} rap_chain_key;

typedef struct {
    const rap_prose *p;
    const rap_names *names;
    const rap_noted_list *list;
    uint32_t *turns;   /* phrases in order of their heads */
    uint32_t *turn_of; /* per phrase */
    int32_t *chain_of; /* per phrase; -1 before it is taken up */
    rap_chain *v;
    uint32_t n, newest;
    int32_t *of_party; /* per entity: its chain, or -1 */
    uint32_t *slots, mask;
    RAP_LIST(rap_chain_key) keys;
    bool failed;
} rap_chains;

typedef struct {
    uint32_t v[RAP_OFFERS_MAX];
    uint32_t n;
    uint32_t by_word; /* so many of them share the head */
    bool settled;     /* a name whose party has a chain: v[0] */
} rap_offers;

/* False when memory is refused.  O(n). */
RAP_NODISCARD
bool rap_chains_init(rap_chains *c, const rap_prose *p, const rap_names *names,
                     const rap_noted_list *list);

/* The chains that phrase i may go on; none for a phrase that may go on nothing. */
void rap_chains_offer(const rap_chains *c, uint32_t i, rap_offers *out);

/* Do a phrase and a chain fit by number, gender and sort? */
bool rap_chains_apt(const rap_chains *c, const rap_noted *x, const rap_chain *y);

/* Put phrase i into `chain`; into a new one when it is -1. */
void rap_chains_take(rap_chains *c, uint32_t i, int32_t chain);

#endif
