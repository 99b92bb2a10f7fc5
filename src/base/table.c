/*
 * base/table.c - looking a word up in a compiled table.
 *
 * Two different keys of one table with the same 32-bit hash are refused when the table
 * is made, but text can still collide with a key; rap_table_find therefore compares the
 * bytes, and callers of rap_table_probe do so where it matters.
 */
/* SPDX-License-Identifier: MIT */
#include "base/table.h"

#include "base/ascii.h"

enum { KEY = 48 }; /* bytes: longer words are no keys */

int rap_table_find(const rap_table *t, rap_str key)
{
    int row = rap_table_probe(t, rap_hash(key));
    return row >= 0 && rap_str_eq(rap_cell(t, row, 0), key) ? row : RAP_TABLE_NONE;
}

int rap_table_find_word(const rap_table *t, rap_str word)
{
    char low[KEY];
    if (word.n > sizeof low) return RAP_TABLE_NONE;
    for (size_t i = 0; i < word.n; i++)
        low[i] = rap_to_lower(word.p[i]);
    return rap_table_find(t, (rap_str){low, word.n});
}

int rap_table_find_noun(const rap_table *t, rap_str word)
{
    int row = rap_table_find_word(t, word);
    bool plural = word.n > 1 && rap_to_lower(word.p[word.n - 1]) == 's';
    return row < 0 && plural ? rap_table_find_word(t, rap_str_cut(word, 0, word.n - 1))
                             : row;
}

int rap_cell_int(const rap_table *t, int row, uint32_t col)
{
    rap_str s = rap_cell(t, row, col);
    bool minus = s.n && s.p[0] == '-';
    int v = 0;
    for (size_t i = minus; i < s.n && rap_is_digit(s.p[i]) && v < 100000000; i++)
        v = v * 10 + (s.p[i] - '0');
    return minus ? -v : v;
}

bool rap_cell_has(const rap_table *t, int row, uint32_t col, const char *z)
{
    rap_str s = rap_cell(t, row, col), want = rap_str_of(z);
    for (size_t at = 0; at < s.n;) {
        size_t end = at;
        while (end < s.n && s.p[end] != ' ')
            end++;
        if (rap_str_eq(rap_str_cut(s, at, end), want)) return true;
        at = end + 1;
    }
    return false;
}
