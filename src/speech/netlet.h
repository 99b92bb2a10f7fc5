/*
 * speech/netlet.h - small networks of one hidden layer over what the encoder made of
 * words.
 *
 *     hidden = states of a word and its neighbours . near + whole . wide
 *              + a row of a table for each mark, cut off below 0
 *     scores = hidden . top                            in logits times 256
 *
 * `whole` are states of words that all rows share: those of the cue.  Marks are small
 * numbers about a word: its relation, its side, its distance.  Bytes and whole numbers
 * only (encoder/dense.h): the same scores on every machine.  Learnt by train/netlet.h.
 *
 *     0   "RNET"            12  u32 rows of the table
 *     4   u32 hidden        16  u32 lift: a table's number times 2^lift is a hidden one
 *     8   u32 states in `whole`
 *     64  layers near, wide, top, as encoder/weightsof.c tells; the table (i8)
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_NETLET_H
#define RAP_SPEECH_NETLET_H

#include "encoder/steps.h"

enum {
    RAP_NETLET_STATE = 96, /* bytes of a word's state */
    RAP_NETLET_NEAR = 3 * RAP_NETLET_STATE,
    RAP_NETLET_HIDDEN = 128, /* at most */
    RAP_NETLET_WHOLE = 4,    /* states, at most */
    RAP_NETLET_OUT = 16,     /* scores of a row */
    RAP_NETLET_ROWS = 300,   /* at once */
    RAP_NETLET_MARKS = 64    /* of a row, with those that all share, at most */
};

typedef struct {
    rap_dense near, wide, top;
    const int8_t *table; /* NULL: no network */
    uint32_t rows, lift, n_whole;
    rap_dense_path path;
} rap_netlet;

/* Use a part; false when it is none or damaged.  Borrows the part. */
bool rap_netlet_open(rap_netlet *out, rap_part part);

/* What a network sees of `n` words that stand one behind the other. */
typedef struct {
    const uint8_t *states;          /* of the word before the first */
    const uint8_t *whole;           /* n_whole states */
    const uint16_t *marks, *shared; /* rows of the table: of each word; of all */
    uint32_t n, n_marks, n_shared;
    const int16_t *near; /* what rap_netlet_near made of the states, or NULL */
} rap_netlet_sight;

/* The share of the states of n words in hidden numbers, for all that is asked about
 * them: near[n * RAP_NETLET_HIDDEN]. */
void rap_netlet_near(const rap_netlet *m, const uint8_t *states, uint32_t n,
                     int16_t *near);

/* scores[n * RAP_NETLET_OUT]; n at most RAP_NETLET_ROWS. */
void rap_netlet_run(const rap_netlet *m, const rap_netlet_sight *v, int16_t *scores);

#endif
