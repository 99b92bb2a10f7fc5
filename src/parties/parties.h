/*
 * parties/parties.h - which entities of different reports are one person, country or
 * body, and what each of these is called.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PARTIES_PARTIES_H
#define RAP_PARTIES_PARTIES_H

#include "pile/rows.h"

/* Who is who (who.c): fills party_of, parties, members, joins.  Then what the hand and
 * the brief say (byhand.c), and names, kinds and sides of parties (parties.c). */
void rap_pile_find_parties(rap_pile *p);
void rap_pile_correct_parties(rap_pile *p, uint32_t *cluster, uint32_t *n_clusters);
void rap_pile_describe_parties(rap_pile *p);
void rap_pile_set_parties(rap_pile *p);
void rap_pile_index_mentions(rap_pile *p);

/* The id that an entity has when it is alone: that of its own first mention. */
rap_str rap_pile_own_id(rap_pile *p, uint32_t flat);

/* Entity of a flat number. */
const rap_filed_entity *rap_pile_entity(const rap_pile *p, uint32_t flat);

rap_rows_count rap_parties_count;
rap_rows_write rap_parties_write;

#endif
