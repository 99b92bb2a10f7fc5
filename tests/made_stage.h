/*
 * tests/made_stage.h - an input that a test puts together in one buffer, and the
 * reports that the intake gives of it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_MADE_STAGE_H
#define RAP_TESTS_MADE_STAGE_H

#include "intake_stage.h"
#include "packed.h"

static rap_buf b; /* the input; empty before each test */

static int set_up(void **state)
{
    b = (rap_buf){0};
    return stage_set_up(state);
}

static int tear_down(void **state)
{
    rap_buf_done(&b);
    return stage_tear_down(state);
}

static inline void gives(const char *want)
{
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    if (strcmp(got, want) != 0) fail_msg("%s\ninstead of\n%s", got, want);
}

#endif
