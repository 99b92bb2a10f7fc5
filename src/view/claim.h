/*
 * view/claim.h - who says so: the claimant of a telling, an outcome, a follow-up.
 *
 * Nothing that is claimed, alleged, kept or broken is shown without one.  A report that
 * speaks for itself is "R1 (narrator)"; a speaker who cannot be told is "?".
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_CLAIM_H
#define RAP_VIEW_CLAIM_H

#include "view/view.h"

typedef enum {
    RAP_CLAIM_NONE,
    RAP_CLAIM_NAMED,
    RAP_CLAIM_NARRATOR,
    RAP_CLAIM_UNNAMED,
    RAP_CLAIM_UNSURE
} rap_claim_kind;

typedef struct {
    rap_claim_kind kind;
    rap_str id;         /* of the named */
    rap_str name, side; /* name: also the words for an unnamed source */
    uint32_t report;
    bool anonymous; /* named only as "a person close to the court" */
    rap_str via;    /* ids, nearest first */
    rap_str speech; /* direct mixed indirect, when an attribution was found */
    rap_str words;  /* its content */
} rap_claim;

/* The claimant by attribution id (empty: the narrator of report `n`). */
RAP_NODISCARD
rap_code rap_claim_of(rap_claim *out, rap_view *v, rap_str attribution, uint32_t n,
                      rap_arena *arena, rap_err *err);

/* The claimant of an attribution row itself. */
rap_claim rap_claim_of_item(const rap_view *v, const rap_item *attribution);

/* A telling, outcome, side or follow-up of a body: its place and who says it (from its
 * "attribution", "claimant" or "holder"). */
typedef struct {
    rap_cited cite; /* n 0: the report is not in the dossier */
    rap_claim claim;
    const rap_value *json;
} rap_telling;

/* All entries of the list under `key` of a body; tellings whose report is not known are
 * kept. */
RAP_NODISCARD
rap_code rap_tellings_of(rap_telling **out, uint32_t *n, rap_view *v,
                         const rap_value *list, rap_arena *arena, rap_err *err);

/* Those of them that have the state in which their row is shown: a state stands only
 * with who says so.  All when none tells of one (positions, papers); returns how many
 * stay, in order, at the front. */
uint32_t rap_tellings_of_state(rap_telling *t, uint32_t n, rap_str state);

/* Does a telling have a state: that of a round, else of an event? */
bool rap_telling_has(const rap_telling *t, rap_str state);

/* The list that tells a row ("tellings"; "sources" of a chronology line), or NULL. */
const rap_value *rap_tellings_list(const rap_item *item);

bool rap_claim_is_same(const rap_claim *a, const rap_claim *b);

/* Is it the word of nobody who can be named? */
bool rap_claim_is_hollow(const rap_claim *c);

/* The first role that reports give a name, or empty; lives with the view. */
rap_str rap_role_of(rap_view *v, rap_str id);

/* "Jon Ruud (Norland)", "R1 (narrator)", "unnamed sources", "speaker unclear
 * (R4)". */
void rap_claim_write(rap_buf *out, const rap_claim *c);

/* "says Jon Ruud (Norland)", "says R8 (narrator)", "no speaker given (R8)". */
void rap_claim_say(rap_buf *out, const rap_claim *c);

/* Words of a position as they may be shown beside this claimant: in quotation marks
 * when he uttered just them, without the report's commas at the end.  In the arena. */
rap_str rap_claim_words(const rap_claim *c, rap_str text, rap_arena *arena);

/* The names of ids divided by blanks, by commas; "" for none. */
void rap_names_write(rap_buf *out, const rap_view *v, rap_str ids);

/* The names of a JSON list of ids, by commas. */
void rap_names_of(rap_buf *out, const rap_view *v, const rap_value *list);

#endif
