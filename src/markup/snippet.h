/*
 * markup/snippet.h - a short text out of a page, each of its bytes with its place
 * there.
 *
 * A headline, a name, a date: from an attribute, from a string of JSON, or from the
 * texts of an element.  Character references and escapes are decoded, tags taken out,
 * white space folded, and a part of the text still leads to its bytes in the page.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_SNIPPET_H
#define RAP_MARKUP_SNIPPET_H

#include "markup/tree.h"

enum { SNIPPET_BYTES = 1000 }; /* no more of a page is read into one */

typedef struct {
    rap_str text;         /* from the arena */
    const rap_span *from; /* text.n spans of the decoded page: what a byte came from */
} rap_snippet;

/* Each gives false when the arena refuses; an empty text is no failure.  Text beyond
 * SNIPPET_BYTES is left out. */
RAP_NODISCARD
bool rap_snippet_value(rap_snippet *out, rap_str page, rap_span raw, rap_arena *arena);
RAP_NODISCARD
bool rap_snippet_json(rap_snippet *out, rap_str page, rap_span raw, rap_arena *arena);
RAP_NODISCARD
bool rap_snippet_node(rap_snippet *out, const rap_tree *t, uint32_t node,
                      rap_arena *arena);

/* The texts of nodes [from, to). */
RAP_NODISCARD
bool rap_snippet_nodes(rap_snippet *out, const rap_tree *t, uint32_t from, uint32_t to,
                       rap_arena *arena);

/* Bytes [from, to) of the text as a snippet of its own, white space off its ends. */
rap_snippet rap_snippet_cut(rap_snippet s, size_t from, size_t to);

/* Where it stands in the decoded page; {0, 0} of an empty one. */
rap_span rap_snippet_span(rap_snippet s);

#endif
