/*
 * trees/arcs.h - a sentence that is being parsed, and what the parser looks at.
 *
 * The arc-hybrid system (Kuhlmann, Gomez-Rodriguez and Satta, ACL 2011): words lie in a
 * buffer and go to a stack; SHIFT moves the next word there, LEFT hangs the top of the
 * stack to the next word, RIGHT hangs it to the word below it.  The root stands behind
 * the last word, gets one dependent, and that last.  Shared by the reader and by
 * train/trees.c.
 *
 * Nodes are numbers: 0 none, 1..n the words, n + 1 the root.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TREES_ARCS_H
#define RAP_TREES_ARCS_H

#include "model/feature.h"
#include "trees/relations.h"
#include "words/prose.h"

enum {
    RAP_ARCS_MAX = 250, /* words of a sentence, or of a piece of a longer one */
    RAP_ARCS_KEYS = 128 /* room for the features of a state */
};

typedef enum { RAP_MOVE_SHIFT, RAP_MOVE_LEFT, RAP_MOVE_RIGHT, RAP_MOVE_COUNT } rap_move;

/* What is known of a word before parsing; hashes and small numbers. */
typedef struct {
    uint32_t word, tag, both; /* form, joint tag, and the two */
    uint32_t upos, tail;      /* universal tag; last three bytes */
    uint32_t coarse, fine;    /* classes of words */
    uint16_t commas, verbs;   /* marks and verbs before it in the sentence */
    uint8_t quoted;           /* inside quotation marks, with the tag of case */
} rap_node;

typedef struct {
    rap_node nodes[RAP_ARCS_MAX + 6];
    uint32_t n;     /* words */
    uint32_t next;  /* first of the buffer */
    uint32_t depth; /* of the stack */
    uint16_t stack[RAP_ARCS_MAX + 2];
    uint16_t head[RAP_ARCS_MAX + 6];
    uint16_t left[RAP_ARCS_MAX + 6][2];  /* outermost dependent, and the one before */
    uint16_t right[RAP_ARCS_MAX + 6][2]; /* the same on the right */
    uint8_t n_left[RAP_ARCS_MAX + 6], n_right[RAP_ARCS_MAX + 6];
    uint8_t label[RAP_ARCS_MAX + 6]; /* rap_deprel */
    uint32_t held[RAP_ARCS_MAX + 6]; /* labels of the dependents, a bit for each kind */
} rap_arcs;

/* Begin with tokens [first, first + n), n <= RAP_ARCS_MAX. */
void rap_arcs_open(rap_arcs *a, const rap_prose *p, uint32_t first, uint32_t n);

/* Begin again with the same words. */
void rap_arcs_reset(rap_arcs *a);

/* Which moves may be made: bit 1 << move.  0: the tree is done. */
uint32_t rap_arcs_moves(const rap_arcs *a);

/* The dependent and the head of the arc that a LEFT or RIGHT makes. */
void rap_arcs_ends(const rap_arcs *a, rap_move move, uint32_t *head, uint32_t *child);

/* Make a move; the label is that of the arc. */
void rap_arcs_make(rap_arcs *a, rap_move move, rap_deprel label);

/* Features for the next move, and for the label of the arc that `move` makes.  Return
 * their number, at most RAP_ARCS_KEYS. */
uint32_t rap_arcs_keys(const rap_arcs *a, uint64_t *keys);
uint32_t rap_label_keys(const rap_arcs *a, rap_move move, uint64_t *keys);

/* The contexts that may settle a move, and a label, by themselves. */
uint64_t rap_arcs_sure_key(const rap_arcs *a);
uint64_t rap_label_sure_key(const rap_arcs *a, rap_move move);

#endif
