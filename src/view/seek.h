/*
 * view/seek.h - full text search over the words of the dossier.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_SEEK_H
#define RAP_VIEW_SEEK_H

#include "view/view.h"

enum { RAP_SEEK_MOST = 200 }; /* hits that are shown */

/* One hit: the row, and a piece of its text in which the bytes RAP_SEEK_ON and _OFF
 * stand round the words found. */
enum { RAP_SEEK_ON = 1, RAP_SEEK_OFF = 2 };
typedef struct {
    rap_item item;
    rap_str piece;
} rap_hit;

/* The row of a hit; item->id is empty when there is none (any more). */
RAP_NODISCARD
rap_code rap_hit_row(rap_item *item, rap_view *v, rap_str kind, rap_str id,
                     rap_arena *arena, rap_err *err);

/* The words as a question to the full text: each in quotation marks, so that FTS5 sees
 * no operator; empty when none has a letter.  In the arena; p NULL when memory is
 * refused. */
rap_str rap_seek_match(rap_str words, rap_arena *arena);

#endif
