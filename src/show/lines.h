/*
 * show/lines.h - text for a terminal: words folded to a width, columns, marks.
 *
 * Widths count characters as a terminal shows them: combining marks take no column,
 * wide East Asian characters two.  Control characters of reports never reach the
 * terminal. Colour only repeats what a glyph and a word already say.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SHOW_LINES_H
#define RAP_SHOW_LINES_H

#include "view/torn.h"

typedef struct {
    rap_buf *out; /* borrowed */
    uint32_t width;
    bool colour;
    uint32_t column; /* of the next character, 0-based */
    uint32_t indent; /* where a folded line goes on */
    bool fresh;      /* nothing but the indent stands on the line yet */
} rap_lines;

rap_lines rap_lines_of(rap_buf *out, uint32_t width, bool colour);

/* Columns that a text takes. */
uint32_t rap_width(rap_str s);

/* Text as it is (controls made harmless), no folding. */
void rap_lines_put(rap_lines *l, rap_str s);
void rap_lines_z(rap_lines *l, const char *z);

/* Blanks up to a column; at least one when the line is not empty. */
void rap_lines_to(rap_lines *l, uint32_t column);

/* Words folded at the width; later lines begin at l->indent. */
void rap_lines_fold(rap_lines *l, rap_str s);

/* A piece that must not be divided, folded as one word ("R1:386-499"). */
void rap_lines_whole(rap_lines *l, rap_str s);

void rap_lines_end(rap_lines *l); /* the line, without blanks at its end */

/* Take the blanks of a line on which nothing else stands back. */
void rap_lines_drop(rap_lines *l);

/* Begin and end of emphasis; nothing without colour. */
void rap_lines_bold(rap_lines *l);
void rap_lines_dim(rap_lines *l);
void rap_lines_style(rap_lines *l, rap_str style); /* demands offers refuses pledges */
void rap_lines_plain(rap_lines *l);

#endif
