/*
 * model/boosted.c - asking boosted trees for a score.
 */
/* SPDX-License-Identifier: MIT */
#include "model/boosted.h"

#include <string.h>

typedef struct {
    uint32_t from, to;
} range_of_trees;

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

/* Trees [from, to); where `depth` is a constant the questions are asked without a loop.
 */
static inline int32_t sum_trees(const rap_boosted *m, const int16_t *features,
                                range_of_trees range, const uint32_t depth)
{
    int32_t sum = 0;
    const size_t leaves = (size_t)depth * 4, size = tree_size(depth);
    const unsigned char *p = m->trees + range.from * size;
    for (uint32_t t = range.from; t < range.to; t++, p += size) {
        uint32_t leaf = 0;
        for (uint32_t d = 0; d < depth; d++) {
            int16_t value = features[rap_le16(p + (size_t)d * 4)];
            leaf |= (uint32_t)(value > le16_signed(p + (size_t)d * 4 + 2)) << d;
        }
        sum += le16_signed(p + leaves + (size_t)leaf * 2);
    }
    return sum;
}

static int32_t sum_of(const rap_boosted *m, const int16_t *features,
                      range_of_trees range)
{
    switch (m->depth) {
    case 4:
        return sum_trees(m, features, range, 4);
    case 5:
        return sum_trees(m, features, range, 5);
    case 6:
        return sum_trees(m, features, range, 6);
    default:
        return sum_trees(m, features, range, m->depth);
    }
}

int32_t rap_boosted_score(const rap_boosted *m, const int16_t *features)
{
    return rap_boosted_score_above(m, features, m->n_trees, 0);
}

int32_t rap_boosted_score_above(const rap_boosted *m, const int16_t *features,
                                uint32_t trees, int32_t floor)
{
    const int32_t unit = RAP_BOOSTED_UNIT / RAP_BOOSTED_LOGIT;
    if (trees > m->n_trees) trees = m->n_trees;
    int32_t sum = m->base + sum_of(m, features, (range_of_trees){0, trees});
    if (sum / unit >= floor)
        sum += sum_of(m, features, (range_of_trees){trees, m->n_trees});
    return sum / unit;
}
