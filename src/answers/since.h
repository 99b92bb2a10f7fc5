/*
 * answers/since.h - what is new in a dossier since a day: rounds, papers, positions
 * that moved, pledges and what is said of them, disagreements, events.
 *
 * The day is that of the reports: a row is new when a report of this day or later tells
 * it and none of an earlier day does.  When a report was added does not count, since a
 * dossier keeps no clock.  A report whose day is not known well enough to lie on one
 * side brings nothing and takes nothing away; how many there are is told.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_SINCE_H
#define RAP_ANSWERS_SINCE_H

#include "answers/stands.h"
#include "view/forms.h"

typedef enum {
    RAP_SINCE_ROUND, /* new, or of another status than before */
    RAP_SINCE_PAPER,
    RAP_SINCE_MOVED,    /* a stance that the party had not taken of late: was -> now */
    RAP_SINCE_POSITION, /* other new positions; pledges stand below */
    RAP_SINCE_PLEDGE,
    RAP_SINCE_FOLLOWUP, /* what somebody says became of a pledge */
    RAP_SINCE_DIFFER,
    RAP_SINCE_EVENT,
    RAP_SINCE_KINDS
} rap_since_kind;

typedef struct {
    rap_since_kind kind;
    int64_t place; /* of its row; 0: of `now` */
    uint32_t part; /* number of the follow-up among those of its pledge */
    int32_t day;   /* serial: that of the first report that is new */
    uint32_t weight;
    const rap_stand *was, *now; /* positions; was NULL: none before */
    bool again;                 /* a round that was told before, with another status */
} rap_change;

typedef struct {
    rap_change *v; /* by kind; then by day, events with most origins first */
    uint32_t n;
    uint32_t counts[RAP_SINCE_KINDS];
    uint32_t reports, undated; /* that are new; that may be old or new */
    uint32_t hollow;           /* new positions known only from the other side */
    int32_t since;             /* serial; INT32_MAX: no report has a day */
    bool usual;                /* no day was asked for: the last RAP_SINCE_DAYS */
} rap_since;

/* Days looked at when no day is asked for: up to that of the last report.  And the days
 * after which a stance that is taken again counts as a move. */
enum { RAP_SINCE_DAYS = 7, RAP_SINCE_LATE = 90 };

/* For the filter's `since`, party and issue.  In the arena. */
RAP_NODISCARD
rap_code rap_since_of(rap_since *out, rap_view *v, const rap_filter *f,
                      rap_arena *arena, rap_err *err);

/* The row of a change, with its citations. */
RAP_NODISCARD
rap_code rap_change_item(rap_item *item, rap_view *v, const rap_change *c,
                         rap_arena *arena, rap_err *err);

/* Its telling before the day, of a round that is told again; NULL when there is none.
 */
const rap_telling *rap_change_before(const rap_telling *tellings, uint32_t n,
                                     rap_view *v, int32_t since);

/* "round", "moved", "followup"; and as a heading.  Static. */
const char *rap_since_name(rap_since_kind kind);
const char *rap_since_heading(rap_since_kind kind);

/* "Since 1 May 2031, by the days of the reports: 3 of 9 reports." and what was not
 * looked at. */
void rap_since_write(rap_buf *out, const rap_since *s, const rap_view *v);

/* A serial day as 2031-05-01. */
void rap_since_day(rap_buf *out, int32_t serial);

/* One change as a JSON line; as cells of TSV or CSV (a position that moved: two lines),
 * and their head. */
RAP_NODISCARD
rap_code rap_change_json(rap_buf *out, rap_view *v, const rap_change *c,
                         rap_arena *arena, rap_err *err);
RAP_NODISCARD
rap_code rap_change_cells(rap_buf *out, rap_view *v, const rap_change *c,
                          rap_arena *arena, bool csv);
void rap_change_head(rap_buf *out, bool csv);

#endif
