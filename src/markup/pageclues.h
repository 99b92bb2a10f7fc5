/*
 * markup/pageclues.h - all that a page's markup says about the page, not yet judged.
 *
 * One walk over the tree; what is found is kept as nodes and raw spans of the decoded
 * page, in the order of the page.  Lists are cut at lengths that no honest page has.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PAGECLUES_H
#define RAP_MARKUP_PAGECLUES_H

#include "markup/jsonld.h"
#include "markup/page.h"
#include "markup/snippet.h"

typedef enum {
    RAP_CLUE_NONE,
    RAP_CLUE_TITLE,
    RAP_CLUE_AUTHOR,
    RAP_CLUE_PUBLISHER,
    RAP_CLUE_PUBLISHED,
    RAP_CLUE_MODIFIED,
    RAP_CLUE_ADDRESS,
    RAP_CLUE_LANGUAGE
} rap_clue_field;

enum {
    RAP_CLUES = 256,         /* of each list */
    RAP_CLUE_CANONICAL = 10, /* rank of <link rel=canonical>, above all names */
    RAP_CLUE_HTML_LANG = 10
};

typedef struct {
    uint8_t field; /* rap_clue_field */
    uint8_t rank;  /* 9 most trusted of names */
    bool item;     /* microdata, not <meta> with a name or property */
    bool printed;  /* the value is the text of `node`, else `raw` */
    uint32_t node;
    rap_span raw; /* of the decoded page */
    rap_str name; /* lower case; static */
} rap_clue;

/* An element that should hold names of authors, and why. */
typedef enum {
    RAP_AUTHOR_REL,  /* rel=author */
    RAP_AUTHOR_ITEM, /* itemprop=author */
    RAP_AUTHOR_CLASS,
    RAP_AUTHOR_HREF /* a link to an author's page */
} rap_author_kind;

typedef struct {
    uint32_t node;
    rap_author_kind kind;
} rap_author_clue;

typedef struct {
    const rap_page *page;
    rap_arena *arena;
    RAP_LIST(rap_clue) clues;
    RAP_LIST(uint32_t) headings; /* <h1> */
    RAP_LIST(uint32_t) times;    /* <time> */
    RAP_LIST(rap_author_clue)
    authors;        /* by rap_clues_authors; one may lie in another */
    uint32_t title; /* <title>, or RAP_NO_NODE */
    rap_jsonld ld;
} rap_clues;

/* What a class or an id tells; the worse one where several do. */
typedef enum {
    RAP_CLASS_NONE,
    RAP_CLASS_AUTHOR,
    RAP_CLASS_DATE,
    RAP_CLASS_MODIFIED,
    RAP_CLASS_ASIDE,
    RAP_CLASS_TRAIT /* beside a name */
} rap_class_kind;

RAP_NODISCARD
rap_code rap_clues_read(rap_clues *out, const rap_page *p, rap_arena *arena,
                        rap_err *err);

/* Fill `authors`, which only a page without an author in its head needs. */
RAP_NODISCARD
bool rap_clues_authors(rap_clues *c);

/* What class and id of a node tell, as a set of bits 1 << rap_class_kind. */
uint32_t rap_clues_class(const rap_tree *t, uint32_t node);

/* The best clue to a field: by rank, then by order.  NULL when there is none. */
const rap_clue *rap_clues_best(const rap_clues *c, rap_clue_field field);

/* The text of a clue. */
RAP_NODISCARD
bool rap_clue_text(rap_snippet *out, const rap_clues *c, const rap_clue *clue);

#endif
