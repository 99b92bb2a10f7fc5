/*
 * layout/layout.h - which lines of a plain text are what: title, byline, paragraphs,
 * captions, and the lines a page leaves around an article.
 *
 * Blocks are in order, do not overlap, and every line that is not blank lies in one.
 * A wrapped line lies in one block with the line it goes on.  Block spans are text
 * spans without the white space at their ends.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_LAYOUT_LAYOUT_H
#define RAP_LAYOUT_LAYOUT_H

#include "mend/mended.h"

typedef enum {
    RAP_BLOCK_NONE,
    RAP_BLOCK_TITLE,
    RAP_BLOCK_HEADING,
    RAP_BLOCK_BYLINE,
    RAP_BLOCK_DATELINE,
    RAP_BLOCK_PARAGRAPH,
    RAP_BLOCK_CAPTION,
    RAP_BLOCK_LIST,
    RAP_BLOCK_QUOTE,
    RAP_BLOCK_BOILERPLATE
} rap_block_kind;

typedef struct {
    rap_span at; /* text span */
    rap_block_kind kind;
    const char *why; /* static: the rule that decided, or NULL */
} rap_block;

/* A stretch of text with its reading, for example an author's name in a byline. */
typedef struct {
    rap_span at;
    rap_str text;
} rap_named_span;

typedef struct {
    const rap_block *blocks;
    size_t n_blocks;
    bool has_title;
    rap_span title; /* text span, without a doubled copy */
    const rap_named_span *authors;
    size_t n_authors;
    rap_named_span publisher; /* text empty when none was found */
} rap_layout;

typedef struct {
    bool verbatim; /* each run of non-blank lines is one paragraph, nothing else */
    rap_str title; /* the container's title: a first line equal to it is the title */
} rap_layout_options;

/* Name of a kind as the record prints it ("paragraph"); static. */
const char *rap_block_name(rap_block_kind kind);

/* Does the record's `text` hold blocks of this kind? */
static inline bool rap_block_is_body(rap_block_kind kind)
{
    return kind == RAP_BLOCK_HEADING || kind == RAP_BLOCK_PARAGRAPH ||
           kind == RAP_BLOCK_LIST || kind == RAP_BLOCK_QUOTE;
}

/* Cut `m` into blocks.  O(n); memory from the arena. */
RAP_NODISCARD
rap_code rap_layout_read(rap_layout *out, const rap_mended *m,
                         const rap_layout_options *options, rap_arena *arena,
                         rap_err *err);

#endif
