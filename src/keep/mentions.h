/*
 * keep/mentions.h - event mentions that another tool has coded, kept in the dossier.
 *
 * They lie beside the corrections by hand, one entry of `hand` a file: a list of
 * [key, id, from, to].  So they are sealed, copied, taken back (`names --undo`) and
 * forgotten like those.  A mention belongs to the bytes of its report: in another
 * version of it, it does not count.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_MENTIONS_H
#define RAP_KEEP_MENTIONS_H

#include "keep/dossier.h"
#include "pile/filed.h"

typedef struct rap_mentions rap_mentions;

/* Begin to take mentions in; memory from the arena, the dossier is borrowed. */
RAP_NODISCARD
rap_code rap_mentions_new(rap_mentions **out, rap_dossier *d, rap_arena *arena,
                          rap_err *err);

/* One more.  RAP_E_EMPTY when the dossier has no report of that key, RAP_E_SYNTAX when
 * the span is empty, lies outside the source or cuts a character in two (with the byte
 * of the report in err->at): nothing was taken then, and one may go on. */
RAP_NODISCARD
rap_code rap_mentions_take(rap_mentions *m, rap_str key, rap_span at, rap_err *err);

/* Keep those that are new (*n) and mark the pile stage as due; m is done with. */
RAP_NODISCARD
rap_code rap_mentions_keep(rap_mentions *m, uint64_t *n, rap_err *err);

/* Give each of `n` reports, which stand in order of their numbers in the dossier, the
 * mentions that are kept of it (told/given.h). */
RAP_NODISCARD
rap_code rap_mentions_give(rap_dossier *d, rap_filed *reports, const int64_t *numbers,
                           uint32_t n, rap_arena *arena, rap_err *err);

#endif
