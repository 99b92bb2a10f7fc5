/*
 * markup/visibledays.c - the dates that a page prints near its title.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/visibledays.h"

void rap_visible_days(rap_visible_day *published, rap_visible_day *modified,
                      const rap_clues *c, uint32_t heading, rap_day_order order)
{
    (void)c;
    (void)heading;
    (void)order;
    *published = *modified = (rap_visible_day){.score = 0};
}
