/*
 * speech/callings.h - what kind of source a noun for a calling or an office is.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_CALLINGS_H
#define RAP_SPEECH_CALLINGS_H

#include "speech/speech.h"

/* Of the noun that ends at `token`: a person ("a bargeman"), an official ("a deputy
 * minister"), or NONE. */
rap_unnamed_kind rap_calling_at(const rap_prose *p, uint32_t token);

/* Is the noun that ends at `token` a plural for people or a group: "lawmakers"? */
bool rap_calling_plural(const rap_prose *p, uint32_t token);

#endif
