/*
 * pile/brief.h - checking a brief, and walking over the lines of one that is good.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_BRIEF_H
#define RAP_PILE_BRIEF_H

#include "base/err.h"
#include "base/str.h"

/* Check a brief; RAP_E_SYNTAX names its line. */
RAP_NODISCARD
rap_code rap_brief_check(rap_str brief, rap_err *err);

typedef struct {
    rap_str key;  /* "party" */
    rap_str name; /* left of "=", or all of the value */
    rap_str rest; /* right of "=" */
    bool indented;
    uint32_t line; /* from 1 */
} rap_brief_line;

typedef struct {
    rap_str text;
    size_t at;
    uint32_t line;
} rap_brief;

static inline rap_brief rap_brief_of(rap_str text)
{
    return (rap_brief){text, 0, 0};
}

/* The next line that says something; false at the end.  A line without a colon has an
 * empty key. */
bool rap_brief_next(rap_brief *it, rap_brief_line *line);

/* The next of several parted by commas; false at the end.  *at starts at 0. */
bool rap_brief_item(rap_str list, size_t *at, rap_str *item);

#endif
