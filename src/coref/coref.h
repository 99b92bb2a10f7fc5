/*
 * coref/coref.h - who is who inside a report: all phrases that mean one person or
 * thing.
 *
 * Names that were found to be one party (names/names.h) stay together; other phrases
 * and pronouns go on a chain or begin one, whichever a learnt ranking of both says.
 * Where a chain has a party its pronouns are given back to rap_names, if sure.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_COREF_COREF_H
#define RAP_COREF_COREF_H

#include "names/names.h"

typedef struct {
    rap_span at;
    uint32_t first, last, head; /* tokens; of one head the narrow phrase stands first */
    rap_mention_kind kind;
    int32_t chain;   /* -1: means nothing else of the report */
    int32_t mention; /* of rap_names with the same head, or -1 */
    uint8_t sure;    /* 0..100, that it goes on what came before; 0: it begins */
} rap_coref_mention;

typedef struct {
    rap_entity_kind kind;
    int32_t entity; /* of rap_names, or -1: nobody names it */
    uint32_t size;  /* phrases */
    uint32_t
        called; /* the phrase that tells most: a name, else the first description */
    bool named; /* a name is in it, if one that rap_names did not take for one */
    rap_gender gender;
} rap_coref_chain;

typedef struct {
    const rap_coref_mention *mentions; /* in order of their heads */
    uint32_t n_mentions;
    const rap_coref_chain *chains; /* of two phrases and more */
    uint32_t n_chains;
} rap_coref;

/* Link the phrases of a report; `names` is what rap_names_read gave of it, and gets a
 * list of mentions of its own in which pronouns have the entity that their chain has.
 * Without trees or weights *out is empty and `names` untouched.  O(n). */
RAP_NODISCARD
rap_code rap_coref_read(rap_coref *out, rap_names *names, const rap_prose *p,
                        rap_err *err);

/* Text that stands in quotation marks, and the person whose words it is. */
typedef struct {
    rap_span at;
    int32_t speaker; /* entity of rap_names */
    uint8_t sure;
} rap_own_words;

/* "I", "me" and "my" inside quotations are who speaks them: such pronouns leave their
 * chains for the speaker's, which is made where he had none.  v: n spans in order of
 * their begin; the innermost of the nearest few counts.  Chains get a list of its own;
 * one that is left with fewer than two phrases and no entity means nothing any more
 * (rap_coref_shown).  O(mentions + n). */
typedef struct {
    const rap_own_words *v;
    uint32_t n;
} rap_own_list;
RAP_NODISCARD
rap_code rap_coref_own(rap_coref *coref, const rap_names *names, const rap_prose *p,
                       rap_own_list words, rap_err *err);

/* Does a chain say anything: has it a party or two phrases? */
static inline bool rap_coref_shown(const rap_coref_chain *c)
{
    return c->entity >= 0 || c->size > 1;
}

#endif
