/*
 * names/holding.h - the words of one office: which they are, for whom it is held, and
 * whether it still is.
 *
 * Beneath offices.c, which finds the noun; every call looks at a few words around it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_HOLDING_H
#define RAP_NAMES_HOLDING_H

#include "names/phrase.h"
#include "trees/relations.h"

enum { RAP_OFFICE_REACH = 24 }; /* tokens between a name and its office */

/* The person whose offices are looked for. */
typedef struct {
    rap_finder *f;
    const rap_prose *p;
    uint32_t *over;      /* per token: 1 + the finding that covers it, or 0 */
    uint32_t of;         /* its finding */
    uint32_t first, end; /* of its sentence */
} rap_office_seek;

/* The finding over a token, or NULL. */
static inline rap_finding *rap_office_over(const rap_office_seek *s, uint32_t token)
{
    uint32_t at = token < s->p->n_tokens ? s->over[token] : 0;
    return at ? &s->f->list.v[at - 1] : NULL;
}

static inline bool rap_office_is_person(const rap_finding *x)
{
    return x && x->kind == RAP_ENTITY_PERSON &&
           (x->how == RAP_FOUND_NAME || x->how == RAP_FOUND_LONE);
}

static inline rap_deprel rap_office_relation(const rap_prose *p, uint32_t token)
{
    return rap_deprel_plain((rap_deprel)p->tokens[token].deprel);
}

static inline bool rap_office_is_noun(const rap_prose *p, uint32_t token)
{
    return p->tokens[token].upos == RAP_NOUN || p->tokens[token].upos == RAP_PROPN;
}

/* "former" or "acting" before the office that the words beside a name have told: it
 * is part of the role, and a former office has no side. */
void rap_office_settle(const rap_prose *p, rap_finding *x);

/* Does the word belong to the noun `top` by nominal links alone? */
bool rap_office_is_part(const rap_prose *p, uint32_t token, uint32_t top);

/* The description that ends with the office noun `top`, and the first word of its
 * noun phrase; false when the word is no office of one person. */
bool rap_office_read(const rap_office_seek *s, rap_phrase *ph, uint32_t top,
                     uint32_t *first);

/* The party that "of" or "at" at the token `from` joins to the noun `top`, or NULL. */
const rap_finding *rap_office_employer(const rap_office_seek *s, uint32_t top,
                                       uint32_t from);

/* Give `x` the side of the office, where it tells one. */
void rap_office_side(const rap_office_seek *s, rap_finding *x, const rap_phrase *ph,
                     uint32_t first);

/* Give `x` the office and its side in place of what it had. */
void rap_office_bind(const rap_office_seek *s, rap_finding *x, const rap_phrase *ph,
                     uint32_t first);

/* The office of `x` is not, or may not be, held any longer. */
void rap_office_lapse(rap_finding *x);

/* Take the side of `x` away. */
void rap_office_drop_side(rap_finding *x);

#endif
