/*
 * trees/validity.h - one sentence on its way to a valid tree: what the steps of
 * trees/valid.c share.
 *
 * Only trees/ includes this.  Words count from 0 within the sentence; the head of the
 * root is the root itself.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TREES_VALIDITY_H
#define RAP_TREES_VALIDITY_H

#include "trees/relations.h"
#include "words/prose.h"

#define RAP_NO_WORD UINT32_MAX

typedef struct {
    rap_token *t; /* the sentence's tokens */
    uint32_t n, root;
    uint32_t *head;
    uint8_t *plain; /* relation without its subtype */
    bool *whole;    /* the first word of a fixed expression, or of one in pieces */
    uint32_t *low, *high; /* working memory: two numbers a word */
    uint32_t *queue;
    uint8_t plain_of[RAP_REL_COUNT]; /* rap_deprel_plain of each */
} rap_tree;

/* Give word i the relation r. */
static inline void rap_tree_label(rap_tree *s, uint32_t i, rap_deprel r)
{
    s->t[i].deprel = (uint8_t)r;
    s->plain[i] = s->plain_of[r];
}

/* Relations and tags that fit each other, and which way the arcs point. */
void rap_fits_labels(rap_tree *s);

/* May word i hang where it hangs, as far as the relation of its head goes? */
bool rap_fits_head(const rap_tree *s, uint32_t i);

/* An auxiliary with dependents that none has is a verb: make it one.  False for any
 * other word. */
bool rap_fits_verb(rap_tree *s, uint32_t i);

/* One subject and one object a predicate. */
void rap_fits_roles(rap_tree *s);

/* Hang each mark where its arc crosses no other.  Marks must have no dependents. */
void rap_stops_hang(rap_tree *s);

#endif
