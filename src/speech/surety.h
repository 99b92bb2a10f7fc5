/*
 * speech/surety.h - the models of tellings, and how sure one is with all its parts.
 *
 * A word that attributes, with its source, its cue and its content, is right or wrong
 * as a whole: boosted trees (models/surety.weights) judge it by numbers about the parts
 * and about the tellings around it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_SURETY_H
#define RAP_SPEECH_SURETY_H

#include "model/boosted.h"
#include "speech/casting.h"

enum { RAP_SURETY_NUMBERS = 48 };

typedef struct {
    rap_linear cues;
    rap_netlet casting;
    int64_t unit; /* of the linear model: score of a logit, times 256 */
    rap_boosted sure;
} rap_tellers;

/* Open the parts "tellings", "castings" and "surety"; false when one is missing. */
enum { RAP_TELLERS = 3 };
bool rap_tellers_open(rap_tellers *out, const rap_part parts[RAP_TELLERS]);

/* Put in place of h->list all words that may well attribute, with their parts; `sure`
 * of each is the logit of its being a cue, times 256. */
RAP_NODISCARD
rap_code rap_tellings_cast(rap_hearing *h, const rap_tellers *by, rap_err *err);

/* Numbers about telling k of such a list: numbers[RAP_SURETY_NUMBERS]. */
void rap_surety_numbers(const rap_hearing *h, uint32_t k, int16_t *numbers);

#endif
