/*
 * words/gaps.h - the places where a sentence may end, and those where rules say so.
 *
 * A walk over the tokens of a block.  It stops at every gap between two tokens that is
 * worth a question; what rules alone decide (list items, an ellipsis, a title before a
 * name, a quotation that the sentence goes on behind) is told with it.  Shared by the
 * reader and by train/sentences.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_GAPS_H
#define RAP_WORDS_GAPS_H

#include "words/items.h"

typedef enum {
    RAP_GAP_ASK,  /* rules do not tell */
    RAP_GAP_END,  /* a sentence ends */
    RAP_GAP_HOLD, /* none ends */
} rap_gap_rule;

/* What the older rules say of a gap: a guess, for the model. */
typedef enum {
    RAP_GUESS_NONE,    /* no stop stands before it */
    RAP_GUESS_INSIDE,  /* the stop of an abbreviation that wants more */
    RAP_GUESS_EITHER,  /* of one that may end a sentence, and does not seem to */
    RAP_GUESS_STARTER, /* of one, and a word follows that begins sentences */
    RAP_GUESS_GOES_ON, /* a stop, but the sentence seems to go on */
    RAP_GUESS_END      /* a stop, and all looks like an end */
} rap_guess;

/* How the report is written, in eighths. */
typedef struct {
    uint8_t small_behind; /* stops with a small letter behind them */
    uint8_t small_first;  /* blocks that begin with one */
} rap_gap_style;

typedef struct {
    const rap_prose *p;
    uint32_t first, last; /* tokens of the block */
    rap_gap_style style;
    uint32_t start;  /* of the sentence under way */
    uint32_t next;   /* the gap is before this token */
    uint32_t anchor; /* last token before the gap that is no closing mark */
    rap_gap_rule rule;
    rap_guess guess;
    bool held;          /* inside a quotation that the sentence goes on behind */
    bool newline;       /* a line ends in the gap */
    bool small;         /* the sentence holds a small word already */
    uint32_t open;      /* brackets open */
    uint32_t held_to;   /* closing mark of that quotation */
    uint32_t run_in_to; /* the same of a quotation that begins small */
    uint32_t note_from, note_to; /* the note marks behind a stop: "[17]" */
    uint32_t item_to;            /* end of the number of a list item */
    uint32_t walked;             /* tokens that were looked at */
    rap_item item;               /* of the list under way */
    bool verse;                  /* short lines without stops: each a sentence */
} rap_gaps;

/* How tokens [from, to) are written.  O(blocks + tokens). */
rap_gap_style rap_gaps_style(const rap_prose *p, uint32_t from, uint32_t to);

/* Walk over tokens [first, last), which are one block. */
rap_gaps rap_gaps_of(const rap_prose *p, rap_span tokens, rap_gap_style style);

/* Step to the next gap; false at the block's end.  Amortised O(1). */
bool rap_gaps_next(rap_gaps *g);

/* A sentence begins behind this gap. */
void rap_gaps_break(rap_gaps *g);

enum { RAP_GAP_KEYS = 48, RAP_GAP_NEAR = 3 };

/* What is looked at of a token; zero beyond the block. */
typedef struct {
    uint32_t form, look, near, far; /* hashes of text and shape; word classes */
} rap_token_sight;

typedef struct {
    rap_token_sight before[RAP_GAP_NEAR]; /* the last is the anchor */
    rap_token_sight behind[RAP_GAP_NEAR];
    uint32_t guess;
} rap_gap_sight;

void rap_gap_look(rap_gap_sight *out, const rap_gaps *g);

/* The features of a gap, in two parts, of which the first alone makes most gaps plain;
 * their number. */
uint32_t rap_gap_keys_near(uint64_t keys[RAP_GAP_KEYS], const rap_gap_sight *s);
uint32_t rap_gap_keys_far(uint64_t keys[RAP_GAP_KEYS], const rap_gap_sight *s,
                          const rap_gaps *g);

#endif
