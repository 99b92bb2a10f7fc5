/*
 * names/metonymy.h - a capital that stands for its government, and gendered pronouns.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_METONYMY_H
#define RAP_NAMES_METONYMY_H

#include "names/finding.h"

/* Does the place name at tokens [first, last) act ("Norstad said")? */
bool rap_is_actor(const rap_prose *p, uint32_t first, uint32_t last);

/* Of "he", "her" ...; RAP_GENDER_NONE for every other word. */
rap_gender rap_pronoun_gender(const rap_prose *p, uint32_t token);

#endif
