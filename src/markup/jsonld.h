/*
 * markup/jsonld.h - what the JSON-LD of a page says about its article.
 *
 * https://www.w3.org/TR/json-ld11/ with the words of schema.org.  Of all nodes of all
 * scripts one is taken as the page's own article: by its type (data/ldtypes.tsv), by
 * what it tells, by an address equal to the page's, and by where it is nested.  Values
 * are spans of the decoded page: raw strings, JSON escapes and character references
 * still in them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_JSONLD_H
#define RAP_MARKUP_JSONLD_H

#include "markup/tree.h"

enum { JSONLD_AUTHORS = 24 };

/* A name in one piece, or given and family name in two. */
typedef struct {
    rap_span name, family; /* family empty: one piece */
    bool person;           /* it says so; else an organization, or nothing is said */
    bool organization;
} rap_jsonld_name;

typedef struct {
    rap_span headline, published, modified, created, language, url;
    rap_jsonld_name publisher;
    rap_jsonld_name authors[JSONLD_AUTHORS];
    uint32_t n_authors;
    bool news;    /* the article's type is one of news */
    bool article; /* such a node was found; else only a page's own node, or nothing */
    uint32_t n_articles; /* nodes of an article's type that are not nested elsewhere */
} rap_jsonld;

/* `address` is the page's own address where known, or empty.  O(scripts); damaged JSON
 * gives what can be read of it.  Fails only where the arena refuses. */
RAP_NODISCARD
rap_code rap_jsonld_read(rap_jsonld *out, const rap_tree *t, rap_str address,
                         rap_arena *arena, rap_err *err);

#endif
