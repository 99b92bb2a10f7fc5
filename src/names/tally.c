/*
 * names/tally.c - what a report says of each of its words, added up.
 */
/* SPDX-License-Identifier: MIT */
#include "names/tally.h"

bool rap_tallies_init(rap_tallies *t, uint32_t n, rap_arena *arena)
{
    uint32_t room = 64;
    while (room < n * 2)
        room *= 2;
    *t = (rap_tallies){.v = RAP_NEW(arena, rap_tally, room), .mask = room - 1};
    return t->v != NULL;
}

rap_tally *rap_tally_of(rap_tallies *t, uint32_t key)
{
    key += key == 0;
    uint32_t at = (key ^ key >> 15) & t->mask;
    while (t->v[at].key && t->v[at].key != key)
        at = (at + 1) & t->mask;
    t->v[at].key = key;
    return &t->v[at];
}
