/*
 * times/times.c - stands in until the room is furnished.
 */
/* SPDX-License-Identifier: MIT */
#include "times/times.h"

rap_code rap_times_read(rap_times *out, const rap_prose *p,
                        const rap_times_options *options, rap_err *err)
{
    (void)p, (void)options, (void)err;
    *out = (rap_times){.published = {.basis = "none"}};
    return RAP_OK;
}

const char *rap_timex_type_name(rap_timex_type type)
{
    (void)type;
    return "DATE";
}

int32_t rap_times_near(const rap_times *times, const rap_prose *p, uint32_t token)
{
    (void)times, (void)p, (void)token;
    return -1;
}
