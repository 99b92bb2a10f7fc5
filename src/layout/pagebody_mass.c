/*
 * layout/pagebody_mass.c - where on a page the mass of text lies.
 *
 * A block weighs as many words as it has when it looks like article, else nothing.  The
 * trunk is the lowest node that holds most of the mass: what leads away from it to a
 * block tells what the block is, what lies above it tells nothing.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/boilerplate.h"
#include "layout/pagebody_inside.h"

enum {
    NEAR = 6,         /* nodes above a block whose marks speak against it */
    MOST_LINKED = 35, /* percent of an article's block that may be links */
    LEVELS_UP = 40,   /* how far ancestors are looked at */
    TRUNK_SHARE = 60  /* percent of the mass that a trunk holds */
};

/* Marks and cues that speak against article. */
static const uint32_t foreign_marks =
    1u << RAP_MARK_COMMENT | 1u << RAP_MARK_RELATED | 1u << RAP_MARK_NAV |
    1u << RAP_MARK_SIDE | 1u << RAP_MARK_FOOT | 1u << RAP_MARK_PROMO |
    1u << RAP_MARK_SIGNUP | 1u << RAP_MARK_HIDDEN | 1u << RAP_MARK_CARD |
    1u << RAP_MARK_CAPTION | 1u << RAP_MARK_AD | 1u << RAP_MARK_BIO;
static const uint32_t foreign_cues = RAP_CUE_NAV | RAP_CUE_ASIDE | RAP_CUE_FOOTER |
                                     RAP_CUE_FORM | RAP_CUE_TITLE | RAP_CUE_HIDDEN |
                                     RAP_CUE_CONTROL | RAP_CUE_CAPTION;

/* Marks of the node and the five above it. */
static uint32_t marks_near(const rap_body *b, uint32_t node)
{
    uint32_t bits = 0;
    for (int k = 0; k < NEAR && node; k++, node = b->page->tree.nodes[node].parent)
        bits |= b->marks[node];
    return bits;
}

static uint32_t guess_mass(const rap_body *b, uint32_t i)
{
    const rap_row *r = &b->rows.v[i];
    const rap_text_block *block = &b->page->blocks[i];
    uint32_t size = b->looks[i].size;
    if (!b->looks[i].prose || (block->cues & foreign_cues)) return 0;
    if ((uint64_t)b->looks[i].linked * 100 > (uint64_t)size * MOST_LINKED) return 0;
    if (rap_phrase_is_strong(r->phrase)) return 0;
    uint32_t near = marks_near(b, b->node[i]);
    bool early = b->title < b->n && i < b->title;
    if (near & 1u << RAP_MARK_COMMENT) return size / 8;
    return near & foreign_marks || early ? size / 4 : size;
}

/* Each block's mass, its nearest neighbours with mass, its group's sums. */
static void weigh_blocks(rap_body *b)
{
    b->first_mass = b->n;
    b->last_mass = 0;
    uint32_t since = b->n;
    for (uint32_t i = 0; i < b->n; i++) {
        bool yes = b->first && b->first[i] > 0;
        b->mass[i] = b->first ? (yes ? b->looks[i].size : 0) : guess_mass(b, i);
        if (b->mass[i] && b->first_mass == b->n) b->first_mass = i;
        if (b->mass[i]) b->last_mass = i;
        b->before[i] = since;
        since = b->mass[i] ? 1 : since < b->n ? since + 1 : b->n;
    }
    since = b->n;
    for (uint32_t i = b->n; i-- > 0;) {
        b->after[i] = since;
        since = b->mass[i] ? 1 : since < b->n ? since + 1 : b->n;
    }
}

static void weigh_groups(rap_body *b)
{
    b->main_group = 0;
    for (uint32_t i = 0; i < b->n; i++)
        b->groups[b->group[i]].mass = 0, b->groups[b->group[i]].score = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        rap_body_group *g = &b->groups[b->group[i]];
        g->mass += b->mass[i];
        if (b->first)
            g->score += (int64_t)rap_body_clipped(b->first[i]) * (b->looks[i].size + 1);
        if (g->mass > b->groups[b->main_group].mass) b->main_group = b->group[i];
    }
}

