/*
 * times/published.c - the day of the report itself, as far as it can be told.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/marks.h"

void times_published(rap_published *out, const rap_prose *p, const mark_list *marks,
                     const rap_times_options *options)
{
    (void)p, (void)marks;
    *out = (rap_published){.basis = "none"};
    if (!rap_day_is_none(options->told))
        *out = (rap_published){.day = options->told,
                               .range = {options->told, options->told},
                               .sure = 99,
                               .basis = "feed"};
}
