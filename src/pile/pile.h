/*
 * pile/pile.h - the rows of a dossier, and what its reports are taken in with.
 *
 * A row is the JSON object that `export` prints, as docs/record.md defines it, with the
 * few columns that queries need, and its citations.  findings/findings.h makes them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_PILE_H
#define RAP_PILE_PILE_H

#include "pile/filed.h"

typedef enum {
    RAP_ROW_NONE,
    RAP_ROW_REPORT,
    RAP_ROW_ENTITY,
    RAP_ROW_ATTRIBUTION,
    RAP_ROW_FIGURE,
    RAP_ROW_EVENT,
    RAP_ROW_POSITION,
    RAP_ROW_ROUND,
    RAP_ROW_DOCUMENT,
    RAP_ROW_PLEDGE,
    RAP_ROW_DISAGREEMENT,
    RAP_ROW_COPY,
    RAP_ROW_STORY,
    RAP_ROW_CHRONOLOGY,
    RAP_ROW_KIND_COUNT
} rap_row_kind;

/* Where a row can be read in the sources: report (by its place in the input list) and
 * span, and the attribution it rests on by its dossier id (or empty). */
typedef struct {
    uint32_t report;
    rap_span at;
} rap_cite;

/* One row.  What the columns hold, kind by kind (several ids or labels: by blanks):
 *   kind          who             other          what        state        day text
 *   report        -               publisher      language    date basis   published
 * title entity        itself          side           iso         kind         - name
 *   attribution   speaker         via            speech kind 'speech'/''  day content
 *   figure        speaker         -              unit        relation     as_of subject
 *   event         source          target         cameo       status       day evidence
 *   position      party           toward         issue       stance       day evidence
 *   round         parties         mediators      place       status       from summary
 *   document      by              to             kind        -            day name
 *   pledge        by              toward         issue       -            day what
 *   disagreement  holders         -              kind        -            - topic copy
 * -               -              a's key     direction    -          b's key story - -
 * -           -            -          title chronology    -               - row kind
 * status       day        text
 */
typedef struct {
    rap_row_kind kind;
    rap_str id; /* letter and 12 hex digits; unique over all kinds */
    rap_str who, other, what, state, day, text;
    int32_t weight;
    int32_t report; /* of rows that belong to one report, else -1 */
    rap_str body;   /* the JSON object that export prints, one line */
    const rap_cite *cites;
    uint32_t n_cites;
} rap_row;

/* Corrections by hand and the brief, as the dossier keeps them (all may be empty). */
typedef struct {
    rap_str a, b; /* entity ids, names or spellings: see the verb `names` */
    enum { RAP_HAND_NONE, RAP_HAND_MERGE, RAP_HAND_SPLIT, RAP_HAND_SET } what;
    rap_str value;
} rap_hand;

/* A party of few reports, as a dossier that they stand beside is asked for it. */
typedef struct {
    rap_str kind, iso;
    rap_str side;         /* the id of its side; empty: none */
    const rap_str *names; /* its own and every other spelling of it */
    uint32_t n_names;
} rap_pile_asked;

/* Its id in the dossier, until the next call; empty where it is not known there, or not
 * for certain. */
typedef rap_str rap_pile_recall(void *user, const rap_pile_asked *who);

typedef struct {
    const rap_hand *hands;
    uint32_t n_hands;
    rap_str brief;           /* the text of the brief, checked already; or empty */
    rap_pile_recall *recall; /* NULL: these are all reports that there are */
    void *user;              /* handed to `recall` */
    const struct rap_helpers *helpers; /* shared.h; NULL: none */
    const char *folder;      /* of files for what many reports need; NULL: none */
    const rap_arena *rested; /* holds the reports, where they lie in such a file */
} rap_pile_options;

typedef struct rap_pile rap_pile;

void rap_pile_free(rap_pile *pile);

const char *rap_row_kind_name(rap_row_kind kind); /* "attribution"; static */

#endif
