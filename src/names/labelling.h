/*
 * names/labelling.h - what the labeller sees at a token: for labels.c and the trainer.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_LABELLING_H
#define RAP_NAMES_LABELLING_H

#include "model/linear.h"
#include "names/labels.h"

/* Whose notion of a name (in training, where a report comes from). */
typedef enum {
    RAP_DIALECT_NEWS,
    RAP_DIALECT_WEB,
    RAP_DIALECT_PEDIA,
    RAP_DIALECT_TWEET,
    RAP_DIALECT_GUM
} rap_dialect;

/* The atoms of a token. */
typedef struct {
    uint32_t low, form, shape, head, tail2, tail3, tail4;
    uint32_t known; /* what stands here by the tables, and which part of it */
    uint32_t kinds; /* bits: what the word can be by the tables of words */
    uint32_t coarse, fine;
    uint32_t word;   /* what running text knows of the word (namewords.h) */
    uint32_t phrase; /* ... and of a name of several words that stands here */
    uint32_t isa;    /* class of the noun that the report calls it by somewhere */
    uint32_t told;   /* what the report says of the word elsewhere */
    uint32_t run_first, run_last; /* tokens of the capitalised run it stands in */
    uint8_t style;                /* of its sentence */
    bool asked;                   /* may begin a name */
    bool capital, first;
} rap_cue;

typedef struct {
    const rap_prose *p;
    const rap_lexicon *lex;
    rap_cue *cues;
    rap_dialect dialect;
    const uint8_t *before; /* labels of the first reading, or NULL */
    uint32_t *often;       /* per token: what the first reading called its word */
} rap_labelling;

/* Everything the first reading looks at.  False when memory is refused.  O(n). */
RAP_NODISCARD
bool rap_labelling_start(rap_labelling *l, const rap_prose *p, const rap_lexicon *lex);

/* Take over the labels of the first reading (borrowed), before the second. */
RAP_NODISCARD
bool rap_labelling_again(rap_labelling *l, const uint8_t *labels);

/* The keys of the features of a token behind two labels: how many. */
uint32_t rap_labelling_keys(const rap_labelling *l, uint32_t token, const uint8_t *last,
                            uint64_t keys[RAP_LINEAR_KEYS]);

/* Must the token be scored?  Else its label is 0. */
static inline bool rap_labelling_asks(const rap_labelling *l, uint32_t token,
                                      uint8_t before)
{
    return l->cues[token].asked || rap_label_open(before);
}

#endif
