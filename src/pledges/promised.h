/*
 * pledges/promised.h - pledges and what is said or done about them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLEDGES_PROMISED_H
#define RAP_PLEDGES_PROMISED_H

#include "pile/inside.h"
#include "pile/phrases.h"
#include "pile/rows.h"

enum { RAP_PLEDGE_WORDS = 16 };

/* Something that bears on a pledge. */
typedef struct rap_followup {
    uint32_t pledge; /* number */
    uint32_t rank;
    rap_span at;
    rap_str bearing;            /* kept broken partial scope doubt unclear */
    int32_t attribution, event; /* of its report, -1: none */
    int32_t claimant; /* party that is told to think so, -1: see attribution */
} rap_followup;

/* A pledge: position groups of one side on one issue in one story. */
struct rap_pledge {
    rap_str id;
    uint32_t first_position; /* position group that stands first */
    int32_t by;              /* side */
    int32_t day;             /* serial of the day of saying it, or INT32_MIN */
    int32_t due;             /* of the last day named in it, or `day` */
    uint32_t rank, story;    /* of its first telling */
    rap_span at;
    uint32_t words[RAP_PLEDGE_WORDS]; /* stems of its longer words */
    uint32_t n_words;
    uint32_t first, n; /* followups */
};

/* Fills all that the pile keeps of pledges. */
void rap_pile_find_pledges(rap_pile *p);

rap_rows_count rap_pledges_count;
rap_rows_write rap_pledges_write;

/* Find the pledges (pledged.c): p->pledges, pledge_groups and pledge_of. */
void rap_pledges_open(rap_pile *p);

/* Something said or done by or about side `by`: where in the words of its report. */
typedef struct {
    int32_t by;
    uint32_t rank;
    rap_span at;
    const rap_phrases *text;
    bool spoken_of; /* "its promise to open the strait": it is told which */
} rap_matter;

/* Order the pledges by their sides (meant_pledge.c): p->pledges_by_side. */
void rap_pledges_index(rap_pile *p);

/* The pledge of that side, made before, that the words around are about; -1: none, or
 * several alike. */
int64_t rap_pledge_meant(const rap_pile *p, const rap_matter *m);

/* The issue of the position that makes a pledge. */
rap_str rap_pledge_issue(const rap_pile *p, const rap_pledge *l);

/* First telling of a position group. */
const rap_filed_position *rap_pledge_first(const rap_pile *p, uint32_t group,
                                           uint32_t *rank);

#endif
