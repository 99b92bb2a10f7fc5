/*
 * coref/pairing.h - what speaks for a phrase going on a chain, as small numbers.
 *
 * One row for each chain offered and one for "something new"; boosted trees
 * (model/boosted.h) score the rows of a phrase against each other.  What is asked
 * follows the feature sets of W. M. Soon, H. T. Ng and D. C. Y. Lim (Computational
 * Linguistics 27(4), 2001), A. Rahman and V. Ng, "Supervised models for coreference
 * resolution" (EMNLP 2009) - chains are ranked, not pairs - and G. Durrett and D.
 * Klein, "Easy victories and uphill battles in coreference resolution" (EMNLP 2013).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_COREF_PAIRING_H
#define RAP_COREF_PAIRING_H

#include "coref/chains.h"

enum {
    RAP_PAIR_EXISTS, /* 0 in the row of "something new" */
    /* the phrase */
    RAP_PAIR_KIND,
    RAP_PAIR_ORDER,
    RAP_PAIR_ARTICLE,
    RAP_PAIR_NUMBER,
    RAP_PAIR_GENDER,
    RAP_PAIR_PLACE,
    RAP_PAIR_ENTITY,
    RAP_PAIR_LENGTH,
    RAP_PAIR_MORE,
    RAP_PAIR_LIST,
    RAP_PAIR_FIRST,
    RAP_PAIR_QUOTED,
    RAP_PAIR_NESTED,
    RAP_PAIR_OWNER_KIND,
    RAP_PAIR_SENTENCE,
    RAP_PAIR_BY_WORD,
    RAP_PAIR_OFFERS,
    RAP_PAIR_COARSE,
    RAP_PAIR_DENIED,
    RAP_PAIR_CAPITAL,
    RAP_PAIR_PEOPLE,
    RAP_PAIR_BODY,
    RAP_PAIR_LOCAL,
    RAP_PAIR_EMBEDDED, /* steps up to the root */
    RAP_PAIR_CLASS_UP, /* coarse class of the word that it hangs on */
    RAP_PAIR_APT_ALL,  /* offers that fit by number, gender and sort */
    /* how far */
    RAP_PAIR_SENTENCES,
    RAP_PAIR_CALLED_AGO,
    RAP_PAIR_TURNS,
    RAP_PAIR_TOKENS,
    RAP_PAIR_RANK,
    RAP_PAIR_APT, /* it fits so itself; so many nearer ones do */
    RAP_PAIR_APT_RANK,
    RAP_PAIR_APT_FIRST, /* ... and so many that stand before it in its sentence */
    RAP_PAIR_SUBJECT_RANK,
    RAP_PAIR_SIZE_RANK,
    RAP_PAIR_CALLED_RANK,
    RAP_PAIR_DEPTH, /* words before its latest phrase in the sentence */
    RAP_PAIR_SAME_BLOCK,
    RAP_PAIR_BLOCKS,
    /* the chain's latest phrase, and the latest that is no pronoun */
    RAP_PAIR_LAST_KIND,
    RAP_PAIR_LAST_ORDER,
    RAP_PAIR_LAST_PLACE,
    RAP_PAIR_LAST_ARTICLE,
    RAP_PAIR_LAST_MORE,
    RAP_PAIR_LAST_FIRST,
    RAP_PAIR_LAST_LIST,
    RAP_PAIR_LAST_EMBEDDED,
    RAP_PAIR_LAST_NESTED,
    RAP_PAIR_COMMANDS, /* steps up from the phrase to where the latest hangs; 0 none */
    RAP_PAIR_CALLED_APART, /* words between the phrase and where it was called */
    RAP_PAIR_CALLED_KIND,
    RAP_PAIR_CALLED_ARTICLE,
    RAP_PAIR_CALLED_PLACE,
    RAP_PAIR_CALLED_LENGTH,
    RAP_PAIR_CALLED_COARSE,
    RAP_PAIR_CALLED_NUMBER,
    RAP_PAIR_CALLED_PEOPLE,
    RAP_PAIR_CALLED_BODY,
    RAP_PAIR_CALLED_LOCAL,
    /* the chain */
    RAP_PAIR_CHAIN_GENDER,
    RAP_PAIR_CHAIN_NUMBER,
    RAP_PAIR_CHAIN_ENTITY,
    RAP_PAIR_SIZE,
    RAP_PAIR_NAMES,
    RAP_PAIR_NOMINALS,
    RAP_PAIR_SUBJECTS,
    RAP_PAIR_BEGAN,
    RAP_PAIR_THIRD_LAST,
    RAP_PAIR_HAS_PARTY,
    RAP_PAIR_PRONOUNS,
    /* both */
    RAP_PAIR_GENDER_FIT,
    RAP_PAIR_NUMBER_FIT,
    RAP_PAIR_PERSON_FIT,
    RAP_PAIR_SAME_PRONOUN,
    RAP_PAIR_SAME_PLACE,
    RAP_PAIR_HEAD,
    RAP_PAIR_TEXT,
    RAP_PAIR_SHARED,
    RAP_PAIR_MISSING,
    RAP_PAIR_LACKING,
    RAP_PAIR_ACRONYM,
    RAP_PAIR_PARTY,
    RAP_PAIR_SIDE,
    RAP_PAIR_WITHIN,
    RAP_PAIR_COARGUMENT,
    RAP_PAIR_BOUND,
    RAP_PAIR_OWNERS,
    RAP_PAIR_QUOTATION,
    RAP_PAIR_CLASS,
    RAP_PAIR_VERB,
    RAP_PAIR_NAME_WORD,
    RAP_PAIR_COUNT
};

/* Fill rows[offers->n + 1][RAP_PAIR_COUNT] for phrase i: one for each offer, the last
 * for "something new". */
void rap_pairing_rows(const rap_chains *c, uint32_t i, const rap_offers *offers,
                      int16_t *rows);

#endif
