/*
 * markup/loosejson.h - JSON as web pages hold it, read with every value's bytes kept.
 *
 * Pages hold JSON that RFC 8259 does not allow: line breaks inside strings, marks that
 * were not escaped, commas too many or too few, comments, a CDATA section around it,
 * `&quot;` for every quotation mark, an end that is missing.  What can be read is read;
 * nothing is an error.  Nodes stand in the order of the text, a container before what
 * it holds.  Linear; what is nested deeper than LOOSE_DEPTH is skipped, and so is all
 * that follows LOOSE_NODES values.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_LOOSEJSON_H
#define RAP_MARKUP_LOOSEJSON_H

#include "base/arena.h"
#include "base/err.h"
#include "base/jsonin.h"

enum { LOOSE_DEPTH = 48, LOOSE_NODES = 200000 };

/* Spans are bytes of the text that was given.  A word is whatever stands bare: a
 * number, true, null, a name without marks. */
typedef struct {
    rap_span key;   /* of a member, without its marks; empty in an array */
    rap_span value; /* a string without its marks; a container from its bracket on */
    uint32_t end;   /* index behind the last node inside it */
    uint32_t parent;
    rap_json_kind kind; /* STRING, NUMBER (any word), ARRAY or OBJECT */
} rap_loose_node;

typedef struct {
    rap_str text;
    const rap_loose_node *nodes; /* nodes[0] is an array of all values at the top */
    uint32_t n;                  /* at least 1 */
} rap_loose;

RAP_NODISCARD
rap_code rap_loose_read(rap_loose *out, rap_str text, rap_arena *arena, rap_err *err);

/* First child and next sibling: 0 when there is none. */
static inline uint32_t rap_loose_first(const rap_loose *j, uint32_t node)
{
    return node + 1 < j->nodes[node].end ? node + 1 : 0;
}
static inline uint32_t rap_loose_next(const rap_loose *j, uint32_t node)
{
    uint32_t next = j->nodes[node].end;
    return next < j->nodes[j->nodes[node].parent].end ? next : 0;
}

static inline rap_str rap_loose_raw(const rap_loose *j, rap_span at)
{
    return rap_str_cut(j->text, at.from, at.to);
}

/* The member of an object, 0 when it is missing. */
uint32_t rap_loose_get(const rap_loose *j, uint32_t object, const char *key);

#endif
