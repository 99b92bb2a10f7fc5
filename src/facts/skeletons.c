/*
 * facts/skeletons.c - phrases of a table in a tree, whatever stands between their
 * words.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/skeletons.h"

enum { PHRASE = 8 }; /* words of an object's phrase that are tried */

typedef struct {
    const rap_branches *b;
    const rap_prose *p;
    const rap_table *t;
    int row;
    uint32_t n;    /* words of the best key so far */
    uint32_t last; /* the token that stands for its last word */
} search;

/* A key begun: its hash, and how many words it has. */
typedef struct {
    uint32_t hash, n;
} stem;

static bool grow_by(search *s, stem from, uint32_t token, bool lemma, stem *out)
{
    const rap_token *t = &s->p->tokens[token];
    rap_str word = lemma ? t->lemma : t->low;
    *out = (stem){rap_hash_on(rap_hash_on(from.hash, RAP_STR(" ")), word), from.n + 1};
    int row = rap_table_probe(s->t, out->hash);
    if (row >= 0 && out->n > s->n) {
        s->row = row;
        s->n = out->n;
        s->last = token;
    }
    return row != RAP_TABLE_NONE;
}

/* Go on with a word as it stands, else with its lemma. */
static bool grow(search *s, stem from, uint32_t token, stem *out)
{
    const rap_token *t = &s->p->tokens[token];
    if (grow_by(s, from, token, false, out)) return true;
    return t->lemma.n && !rap_str_eq(t->low, t->lemma) &&
           grow_by(s, from, token, true, out);
}

static rap_deprel relation(const search *s, uint32_t token)
{
    return rap_deprel_plain((rap_deprel)s->p->tokens[token].deprel);
}

static uint32_t find(const search *s, uint32_t token, rap_deprel relation)
{
    return rap_branches_find(s->b, s->p, token, relation);
}

/* "patrol boat", "house arrest": a word with the one that stands before it and tells
 * more of it. */
static bool grow_compound(search *s, stem from, uint32_t token, stem *out)
{
    stem one;
    if (token < 1 || s->p->tokens[token - 1].head != token) return false;
    rap_deprel r = relation(s, token - 1);
    if (r != RAP_REL_COMPOUND && r != RAP_REL_AMOD) return false;
    return grow(s, from, token - 1, &one) && grow(s, one, token, out);
}

/* "of", "with" and the like of what hangs on `token`, with and without its noun. */
static void try_prepositions(search *s, stem from, uint32_t token, rap_deprel hung)
{
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(s->b, token); rap_twigs_next(&it, s->b, &i);) {
        uint32_t by = relation(s, i) == hung ? find(s, i, RAP_REL_CASE) : RAP_NO_TOKEN;
        stem one, two;
        if (by == RAP_NO_TOKEN || i < token || !grow(s, from, by, &one)) continue;
        if (!grow_compound(s, one, i, &two)) (void)grow(s, one, i, &two);
    }
}

/* "cease-fire": the words that a hyphen joins to `token`, one after the other. */
static bool grow_joined(search *s, stem from, uint32_t token, stem *out)
{
    const rap_token *t = &s->p->tokens[token];
    stem one, two;
    if (token < 2 || !rap_str_is(t[-1].low, "-") || (t->shape & RAP_SHAPE_SPACE))
        return false;
    return grow(s, from, token - 2, &one) && grow(s, one, token - 1, &two) &&
           grow(s, two, token, out);
}

/* "tariff talks": what one meets or quarrels over is not done by whoever puts that off.
 */
static bool is_occasion(const search *s, uint32_t noun)
{
    static const char *const nouns[] = {
        "talk",  "negotiation", "meeting", "summit",  "conference", "discussion",
        "round", "hearing",     "vote",    "dispute", "debate",     "consultation"};
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (rap_str_is(s->p->tokens[noun].lemma, nouns[i])) return true;
    return false;
}

/* The object, and the words of its phrase: "part of a military aid programme". */
static void try_object(search *s, stem from, uint32_t object)
{
    uint32_t queue[PHRASE], n = 1, i;
    queue[0] = object;
    for (uint32_t k = 0; k < n; k++) {
        stem one;
        if (grow_joined(s, from, queue[k], &one) ||
            grow_compound(s, from, queue[k], &one) || grow(s, from, queue[k], &one))
            try_prepositions(s, one, queue[k], RAP_REL_NMOD);
        for (rap_twigs it = rap_twigs_of(s->b, queue[k]);
             rap_twigs_next(&it, s->b, &i);) {
            rap_deprel r = relation(s, i);
            bool inside = r == RAP_REL_COMPOUND || r == RAP_REL_NMOD ||
                          r == RAP_REL_AMOD || r == RAP_REL_CONJ || r == RAP_REL_NUMMOD;
            if (is_occasion(s, queue[k]) && r != RAP_REL_CONJ) inside = false;
            if (inside && n < PHRASE) queue[n++] = i;
        }
    }
}

/* "hand two boats over", "handed over two boats": the word that belongs to the verb,
 * whatever the tree calls it. */
static uint32_t particle_of(const search *s, uint32_t verb)
{
    uint32_t particle = find(s, verb, RAP_REL_COMPOUND_PRT);
    if (particle != RAP_NO_TOKEN || verb + 1 >= s->p->n_tokens) return particle;
    const rap_token *t = &s->p->tokens[verb + 1];
    bool small = t->upos == RAP_ADV || t->upos == RAP_ADP;
    return small && t->sentence == t[-1].sentence ? verb + 1 : RAP_NO_TOKEN;
}

/* "to" and the verb behind it, also of a second that is joined to it; "hold
 * responsible". */
static void try_complement(search *s, stem from, uint32_t verb)
{
    uint32_t to = find(s, verb, RAP_REL_MARK);
    stem one, two;
    if (s->p->tokens[verb].upos == RAP_ADJ) (void)grow(s, from, verb, &one);
    if (to == RAP_NO_TOKEN || !rap_token_is(s->p, to, "to")) return;
    if (grow(s, from, to, &one)) (void)grow(s, one, verb, &two);
}

static void try_all(search *s, stem from, uint32_t verb)
{
    uint32_t i;
    try_prepositions(s, from, verb, RAP_REL_OBL);
    for (rap_twigs it = rap_twigs_of(s->b, verb); rap_twigs_next(&it, s->b, &i);) {
        rap_deprel r = (rap_deprel)s->p->tokens[i].deprel;
        if (r == RAP_REL_OBJ || r == RAP_REL_NSUBJ_PASS) try_object(s, from, i);
        if (i > verb &&
            (r == RAP_REL_XCOMP || r == RAP_REL_ADVCL || r == RAP_REL_CCOMP))
            try_complement(s, from, i);
    }
}

int rap_skeletons_find(const rap_branches *b, const rap_prose *p, const rap_table *t,
                       uint32_t verb, rap_skeleton *out)
{
    search s = {.b = b, .p = p, .t = t, .row = RAP_TABLE_NONE, .n = 1, .last = verb};
    stem bare = {p->tokens[verb].lemma_hash, 1}, with;
    *out = (rap_skeleton){0, verb};
    if (!b->child || rap_table_probe(t, bare.hash) == RAP_TABLE_NONE)
        return RAP_TABLE_NONE;
    uint32_t particle = particle_of(&s, verb);
    try_all(&s, bare, verb);
    if (particle != RAP_NO_TOKEN && grow(&s, bare, particle, &with))
        try_all(&s, with, verb);
    if (s.row >= 0) *out = (rap_skeleton){s.n, s.last};
    return s.row;
}
