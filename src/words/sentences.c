/*
 * words/sentences.c - where sentences end.
 *
 * words/gaps.c finds the places and decides what rules can; the rest is asked of a
 * perceptron (models/sentences.weights, made by train/sentences.c).  Without one the
 * rules' guess holds.
 */
/* SPDX-License-Identifier: MIT */
#include "words/sentences.h"

#include "model/linear.h"
#include "words/gaps.h"

enum {
    BARE_DEAR = 40, /* what an end without a stop must be better by */
    PLAIN = 120     /* by which the near features alone may refuse such an end */
};

typedef RAP_LIST(rap_sentence) sentence_list;

static bool is_word(const rap_token *t)
{
    return (t->shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)) != 0;
}

static bool push(sentence_list *out, const rap_prose *p, rap_span tokens,
                 uint32_t block)
{
    rap_sentence *s = RAP_PUSH(p->arena, out);
    if (!s) return false;
    *s = (rap_sentence){.first = tokens.from, .last = tokens.to, .block = block};
    s->at = rap_tokens_span(p, tokens.from, tokens.to);
    bool first = true;
    for (uint32_t i = tokens.from; i < tokens.to; i++) {
        p->tokens[i].sentence = (uint32_t)(out->n - 1);
        if (!first || !is_word(&p->tokens[i])) continue;
        p->tokens[i].shape |= RAP_SHAPE_FIRST;
        first = false;
    }
    return true;
}

static bool ends(const rap_gaps *g, const rap_linear *m)
{
    if (g->rule != RAP_GAP_ASK) return g->rule == RAP_GAP_END;
    if (!m->buckets)
        return g->guess >= RAP_GUESS_STARTER && g->guess != RAP_GUESS_GOES_ON;
    uint64_t keys[RAP_GAP_KEYS];
    rap_gap_sight seen;
    int32_t scores[4] = {0}, dear = g->guess == RAP_GUESS_NONE ? BARE_DEAR : 0;
    rap_gap_look(&seen, g);
    rap_linear_score4(m, keys, rap_gap_keys_near(keys, &seen), scores);
    if (dear && scores[0] - scores[1] > PLAIN) return false;
    rap_linear_score4(m, keys, rap_gap_keys_far(keys, &seen, g), scores);
    return scores[1] > scores[0] + dear;
}

static bool read_block(sentence_list *out, const rap_linear *m, rap_gaps g,
                       uint32_t block)
{
    while (rap_gaps_next(&g)) {
        if (!ends(&g, m)) continue;
        if (!push(out, g.p, (rap_span){g.start, g.next}, block)) return false;
        rap_gaps_break(&g);
    }
    return g.start == g.last || push(out, g.p, (rap_span){g.start, g.last}, block);
}

rap_code rap_sentences_read(rap_prose *p, const uint32_t *ends_of, rap_err *err)
{
    sentence_list list = {0};
    rap_linear m = {0};
    rap_linear_open(&m, rap_weights_part("sentences"));
    rap_gap_style style = rap_gaps_style(p, 0, p->n_tokens);
    for (uint32_t b = 0, from = 0; b < p->layout->n_blocks; from = ends_of[b++]) {
        rap_span tokens = {from, ends_of[b]};
        if (from < ends_of[b] &&
            !read_block(&list, &m, rap_gaps_of(p, tokens, style), b))
            return rap_fail_memory(err);
    }
    p->sentences = list.v;
    p->n_sentences = (uint32_t)list.n;
    return RAP_OK;
}
