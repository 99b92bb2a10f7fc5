/*
 * markup/tree.h - a page's elements and texts in one flat list, in document order.
 *
 *     <p>One <b>two</b></p>      0 ROOT  1 P  2 TEXT  3 B  4 TEXT
 *                                the subtree of node i is [i, nodes[i].end)
 *
 * A node knows its parent and the end of its subtree, so that every walk is a loop over
 * an array.  All spans are bytes of the decoded page (rap_page.page), which is the
 * source itself unless the page is in another charset than UTF-8.  Tokens are those of
 * the HTML Living Standard, 13.2.5; of tree construction (13.2.6) only what text needs:
 * implied end tags, void and raw elements, scopes.  Nothing is invented: a page without
 * <body> has no such node.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_TREE_H
#define RAP_MARKUP_TREE_H

#include "base/arena.h"
#include "base/err.h"
#include "markup/elements.h"

enum {
    RAP_TREE_DEPTH = 512, /* as browsers: what is nested deeper lies beside */
    RAP_NO_NODE = 0       /* the root is nobody's child or neighbour */
};

/* What a node lies in; a node has the cues of its parent and its own. */
typedef enum {
    RAP_CUE_HEADING = 1 << 0,   /* h1..h6 */
    RAP_CUE_ITEM = 1 << 1,      /* li, dd, dt */
    RAP_CUE_QUOTE = 1 << 2,     /* blockquote, q */
    RAP_CUE_CAPTION = 1 << 3,   /* figcaption */
    RAP_CUE_FIGURE = 1 << 4,    /* figure */
    RAP_CUE_CELL = 1 << 5,      /* td, th */
    RAP_CUE_PRE = 1 << 6,       /* white space counts */
    RAP_CUE_CONTROL = 1 << 7,   /* button, select, textarea */
    RAP_CUE_NAV = 1 << 8,       /* nav, menu, role=navigation */
    RAP_CUE_ASIDE = 1 << 9,     /* aside, role=complementary */
    RAP_CUE_FOOTER = 1 << 10,   /* footer, role=contentinfo */
    RAP_CUE_HEADER = 1 << 11,   /* header, role=banner */
    RAP_CUE_FORM = 1 << 12,     /* form, fieldset, role=form, search */
    RAP_CUE_ARTICLE = 1 << 13,  /* article, role=article */
    RAP_CUE_MAIN = 1 << 14,     /* main, role=main */
    RAP_CUE_TITLE = 1 << 15,    /* <title> */
    RAP_CUE_HIDDEN = 1 << 16,   /* hidden, display:none, noscript, template ... */
    RAP_CUE_UNSPOKEN = 1 << 17, /* aria-hidden=true */
    RAP_CUE_LINK = 1 << 18,     /* a */
    RAP_CUE_STRONG = 1 << 19,   /* b, strong, em, i */
    RAP_CUE_DROPPED = 1 << 20,  /* script, style, svg: no text */
    RAP_CUE_SPACED = 1 << 21    /* of a text: white space stood before its run */
} rap_cue;

typedef struct {
    uint16_t element; /* rap_element */
    uint16_t depth;   /* of the root 0 */
    uint32_t parent;  /* node */
    uint32_t end;     /* node: one past its subtree */
    uint32_t block;   /* node: nearest element that stands by itself, it may be this */
    uint32_t cues;    /* rap_cue */
    rap_span tag;     /* start tag; of a text all of it */
    rap_span whole;   /* from its start tag behind its end tag or last descendant */
    uint32_t attr;    /* first attribute */
    uint32_t n_attrs;
} rap_node;

typedef struct {
    uint32_t name_at; /* decoded page */
    uint16_t name_n;
    uint16_t id;    /* rap_attribute; RAP_AT_OTHER: look at the name */
    rap_span value; /* raw, without quotation marks; empty when there is none */
} rap_attr;

typedef struct {
    rap_str page; /* the decoded page: borrowed */
    const rap_node *nodes;
    uint32_t n_nodes; /* at least 1: the root */
    const rap_attr *attrs;
    uint32_t n_attrs;
    uint32_t n_flat; /* elements beyond RAP_TREE_DEPTH: their depth is not theirs */
} rap_tree;

/* Make the tree of a decoded page (valid UTF-8, n below 4 GiB).  O(n) time; memory from
 * the arena, at most 200 bytes for each node and 70 for each attribute.  Fails only
 * where the arena refuses. */
RAP_NODISCARD
rap_code rap_tree_read(rap_tree *out, rap_str page, rap_arena *arena, rap_err *err);

/* The first attribute `id` of a node, or NULL. */
const rap_attr *rap_tree_attr(const rap_tree *t, uint32_t node, rap_attribute id);

/* Its raw value (character references in it), n = 0 when there is none. */
rap_str rap_tree_raw(const rap_tree *t, uint32_t node, rap_attribute id);

/* Its value with character references decoded and white space at the ends taken off:
 * borrowed from the page when nothing had to be decoded, else from the arena. */
rap_str rap_tree_value(const rap_tree *t, uint32_t node, rap_attribute id,
                       rap_arena *arena);

/* Is the value this word, or has it this word among several by white space?  ASCII
 * letters of either case. */
bool rap_tree_is(const rap_tree *t, uint32_t node, rap_attribute id, const char *word);
bool rap_tree_has(const rap_tree *t, uint32_t node, rap_attribute id, const char *word);

/* The next node of `element` in [from, end), or RAP_NO_NODE. */
uint32_t rap_tree_next(const rap_tree *t, uint32_t from, uint32_t end,
                       rap_element element);

/* Text of a subtree, shown or not: references decoded, white space folded, a space
 * between blocks, at most `most` bytes (cut at a character).  From the arena. */
rap_str rap_tree_text(const rap_tree *t, uint32_t node, size_t most, rap_arena *arena);

/* The content of a script or style element as it stands. */
rap_str rap_tree_raw_text(const rap_tree *t, uint32_t node);

static inline rap_str rap_tree_bytes(const rap_tree *t, rap_span at)
{
    return rap_str_cut(t->page, at.from, at.to);
}

#endif
