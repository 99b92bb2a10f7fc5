/*
 * speech/casting.h - the words around a cue, each cast as source, cue, content or none.
 *
 * models/tellings.weights, a linear model, says of a word whether it attributes.
 * models/castings.weights, a small network, casts the words around one that does: a
 * chain whose score is the sum, over its words, of what the network says of a word's
 * part, and where two neighbours differ, of what it says of a part's end and of the
 * next one's beginning; the best chain is found by dynamic programming (A. Viterbi,
 * IEEE Trans. Inf. Theory 1967), the network is that of a conditional random field (J.
 * Lafferty, A. McCallum, F. Pereira, ICML 2001). Evidence are words, the encoder's
 * states, the tree and what the rules say; without trees nothing of this is asked.
 * Shared by the reader and by train/tellings.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_CASTING_H
#define RAP_SPEECH_CASTING_H

#include "model/linear.h"
#include "speech/hearing.h"
#include "speech/netlet.h"

enum {
    RAP_CUE_KNOWN = 2,    /* of the model of cues; 1: how surely it is one */
    RAP_CAST_REACH = 140, /* tokens on either side of a cue */
    RAP_CAST_ROOM = 2 * RAP_CAST_REACH + 2,
    RAP_CAST_MARKS = 16,  /* of a word, to the network */
    RAP_CAST_SHARED = 4,  /* of all words around a cue */
    RAP_CAST_ROWS = 3042, /* of its table */
    RAP_CUE_KEYS = 160
};

typedef enum {
    RAP_CAST_NONE,
    RAP_CAST_SOURCE,
    RAP_CAST_CUE,
    RAP_CAST_CONTENT,
    RAP_CASTS
} rap_cast;

typedef struct {        /* a token as seen from the cue */
    uint32_t path, two; /* relations on the way from the cue: at most four down, two */
    uint32_t branch;    /* the first of them */
    uint32_t word;      /* itself when it is small, else its tag */
    uint32_t top;       /* relation and site of what begins here, or 0 */
    uint32_t bottom;    /* of what ended before it */
    uint8_t steps, rule, commas, distance;
    uint8_t
        subject; /* 1 in the subject's yield, 2 what a source takes of it, 3 its head */
    bool known, behind, quoted;
} rap_cast_place;

typedef struct {
    const rap_hearing *h;
    const rap_telling *rule; /* what rules or trees tell of this cue, or NULL */
    uint32_t main, from, to; /* tokens [from, to) are cast */
    uint32_t stop;           /* where the cue's sentence ends, without its full stop */
    uint32_t lemma, fine, sort, form;
    rap_span clause;                  /* what hangs on the cue behind it as a clause */
    bool shared;                      /* the subject is another word's */
    rap_cast_place at[RAP_CAST_ROOM]; /* of token from + i */
} rap_cast_sheet;

/* May the token be the main word of a cue? */
bool rap_cue_may(const rap_hearing *h, uint32_t token);

/* A feature that words have which were once met as cues: class RAP_CUE_KNOWN. */
uint64_t rap_cue_word(const rap_token *t);

/* Features of the token as the main word of a cue, of which the rules tell x, or NULL;
 * keys[RAP_CUE_KEYS].  Returns their number. */
uint32_t rap_cue_keys(const rap_hearing *h, uint32_t token, const rap_telling *x,
                      uint64_t *keys);

/* Look at the words around a cue. */
void rap_cast_open(rap_cast_sheet *s, const rap_hearing *h, uint32_t main,
                   const rap_telling *x);

/* What the network sees of the words around a cue. */
typedef struct {
    uint16_t marks[RAP_CAST_ROOM * RAP_CAST_MARKS], shared[RAP_CAST_SHARED];
    rap_netlet_sight sight;
} rap_cast_view;
void rap_cast_look(rap_cast_view *v, const rap_cast_sheet *s);

/* Scores of a word: of its parts (rap_cast), then of what ends before it and of what
 * begins at it. */
typedef enum {
    RAP_EDGE_SOURCE_ENDS = RAP_CASTS,
    RAP_EDGE_CONTENT_ENDS,
    RAP_EDGE_SOURCE_BEGINS,
    RAP_EDGE_CONTENT_BEGINS,
    RAP_EDGES
} rap_cast_edge;

/* Which part may token s->from + i have? */
bool rap_cast_may(const rap_cast_sheet *s, uint32_t i, rap_cast part);

/* What the network makes of the states of tokens [from, to), kept for the next cue of
 * their sentence. */
typedef struct {
    uint32_t from, to;
    int16_t near[RAP_CAST_ROOM * RAP_NETLET_HIDDEN];
} rap_cast_kept;

/* The best parts of all tokens: parts[s->to - s->from].  How firm each is: how much
 * worse the best chain is that has another word in it, or one of its words out of it,
 * in logits times 256. */
void rap_cast_run(const rap_cast_sheet *s, const rap_netlet *by, rap_cast_kept *kept,
                  uint8_t *parts, int16_t firm[RAP_CASTS]);

#endif
