/*
 * intake/window.h - a moving view of a file: what is read and not yet used.
 *
 * A window stands over a file, standard input, bytes in memory, a member of an archive,
 * or another window whose compression it takes off.  The reader asks for at least n
 * bytes (fill), looks at them (rest) and goes on (skip); what it has skipped is gone,
 * so that a file of any size takes the memory of the longest look.
 *
 * Damage in compressed data is told once, when the reader comes to it: all bytes before
 * it have been given.  rap_window_resume then goes on behind it, at the next member
 * (gzip) or frame (zstd) that parses.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_WINDOW_H
#define RAP_INTAKE_WINDOW_H

#include "base/arena.h"
#include "base/err.h"

typedef struct rap_window rap_window;

/* Where bytes come from: at most `n` of them to `to`; *got is 0 at the end only. */
typedef rap_code (*rap_window_source)(void *from, size_t *got, char *to, size_t n,
                                      rap_err *err);

/* A view of the file at `path` ("-": standard input) as it lies on disk; of bytes
 * (borrowed); of what `read` gives when called with `from` (borrowed).  Owned:
 * rap_window_close. */
RAP_NODISCARD
rap_code rap_window_open(rap_window **out, const char *path, rap_err *err);
RAP_NODISCARD
rap_code rap_window_open_part(rap_window **out, const char *path, uint64_t at,
                              uint64_t n, rap_err *err); /* as rap_stream_part */
RAP_NODISCARD
rap_code rap_window_of_bytes(rap_window **out, rap_str bytes, rap_err *err);
RAP_NODISCARD
rap_code rap_window_of_source(rap_window **out, rap_window_source read, void *from,
                              rap_err *err);

/* Take gzip or zstd off when the first bytes show it (or, where they show no text, when
 * `name` ends in .gz or .zst), again when there is more of it below (three times at
 * most); *w is then a window over the old one, which it owns.  RAP_E_USAGE for packings
 * that are not read (lz4, xz, bzip2, compress). */
RAP_NODISCARD
rap_code rap_window_unpack(rap_window **w, rap_str name, rap_err *err);

/* See to it that at least `n` unread bytes are there; fewer only at the end. RAP_E_TORN
 * or RAP_E_SYNTAX when compressed data end or are damaged before that (err->at: where
 * the file ends, where the damaged member begins); what came before is in
 * rap_window_rest. */
RAP_NODISCARD
rap_code rap_window_fill(rap_window *w, size_t n, rap_err *err);

/* The unread bytes that are there; until the next fill. */
rap_str rap_window_rest(const rap_window *w);

/* Step over n bytes that are there. */
void rap_window_skip(rap_window *w, size_t n);

/* Step over n bytes, reading on as needed; fewer only at the end. */
RAP_NODISCARD
rap_code rap_window_pass(rap_window *w, uint64_t n, rap_err *err);

/* Place of the first unread byte: in the plain bytes, and in the file - there, when it
 * is compressed, the beginning of the member or frame that holds it. */
uint64_t rap_window_at(const rap_window *w);
uint64_t rap_window_file_at(const rap_window *w);

/* The place (in the plain bytes) of the member that holds the first unread byte; of the
 * next member that begins behind the place `behind`, UINT64_MAX when none has been
 * reached yet.  Not compressed: 0 and UINT64_MAX. */
uint64_t rap_window_member_at(const rap_window *w);
uint64_t rap_window_member_behind(const rap_window *w, uint64_t behind);

/* Has compression been taken off? */
bool rap_window_is_packed(const rap_window *w);

/* Place in the plain bytes where the damaged member begins, after a fill that failed.
 */
uint64_t rap_window_damage_at(const rap_window *w);

/* After a fill that failed, or to leave a member that is too long: drop all unread
 * bytes and go on at the next member whose plain bytes begin with `head` (white space
 * before it; empty: any).  False when there is none.  O(compressed bytes passed over).
 */
bool rap_window_resume(rap_window *w, rap_str head);

void rap_window_close(rap_window *w); /* also fine with NULL */

#endif
