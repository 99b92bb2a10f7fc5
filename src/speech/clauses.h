/*
 * speech/clauses.h - what the trees say about who tells and what is told.
 *
 * For every token the stretch of tokens that hangs on it and its dependents in order;
 * from them the subject of a verb, its own or the one it shares.  A tree is evidence
 * and may be wrong: nothing here trusts that a sentence has one.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_CLAUSES_H
#define RAP_SPEECH_CLAUSES_H

#include "trees/relations.h"
#include "words/prose.h"

typedef struct {
    const rap_prose *p;
    const rap_span *yields; /* per token: it and all that hangs on it */
    const uint32_t *begins; /* per token and one more: where its dependents begin */
    const uint32_t *kids;   /* dependents, in order */
} rap_clauses;

/* Work out yields and dependents; out->p is NULL when there are no trees.  O(n). */
RAP_NODISCARD
rap_code rap_clauses_open(rap_clauses *out, const rap_prose *p, rap_err *err);

static inline rap_deprel rap_rel(const rap_clauses *c, uint32_t token)
{
    return (rap_deprel)c->p->tokens[token].deprel;
}

static inline uint32_t rap_head(const rap_clauses *c, uint32_t token)
{
    return c->p->tokens[token].head;
}

/* First dependent with that relation (its subtypes too) at or behind token `from`, or
 * UINT32_MAX. */
uint32_t rap_kid(const rap_clauses *c, uint32_t token, rap_deprel plain, uint32_t from);

/* Does the token, or something that it hangs on below `top`, hang on `top`?  Gives the
 * dependent of `top`, or UINT32_MAX.  Looks at a few dozen steps at most. */
uint32_t rap_branch_of(const rap_clauses *c, uint32_t token, uint32_t top);

/* The uppermost token whose yield begins at token i and that hangs on something before
 * it, or UINT32_MAX. */
uint32_t rap_top_at(const rap_clauses *c, uint32_t i);

/* Does the verb govern a clause that begins at or behind `from` and before `to`? */
bool rap_governs_behind(const rap_clauses *c, uint32_t verb, uint32_t from,
                        uint32_t to);

/* Does what begins at token i hang on one of tokens [from, to) before it? */
bool rap_hangs_in(const rap_clauses *c, uint32_t i, uint32_t from, uint32_t to);

typedef struct {
    uint32_t token; /* UINT32_MAX: none */
    bool passive;   /* what is done is done to it */
    bool shared;    /* it is the subject of another verb, or what is described */
    bool described; /* the verb describes it: "one saying that" */
} rap_subject;

/* Who does what the verb (or noun, or adjective) tells. */
rap_subject rap_subject_of(const rap_clauses *c, uint32_t verb);

/* The tokens of a subject that a source takes: titles, appositions, no `verb`. */
rap_span rap_subject_span(const rap_clauses *c, rap_subject s, uint32_t verb);

#endif
