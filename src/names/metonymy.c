/*
 * names/metonymy.c - when the name of a capital is its government.
 *
 * It acts as the subject of a verb in the active voice, behind "between", "with", "by",
 * "according to", as the object of a verb of saying or blaming, or as the owner of a
 * stance; behind a preposition of place it is a place (data/place_uses.tsv).
 */
/* SPDX-License-Identifier: MIT */
#include "names/metonymy.h"

#include "place_uses_table.inc"
#include "pronouns_table.inc"

enum { GOES_BACK = 4 }; /* tokens from "for" back to its verb */

static bool use_is(const rap_prose *p, uint32_t token, const char *use)
{
    int row = rap_table_find(&place_uses_table, p->tokens[token].low);
    return rap_cell_is(&place_uses_table, row, PLACE_USES_USE, use);
}

static bool lemma_use_is(const rap_prose *p, uint32_t token, const char *use)
{
    int row = rap_prose_match_lemma(p, &place_uses_table, token);
    return rap_cell_is(&place_uses_table, row, PLACE_USES_USE, use);
}

/* "left for Kesh", "heads for", "set off for", "leaves Ostia today for". */
static bool goes_for(const rap_prose *p, uint32_t at)
{
    uint32_t begin = p->sentences[p->tokens[at].sentence].first;
    for (uint32_t i = at; i > begin && i + GOES_BACK > at; i--) {
        const rap_token *t = &p->tokens[i - 1];
        if (t->upos == RAP_PUNCT || t->upos == RAP_SCONJ) return false;
        bool leaves = t->upos == RAP_VERB && rap_str_is(t->lemma, "leave");
        bool off = i == at && rap_token_is(p, i - 1, "off");
        if (leaves || off || lemma_use_is(p, i - 1, "goes")) return true;
    }
    return false;
}

/* What the word before says: 1 actor, -1 place, 0 nothing. */
static int before(const rap_prose *p, uint32_t first)
{
    if (first == 0 || (p->tokens[first].shape & RAP_SHAPE_FIRST)) return 0;
    if (use_is(p, first - 1, "place")) return -1;
    if (rap_token_is(p, first - 1, "for") && goes_for(p, first - 1)) return -1;
    if (use_is(p, first - 1, "actor")) return 1;
    if (rap_token_is(p, first - 1, "to") && first > 1)
        return rap_token_is(p, first - 2, "according") ? 1 : -1;
    bool verb = p->tokens[first - 1].upos == RAP_VERB;
    return verb && lemma_use_is(p, first - 1, "object") ? 1 : 0;
}

static bool owns_stance(const rap_prose *p, uint32_t at)
{
    uint32_t end = rap_sentence_end(p, at);
    return at + 1 < end && !lemma_use_is(p, at + 1, "part") &&
           (p->tokens[at + 1].upos == RAP_NOUN || p->tokens[at + 1].upos == RAP_ADJ);
}

static int after(const rap_prose *p, uint32_t first, uint32_t last)
{
    if (last >= rap_sentence_end(p, first)) return 0;
    const rap_token *t = &p->tokens[last];
    if (rap_token_is(p, last, "'s")) return owns_stance(p, last) ? 1 : -1;
    if (t->upos == RAP_VERB)
        return strcmp(t->xpos, "VBG") != 0 && strcmp(t->xpos, "VBN") != 0;
    if (t->upos != RAP_AUX) return 0;
    return strcmp(t->xpos, "MD") == 0 || rap_token_is(p, last, "has") ||
           (last + 1 < p->n_tokens && strcmp(p->tokens[last + 1].xpos, "VBG") == 0);
}

bool rap_is_actor(const rap_prose *p, uint32_t first, uint32_t last)
{
    int b = before(p, first);
    if (b) return b > 0;
    return after(p, first, last) > 0;
}

rap_gender rap_pronoun_gender(const rap_prose *p, uint32_t token)
{
    int row = rap_table_find(&pronouns_table, p->tokens[token].low);
    if (rap_cell_is(&pronouns_table, row, PRONOUNS_GENDER, "she"))
        return RAP_GENDER_SHE;
    bool he = rap_cell_is(&pronouns_table, row, PRONOUNS_GENDER, "he");
    return he ? RAP_GENDER_HE : RAP_GENDER_NONE;
}
