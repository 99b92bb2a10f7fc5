/*
 * answers/spoken.h - one statement with all that is shown beside it: the chain it came
 * by, what it tells of others, what it asks for.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_SPOKEN_H
#define RAP_ANSWERS_SPOKEN_H

#include "answers/echo.h"
#include "view/claim.h"
#include "view/wording.h"

enum { RAP_SPOKEN_MOST = 8 };

typedef struct {
    rap_claim by;
    rap_str role;
    rap_str written;   /* how the report calls whoever is not known, or empty */
    rap_str unnamed;   /* of a source without a name: "3 unnamed officials" */
    rap_sign how;      /* word for word, part quoted, retold */
    bool thought;      /* a belief, a wish or a plan, not speech */
    bool reported;     /* shown with "…" in front: the words are the report's */
    rap_claim told_by; /* of a statement inside another; else kind NONE */
    rap_str addressee, medium;
    bool worked_out;
    rap_str basis; /* how its day is known, in words; static */
    rap_echo echo;
    rap_item own[RAP_SPOKEN_MOST];    /* positions of his own side in it */
    rap_item retold[RAP_SPOKEN_MOST]; /* what he tells of others: their positions */
    rap_item inner[RAP_SPOKEN_MOST];  /* statements of others inside this one */
    uint32_t n_own, n_retold, n_inner;
} rap_spoken;

/* Of an attribution row. */
RAP_NODISCARD
rap_code rap_spoken_of(rap_spoken *out, rap_view *v, const rap_item *item,
                       rap_arena *arena, rap_err *err);

/* The words for the one who speaks: "Jon Ruud (Norland)", "speaker unclear", with what
 * the report calls him where it names nobody known. */
void rap_spoken_who(rap_buf *out, const rap_spoken *s);

/* " → TASS → R3", or empty when nobody stands between. */
void rap_spoken_chain(rap_buf *out, const rap_view *v, const rap_spoken *s);

/* What he tells of another, without quotation marks: the words are not the other's. */
void rap_spoken_retold(rap_buf *out, const rap_item *position);

/* Does it pass what the filter asks of statements alone: issue, and whom it tells of?
 */
bool rap_spoken_keeps(const rap_spoken *s, const rap_item *item, const rap_filter *f,
                      const rap_view *v, rap_arena *arena);

#endif
