/*
 * base/bisect.h - the first place of a sorted run that is not before what is sought.
 *
 *     uint32_t low = 0;
 *     RAP_BISECT(uint32_t, low, mid, n, v[mid].from < at);
 *
 * `low` is where to begin and comes out as the first place from there to `count` for
 * which `before`, an expression in `mid`, is false; `count` when there is none.  All
 * places for which it is true must lie before those for which it is not.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_BISECT_H
#define RAP_BASE_BISECT_H

#define RAP_BISECT(type, low, mid, count, before)                                      \
    for (type low##_end = (count), mid; (low) < low##_end;)                            \
        if ((mid) = (type)((low) + (low##_end - (low)) / 2), (before))                 \
            (low) = (type)((mid) + 1);                                                 \
        else                                                                           \
            low##_end = (mid)

#endif
