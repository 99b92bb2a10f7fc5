/*
 * facts/commoners.c - who wants things for himself and not for his state.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/commoners.h"

#include "commoners_table.inc"
#include "privateheads_table.inc"

static bool is_break(char c)
{
    return c == ' ' || c == '-' || c == '\n';
}

/* "union" is one of people, and one of states in "European Union". */
static bool is_common_word(rap_str word, rap_str before)
{
    if (rap_table_find_noun(&commoners_table, word) < 0) return false;
    rap_str both = {before.p, (size_t)(word.p + word.n - before.p)};
    int row = before.n ? rap_table_find_word(&commoners_table, both) : RAP_TABLE_NONE;
    return rap_cell_int(&commoners_table, row, COMMONERS_OF_STATES) == 0;
}

/* "of", "for": behind them stands what the head of a description belongs to. */
static bool is_joint(rap_str word)
{
    static const char *const words[] = {"of", "for", "with", "at", "in", "to", "on"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rap_str_is(word, words[i])) return true;
    return false;
}

bool rap_names_commoner(rap_str text)
{
    rap_str head = {0}, before = {0};
    bool headed = false;
    for (size_t k = 0, from = 0; k <= text.n; k++) {
        if (k < text.n && !is_break(text.p[k])) continue;
        rap_str word = rap_str_cut(text, from, k);
        from = k + 1;
        if (is_common_word(word, before)) return true;
        headed = headed || is_joint(word);
        if (!headed && word.n) head = word;
        before = word;
    }
    int row = rap_table_find_noun(&privateheads_table, head);
    /* "People for the Valley" is somebody's name, "the Norlandic people" are people */
    bool named = headed && head.n && head.p[0] == 'P' &&
                 rap_cell_is(&privateheads_table, row, PRIVATEHEADS_KEY, "people");
    return row >= 0 && !named;
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
        return rap_names_commoner(e->name);
    case RAP_ENTITY_PERSON:
        for (uint32_t i = 0; i < e->n_roles; i++)
            n += rap_names_commoner(e->roles[i]);
        return n > 0 && n == e->n_roles;
    default:
        return false;
    }
}
