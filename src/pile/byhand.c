/*
 * pile/byhand.c - what a person has corrected, and the parties that the brief names.
 *
 * Placeholder walls: see below for what is applied.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/inside.h"

void rap_pile_correct_parties(rap_pile *p, uint32_t *cluster, uint32_t *n_clusters)
{
    (void)p;
    (void)cluster;
    (void)n_clusters;
}

void rap_pile_set_parties(rap_pile *p)
{
    (void)p;
}
