/*
 * keep/hands.h - the corrections by hand and the brief, as the pile takes them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_HANDS_H
#define RAP_KEEP_HANDS_H

#include "keep/dossier.h"
#include "pile/pile.h"

/* Put them into *out, whose other members stay as they are; memory from the arena. */
RAP_NODISCARD
rap_code rap_hands_load(rap_dossier *d, rap_pile_options *out, rap_arena *arena,
                        rap_err *err);

#endif
