/*
 * names/roster.c - from a text to a number, for the names of one report.
 */
/* SPDX-License-Identifier: MIT */
#include "names/roster.h"

enum { ROSTER_START = 128 };

bool rap_roster_init(rap_roster *r, rap_arena *arena)
{
    *r = (rap_roster){.arena = arena, .mask = ROSTER_START - 1};
    r->slots = RAP_NEW(arena, rap_roster_slot, ROSTER_START);
    return r->slots != NULL;
}

static rap_roster_slot *slot_of(rap_roster_slot *slots, uint32_t mask, rap_str key)
{
    uint32_t at = rap_hash(key) & mask;
    while (slots[at].used && !rap_str_eq(slots[at].key, key))
        at = (at + 1) & mask;
    return &slots[at];
}

int32_t rap_roster_get(const rap_roster *r, rap_str key)
{
    const rap_roster_slot *slot = slot_of(r->slots, r->mask, key);
    return slot->used ? slot->value : -1;
}

static bool grow(rap_roster *r)
{
    uint32_t mask = r->mask * 2 + 1;
    rap_roster_slot *slots = RAP_NEW(r->arena, rap_roster_slot, (size_t)mask + 1);
    if (!slots) return false;
    for (uint32_t i = 0; i <= r->mask; i++)
        if (r->slots[i].used) *slot_of(slots, mask, r->slots[i].key) = r->slots[i];
    r->slots = slots;
    r->mask = mask;
    return true;
}

bool rap_roster_set(rap_roster *r, rap_str key, int32_t value)
{
    if (2 * (r->n + 1) > r->mask && !grow(r)) return false;
    rap_roster_slot *slot = slot_of(r->slots, r->mask, key);
    r->n += !slot->used;
    *slot = (rap_roster_slot){key, value, true};
    return true;
}
