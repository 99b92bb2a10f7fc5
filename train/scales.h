/*
 * train/scales.h - how large the numbers of the network are, measured on sentences.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TRAIN_SCALES_H
#define TRAIN_SCALES_H

#include "net.h"

/* All but one number in ten thousand are within these; `state`: all are. */
typedef struct {
    float state; /* all states between layers */
    float in[NET_LAYERS], carried[NET_LAYERS];
    float last, tag_hidden, query, key, label_hidden, mark_hidden;
} scales;

/* Measure on some sentences of a treebank, spread evenly; with the word before each as
 * its head and the first dialect. */
void scales_measure(scales *out, net *m, tape *t, const samples *on);

#endif
