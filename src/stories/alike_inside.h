/*
 * stories/alike_inside.h - the comparing of reports, as the one who has all of them and
 * the one who has a part of them do it (alike.c, alike_parts.c).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_ALIKE_INSIDE_H
#define RAP_STORIES_ALIKE_INSIDE_H

#include "stories/alike.h"

/* A report that holds a term. */
typedef struct {
    uint32_t place, weight;
} rap_alike_holder;

/* The latest reports that hold a term: a ring once RAP_ALIKE_LATEST have come. */
typedef struct {
    rap_alike_holder *v;
    uint32_t n, cap; /* that have come; room for */
} rap_alike_latest;

/* The i-th report from the end that holds a term; i < rap_alike_held. */
static inline const rap_alike_holder *rap_alike_last(const rap_alike_latest *l,
                                                     uint32_t i)
{
    return &l->v[(l->n - 1 - i) % RAP_ALIKE_LATEST];
}
static inline uint32_t rap_alike_held(const rap_alike_latest *l)
{
    return l->n < RAP_ALIKE_LATEST ? l->n : RAP_ALIKE_LATEST;
}

struct rap_alike {
    rap_arena *arena;
    rap_alike_report *v; /* by place */
    uint32_t n, room;
    rap_alike_latest *latest; /* of each term */
    uint32_t n_terms;
    uint32_t *dot, *touched; /* of each place; those that are not 0 */
    uint32_t n_touched;
    bool dated;     /* has the report that is compared a day? */
    uint32_t first; /* the first of its window, but for reports without a day */
    RAP_LIST(rap_tie) ties;
    struct rap_alike_parts *parts; /* that helpers will be asked for; or NULL */
    bool failed;
};

/* Is a report of day `a` too far before one of day `b`? */
bool rap_alike_apart(int32_t a, int32_t b);

/* The ties of the report at the last place; and remember it for those to come. */
void rap_alike_compare(rap_alike *w, const rap_alike_term *v, uint32_t n);
void rap_alike_remember(rap_alike *w, const rap_alike_term *v, uint32_t n);
void rap_alike_hold(rap_alike *w, uint32_t term, rap_alike_holder h);
void rap_alike_push(rap_alike *w, rap_tie tie);

/* Parts (alike_parts.c): made, given the report at the last place (which is
 * remembered when its part is made), asked and put together as ties. */
struct rap_alike_parts *rap_alike_parts_new(const rap_alike *w,
                                            const rap_helpers *helpers);
void rap_alike_parts_give(rap_alike *w, const rap_alike_term *v, uint32_t n);
void rap_alike_parts_ask(rap_alike *w);

/* What answers depend on beside the reports, for the head of an input. */
#define RAP_ALIKE_RULES 6
extern const uint32_t rap_alike_rules[RAP_ALIKE_RULES];

#endif
