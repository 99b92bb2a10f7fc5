/*
 * facts/deeds.c - verbs and nouns that tell a deed, and their CAMEO codes.
 *
 * data/verbs.tsv holds one row for a verb or noun with a code for each use; the tagger
 * decides which of the two it is.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/deeds.h"

#include "facts/idioms.h"
#include "facts/skeletons.h"

#include "plover_table.inc"
#include "verbs_table.inc"

enum { MUTUAL = 4 }; /* tokens from a verb to "each other" */
enum { FORCE = 18 }; /* the first root of CAMEO that is force */

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

/* "a planned push into": a noun, whatever stands between it and its article. */
static bool is_qualified(const rap_prose *p, uint32_t token)
{
    uint32_t at = token, first = p->sentences[p->tokens[token].sentence].first;
    while (is_noun(&p->tokens[token]) && at > first && p->tokens[at - 1].head == token)
        if (rap_hangs_by(p, --at, RAP_REL_DET)) return true;
    return false;
}

/* What the row tells of a verb or of a noun; false when it tells nothing of it. */
static bool take_row(int row, bool noun, rap_verb *out)
{
    rap_str code = rap_cell(&verbs_table, row, noun ? VERBS_NOUN : VERBS_VERB);
    if (!code.n) return false;
    out->code = code;
    out->stance = rap_cell(&verbs_table, row, VERBS_STANCE);
    out->labour = rap_cell(&verbs_table, row, VERBS_LABOUR);
    out->noun = noun;
    out->reciprocal = rap_cell_is(&verbs_table, row, VERBS_ROLES, "r");
    out->weak = rap_cell_is(&verbs_table, row, VERBS_ROLES, "w");
    out->lasting = rap_cell_is(&verbs_table, row, VERBS_ROLES, "l");
    out->suffered = noun && rap_cell_is(&verbs_table, row, VERBS_ROLES, "p");
    return true;
}

/* "accused each other", "fired repeatedly at one another": each does it to the other.
 */
static bool is_mutual(const rap_prose *p, uint32_t behind)
{
    for (uint32_t i = behind; i + 1 < p->n_tokens && i < behind + MUTUAL; i++) {
        bool each = rap_token_is(p, i, "each") && rap_token_is(p, i + 1, "other");
        if (each || (rap_token_is(p, i, "one") && rap_token_is(p, i + 1, "another")))
            return p->tokens[i].sentence == p->tokens[behind].sentence;
        if (p->tokens[i].upos != RAP_ADV && p->tokens[i].upos != RAP_ADP) return false;
    }
    return false;
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
    /* pushes, battles and strikes of trade and of speech */
    if (several && !noun && rap_deeds_root(as_verb) >= FORCE && is_qualified(p, token))
        return false;
    if (!several && !noun && t->upos != RAP_VERB) return false;
    rap_verb verb = {
        .words = n, .first = token, .last = token + n, .ends = token + n - 1};
    if (!take_row(row, noun, &verb)) return false;
    if (!noun && is_mutual(p, verb.last)) verb.reciprocal = true;
    *out = verb;
    return true;
}

bool rap_deeds_in_tree(const rap_branches *b, const rap_prose *p, uint32_t token,
                       uint32_t limit, rap_verb *out)
{
    rap_verb side_by_side;
    rap_skeleton key;
    bool found = rap_deeds_verb(p, token, limit, &side_by_side);
    if (found) *out = side_by_side;
    if (token >= limit || p->tokens[token].upos != RAP_VERB || (found && out->noun))
        return found;
    int row = rap_skeletons_find(b, p, &verbs_table, token, &key);
    if (row < 0 || (found && key.n <= out->words)) return found;
    rap_verb verb = {.words = key.n,
                     .first = token,
                     .last = found ? out->last : token + 1,
                     .ends = key.last};
    if (!take_row(row, false, &verb)) return found;
    if (is_mutual(p, verb.last)) verb.reciprocal = true;
    *out = verb;
    return true;
}

int rap_deeds_root(rap_str code)
{
    return code.n < 2 ? 0 : (code.p[0] - '0') * 10 + (code.p[1] - '0');
}

bool rap_deeds_is_code(rap_str code)
{
    int r = rap_deeds_root(code);
    return (r >= 4 && r <= 8) || (r >= 14 && r <= 20);
}

rap_str rap_deeds_plover(rap_str code)
{
    for (size_t n = code.n; n >= 2; n--) {
        int row = rap_table_find(&plover_table, rap_str_cut(code, 0, n));
        if (row >= 0) return rap_cell(&plover_table, row, PLOVER_CLASS);
    }
    return (rap_str){"", 0};
}

bool rap_deeds_is_material(rap_str code)
{
    int root = rap_deeds_root(code);
    return root >= 14 || (root >= 4 && root <= 9);
}

bool rap_deeds_is_done(const rap_verb *verb)
{
    return rap_deeds_is_material(verb->code) ||
           (rap_deeds_root(verb->code) >= 9 && !verb->stance.n);
}
