/*
 * times/numbered.c - numbers that count nothing: "Article 5", "12 Harbour Street".
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/numbers.h"

#include "numbered_table.inc"

enum { LIST_MAX = 4 }; /* numbers looked back over in "paragraphs 3, 4 and 5" */

static bool is_noun(const rap_token *t)
{
    return t->upos == RAP_NOUN || t->upos == RAP_PROPN;
}

static bool is_joint(const rap_prose *p, uint32_t i)
{
    return rap_token_is(p, i, ",") || rap_token_is(p, i, "and") ||
           rap_token_is(p, i, "or") || rap_token_is(p, i, "to");
}

static bool is_digits(const rap_token *t)
{
    for (size_t i = 0; i < t->low.n; i++)
        if (!rap_is_digit(t->low.p[i])) return false;
    return t->low.n > 0;
}

/* "the train took 200 soldiers", "train 200 soldiers": something is counted. */
static bool counts(const rap_prose *p, uint32_t token)
{
    uint32_t next = token + 1;
    return next < p->n_tokens &&
           p->tokens[next].sentence == p->tokens[token].sentence &&
           (p->tokens[next].shape & RAP_SHAPE_SPACE) &&
           strcmp(p->tokens[next].xpos, "NNS") == 0;
}

bool rap_number_names(const rap_prose *p, uint32_t token)
{
    const rap_token *t = p->tokens;
    uint32_t i = token, first = p->sentences[t[token].sentence].first;
    for (int n = 0; n < LIST_MAX && i > first + 1; n++) {
        if (!is_joint(p, i - 1) || !is_digits(&t[i - 2]) || !is_digits(&t[token]))
            break;
        i -= 2;
    }
    if (i == first || !is_digits(&t[i]) || !is_noun(&t[i - 1])) return false;
    int row = rap_prose_match_lemma(p, &numbered_table, i - 1);
    bool before =
        row >= 0 && !rap_cell_is(&numbered_table, row, NUMBERED_STANDS, "behind");
    bool name =
        (t[i - 1].shape & RAP_SHAPE_CAPITAL) && !(t[i - 1].shape & RAP_SHAPE_FIRST);
    return before && (name || !counts(p, token));
}

bool rap_number_is_address(const rap_prose *p, uint32_t token, uint32_t head)
{
    const rap_token *t = p->tokens;
    if (head <= token + 1 || head >= p->n_tokens || !is_digits(&t[token])) return false;
    for (uint32_t i = token + 1; i <= head; i++)
        if (!(t[i].shape & RAP_SHAPE_CAPITAL)) return false;
    int row = rap_table_find(&numbered_table, t[head].low);
    return row >= 0 && !rap_cell_is(&numbered_table, row, NUMBERED_STANDS, "before");
}
