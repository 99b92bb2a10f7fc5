/*
 * speech/speech.c - stands in until the room is furnished.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/speech.h"

rap_code rap_speech_read(rap_speech *out, const rap_prose *p, const rap_names *names,
                         const rap_times *times, rap_err *err)
{
    (void)p, (void)names, (void)times, (void)err;
    *out = (rap_speech){0};
    return RAP_OK;
}

const char *rap_speech_kind_name(rap_speech_kind kind)
{
    (void)kind;
    return "indirect";
}

const char *rap_unnamed_kind_name(rap_unnamed_kind kind)
{
    (void)kind;
    return NULL;
}

int32_t rap_speech_at(const rap_speech *s, uint32_t text_at)
{
    (void)s, (void)text_at;
    return -1;
}
