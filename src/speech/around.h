/*
 * speech/around.h - the words beside a telling that may tell its circumstances.
 *
 * They lie in its sentence, between the tellings that stand before and behind it, and
 * outside of all contents but those that the telling itself lies in.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_AROUND_H
#define RAP_SPEECH_AROUND_H

#include "speech/hearing.h"

enum { RAP_HOLES_MAX = 24 };

typedef struct {
    const rap_hearing *h;
    const rap_telling *x;
    rap_span at; /* tokens; empty when the telling has no cue word */
    rap_span holes[RAP_HOLES_MAX];
    uint32_t n_holes;
} rap_around;

/* O(1): looks at a few tellings on either side. */
void rap_around_open(rap_around *out, const rap_hearing *h, uint32_t telling);

/* May the token tell of circumstances?  Not in holes, not the cue word itself. */
bool rap_around_has(const rap_around *a, uint32_t token);

/* Does the phrase that ends with token `head` hang, over words beside the telling, on
 * its cue, its source or a word that its cue hangs on?  Always without trees. */
bool rap_around_hangs(const rap_around *a, uint32_t head);

/* The noun phrase that begins at token i, its head the last token, within the words
 * beside the telling; false when there is none. */
bool rap_around_phrase(const rap_around *a, uint32_t i, rap_span *out);

/* channels.c: to whom, and in what; relays.c: by way of whom; saidon.c: when. */
void rap_channels_tell(rap_attribution *out, const rap_around *a);
void rap_relays_tell(rap_attribution *out, const rap_around *a);
void rap_said_on_tell(rap_attribution *out, const rap_around *a);

/* Does "to" at the token belong to "according to"? */
static inline bool rap_is_according(const rap_hearing *h, uint32_t token)
{
    return token > 0 && rap_token_is(h->p, token, "to") &&
           rap_token_is(h->p, token - 1, "according");
}

/* channels.c: the body of the press that is named among tokens [from, to), or -1. */
int32_t rap_press_among(const rap_hearing *h, uint32_t from, uint32_t to);

#endif
