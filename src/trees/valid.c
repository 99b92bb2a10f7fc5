/*
 * trees/valid.c - make trees keep the hard rules of Universal Dependencies.
 *
 * Sentence by sentence: one root; relations that fit; then, round after round, what may
 * not hang on a function word goes up to that word's head, and with it what lies beyond
 * on the same side, so that no arcs come to cross; then roles and punctuation.  Real
 * trees take a round or two; one that is still not at rest after ROUNDS becomes flat,
 * which keeps the cost linear.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/valid.h"

#include "trees/validity.h"

enum { ROUNDS = 8 };

/* Take the tree out of the tokens; false when there is none. */
static bool take(rap_tree *s, uint32_t first)
{
    s->root = RAP_NO_WORD;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t h = s->t[i].head;
        if (h == RAP_NO_HEAD || h < first || h - first >= s->n) return false;
        s->head[i] = h - first;
        if (s->head[i] == i && s->root == RAP_NO_WORD) s->root = i;
        s->plain[i] = s->plain_of[s->t[i].deprel];
    }
    if (s->root == RAP_NO_WORD) s->root = s->head[0] = 0;
    return true;
}

/* The root is a word if there is one: a mark gives its place to its first dependent
 * that is one. */
static bool root_a_word(rap_tree *s)
{
    if (s->t[s->root].upos != RAP_PUNCT) return false;
    uint32_t old = s->root, i = 0;
    while (i < s->n && (s->head[i] != old || s->t[i].upos == RAP_PUNCT))
        i++;
    if (i == s->n) return false;
    for (uint32_t k = 0; k < s->n; k++)
        if (s->head[k] == old) s->head[k] = i;
    s->head[i] = s->root = i;
    rap_tree_label(s, old, RAP_REL_PUNCT);
    return true;
}

static void one_root(rap_tree *s)
{
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->head[i] != i || i == s->root) continue;
        s->head[i] = s->root;
        rap_tree_label(s, i, RAP_REL_PARATAXIS);
    }
}

/* No parser here makes one, but a loop would never end. */
static void break_cycles(rap_tree *s)
{
    uint32_t *seen = s->low; /* 1 + the word whose way up has come by */
    memset(seen, 0, s->n * sizeof *seen);
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t k = i;
        for (; k != s->root && !seen[k]; k = s->head[k])
            seen[k] = i + 1;
        if (k != s->root && seen[k] == i + 1) s->head[k] = s->root;
    }
}

/* What hangs on marks goes to the first head above that is none. */
static bool free_stops(rap_tree *s)
{
    bool any = false;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t h = s->head[i];
        while (h != s->root && s->plain[h] == RAP_REL_PUNCT)
            h = s->head[h];
        for (uint32_t k = i, next; s->head[k] != h && k != s->root; k = next) {
            next = s->head[k];
            s->head[k] = h;
            any = true;
        }
    }
    return any;
}

/* Is word i to go up to the head of its head? */
static bool moves(const rap_tree *s, uint32_t i)
{
    uint32_t h = s->head[i];
    return i != s->root && (i < h ? s->low[h] && i < s->low[h] : i >= s->high[h]);
}

/* One round; false when nothing is left to move. */
static bool raise(rap_tree *s)
{
    bool any = false;
    memset(s->low, 0,
           s->n * sizeof *s->low); /* 1 + the nearest misplaced to the left */
    memset(s->high, 0xFF, s->n * sizeof *s->high); /* the nearest to the right */
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t h = s->head[i];
        if (i == s->root || rap_fits_head(s, i)) continue;
        any = true;
        if (rap_fits_verb(s, h)) continue; /* all may hang on it now */
        if (i < h) s->low[h] = i + 1;
        if (i > h && i < s->high[h]) s->high[h] = i;
    }
    for (uint32_t i = 0; any && i < s->n; i++) /* below one that moves: next round */
        s->queue[i] =
            moves(s, i) && !moves(s, s->head[i]) ? s->head[s->head[i]] : s->head[i];
    if (any) memcpy(s->head, s->queue, s->n * sizeof *s->head);
    return any;
}

static void flatten(rap_tree *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        s->head[i] = s->root;
    rap_fits_labels(s);
}

static void mend(rap_tree *s)
{
    one_root(s);
    break_cycles(s);
    rap_fits_labels(s);
    bool moved = free_stops(s);
    moved |= root_a_word(s);
    int round = 0;
    for (; round < ROUNDS; round++) {
        if (moved) rap_fits_labels(s);
        moved = raise(s);
        if (!moved) break;
    }
    if (round == ROUNDS) flatten(s);
    rap_fits_roles(s);
    rap_stops_hang(s);
}

/* Working memory for sentences of up to n words. */
static bool room(rap_tree *s, uint32_t n, rap_arena *a)
{
    s->head = RAP_NEW(a, uint32_t, n);
    s->low = RAP_NEW(a, uint32_t, n);
    s->high = RAP_NEW(a, uint32_t, n);
    s->queue = RAP_NEW(a, uint32_t, (size_t)n * 2);
    s->plain = RAP_NEW(a, uint8_t, n);
    s->whole = RAP_NEW(a, bool, n);
    return s->head && s->low && s->high && s->queue && s->plain && s->whole;
}

rap_code rap_valid_mend(const rap_prose *p, rap_err *err)
{
    rap_tree s = {0};
    uint32_t longest = 0;
    for (uint32_t i = 0; i < p->n_sentences; i++) {
        uint32_t n = p->sentences[i].last - p->sentences[i].first;
        if (n > longest) longest = n;
    }
    if (!room(&s, longest, p->arena)) return rap_fail_memory(err);
    for (int r = 0; r < RAP_REL_COUNT; r++)
        s.plain_of[r] = (uint8_t)rap_deprel_plain((rap_deprel)r);
    for (uint32_t i = 0; i < p->n_sentences; i++) {
        uint32_t first = p->sentences[i].first;
        s.t = p->tokens + first;
        s.n = p->sentences[i].last - first;
        if (s.n == 0 || !take(&s, first)) continue;
        mend(&s);
        for (uint32_t k = 0; k < s.n; k++)
            s.t[k].head = first + s.head[k];
    }
    return RAP_OK;
}
