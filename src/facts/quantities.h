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
    rap_span counted; /* tokens of what is counted where it stands before, else empty */
    uint32_t again; /* 1 + the token of the number that this one is put against, or 0 */
} rap_quantity;

/* The quantity whose number begins at `token` of the sentence that ends at `end`, or
 * false.  The words before and behind it are taken in. */
bool rap_quantity_read(rap_quantity *out, const rap_prose *p, uint32_t token,
                       uint32_t end);

/* counted.c: a number with no noun behind it, whose unit stands before: "the toll rose
 * to 31".  Fills kind, unit and counted; false, *q untouched, when there is none. */
bool rap_quantity_counted(rap_quantity *q, const rap_prose *p);

/* Likewise of a number that tells what became of so many: "five died", "killed 12". */
bool rap_quantity_fated(rap_quantity *q, const rap_prose *p);

/* "12 of them": the same of the quantity told before, in this sentence or the last. */
bool rap_quantity_among(rap_quantity *q, const rap_prose *p);

/* "The customs put the figure at 268 million": likewise of the figure told before. */
bool rap_quantity_again(rap_quantity *q, const rap_prose *p);

/* The unit that a word of data/units.tsv tells of people, or an empty string. */
rap_str rap_quantity_people(const rap_prose *p, uint32_t token);

/* Tokens from `token` on, before `end`, of the noun that is counted there: its kind and
 * unit into *q; the token behind it, or 0 for none. */
uint32_t rap_quantity_noun(rap_quantity *q, const rap_prose *p, uint32_t token,
                           uint32_t end);

/* The number with its unit behind it alone, as rap_quantity_read without what this file
 * looks for before. */
bool rap_quantity_plain(rap_quantity *out, const rap_prose *p, uint32_t token,
                        uint32_t end);

/* First token of the words that loosen the number which begins at `token`. */
uint32_t rap_quantity_loose(const rap_prose *p, uint32_t token);

#endif
