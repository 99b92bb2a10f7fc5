/*
 * names/offices.h - offices that the tree binds to the person before or behind them.
 *
 * phrase.c reads an office that stands beside a name; here are those that stand further
 * off: behind the age, in a clause ("who is ..."), as what somebody is or was made, or
 * as the second of two ("a former minister and now adviser").  Wherever the words
 * say that the office is no longer held, its side is taken back.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_OFFICES_H
#define RAP_NAMES_OFFICES_H

#include "names/finding.h"

typedef struct {
    uint32_t of;    /* finding of the person */
    rap_finding as; /* the same with the office and its side; no role when it tells
                       the side alone */
    bool until;     /* only the clause around it says that it was held once */
} rap_office;

typedef RAP_LIST(rap_office) rap_offices;

/* The offices of the persons found, in the order of the findings; the findings
 * themselves lose the sides of former offices.  Nothing happens in sentences without a
 * tree.  False when memory is refused.  O(n). */
RAP_NODISCARD
bool rap_offices_find(rap_offices *out, rap_finder *f);

#endif
