/*
 * facts/issues.h - which issue a stretch of text is about.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_ISSUES_H
#define RAP_FACTS_ISSUES_H

#include "names/names.h"

/* The issue (a label of data/issues.tsv) that tokens [first, last) name: the strongest
 * of data/issuewords.tsv, of equal ones the nearest to token `near`.  Empty when none
 * is named.  *weight, when asked for, is its strength.  O(last - first). */
rap_str rap_issue_find(const rap_prose *p, uint32_t first, uint32_t last, uint32_t near,
                       int *weight);

/* What a report is about: how much its words weigh on each issue, weak words apart. */
typedef struct {
    const uint32_t *weight; /* per row of data/issues.tsv */
    int best;               /* the issue that weighs most, or -1 */
    bool of_trade;          /* its agreements are about trade rather than peace */
    bool of_dispute;        /* sides want different things in it */
    const rap_names *names; /* what is part of a name names no issue; or NULL */
} rap_topics;

/* Weigh the body of a report; memory from p->arena.  O(tokens). */
RAP_NODISCARD
rap_code rap_topics_weigh(rap_topics *out, const rap_prose *p, const rap_names *names,
                          rap_err *err);

typedef struct {
    rap_str label;  /* empty: none is named */
    int weight;     /* of the word, 1 to 5 */
    uint32_t first; /* tokens [first, last) of the word */
    uint32_t last;
} rap_issue;

/* From where an issue is looked for. */
typedef struct {
    uint32_t near; /* token */
    bool shown;    /* a plain stance shows there */
    bool of_what;  /* it judges what stands before it ("is not the way") */
    bool asks;     /* it wants what stands behind it ("any deal must include") */
    uint32_t skip_from, skip_to; /* tokens that tell only of a condition */
    uint32_t own_to; /* [near, own_to) show the stance and name no issue weakly */
} rap_look;

/* The issue of tokens [first, last) in a report on these topics, as seen from what
 * shows a stance: what stands close behind it counts most, and a weak word only close
 * to a plain stance or where the report is about its issue anyway.  O(last - first). */
rap_issue rap_issue_pick(const rap_topics *topics, const rap_prose *p, uint32_t first,
                         uint32_t last, rap_look look);

/* The label of what the report is about as a whole, empty when it is about nothing in
 * particular; of a trade dispute what a demand or an accusation is about. */
rap_str rap_topics_best(const rap_topics *topics, rap_str stance);

typedef enum {
    RAP_HARM_NONE,
    RAP_HARM_DONE, /* tariffs, attacks: announcing them threatens */
    RAP_HARM_EVIL  /* drugs, unfair trade: nobody is for them */
} rap_harm;

/* What kind of harm a label names. */
rap_harm rap_issue_harm(rap_str label);

/* Does what is said do away with the issue ("lift the siege", "the siege has to end")?
 * By the tree above its word and by the words just before it. */
bool rap_issue_is_ended(const rap_prose *p, const rap_issue *issue);

/* Family of a label ("land"), empty for an unknown one. */
rap_str rap_issue_family(rap_str label);

#endif
