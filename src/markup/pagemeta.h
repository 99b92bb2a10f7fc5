/*
 * markup/pagemeta.h - what a web page says about itself: title, authors, publisher,
 * days, address, language; each with how it is known and the bytes that say it.
 *
 * Sources: JSON-LD and microdata of schema.org, Open Graph, <meta>, <link>, <time>, the
 * page's address, visible headings, bylines and dates.  Which one counts is a matter of
 * ranks that hold for all sites (data/metanames.tsv, data/ldtypes.tsv).  What is not
 * sure is left out.  No clock: a page is as old as it says.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PAGEMETA_H
#define RAP_MARKUP_PAGEMETA_H

#include "base/day.h"
#include "markup/page.h"

typedef enum {
    RAP_META_NONE,
    RAP_META_JSONLD,
    RAP_META_META, /* <meta>, <link>, <title>, <time datetime>, microdata */
    RAP_META_URL,  /* the day in the page's address */
    RAP_META_LINE  /* visible text */
} rap_meta_basis;

enum { RAP_META_PIECES = 2 }; /* given name, family name */

/* Text with its place: spans of the source bytes, in the order of the text.  Decoded
 * and trimmed, they are the text. */
typedef struct {
    rap_str text; /* empty: not known */
    rap_span at[RAP_META_PIECES];
    uint32_t n_at;
    rap_meta_basis basis;
} rap_meta_text;

typedef struct {
    rap_day day; /* full, or none */
    rap_span at; /* of the source: the stamp or the printed date */
    uint8_t sure;
    rap_meta_basis basis;
} rap_meta_day;

struct rap_pagemeta {
    rap_meta_text title, publisher, address, language;
    const rap_meta_text *authors;
    uint32_t n_authors;
    rap_meta_day published, modified;
};

/* Read it from a page whose tree, blocks and text are there.  O(page); memory from the
 * arena.  Fails only where the arena refuses. */
RAP_NODISCARD
rap_code rap_pagemeta_read(rap_pagemeta *out, const rap_page *p, rap_arena *arena,
                           rap_err *err);

/* "jsonld", "meta", "url", "line", "none": as the record prints it; static. */
const char *rap_meta_basis_name(rap_meta_basis basis);

#endif
