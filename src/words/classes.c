/*
 * words/classes.c - looks the classes of words up.
 */
/* SPDX-License-Identifier: MIT */
#include "words/classes.h"

#include "model/weights.h"

static uint32_t entry_of(const unsigned char *slots, uint32_t hash)
{
    uint32_t mark = rap_class_entry(hash, 0, 0);
    for (uint32_t i = rap_class_slot(hash);; i = (i + 1) % RAP_CLASS_SLOTS) {
        uint32_t entry = rap_le32(slots + (size_t)i * 4);
        if (entry == 0 || (entry ^ mark) >> RAP_CLASS_LOW_BITS == 0) return entry;
    }
}

void rap_classes_set(rap_token *tokens, uint32_t first, uint32_t last)
{
    rap_part part = rap_weights_part("clusters");
    if (part.n != (size_t)RAP_CLASS_SLOTS * 4) return;
    for (uint32_t i = first; i < last; i++) {
        rap_token *t = &tokens[i];
        bool digits = (t->shape & RAP_SHAPE_DIGIT) != 0;
        uint32_t entry = entry_of(part.p, digits ? rap_class_hash(t->low) : t->hash);
        t->classes[0] = (uint16_t)(entry & ((1 << RAP_CLASS_COARSE_BITS) - 1));
        t->classes[1] = (uint16_t)(entry >> RAP_CLASS_COARSE_BITS &
                                   ((1 << RAP_CLASS_FINE_BITS) - 1));
    }
}
