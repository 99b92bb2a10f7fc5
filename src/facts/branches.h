/*
 * facts/branches.h - what hangs below a token, and asking a tree short questions.
 *
 * The tree is evidence and may be wrong: every walk here has a limit, and a sentence
 * without a tree answers "nothing" to every question.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_BRANCHES_H
#define RAP_FACTS_BRANCHES_H

#include "trees/relations.h"
#include "words/prose.h"

#define RAP_NO_TOKEN UINT32_MAX

/* Per token; NULL where the report has no trees. */
typedef struct {
    const uint32_t *child; /* first dependent, or RAP_NO_TOKEN */
    const uint32_t *next;  /* next dependent of the same head, or RAP_NO_TOKEN */
} rap_branches;

/* Dependents in order of the text, taken from p->arena.  O(tokens). */
RAP_NODISCARD
rap_code rap_branches_grow(rap_branches *out, const rap_prose *p, rap_err *err);

/* One dependent after the other, at most a few dozen. */
typedef struct {
    uint32_t at, left;
} rap_twigs;

rap_twigs rap_twigs_of(const rap_branches *b, uint32_t token);
bool rap_twigs_next(rap_twigs *it, const rap_branches *b, uint32_t *token);

/* The first dependent with this relation (subtype and all), or RAP_NO_TOKEN. */
uint32_t rap_branches_find(const rap_branches *b, const rap_prose *p, uint32_t token,
                           rap_deprel relation);

/* Does the token hang on another one, and by this relation? */
static inline bool rap_hangs_by(const rap_prose *p, uint32_t token, rap_deprel relation)
{
    const rap_token *t = &p->tokens[token];
    return t->head != RAP_NO_HEAD && t->head != token && t->deprel == relation;
}

#endif
