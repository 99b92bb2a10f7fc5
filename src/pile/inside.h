/*
 * pile/inside.h - the pile itself: its reports in order, and what every question that
 * is asked of them has found for those after it.
 *
 * Reports are spoken of by rank, their place after sorting by (id, key), so that
 * nothing depends on the order in which they came.  Rows of reports are numbered
 * through in that order ("flat" numbers).  Memory refused anywhere sticks in
 * `pile->failed` and is told by rap_pile_new and rap_pile_next (findings/findings.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_INSIDE_H
#define RAP_PILE_INSIDE_H

#include "base/buf.h"
#include "base/paged.h"
#include "pile/pile.h"

typedef struct {
    uint32_t report; /* rank */
    uint32_t index;  /* in its list */
} rap_ref;

/* One list of all reports, one after the other; first[r] .. first[r + 1] are report
 * r's. */
typedef struct {
    rap_ref *v;
    uint32_t *first;
    uint32_t n;
} rap_flat;

/* Somebody or something of the dossier, joined over reports. */
typedef struct {
    rap_str id, kind, name, iso;
    int32_t side;      /* party, or -1 */
    uint32_t first, n; /* pile->members[first .. first + n), flat entities in order */
} rap_party;

/* Why an entity was joined to its party. */
typedef struct {
    const char *reason; /* static */
    int32_t sure;
} rap_join;

/* A group of flat rows that tell one thing: pile->X.members[first .. first + n). */
typedef struct {
    uint32_t first, n;
    rap_str id;
    int32_t origins;
} rap_group;

typedef struct {
    rap_group *v;
    uint32_t *members; /* flat rows, in order inside a group */
    uint32_t *of;      /* group of each flat row */
    uint32_t n;
} rap_groups;

/* What the rooms to the right keep in the pile. */
typedef struct rap_copy rap_copy;             /* stories/copied.h */
typedef struct rap_country rap_country;       /* talks/met.h */
typedef struct rap_round rap_round;           /* talks/met.h */
typedef struct rap_paper rap_paper;           /* talks/papers.h */
typedef struct rap_pledge rap_pledge;         /* pledges/promised.h */
typedef struct rap_difference rap_difference; /* findings/differing.c */
typedef struct rap_line rap_line;             /* findings/dated.c */

struct rap_pile {
    rap_arena *arena, *batch; /* of the whole pile; of the rows of one batch */
    rap_arena *given;         /* of the batch before */
    rap_buf out;
    const rap_filed *reports; /* as given */
    uint32_t *order;          /* rank -> place in `reports` */
    uint32_t n;
    rap_pile_options options;
    bool failed;
    struct rap_idset *ids;

    rap_flat entities, attributions, figures, events, positions;
    rap_flat mentions;        /* names and nominals of each flat entity */
    rap_str *attribution_ids; /* of each flat attribution */

    int32_t *party_of; /* of each flat entity */
    rap_join *joins;   /* of each flat entity; reason NULL: by its own name */
    rap_party *parties;
    uint32_t n_parties;
    uint32_t *members;

    const rap_copy *copies;
    uint32_t n_copies;
    bool *is_copy;               /* of each report: an earlier one holds text of it */
    uint32_t *copy_group;        /* of each report: its first copy's rank, or its own */
    struct rap_origins *origins; /* stories/origins.h */
    rap_groups stories;          /* members: ranks */
    uint32_t *story_of;          /* of each report: number of its story */

    const struct rap_number *numbers; /* stories/renumbered.h */
    uint32_t n_numbers;
    rap_groups number_groups; /* of numbers at one place of shared passages */

    rap_groups figure_groups, event_groups, position_groups;

    int32_t *seats;          /* of each party: the side it sits for in talks, or -1 */
    rap_country *seat_names; /* sorted */
    uint32_t n_seat_names;
    int32_t *capital_seats; /* of each capital of talks/seats.c its state, or -1 */

    struct rap_round *rounds; /* talks/met.h */
    uint32_t n_rounds;
    const struct rap_talk *talks; /* in order of the text */
    uint32_t n_talks;
    struct rap_note *notes; /* round by round */
    uint32_t n_notes;
    uint32_t *round_of_position; /* of each flat position: the round it is an outcome
                                    of + 1, or 0 */

    int32_t *round_of_report; /* of each report: its only round + 1, else 0 or -1 */

    const rap_paper *papers;
    rap_groups paper_groups;

    rap_pledge *pledges;
    uint32_t n_pledges;
    rap_groups pledge_groups;  /* of position groups */
    uint32_t *pledge_of;       /* of each position group: its pledge + 1, or 0 */
    uint32_t *pledges_by_side; /* sorted by side */
    const struct rap_followup *followups;

    rap_groups claim_groups;          /* of positions */
    const struct rap_denial *denials; /* findings/denied.h */
    uint32_t n_denials;
    rap_difference *differences;
    uint32_t n_differences;

    rap_line *lines;
    uint32_t n_lines;

    uint32_t stage, at; /* where rap_pile_next goes on */

    struct rap_pace *pace; /* NULL: everything stays in memory */
};

/* Give positions the issues, and places the coordinates, that the brief names
 * (briefed.c). */
void rap_pile_take_brief(rap_pile *p);

/* Of a large pile what has been looked at is let go again now and then: it lies in
 * files (rap_arena_rest). */
struct rap_pace {
    uint32_t rank, looks;  /* the last report; how often it was another one */
    size_t taken;          /* bytes since the last time */
    const rap_arena *also; /* of the question that is being asked, or NULL */
};
void rap_pile_look(const rap_pile *p, uint32_t rank);

/* Working memory of a question: in a file where the pile is large.  To be freed. */
rap_arena *rap_pile_scratch(rap_pile *p, size_t limit);
void rap_pile_scratch_free(rap_pile *p, rap_arena *scratch);

static inline const rap_filed *rap_pile_report(const rap_pile *p, uint32_t rank)
{
    if (p->pace && p->pace->rank != rank) rap_pile_look(p, rank);
    return &p->reports[p->order[rank]];
}

/* Flat number of row `index` of report `rank`. */
static inline uint32_t rap_flat_at(const rap_flat *f, uint32_t rank, uint32_t index)
{
    return f->first[rank] + index;
}

/* Zeroed room in the pile's arena; NULL (and failed set) when memory is refused. */
#define RAP_PILE_NEW(p, T, count)                                                      \
    ((T *)rap_pile_take((p), (count), sizeof(T), _Alignof(T)))
void *rap_pile_take(rap_pile *p, size_t count, size_t size, size_t align);

/* Party of entity `index` of report `rank`; -1 for -1.  End of a party's sides. */
int32_t rap_pile_party(const rap_pile *p, uint32_t rank, int32_t index);
int32_t rap_pile_side(const rap_pile *p, int32_t party);
rap_str rap_pile_party_id(const rap_pile *p, int32_t party); /* empty for -1 */

/* The reports laid out in order, nothing asked yet; p->failed tells whether that went
 * well.  They are borrowed until rap_pile_free. */
RAP_NODISCARD
rap_code rap_pile_lay(rap_pile **out, const rap_filed *reports, uint32_t n,
                      const rap_pile_options *options, rap_err *err);

#endif
