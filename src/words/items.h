/*
 * words/items.h - the numbers and letters that begin the items of a list.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_ITEMS_H
#define RAP_WORDS_ITEMS_H

#include "words/prose.h"

typedef enum {
    RAP_ITEM_NONE,
    RAP_ITEM_NUMBER, /* "1." */
    RAP_ITEM_SMALL,  /* "a)", "ii." */
    RAP_ITEM_LARGE,  /* "A.)", "IV." */
    RAP_ITEM_BULLET  /* also with a number behind it */
} rap_item_kind;

typedef struct {
    uint8_t kind;           /* rap_item_kind */
    uint8_t sign;           /* 1 ".", 2 ")", 3 ".)", 4 "(" before and ")" */
    uint16_t number, roman; /* what it stands for; 0: for none */
} rap_item;

/* Is there such a mark at token i of a block that ends before `last`?  The token behind
 * it, or i. */
uint32_t rap_item_at(rap_item *out, const rap_prose *p, uint32_t i, uint32_t last);

/* Is `next` the one behind `before` in its list? */
bool rap_item_follows(const rap_item *next, const rap_item *before);

#endif
