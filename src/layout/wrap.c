/*
 * layout/wrap.c - putting lines together that somebody wrapped.
 *
 * Three kinds are met: a text set to a column, whose next line would not have fitted;
 * one broken behind the word that reached a column; and a stray break inside a
 * sentence, whose next line goes on with a small letter.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/textlines.h"

#include "base/ascii.h"

enum {
    LEAST_COLUMN = 50, /* columns that people and telexes wrap at, in bytes */
    LAST_COLUMN = 100,
    SLACK = 4,         /* how far a first word may miss the column */
    NEAR = 12,         /* by how much lines of a run may fall short of the text's */
    NEW_INDENT = 2,    /* blanks that begin a paragraph */
    LEAST_BROKEN = 24, /* bytes of a line that a stray break may end */
    LEAST_PASSED = 8   /* lines that must show that words reach over a column */
};

static rap_str text_of(rap_str text, const rap_row *r)
{
    return rap_str_cut(text, r->at.from, r->at.to);
}

/* Width of the first word of a row. */
static uint32_t first_word(rap_str row)
{
    uint32_t n = 0;
    while (n < row.n && !rap_is_space(row.p[n]))
        n++;
    return n;
}

static bool goes_on(rap_str text, const rap_row *a, const rap_row *b)
{
    if (b->blank_before || rap_row_begins_of(text_of(text, b)) != RAP_BEGINS_LOWER)
        return false;
    rap_row_ends end = rap_row_ends_of(text_of(text, a));
    bool open =
        end == RAP_ENDS_LETTER || end == RAP_ENDS_COMMA || end == RAP_ENDS_DIGIT;
    return open && a->at.to - a->at.from >= LEAST_BROKEN;
}

/* Is row a full: would the first word of b not have fitted into the column? */
static bool is_full(rap_str text, const rap_row *a, const rap_row *b, uint32_t column)
{
    return a->width + 1 + first_word(text_of(text, b)) + SLACK > column;
}

/* Width of the longest of rows [from, to). */
static uint32_t widest_of(const rap_rows *rows, size_t from, size_t to)
{
    uint32_t widest = 0;
    for (size_t i = from; i < to; i++)
        if (rows->v[i].width > widest) widest = rows->v[i].width;
    return widest;
}

/* The column that rows [from, to) are set to, or 0. */
static uint32_t column_of(rap_str text, const rap_rows *rows, size_t from, size_t to)
{
    uint32_t column = widest_of(rows, from, to), full = 0, small = 0;
    if (column < LEAST_COLUMN || column > LAST_COLUMN) return 0;
    for (size_t i = from; i + 1 < to; i++) {
        if (!is_full(text, &rows->v[i], &rows->v[i + 1], column)) continue;
        full++;
        small += rap_row_begins_of(text_of(text, &rows->v[i + 1])) == RAP_BEGINS_LOWER;
    }
    return small * 2 >= full && small > 0 ? column : 0;
}

static size_t end_of_run(const rap_rows *rows, size_t from)
{
    size_t to = from + 1;
    while (to < rows->n && !rows->v[to].blank_before)
        to++;
    return to;
}

/* The widest column that a run of the text shows, or 0. */
static uint32_t column_of_text(rap_str text, const rap_rows *rows)
{
    uint32_t widest = 0;
    for (size_t from = 0, to; from < rows->n; from = to) {
        to = end_of_run(rows, from);
        uint32_t column = column_of(text, rows, from, to);
        if (column > widest) widest = column;
    }
    return widest;
}

/* A short run may show no column by itself, all its lines going on with capitals: then
 * it has the text's, if it is about as wide. */
static uint32_t column_for(rap_str text, const rap_rows *rows, rap_span run,
                           uint32_t of_text)
{
    uint32_t own = column_of(text, rows, run.from, run.to);
    uint32_t widest = widest_of(rows, run.from, run.to);
    if (own || of_text == 0) return own;
    if (widest > of_text + SLACK || widest + NEAR < of_text) return 0;
    return widest > of_text ? widest : of_text;
}

/* Where the last word of a row begins, in columns. */
static uint32_t last_word(rap_str text, const rap_row *a)
{
    const rap_str row = text_of(text, a);
    uint32_t n = 0;
    while (n < row.n && n < a->width && !rap_is_space(row.p[row.n - 1 - n]))
        n++;
    return a->width - n;
}

/* Is the row long enough, and would it not be without its last word? */
static bool has_passed(rap_str text, const rap_row *a, uint32_t column)
{
    return column && a->width >= column && last_word(text, a) <= column + SLACK;
}

/* The column that words of the text reach over, as the lines show that go on with a
 * small letter: next to none is shorter, and next to all would be without their last
 * words; or 0. */
static uint32_t passed_column(rap_str text, const rap_rows *rows)
{
    uint32_t of_width[LAST_COLUMN + 1] = {0}, n = 0, passed = 0, below = 0, column = 0;
    for (size_t i = 0; i + 1 < rows->n; i++) {
        const rap_row *a = &rows->v[i];
        if (!goes_on(text, a, a + 1) || a->width > LAST_COLUMN) continue;
        of_width[a->width]++;
        n++;
    }
    while (column < LAST_COLUMN && (below + of_width[column]) * 20 <= n)
        below += of_width[column++];
    if (n < LEAST_PASSED || column < LEAST_COLUMN) return 0;
    for (size_t i = 0; i + 1 < rows->n; i++) {
        const rap_row *a = &rows->v[i];
        passed += goes_on(text, a, a + 1) && has_passed(text, a, column);
    }
    return passed * 10 >= n * 9 ? column : 0;
}

typedef struct {
    uint32_t column, passed; /* that lines keep to; that they reach over; or 0 */
} wrapping;

static bool joins(rap_str text, const rap_row *a, const rap_row *b, wrapping w)
{
    bool indented = b->indent >= NEW_INDENT;
    if (w.column && !indented && is_full(text, a, b, w.column)) return true;
    if (!indented && has_passed(text, a, w.passed)) return true;
    return goes_on(text, a, b);
}

void rap_rows_unwrap(rap_rows *rows, rap_str text)
{
    size_t kept = 0;
    const uint32_t of_text = column_of_text(text, rows);
    const uint32_t passed = passed_column(text, rows);
    for (size_t from = 0, to; from < rows->n; from = to) {
        to = end_of_run(rows, from);
        rap_span run = {(uint32_t)from, (uint32_t)to};
        const wrapping w = {column_for(text, rows, run, of_text), passed};
        rap_row last = rows->v[from]; /* the line that the next one may go on */
        rows->v[kept++] = last;
        for (size_t i = from + 1; i < to; i++) {
            rap_row next = rows->v[i];
            if (joins(text, &last, &next, w))
                rows->v[kept - 1].at.to = next.at.to;
            else
                rows->v[kept++] = next;
            last = next;
        }
    }
    rows->n = kept;
}
