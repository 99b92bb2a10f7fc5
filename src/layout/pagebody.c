/*
 * layout/pagebody.c - which blocks of a web page are the article.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/pagebody_inside.h"

#include "model/boosted.h"

enum {
    LEAST_WORDS = 30, /* of a body: with fewer, blocks that are less sure are taken */
    SLACK = 2 * RAP_BODY_LOGIT,
    HOPELESS = -2 * RAP_BODY_LOGIT - RAP_BODY_LOGIT / 2, /* after a quarter of trees */
    TOGETHER = 16,                                       /* blocks scored at a time */
    ENOUGH = 50,   /* words of a body that is one */
    PATH = 24,     /* ancestors that are looked at */
    EARLY = 3,     /* blocks before the title that may be a standfirst */
    LEAST_LEAD = 5 /* words of one */
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

/* Has an element between the block and those that hold the title too this mark? */
static bool is_marked_apart(const rap_body *b, uint32_t i, rap_mark mark)
{
    const rap_node *nodes = b->page->tree.nodes;
    uint32_t node = b->node[i], title = b->node[b->title];
    for (int k = 0; k < PATH && node; k++, node = nodes[node].parent) {
        if (node <= title && title < nodes[node].end) return false;
        if (b->marks[node] >> mark & 1) return true;
    }
    return false;
}

/* Far before the title, and in what is marked as comments, nothing is body where enough
 * of it stands elsewhere. */
static void drop_apart(const rap_body *b, bool *inside)
{
    bool *apart = b->apart;
    uint64_t rest = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        bool lead = b->looks[i].size >= LEAST_LEAD && i + EARLY >= b->title;
        apart[i] = (i < b->title && !lead) || is_marked_apart(b, i, RAP_MARK_COMMENT);
        if (inside[i] && !apart[i]) rest += b->looks[i].size;
    }
    for (uint32_t i = 0; i < b->n && rest >= ENOUGH; i++)
        inside[i] = inside[i] && !apart[i];
}

void rap_body_decide(const rap_body *b, const int32_t *scores, bool *inside)
{
    int32_t least = 0;
    for (int k = 0; k < 3; k++, least -= SLACK / 2)
        if (take_over(b, scores, least, inside) >= LEAST_WORDS) break;
    if (b->title < b->n) drop_apart(b, inside);
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

/* Blocks are judged some at a time: their features, packed, and which they are. */
typedef struct {
    int16_t x[TOGETHER * RAP_BODY_WIDTH];
    uint32_t of[TOGETHER];
    uint32_t n;
} batch;

static void score_batch(batch *some, const rap_boosted *model, int32_t *scores)
{
    int32_t got[TOGETHER];
    const rap_boosted_early early = {model->n_trees / 4, HOPELESS};
    rap_boosted_score_rows(model, some->x, some->n, early, got);
    for (uint32_t k = 0; k < some->n; k++)
        scores[some->of[k]] = got[k];
    some->n = 0;
}

static void score_all(const rap_body *b, int round, const rap_boosted *model,
                      int32_t *scores)
{
    batch some = {.n = 0};
    for (uint32_t i = 0; i < b->n; i++) {
        if (rap_body_is_out(b, round, i)) {
            if (!round) scores[i] = RAP_BODY_OUT;
            continue;
        }
        rap_body_features(b, round, i, some.x + (size_t)some.n * model->n_features);
        some.of[some.n++] = i;
        if (some.n == TOGETHER) score_batch(&some, model, scores);
    }
    score_batch(&some, model, scores);
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
