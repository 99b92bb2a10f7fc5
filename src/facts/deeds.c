/*
 * facts/deeds.c - verbs and nouns that tell a deed, and their CAMEO codes.
 *
 * data/verbs.tsv holds one row for a verb or noun with a code for each use; the tagger
 * decides which of the two it is.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/deeds.h"

#include "facts/idioms.h"

#include "plover_table.inc"
#include "verbs_table.inc"

static bool is_noun(const rap_token *t)
{
    return t->upos == RAP_NOUN || t->upos == RAP_PROPN;
}

/* "its promise to", "Norland's offer to": a noun, though the phrase is a verb's. */
static bool is_owned(const rap_prose *p, uint32_t token)
{
    if (!is_noun(&p->tokens[token]) || token == 0) return false;
    const rap_token *b = &p->tokens[token - 1];
    return b->sentence == p->tokens[token].sentence &&
           (b->upos == RAP_DET || rap_str_is(rap_str_of(b->xpos), "POS") ||
            rap_str_is(rap_str_of(b->xpos), "PRP$"));
}

bool rap_deeds_verb(const rap_prose *p, uint32_t token, uint32_t limit, rap_verb *out)
{
    uint32_t n;
    int row = rap_idioms_find(p, &verbs_table, token, limit, &n);
    if (row < 0) return false;
    const rap_token *t = &p->tokens[token];
    rap_str as_verb = rap_cell(&verbs_table, row, VERBS_VERB);
    rap_str as_noun = rap_cell(&verbs_table, row, VERBS_NOUN);
    bool several = n > 1;
    bool noun = several ? !as_verb.n || (as_noun.n && is_noun(t)) : is_noun(t);
    if (!as_verb.n) noun = true; /* "airstrike", whatever the tagger makes of it */
    if (several && !noun && is_owned(p, token)) return false;
    if (!several && !noun && t->upos != RAP_VERB) return false;
    rap_str code = noun ? as_noun : as_verb;
    if (!code.n) return false;
    *out =
        (rap_verb){.code = code,
                   .stance = rap_cell(&verbs_table, row, VERBS_STANCE),
                   .labour = rap_cell(&verbs_table, row, VERBS_LABOUR),
                   .noun = noun,
                   .reciprocal = rap_cell_is(&verbs_table, row, VERBS_ROLES, "r"),
                   .suffered = noun && rap_cell_is(&verbs_table, row, VERBS_ROLES, "p"),
                   .first = token,
                   .last = token + n};
    return true;
}

static int root(rap_str code)
{
    return code.n < 2 ? 0 : (code.p[0] - '0') * 10 + (code.p[1] - '0');
}

rap_str rap_deeds_code(const rap_prose *p, uint32_t first, uint32_t last)
{
    rap_verb v;
    for (uint32_t i = first; i < last; i++) {
        if (!rap_deeds_verb(p, i, last, &v)) continue;
        int r = root(v.code);
        if ((r >= 4 && r <= 8) || (r >= 14 && r <= 20)) return v.code;
        i = v.last - 1;
    }
    return (rap_str){"", 0};
}

rap_str rap_deeds_plover(rap_str code)
{
    for (size_t n = code.n; n >= 2; n--) {
        int row = rap_table_find(&plover_table, rap_str_cut(code, 0, n));
        if (row >= 0) return rap_cell(&plover_table, row, PLOVER_CLASS);
    }
    return (rap_str){"", 0};
}
