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

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    rap_str name, text, head, rows;
} told_case;

static inline rap_str line_at(rap_str table, size_t at)
{
    return rap_str_cut(table, at, rap_str_find(table, RAP_STR("\n"), at));
}

static inline bool is_head(rap_str line)
{
    return line.n > 3 && memcmp(line.p, "== ", 3) == 0;
}

/* Fail unless the file holds what was made; tells the first line that differs, and the
 * head that it stands under. */
static inline void assert_is_as_in(const rap_buf *made, const char *file)
{
    enum { FILE_BYTES = 1 << 24 };
    rap_arena *home = rap_arena_new(FILE_BYTES);
    rap_str was, is = rap_buf_str(made), head = {"", 0};
    size_t at = 0;
    assert_int_equal(rap_file_read(&was, file, FILE_BYTES, home, NULL), RAP_OK);
    while (at < is.n) {
        rap_str now = line_at(is, at), then = line_at(was, at);
        if (is_head(now)) head = now;
        if (!rap_str_eq(now, then))
            fail_msg("%s " RAP_FMT "\nnow:  " RAP_FMT "\nthen: " RAP_FMT, file,
                     RAP_ARG(head), RAP_ARG(now), RAP_ARG(then));
        at += now.n + 1;
    }
    assert_int_equal(at, was.n);
    rap_arena_free(home);
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
