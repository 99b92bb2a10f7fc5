/*
 * facts/quantities.h - a number with what it counts, before anybody asserts it.
 *
 * Private to figures: quantities.c reads numbers, units and the words that loosen them;
 * figures.c decides which of them are figures of the report.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_QUANTITIES_H
#define RAP_FACTS_QUANTITIES_H

#include "times/numbers.h"
#include "words/prose.h"

typedef enum {
    RAP_UNIT_NONE,
    RAP_UNIT_MEASURE,
    RAP_UNIT_LENGTH, /* of time */
    RAP_UNIT_MONEY,
    RAP_UNIT_PERSON,
    RAP_UNIT_NOUN, /* whatever noun is counted */
    RAP_UNIT_SHARE /* "one-third of" */
} rap_unit_kind;

typedef struct {
    uint32_t first, last; /* tokens of the whole expression */
    uint32_t number;      /* token where the number begins */
    uint32_t unit_first; /* first token of what is counted, == last when a sign tells */
    rap_number value, to; /* `to` counts when `range` */
    bool range;
    const char *relation; /* static */
    rap_unit_kind kind;
    rap_str unit;
} rap_quantity;

/* The quantity whose number begins at `token` of the sentence that ends at `end`, or
 * false.  The words before and behind it are taken in. */
bool rap_quantity_read(rap_quantity *out, const rap_prose *p, uint32_t token,
                       uint32_t end);

#endif
