/*
 * facts/modality.h - how real the thing is that a clause tells.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_MODALITY_H
#define RAP_FACTS_MODALITY_H

#include "facts/scene.h"

/* Status of what the word `trigger` tells, from the words of data/modality.tsv in its
 * clause.  Where several speak, the order negated, planned, expected, hypothetical,
 * attitude, background, alleged, claimed decides. */
rap_status rap_modality_of(const rap_scene *s, uint32_t trigger);

/* Is the verb an infinitive of purpose or of a noun ("a way to attack"), governed by no
 * word of data/modality.tsv?  Such a one tells no deed. */
bool rap_modality_is_loose(const rap_scene *s, uint32_t verb);

/* "in retaliation for Norland's failure to pay": is the wrong that the noun names only
 * the reason for which another accuses or punishes? */
bool rap_modality_is_charge(const rap_scene *s, uint32_t noun);

/* Is the word negated by one close before it in its clause? */
bool rap_modality_negated(const rap_scene *s, uint32_t token);

/* Does "would" govern the verb? */
bool rap_modality_has_would(const rap_scene *s, uint32_t verb);

/* Does a word of the future ("will", "would") govern the verb? */
bool rap_modality_future(const rap_scene *s, uint32_t verb);

#endif
