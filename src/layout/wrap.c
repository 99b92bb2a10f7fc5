/*
 * layout/wrap.c - putting lines together that somebody wrapped.
 *
 * Two kinds are met: a text set to a column, whose next line would not have fitted, and
 * a stray break inside a sentence, whose next line goes on with a small letter.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/textlines.h"

#include "base/ascii.h"

enum {
    LEAST_COLUMN = 50, /* columns that people and telexes wrap at, in bytes */
    LAST_COLUMN = 100,
    SLACK = 4,        /* how far a first word may miss the column */
    NEAR = 12,        /* by how much lines of a run may fall short of the text's */
    NEW_INDENT = 2,   /* blanks that begin a paragraph */
    LEAST_BROKEN = 24 /* bytes of a line that a stray break may end */
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

static bool joins(rap_str text, const rap_row *a, const rap_row *b, uint32_t column)
{
    bool indented = b->indent >= NEW_INDENT;
    if (column && !indented && is_full(text, a, b, column)) return true;
    return goes_on(text, a, b);
}

void rap_rows_unwrap(rap_rows *rows, rap_str text)
{
    size_t kept = 0;
    const uint32_t of_text = column_of_text(text, rows);
    for (size_t from = 0, to; from < rows->n; from = to) {
        to = end_of_run(rows, from);
        rap_span run = {(uint32_t)from, (uint32_t)to};
        uint32_t column = column_for(text, rows, run, of_text);
        rap_row last = rows->v[from]; /* the line that the next one may go on */
        rows->v[kept++] = last;
        for (size_t i = from + 1; i < to; i++) {
            rap_row next = rows->v[i];
            if (joins(text, &last, &next, column))
                rows->v[kept - 1].at.to = next.at.to;
            else
                rows->v[kept++] = next;
            last = next;
        }
    }
    rows->n = kept;
}
