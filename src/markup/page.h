/*
 * markup/page.h - a web page read: its tree, all its text in blocks, its metadata.
 *
 *     source bytes --charset--> page --tokens--> tree --text--> mended.text, blocks
 *
 * Here is structure only; what is article and what is not, layout/ judges.  Text of the
 * whole page stands in `mended.text`, blocks divided by an empty line; tags, scripts
 * and folded white space are pieces of kind RAP_PIECE_DECODED, so that every character
 * still points at its bytes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PAGE_H
#define RAP_MARKUP_PAGE_H

#include "markup/tree.h"
#include "mend/mended.h"

/* A run of text between two boundaries: start or end of an element that stands by
 * itself, or two line breaks.  Blocks are in order and do not overlap. */
typedef struct {
    rap_span text;         /* of mended.text, without white space at its ends */
    rap_span at;           /* of the decoded page: first to last character */
    uint32_t first, last;  /* text nodes: its first and its last */
    uint32_t element;      /* node: the nearest element that stands by itself */
    uint32_t cues;         /* rap_cue of that element; LINK when all of it is link */
    uint32_t link_bytes;   /* of the text inside links */
    uint32_t strong_bytes; /* of the text inside b, strong, em, i */
    uint16_t n_links;      /* links that begin in it */
    uint8_t heading;       /* 1..6, or 0 */
    bool broken;           /* a <br> or an empty line parts it from its neighbour */
} rap_text_block;

typedef struct rap_pagemeta rap_pagemeta; /* markup/pagemeta.h */

typedef struct {
    rap_mended mended;
    rap_str page;              /* decoded; the source itself when nothing changed */
    const rap_piece *decoding; /* page <-> source; in order, without a gap */
    size_t n_decoding;
    rap_tree tree;
    const rap_text_block *blocks;
    uint32_t n_blocks;
    const rap_pagemeta *meta;
} rap_page;

/* Read a page (n below 4 GiB).  `charset` is what the container says or NULL; a mark at
 * the beginning and valid UTF-8 outweigh it, <meta> does not.  RAP_E_BINARY when it is
 * no text.  O(n); memory from the arena. */
RAP_NODISCARD
rap_code rap_markup_read(rap_page *out, rap_str source, const char *charset,
                         rap_arena *arena, rap_err *err);

/* The source span of a span of the decoded page; O(log n), O(1) for UTF-8. */
rap_span rap_page_to_source(const rap_page *p, rap_span page);

#endif