/* Sums over all subtrees, from the leaves up. */
static void weigh_nodes(rap_body *b)
{
    const rap_tree *t = &b->page->tree;
    memset(b->sums, 0, t->n_nodes * sizeof *b->sums);
    memset(b->forward, 0, t->n_nodes * sizeof *b->forward);
    for (uint32_t i = 0; i < b->n; i++) {
        rap_body_sum *s = &b->sums[b->node[i]];
        s->blocks++;
        s->words += b->looks[i].size;
        s->linked += b->looks[i].linked;
        s->mass += b->mass[i];
        s->prose += b->mass[i] > 0;
        if (b->first)
            s->score += (int64_t)rap_body_clipped(b->first[i]) * (b->looks[i].size + 1);
        uint32_t up = t->nodes[b->node[i]].parent;
        b->forward[up] += b->mass[i];
        b->forward[t->nodes[up].parent] += b->mass[i] / 2;
    }
    for (uint32_t k = t->n_nodes; k-- > 1;) {
        rap_body_sum *s = &b->sums[k], *up = &b->sums[t->nodes[k].parent];
        up->blocks += s->blocks;
        up->words += s->words;
        up->linked += s->linked;
        up->mass += s->mass;
        up->prose += s->prose;
        up->score += s->score;
    }
    b->all = b->sums[0];
}

/* Blocks before each node, in the order of the document. */
static void count_starts(rap_body *b)
{
    const rap_tree *t = &b->page->tree;
    uint32_t block = 0;
    for (uint32_t k = 0; k < t->n_nodes; k++) {
        while (block < b->n && b->page->blocks[block].first < k)
            block++;
        b->sums[k].start = block;
    }
}

/* Down from the root as long as one child holds most of the mass. */
static void find_trunk(rap_body *b)
{
    const rap_tree *t = &b->page->tree;
    b->trunk = 0;
    b->best = 0;
    for (uint32_t k = 1; k < t->n_nodes; k++) {
        bool below = t->nodes[k].parent == b->trunk;
        if (b->forward[k] > b->forward[b->best]) b->best = k;
        if (!below || b->sums[k].blocks < 2) continue;
        if ((uint64_t)b->sums[k].mass * 100 > (uint64_t)b->all.mass * TRUNK_SHARE)
            b->trunk = k;
    }
}

/* Running means of the scores: each step halves what was before. */
static void drift(rap_body *b)
{
    int32_t down = -3 * RAP_BODY_LOGIT, up = down;
    uint32_t sum = 0;
    for (uint32_t i = 0, k = b->n; i < b->n; i++) {
        b->mass_before[i] = sum;
        sum += b->mass[i];
        k--;
        b->drift_down[i] = down;
        b->drift_up[k] = up;
        if (!b->first) continue;
        down = (down + rap_body_clipped(b->first[i])) / 2;
        up = (up + rap_body_clipped(b->first[k])) / 2;
    }
}

void rap_body_weigh(rap_body *b)
{
    weigh_blocks(b);
    weigh_groups(b);
    weigh_nodes(b);
    count_starts(b);
    find_trunk(b);
    drift(b);
}

unsigned rap_body_levels(const rap_body *b, uint32_t block,
                         uint32_t levels[RAP_BODY_LEVELS])
{
    unsigned n = 1;
    uint32_t node = b->node[block];
    levels[0] = node;
    for (int k = 0; k < LEVELS_UP && node && n < RAP_BODY_LEVELS; k++) {
        node = b->page->tree.nodes[node].parent;
        if (b->sums[node].blocks > b->sums[levels[n - 1]].blocks) levels[n++] = node;
    }
    return n;
}
