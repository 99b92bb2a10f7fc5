/*
 * layout/pagebody.c - which blocks of a web page are the article.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/pagebody_inside.h"

#include "model/boosted.h"

enum {
    LEAST_WORDS = 30, /* of a body: with fewer, blocks that are less sure are taken */
    SLACK = 2 * RAP_BODY_LOGIT
};

_Static_assert((int)RAP_BODY_LOGIT == (int)RAP_BOOSTED_LOGIT, "one unit of scores");

/* Blocks over a threshold; the words in them. */
static uint32_t take_over(const rap_body *b, const int32_t *scores, int32_t least,
                          bool *inside)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        inside[i] = scores[i] > least;
        if (inside[i]) words += b->looks[i].size;
    }
    return words;
}

void rap_body_decide(const rap_body *b, const int32_t *scores, bool *inside)
{
    int32_t least = 0;
    for (int k = 0; k < 3; k++, least -= SLACK / 2)
        if (take_over(b, scores, least, inside) >= LEAST_WORDS) return;
}

static bool push_block(const rap_body *b, rap_block *blocks, size_t *n, uint32_t i,
                       bool inside)
{
    rap_body_reading r = {RAP_BLOCK_NONE, NULL};
    if (inside)
        r.kind = rap_body_kind_inside(b, i);
    else
        r = rap_body_kind_outside(b, i);
    blocks[(*n)++] = (rap_block){b->page->blocks[i].text, r.kind, r.why};
    return r.kind == RAP_BLOCK_TITLE;
}

rap_code rap_body_write(rap_layout *out, const rap_body *b, const bool *inside,
                        rap_err *err)
{
    rap_block *blocks = RAP_NEW(b->arena, rap_block, b->n);
    size_t n = 0;
    if (!blocks) return rap_fail_memory(err);
    rap_layout made = {.blocks = blocks};
    for (uint32_t i = 0; i < b->n; i++) {
        if (!push_block(b, blocks, &n, i, inside[i])) continue;
        made.has_title = true;
        made.title = b->page->blocks[i].text;
    }
    made.n_blocks = n;
    *out = made;
    return RAP_OK;
}

static void score_all(const rap_body *b, int round, const rap_boosted *model,
                      int32_t *scores)
{
    int16_t x[RAP_BODY_WIDTH];
    for (uint32_t i = 0; i < b->n; i++) {
        rap_body_features(b, round, i, x);
        scores[i] = rap_boosted_score(model, x);
    }
}

/* Without a model: what weighs is body, with the headings between. */
static void score_plainly(const rap_body *b, int32_t *scores)
{
    const rap_body_sum *trunk = &b->sums[b->trunk];
    for (uint32_t i = 0; i < b->n; i++) {
        bool in = i >= trunk->start && i < trunk->start + trunk->blocks;
        bool between =
            b->before[i] <= 1 && b->after[i] <= 1 && b->page->blocks[i].heading;
        scores[i] = in && (b->mass[i] * 2 > b->looks[i].size || between) ? 1 : -1;
    }
}

rap_code rap_layout_of_page(rap_layout *out, const rap_page *page, rap_arena *arena,
                            rap_err *err)
{
    rap_body *b;
    rap_boosted first, second;
    rap_code rc = rap_body_open(&b, page, arena, err);
    if (rc != RAP_OK) return rc;
    int32_t *scores = RAP_NEW(arena, int32_t, b->n);
    bool *inside = RAP_NEW(arena, bool, b->n);
    if (!scores || !inside) return rap_fail_memory(err);
    bool learnt = rap_boosted_open(&first, rap_weights_part("pagebody_first")) &&
                  rap_boosted_open(&second, rap_weights_part("pagebody"));
    learnt = learnt && first.n_features == rap_body_features_count(0) &&
             second.n_features == rap_body_features_count(1);
    if (learnt) {
        score_all(b, 0, &first, scores);
        rap_body_tell(b, scores);
        score_all(b, 1, &second, scores);
    } else {
        score_plainly(b, scores);
    }
    rap_body_decide(b, scores, inside);
    return rap_body_write(out, b, inside, err);
}
