/*
 * facts/commoners.c - who wants things for himself and not for his state.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/commoners.h"

#include "commoners_table.inc"
#include "privateheads_table.inc"

enum { WORD = 24 }; /* bytes of a word that a table may hold */

static bool is_break(char c)
{
    return c == ' ' || c == '-' || c == '\n';
}

/* Is the word in a table, as it is or in the singular? */
static bool is_of(const rap_table *table, rap_str word)
{
    char low[WORD];
    if (!word.n || word.n > WORD) return false;
    for (size_t i = 0; i < word.n; i++)
        low[i] =
            word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32) : word.p[i];
    if (rap_table_find(table, (rap_str){low, word.n}) >= 0) return true;
    bool plural = word.n > 1 && low[word.n - 1] == 's';
    return plural && rap_table_find(table, (rap_str){low, word.n - 1}) >= 0;
}

/* "European Union": a union of states is none of people. */
static bool is_of_states(rap_str before)
{
    static const char *const words[] = {"European", "African", "Soviet", "Customs",
                                        "Economic"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rap_str_is(before, words[i])) return true;
    return false;
}

/* "of", "for": behind them stands what the head of a description belongs to. */
static bool is_joint(rap_str word)
{
    static const char *const words[] = {"of", "for", "with", "at", "in", "to", "on"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rap_str_is(word, words[i])) return true;
    return false;
}

/* Is it said of a commoner: one of its words, or the one that heads it? */
static bool is_common(rap_str text)
{
    rap_str head = {0}, before = {0};
    bool headed = false;
    for (size_t k = 0, from = 0; k <= text.n; k++) {
        if (k < text.n && !is_break(text.p[k])) continue;
        rap_str word = rap_str_cut(text, from, k);
        from = k + 1;
        if (is_of(&commoners_table, word) && !is_of_states(before)) return true;
        headed = headed || is_joint(word);
        if (!headed && word.n) head = word;
        before = word;
    }
    return is_of(&privateheads_table, head);
}

bool rap_is_commoner(const rap_entity *e)
{
    uint32_t n = 0;
    switch (e->kind) {
    case RAP_ENTITY_MEDIA:
        return true;
    case RAP_ENTITY_ORGANIZATION:
    case RAP_ENTITY_GROUP:
    case RAP_ENTITY_ANONYMOUS:
        return is_common(e->name);
    case RAP_ENTITY_PERSON:
        for (uint32_t i = 0; i < e->n_roles; i++)
            n += is_common(e->roles[i]);
        return n > 0 && n == e->n_roles;
    default:
        return false;
    }
}
