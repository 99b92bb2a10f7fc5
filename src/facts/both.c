/*
 * facts/both.c - words that mean both who are at odds or at one table.
 *
 * A noun of data/bothwords.tsv with "both", "two", "either" or "warring" before it; the
 * plainest of them ("the parties", "the sides") also alone.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/both.h"

#include "bothwords_table.inc"

enum { BEFORE = 3, LEAST = 2 }; /* tokens looked back; mentions of the lesser side */

static int row_of(const rap_token *t)
{
    return rap_table_find(&bothwords_table, t->lemma);
}

static bool is_role(int row, const char *role)
{
    return rap_cell_is(&bothwords_table, row, BOTHWORDS_ROLE, role);
}

static bool has_two(const rap_scene *s)
{
    return s->main[0] >= 0 && s->main[1] >= 0 && s->weight[s->main[1]] >= LEAST;
}

bool rap_both_at(const rap_scene *s, uint32_t token)
{
    const rap_token *t = s->p->tokens;
    int row = row_of(&t[token]);
    bool bare = is_role(row, "bare");
    if ((!bare && !is_role(row, "noun")) || !has_two(s)) return false;
    if (rap_branches_find(&s->branches, s->p, token, RAP_REL_NMOD) != RAP_NO_TOKEN)
        return false;
    for (uint32_t i = token; i && token - i < BEFORE; i--) {
        const rap_token *b = &t[i - 1];
        if (b->sentence != t[token].sentence) return false;
        if (is_role(row_of(b), "two")) return true;
        if (rap_str_is(b->low, "the"))
            return bare && i == token && rap_str_is(rap_str_of(t[token].xpos), "NNS");
        if (b->upos != RAP_ADJ && b->upos != RAP_ADV) return false;
    }
    return false;
}
