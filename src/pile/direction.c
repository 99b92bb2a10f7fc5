/*
 * pile/direction.c - which of two reports that share text came first, where that shows.
 *
 * A report that names the other's publisher has it from there; two that name the same
 * agency have it from a third; an earlier day decides when both days are well known.
 * When nothing speaks, or two signs speak against each other, the answer is left open.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/inside.h"

enum {
    DAY_SURE = 85,
    MARGIN_BYTES = 400 /* credits stand in the first and last lines */
};

static bool names(rap_str part, rap_str who)
{
    return who.n > 2 && rap_str_find(part, who, 0) < part.n;
}

/* Is `who` named where a report says from whom it has its text? */
static bool credits(const rap_filed *f, rap_str who)
{
    size_t n = f->source.n;
    rap_str head = rap_str_cut(f->source, 0, MARGIN_BYTES);
    rap_str tail = rap_str_cut(f->source, n > MARGIN_BYTES ? n - MARGIN_BYTES : 0, n);
    return names(head, who) || names(tail, who);
}

static int earlier(const rap_filed *a, const rap_filed *b)
{
    bool known = a->published.sure >= DAY_SURE && b->published.sure >= DAY_SURE &&
                 rap_pile_is_full(a->published.day) &&
                 rap_pile_is_full(b->published.day);
    return known ? rap_str_cmp(a->published.day, b->published.day) : 0;
}

rap_direction rap_copy_direction(const rap_pile *p, const rap_copy *c)
{
    const rap_filed *a = rap_pile_report(p, c->a), *b = rap_pile_report(p, c->b);
    bool same = rap_str_eq(a->publisher, b->publisher);
    bool to_b = !same && credits(b, a->publisher),
         to_a = !same && credits(a, b->publisher);
    int day = earlier(a, b);
    if (to_a && to_b) return (rap_direction){NULL, NULL};
    if (to_b)
        return day > 0 ? (rap_direction){NULL, NULL}
                       : (rap_direction){"a->b", "credit"};
    if (to_a)
        return day < 0 ? (rap_direction){NULL, NULL}
                       : (rap_direction){"b->a", "credit"};
    if (day < 0) return (rap_direction){"a->b", "day"};
    if (day > 0) return (rap_direction){"b->a", "day"};
    return (rap_direction){NULL, NULL};
}
