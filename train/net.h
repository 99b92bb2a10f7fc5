/*
 * train/net.h - the network of encoder/encoder.h in floats, for training.
 *
 * The reader's arithmetic is of bytes; here is the same network before its weights are
 * rounded (train/quantise.h).  What a word is looked up by is encoder/wordkeys.h, the
 * reader's own code.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_NET_H
#define TRAIN_NET_H

#include "matmul.h"
#include "samples.h"
#include "tape.h"
#include "wordvectors.h"

enum {
    NET_WIDTH = 96,  /* numbers of a state */
    NET_LAYERS = 4,  /* convolution, scan, convolution, scan */
    NET_SCAN = 48,   /* of a scan, one way */
    NET_KEY = 64,    /* of a query and of a key */
    NET_HIDDEN = 64, /* below tags, marks and labels */
    NET_TAGS = RAP_ENCODER_TAGS,
    NET_LABELS = RAP_ENCODER_LABELS,
    NET_MARKS = 32, /* RAP_ENCODER_MARKS are used */
    NET_DIALECTS = 8,
    NET_ROOT_NEAR = 28, /* kind of distance of the root */
    NET_PIECES = 512    /* sentences of a batch */
};

typedef struct {
    weights *w, *bias;
} dense;

typedef struct {
    bool scan;
    dense in, out; /* out: of a scan */
} net_layer;

typedef struct {
    adam all;
    wordvectors vectors;
    lookup tables;
    dense mix;
    net_layer layers[NET_LAYERS];
    dense tag[2], mark[2], query, key, near_query, near_key, dependent, head, label;
    weights *root_key, *root_head; /* the root's, in place of a word's */
    weights *dialect;              /* of each: added below its marks */
} net;

/* Shares of what is known of a word that are left out while learning. */
typedef struct {
    float forms, spelling, vectors;
} net_drops;

typedef struct {
    uint32_t row, n; /* words in rows [row, row + n); the root in the one before */
    const sample *sample;
} net_piece;

typedef struct {
    const samples *from;
    const sample *v[NET_PIECES];
    uint32_t n, words;
} net_pick;

/* Sentences in the rows of a tape, and what is right for each row (-1: not told). */
typedef struct {
    net_piece pieces[NET_PIECES];
    uint32_t n;
    int32_t *tag, *label, *mark, *head, *dialect; /* head: a row */
} net_batch;

/* All that is computed on the way, for losses and for measuring scales. */
typedef struct {
    tensor *looked, *first;
    tensor *in[NET_LAYERS], *carried[NET_LAYERS]; /* carried: of a scan, else NULL */
    tensor *last;
    tensor *tag_hidden, *tags;
    tensor *query, *key, *near_query, *near_key;
    tensor *label_hidden, *labels;
    tensor *mark_hidden, *marks;
} net_states;

/* Weights at random from a seed; vectors are borrowed. */
void net_init(net *out, const wordvectors *vectors, uint64_t seed);

/* Lay out sentences; while learning (drops not NULL) some in other letters and some
 * keys of words left out. */
void net_fill(net_batch *out, tape *t, net *m, const net_pick *pick,
              const net_drops *drops);

/* Read the batch; labels with the heads in batch->head, marks in batch->dialect. */
void net_read(net_states *out, tape *t, net *m, const net_batch *batch, float drop);

/* Kind of distance between a word and its head, both from 1, head 0 the root. */
uint32_t net_near(uint32_t word, uint32_t head);

/* Scores of all heads of the words of a piece: of word i (from 1) and head j at
 * [(i - 1) * columns + j]; a word is never its own head.  Columns beyond the last word
 * are padding.  Memory of the tape. */
matrix net_arcs(const net_states *s, tape *t, const net_piece *p);

#endif
