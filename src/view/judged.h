/*
 * view/judged.h - what coders have said of rows, and how many of a random sample they
 * found right.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_JUDGED_H
#define RAP_VIEW_JUDGED_H

#include "view/view.h"

typedef struct rap_judged {
    rap_str id;                 /* of the row as it is now; empty: it is no more */
    rap_str what, value, coder; /* what: accept reject edit note */
} rap_judged;

/* The judgements of a row in their order; the first call on a view loads all. */
RAP_NODISCARD
rap_code rap_judged_of(const rap_judged **out, uint32_t *n, rap_view *v, rap_str id,
                       rap_err *err);

/* Is a coder's last verdict on the row that it is wrong?  Such rows are shown and never
 * counted. */
RAP_NODISCARD
rap_code rap_judged_rejects(bool *out, rap_view *v, rap_str id, rap_err *err);

/* All of them, by id. */
RAP_NODISCARD
rap_code rap_judged_all(const rap_judged **out, uint32_t *n, rap_view *v, rap_err *err);

/* "accepted by A. Coder", "edited by A. Coder: day=2022-03-30". */
void rap_judged_write(rap_buf *out, const rap_judged *j);

/* One as a JSON line or a line of CSV, and the head of the latter. */
void rap_judged_json(rap_buf *out, const rap_judged *j);
void rap_judged_csv(rap_buf *out, const rap_judged *j);
void rap_judged_head(rap_buf *out);

/* Rows drawn at random: those whose ids come first when they are hashed.  The same
 * dossier gives the same sample, and an id says nothing about the row, so the draw is
 * fair; a new report moves few places. */
typedef struct rap_sample {
    rap_str *ids;
    uint32_t n, judged, right; /* right: accepted last; edited and rejected are wrong */
    uint32_t low, high;        /* percent: 95 % interval of Wilson (1927) */
} rap_sample;
enum { RAP_SAMPLE_MOST = 1000, RAP_SAMPLE_USUAL = 50 };

/* `kind` empty: statements, events, positions and pledges; a draw of
 * RAP_SAMPLE_USUAL of these is kept with the view.  In the arena. */
RAP_NODISCARD
rap_code rap_sample_of(rap_sample *out, rap_view *v, rap_str kind, uint32_t most,
                       rap_arena *arena, rap_err *err);

/* "12 of 50 judged, 11 right: 92 % (95 % interval 65 to 99)" */
void rap_sample_write(rap_buf *out, const rap_sample *s);

/* A row in one line: kind, day, who, what, words, and who says so. */
RAP_NODISCARD
rap_code rap_sample_line(rap_buf *out, rap_view *v, const rap_item *item,
                         rap_arena *arena, rap_err *err);

#endif
