/*
 * pile/brief.c - the analyst's brief: parties, issues, places, outlets, window of days.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/inside.h"

rap_code rap_brief_check(rap_str brief, rap_err *err)
{
    (void)brief;
    (void)err;
    return RAP_OK;
}
