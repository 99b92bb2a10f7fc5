/*
 * model/boosted.c - asking boosted trees for a score.
 */
/* SPDX-License-Identifier: MIT */
#include "model/boosted.h"

#include <string.h>

static inline int16_t le16_signed(const unsigned char *p)
{
    uint32_t v = rap_le16(p);
    return (int16_t)(v < 0x8000 ? (int32_t)v : (int32_t)v - 0x10000);
}

static size_t tree_size(uint32_t depth)
{
    return (size_t)depth * 4 + ((size_t)2 << depth);
}

/* Does every tree ask for features that there are? */
static bool asks_well(const rap_boosted *m)
{
    for (uint32_t t = 0; t < m->n_trees; t++)
        for (uint32_t d = 0; d < m->depth; d++)
            if (rap_le16(m->trees + t * tree_size(m->depth) + (size_t)d * 4) >=
                m->n_features)
                return false;
    return true;
}

bool rap_boosted_open(rap_boosted *out, rap_part part)
{
    *out = (rap_boosted){0};
    if (part.n < RAP_BOOSTED_HEAD || memcmp(part.p, "RBST", 4) != 0) return false;
    rap_boosted m = {.trees = part.p + RAP_BOOSTED_HEAD,
                     .n_features = rap_le32(part.p + 4),
                     .n_trees = rap_le32(part.p + 8),
                     .depth = rap_le32(part.p + 12)};
    uint32_t base = rap_le32(part.p + 16);
    memcpy(&m.base, &base, sizeof base);
    if (m.depth == 0 || m.depth > RAP_BOOSTED_DEPTH) return false;
    if ((part.n - RAP_BOOSTED_HEAD) / tree_size(m.depth) < m.n_trees) return false;
    if (!asks_well(&m)) return false;
    *out = m;
    return true;
}

int32_t rap_boosted_score(const rap_boosted *m, const int16_t *features)
{
    int32_t sum = m->base;
    const unsigned char *p = m->trees;
    const size_t leaves = (size_t)m->depth * 4, size = tree_size(m->depth);
    for (uint32_t t = 0; t < m->n_trees; t++, p += size) {
        uint32_t leaf = 0;
        for (uint32_t d = 0; d < m->depth; d++) {
            int16_t value = features[rap_le16(p + (size_t)d * 4)];
            leaf |= (uint32_t)(value > le16_signed(p + (size_t)d * 4 + 2)) << d;
        }
        sum += le16_signed(p + leaves + (size_t)leaf * 2);
    }
    return sum / (RAP_BOOSTED_UNIT / RAP_BOOSTED_LOGIT);
}
