/*
 * findings/denied.h - who denies what another one claims.
 *
 * "Norland said its post was shelled.  Sudmark denied the accusation."  A denial that
 * only points back is of what was said last before it by somebody else; one that tells
 * what is denied is of what another one says in much the same words, in the same report
 * or another of its story (data/denial_words.tsv).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FINDINGS_DENIED_H
#define RAP_FINDINGS_DENIED_H

#include "pile/inside.h"

/* Attributions by rank and index. */
typedef struct rap_denial {
    rap_ref denial, claim;
} rap_denial;

/* All of a pile, in order of the denials; memory from the pile's arena.  Linear. */
const rap_denial *rap_pile_denials(rap_pile *p, uint32_t *n);

/* From the first to the last byte of cue and content. */
rap_span rap_denial_whole(const rap_filed_attribution *a);

#endif
