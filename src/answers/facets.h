/*
 * answers/facets.h - full text search with filters, and how the hits fall: by party,
 * speaker, issue, place, month, outlet, kind of outlet, origin.
 *
 * Party and speaker are those of a statement, and reports have none.  Issue and place
 * are those of the report in which a hit stands: of its positions and events.  What is
 * counted are the best RAP_SEARCH_KEPT hits that pass the filters.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_FACETS_H
#define RAP_ANSWERS_FACETS_H

#include "view/seek.h"

typedef enum {
    RAP_FACET_PARTY,
    RAP_FACET_SPEAKER,
    RAP_FACET_ISSUE,
    RAP_FACET_PLACE,
    RAP_FACET_MONTH,
    RAP_FACET_OUTLET,
    RAP_FACET_SOURCE, /* kind of outlet */
    RAP_FACET_ORIGIN, /* independent or copy */
    RAP_FACETS
} rap_facet;

enum {
    RAP_SEARCH_KEPT = 500,    /* hits that are counted and may be shown */
    RAP_SEARCH_LOOKED = 4000, /* hits that filters are asked of */
    RAP_SEARCH_VALUES = 12    /* of one facet, the most frequent first */
};

typedef struct {
    rap_str value; /* as the filter takes it, and as it is shown */
    uint32_t n;
} rap_facet_value;

typedef struct {
    rap_facet_value v[RAP_SEARCH_VALUES];
    uint32_t n;
} rap_facet_counts;

typedef struct {
    rap_hit *hits; /* the asked ones of those that were kept */
    uint32_t n;
    uint32_t kept;
    bool all; /* no hit was left out of `kept` */
    rap_facet_counts facets[RAP_FACETS];
} rap_search;

/* The field of a form, the name of an option ("party"), and its label; static. */
const char *rap_facet_key(rap_facet f);
const char *rap_facet_label(rap_facet f);

/* A value as people read it. */
void rap_facet_write(rap_buf *out, rap_facet f, rap_str value);

/* Hits for the words of the filter's options that pass its filters, best first: those
 * from `start` on, at most `most`.  In the arena. */
RAP_NODISCARD
rap_code rap_search_of(rap_search *out, rap_view *v, const rap_filter *f,
                       uint32_t start, uint32_t most, rap_arena *arena, rap_err *err);

#endif
