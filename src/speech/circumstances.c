/*
 * speech/circumstances.c - all that is told beside the words: who said them, to whom,
 * in what, by way of whom, and when.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/around.h"

void rap_circumstances_read(rap_attribution *out, const rap_hearing *h, uint32_t i)
{
    rap_around a;
    rap_around_open(&a, h, i);
    rap_speaker_tell(out, h, a.x);
    rap_channels_tell(out, &a);
    rap_relays_tell(out, &a);
    rap_said_on_tell(out, &a);
}
