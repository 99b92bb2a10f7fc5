/*
 * tests/told_table.h - the cases of a table of invented reports: tests/told/ROOM.txt.
 *
 *     == what the case is about
 *     the text
 *     -- words that say how it is read
 *     rows
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TOLD_TABLE_H
#define TESTS_TOLD_TABLE_H

#include "base/str.h"

typedef struct {
    rap_str name, text, head, rows;
} told_case;

static inline rap_str line_at(rap_str table, size_t at)
{
    return rap_str_cut(table, at, rap_str_find(table, RAP_STR("\n"), at));
}

/* The case that begins at *at; false at the end. */
static inline bool next_case(told_case *c, rap_str table, size_t *at)
{
    size_t begin = rap_str_find(table, RAP_STR("== "), *at);
    if (begin >= table.n) return false;
    size_t head = rap_str_find(table, RAP_STR("\n-- "), begin);
    size_t end = rap_str_find(table, RAP_STR("\n== "), head);
    c->name = line_at(table, begin);
    c->text = rap_str_cut(table, begin + c->name.n + 1, head + 1);
    c->head = line_at(table, head + 1);
    c->rows = rap_str_cut(table, head + 1 + c->head.n + 1, end);
    *at = end < table.n ? end + 1 : table.n;
    return true;
}

#endif
