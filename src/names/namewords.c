/*
 * names/namewords.c - words and names as running text knows them.
 */
/* SPDX-License-Identifier: MIT */
#include "names/namewords.h"

uint32_t rap_nameword_of(rap_part part, uint32_t hash)
{
    if (part.n != (size_t)RAP_NAMEWORD_SLOTS * 4) return 0;
    uint32_t mark = rap_nameword_mark(hash);
    for (uint32_t i = rap_nameword_slot(hash);; i = (i + 1) % RAP_NAMEWORD_SLOTS) {
        uint32_t slot = rap_le32(part.p + (size_t)i * 4);
        if (slot == 0) return 0;
        if ((slot ^ mark) >> RAP_NAMEWORD_BITS == 0) return slot & 0xFFFF;
    }
}
