/*
 * names/halves.c - "the South" in a report on South Korea and North Korea.
 *
 * Only where both halves of one country are named in full, and no second pair: else
 * "the South" may be half a town, half a continent or half the world.
 */
/* SPDX-License-Identifier: MIT */
#include "names/halves.h"

#include "names/finding.h"

enum { HALVES = 4 };

/* In pairs: the other half of v[i] is v[i ^ 1]. */
static const char *const points[HALVES] = {"north", "south", "east", "west"};

typedef struct {
    rap_known state; /* kind none: not named; guessed: more than one is */
    rap_str land;    /* "korea" */
} half;

static int point_at(const rap_prose *p, uint32_t token)
{
    const rap_token *t = &p->tokens[token];
    if (!(t->shape & RAP_SHAPE_CAPITAL)) return -1;
    for (int i = 0; i < HALVES; i++)
        if (rap_str_is(t->low, points[i])) return i;
    return -1;
}

/* The states that the report names by a point of the compass and a land. */
static void find_named(half v[HALVES], const rap_lexicon *lex)
{
    for (uint32_t i = 0; i < lex->p->n_tokens; i++) {
        rap_known k;
        if (!lex->at[i] || !rap_lexicon_at(&k, lex, i)) continue;
        int at = k.n == 2 && k.kind == RAP_KNOWN_COUNTRY ? point_at(lex->p, i) : -1;
        if (at < 0) continue;
        bool other = v[at].state.n && !rap_str_eq(v[at].state.iso3, k.iso3);
        if (!v[at].state.n) v[at] = (half){k, lex->p->tokens[i + 1].low};
        v[at].state.guessed |= other;
    }
}

/* Are both halves of one land named, and nothing else by these words? */
static bool is_divided(const half v[HALVES], int at)
{
    const half *a = &v[at], *b = &v[at ^ 1];
    return a->state.n && b->state.n && !a->state.guessed && !b->state.guessed &&
           rap_str_eq(a->land, b->land) && !rap_str_eq(a->state.iso3, b->state.iso3);
}

/* "North and South Korea": the first of two that share their land. */
static bool is_first_of_two(const rap_lexicon *lex, uint32_t token)
{
    rap_known k;
    const rap_prose *p = lex->p;
    int at = point_at(p, token);
    if (token + 2 >= rap_sentence_end(p, token)) return false;
    return rap_token_is(p, token + 1, "and") && point_at(p, token + 2) == (at ^ 1) &&
           rap_lexicon_at(&k, lex, token + 2) && k.kind == RAP_KNOWN_COUNTRY;
}

/* "the South said", and not "the South Sea", "the south", "the South of the country".
 */
static bool is_alone(const rap_lexicon *lex, uint32_t token)
{
    const rap_prose *p = lex->p;
    const rap_token *t = &p->tokens[token];
    if (!token || !rap_token_is(p, token - 1, "the")) return false;
    if (token + 1 >= rap_sentence_end(p, token)) return true;
    if (t[1].shape & RAP_SHAPE_CAPITAL) return false;
    bool deed = token + 2 < p->n_tokens && strcmp(t[2].xpos, "VBG") == 0;
    return !rap_token_is(p, token + 1, "of") || deed;
}

bool rap_halves_find(rap_lexicon *lex)
{
    half v[HALVES] = {0};
    find_named(v, lex);
    for (uint32_t i = 0; i < lex->p->n_tokens; i++) {
        int at = lex->at[i] ? -1 : point_at(lex->p, i);
        if (at < 0 || !is_divided(v, at)) continue;
        if (!is_alone(lex, i) && !is_first_of_two(lex, i)) continue;
        rap_known k = v[at].state;
        k.n = 1;
        if (!rap_lexicon_add(lex, i, &k)) return false;
    }
    return true;
}
