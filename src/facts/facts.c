/*
 * facts/facts.c - stands in until the room is furnished.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/facts.h"

rap_code rap_facts_read(rap_facts *out, const rap_facts_input *in, rap_err *err)
{
    (void)in, (void)err;
    *out = (rap_facts){0};
    return RAP_OK;
}

const char *rap_status_name(rap_status status)
{
    (void)status;
    return "actual";
}
