/*
 * base/jsonin.h - JSON (RFC 8259) read into an arena.
 *
 * A value is a small node; arrays and objects hold their children as a linked list in
 * the order of the text, and strings without escapes point into the input, which must
 * outlive them.  Depth is limited, no recursion is used, time and memory are linear.
 * Numbers keep their text; rap_jsonin_int reads whole ones.  Of keys that stand twice
 * in one object the first counts.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_JSONIN_H
#define RAP_BASE_JSONIN_H

#include "base/arena.h"
#include "base/err.h"

typedef enum {
    RAP_JSON_NONE,
    RAP_JSON_NULL,
    RAP_JSON_FALSE,
    RAP_JSON_TRUE,
    RAP_JSON_NUMBER,
    RAP_JSON_STRING,
    RAP_JSON_ARRAY,
    RAP_JSON_OBJECT
} rap_json_kind;

typedef struct rap_value rap_value;
struct rap_value {
    rap_str key;      /* in an object; else empty */
    rap_str text;     /* of a string (unescaped, UTF-8) or a number */
    rap_value *first; /* first child of an array or object */
    rap_value *next;  /* next sibling */
    uint32_t n;       /* children */
    rap_json_kind kind;
};

/* Parse one value that fills `text` but for white space.  RAP_E_SYNTAX with the byte
 * where it is not JSON; RAP_E_LIMIT when the arena refuses. */
RAP_NODISCARD
rap_code rap_jsonin_parse(rap_value **out, rap_str text, rap_arena *arena,
                          rap_err *err);

/* Member of an object, or NULL; v may be NULL. */
const rap_value *rap_jsonin_get(const rap_value *v, const char *key);

/* The string of a member, empty when it is missing or no string. */
rap_str rap_jsonin_str(const rap_value *v, const char *key);

/* A whole number of a member (or of v itself: rap_jsonin_number), `other` when it is
 * missing or none. */
int64_t rap_jsonin_int(const rap_value *v, const char *key, int64_t other);
int64_t rap_jsonin_number(const rap_value *v, int64_t other);

bool rap_jsonin_true(const rap_value *v, const char *key);

/* [from, to] as a span; {0, 0} when it is none.  A list of spans: the i-th is
 * rap_jsonin_span of the i-th child. */
rap_span rap_jsonin_span(const rap_value *v);

#endif
