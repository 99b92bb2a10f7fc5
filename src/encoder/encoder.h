/*
 * encoder/encoder.h - one small network over the words of a sentence, for tags, trees
 * and names together.
 *
 *     spelling --tables--> 448 bytes --maxout--> a word's state, 96 numbers
 *       state += maxout of three neighbouring states         (convolution)
 *       state += what gated sums carry along from both sides (scan)     ... by turns
 *     state --> tag; name mark; a query and a key: whose key fits my query best is my
 *               head; with the head's state, the relation
 *
 * Convolutions with maxout after Goodfellow et al. (ICML 2013); scans after Lei et al.,
 * "Simple recurrent units for highly parallelizable recurrence" (EMNLP 2018); heads by
 * query and key after Dozat and Manning (ICLR 2017).  Weights are bytes, all arithmetic
 * is of integers: the same bits on every machine.  Sentences do not see each other.
 *
 * The part "encoder" is written by train/encoder.c; its layout is told in
 * encoder/weightsof.c.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ENCODER_ENCODER_H
#define RAP_ENCODER_ENCODER_H

#include "encoder/steps.h"
#include "encoder/wordkeys.h"
#include "words/prose.h"

enum {
    RAP_ENCODER_EMBED = 64,  /* numbers of one row of a table */
    RAP_ENCODER_TABLES = 7,  /* rows side by side: the input of a word */
    RAP_ENCODER_LAYERS = 8,  /* at most */
    RAP_ENCODER_STATE = 128, /* widest state */
    RAP_ENCODER_SCAN = 64,   /* widest scan, one direction */
    RAP_ENCODER_NEAR = 32,   /* kinds of distance between word and head */
    RAP_ENCODER_WORDS = 100, /* of a sentence, or of a piece of a longer one */
    RAP_ENCODER_ROWS = 128,  /* worked on at a time */
    RAP_ENCODER_TAGS = 128,
    RAP_ENCODER_LABELS = 64,
    RAP_ENCODER_MARKS = 16,
    RAP_ENCODER_SLOTS = 1 << 15, /* where words look for their vector */
    RAP_ENCODER_GATES = RAP_STEPS_GATES,
    RAP_ENCODER_KNOWN = 1 << 12 /* forms whose first state is kept, at most */
};

typedef struct {
    bool scan;            /* else a convolution */
    rap_rescale in, mid;  /* of the state; of what the scan carries */
    rap_dense dense, out; /* out: of a scan */
} rap_encoder_layer;

typedef struct {
    uint32_t width, n_layers, scan_width, key_width, label_width;
    uint32_t n_tags, n_labels, n_marks;
    const char *tags[RAP_ENCODER_TAGS];     /* "NOUN|NN" */
    const char *labels[RAP_ENCODER_LABELS]; /* "nsubj:pass" */
    const char *marks[RAP_ENCODER_MARKS];   /* "O", "B-PER", "I-PER" */
    const int8_t *tables[RAP_WORDKEY_COUNT];
    const unsigned char *slots; /* u32: mark << 16 | row, 0 empty */
    const int8_t *vectors;      /* row 0: of words without one */
    uint32_t n_vectors;
    const int16_t *gates; /* logistic function, 32767 for 1 */
    rap_encoder_layer layers[RAP_ENCODER_LAYERS];
    rap_rescale out;  /* of the last state */
    int32_t arcs_mul; /* of query times key: (v * mul) >> shift */
    uint32_t arcs_shift;
    rap_dense mix, tag[2], mark[2], query, key, near_query, near_key;
    rap_dense dependent, head, label;
    uint8_t before[RAP_ENCODER_MARKS][2]; /* of "I-PER": "B-PER" and itself */
    uint32_t root_label;
    const int8_t *root_key;
    const int16_t *root_head;
    rap_dense_path path;
    bool no_marks; /* names are not wanted: marks stay 0; set it after opening */
    bool no_trees; /* nor heads and relations: heads are RAP_NO_HEAD */
} rap_encoder;

/* What is read of one token. */
typedef struct {
    uint8_t tag, label, mark; /* places in the lists above */
    uint32_t head;            /* token, itself at the root */
} rap_encoding;

/* Use a part; false when it is none or damaged.  Borrows the part. */
bool rap_encoder_open(rap_encoder *out, rap_part part);

/* The place of a folded word among those that have a vector, the most frequent first
 * (0: it has none), and its RAP_ENCODER_EMBED numbers (NULL then). */
uint32_t rap_encoder_vector(const rap_encoder *e, rap_str low, const int8_t **vector);

/* Read every token: out[p->n_tokens], the caller's.  Trees have one root and no
 * crossing arcs.  O(n) (a sentence is cut after RAP_ENCODER_WORDS words, and the root
 * of a later piece hangs to the first's); memory from p->arena, the same for every
 * report. */
RAP_NODISCARD
rap_code rap_encoder_run(const rap_encoder *e, const rap_prose *p, rap_encoding *out,
                         rap_err *err);

#endif
