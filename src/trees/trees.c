/*
 * trees/trees.c - what hangs on what: a dependency tree over every sentence.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/trees.h"

#include "trees/arcs.h"
#include "trees/valid.h"

void rap_parser_open(rap_parser *out, rap_part moves, rap_part labels)
{
    *out = (rap_parser){0};
    if (!rap_linear_open(&out->moves, moves)) return;
    if (!rap_linear_open(&out->labels, labels) || !out->moves.narrow ||
        out->labels.n_classes > RAP_REL_COUNT) {
        out->moves = (rap_linear){0};
        return;
    }
    const char *name = out->labels.names;
    for (uint32_t i = 0; i < out->labels.n_classes; i++) {
        rap_str s = rap_str_of(name);
        out->relations[i] = (uint8_t)rap_deprel_of(s);
        name += s.n + 1;
    }
}

static rap_move best_move(const rap_parser *parser, const rap_arcs *a, uint32_t moves)
{
    uint64_t keys[RAP_ARCS_KEYS];
    int32_t scores[4] = {0};
    rap_move best = moves & 1   ? RAP_MOVE_SHIFT
                    : moves & 2 ? RAP_MOVE_LEFT
                                : RAP_MOVE_RIGHT;
    if (!(moves & (moves - 1))) return best; /* there is one only */
    uint32_t sure = rap_linear_sure(&parser->moves, rap_arcs_sure_key(a));
    if (sure < RAP_MOVE_COUNT && (moves >> sure & 1)) return (rap_move)sure;
    rap_linear_score4(&parser->moves, keys, rap_arcs_keys(a, keys), scores);
    for (uint32_t m = best; m < RAP_MOVE_COUNT; m++)
        if ((moves >> m & 1) && scores[m] > scores[best]) best = (rap_move)m;
    return best;
}

static rap_deprel best_label(const rap_parser *parser, const rap_arcs *a, rap_move move)
{
    uint64_t keys[RAP_ARCS_KEYS];
    int32_t scores[RAP_REL_COUNT] = {0};
    if (a->next > a->n && a->depth == 1) return RAP_REL_ROOT;
    uint32_t sure = rap_linear_sure(&parser->labels, rap_label_sure_key(a, move));
    if (sure < parser->labels.n_classes) return (rap_deprel)parser->relations[sure];
    rap_linear_score(&parser->labels, keys, rap_label_keys(a, move, keys), scores);
    uint32_t best = 0;
    for (uint32_t c = 1; c < parser->labels.n_classes; c++)
        if (scores[c] > scores[best]) best = c;
    return (rap_deprel)parser->relations[best];
}

static void parse(const rap_parser *parser, rap_arcs *a)
{
    for (uint32_t moves; (moves = rap_arcs_moves(a)) != 0;) {
        rap_move move = best_move(parser, a, moves);
        rap_deprel label =
            move == RAP_MOVE_SHIFT ? RAP_REL_NONE : best_label(parser, a, move);
        rap_arcs_make(a, move, label);
    }
}

/* Heads as tokens; the root of a later piece of a long sentence hangs to the first's.
 */
static void settle(const rap_arcs *a, rap_token *tokens, uint32_t first, uint32_t *root)
{
    for (uint32_t i = 1; i <= a->n; i++) {
        rap_token *t = &tokens[first + i - 1];
        bool top = a->head[i] > a->n;
        if (top && *root == RAP_NO_HEAD) *root = first + i - 1;
        t->head = top ? *root : first + a->head[i] - 1;
        t->deprel = a->label[i];
        if (top && *root != first + i - 1) t->deprel = RAP_REL_PARATAXIS;
    }
}

rap_code rap_parser_run(const rap_parser *parser, const rap_prose *p, rap_err *err)
{
    if (!parser->moves.buckets) return RAP_OK;
    rap_arcs *a = RAP_NEW(p->arena, rap_arcs, 1);
    if (!a) return rap_fail_memory(err);
    for (uint32_t i = 0; i < p->n_sentences; i++) {
        const rap_sentence *s = &p->sentences[i];
        uint32_t root = RAP_NO_HEAD;
        for (uint32_t at = s->first; at < s->last; at += RAP_ARCS_MAX) {
            uint32_t n = s->last - at > RAP_ARCS_MAX ? RAP_ARCS_MAX : s->last - at;
            rap_arcs_open(a, p, at, n);
            parse(parser, a);
            settle(a, p->tokens, at, &root);
        }
    }
    return RAP_OK;
}

rap_code rap_trees_read(const rap_prose *p, rap_err *err)
{
    rap_parser *parser = RAP_NEW(p->arena, rap_parser, 1);
    if (!parser) return rap_fail_memory(err);
    rap_parser_open(parser, rap_weights_part("moves"), rap_weights_part("labels"));
    rap_code rc = rap_parser_run(parser, p, err);
    return rc == RAP_OK ? rap_valid_mend(p, err) : rc;
}
