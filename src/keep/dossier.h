/*
 * keep/dossier.h - the dossier: one SQLite file that holds every report, its record and
 * the rows made of all of them.
 *
 * Where a path is asked for, the address of a database may stand (postgresql://...;
 * docs/cluster.md): it is worked on as a copy in a file, and what is done to it lasts
 * from rap_dossier_sync or rap_dossier_settle on.
 *
 * Report by report each addition is one transaction; the pile stage is another, and a
 * mark stands from the first report on until it is done, so that an interrupted `add`
 * is finished by the next verb.  docs/dossier.md describes tables and views.  A dossier
 * belongs to one thread.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_DOSSIER_H
#define RAP_KEEP_DOSSIER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"

typedef struct rap_dossier rap_dossier;

typedef enum { RAP_OPEN_READ, RAP_OPEN_WRITE, RAP_OPEN_CREATE } rap_open_mode;

/* Open a dossier.  RAP_E_OPEN when there is none at `path` (unless CREATE), RAP_E_STORE
 * when the file is something else.  Finishes a pile stage that was interrupted, also
 * with READ.  Owned: rap_dossier_close. */
RAP_NODISCARD
rap_code rap_dossier_open(rap_dossier **out, const char *path, rap_open_mode mode,
                          rap_err *err);
void rap_dossier_close(rap_dossier *d);

/* What had been acknowledged when a process was killed or the power failed, and went
 * with the end of a damaged log: zeros as a rule. */
typedef struct {
    int64_t reports, corrections;
} rap_dossier_counts;

rap_dossier_counts rap_dossier_lost(const rap_dossier *d);

/* SQL over `source` or `report`: how a report's day is known; 'guess' where it was
 * worked out, is less likely right than wrong, and may be more than a month off
 * (data/shown_bases.tsv has the words). */
#define RAP_BASIS_SHOWN                                                                \
    "CASE WHEN day_basis IN ('pile', 'text') AND day_sure < 50 AND"                    \
    " coalesce(julianday(day_to) - julianday(day_from), 366) > 31"                     \
    " THEN 'guess' ELSE day_basis END"

typedef enum { RAP_ADDED_NEW, RAP_ADDED_AGAIN, RAP_ADDED_VERSION } rap_added;

/* What came of one report: its number on screen (R1) and what is worth telling. */
typedef struct {
    rap_added what;
    uint32_t number;
    uint32_t words, repairs;
    char day[24], basis[12]; /* published, "" when not known */
} rap_add_told;

/* Put one record in (one line as `read` prints it), with its source bytes (p NULL when
 * they are not at hand) and the reading options as JSON.  Committed when it returns,
 * and safe from the end of the process; safe from a power cut after rap_dossier_sync.
 * RAP_E_SYNTAX when the record or its source is not what it says. */
RAP_NODISCARD
rap_code rap_dossier_add(rap_dossier *d, rap_add_told *told, rap_str record,
                         rap_str source, rap_str options, rap_err *err);

/* Put in the place of report number `n` a record of the same bytes read under other
 * options. */
RAP_NODISCARD
rap_code rap_dossier_reread(rap_dossier *d, uint32_t n, rap_str record, rap_str options,
                            rap_err *err);

/* From another thread: what this dossier is asked at the moment fails soon. */
void rap_dossier_interrupt(rap_dossier *d);

/* Everything added so far is on the disk when this returns: say so only then. */
RAP_NODISCARD
rap_code rap_dossier_sync(rap_dossier *d, rap_err *err);

/* Where it lies, for commands to be typed: the path of its file, or the address of its
 * database without the password.  Borrowed until it is closed. */
rap_str rap_dossier_where(const rap_dossier *d);

/* Take in what other programs have put together since it was opened. */
RAP_NODISCARD
rap_code rap_dossier_refresh(rap_dossier *d, rap_err *err);

/* What the pile says of the day of a report that gives none; day none: nothing (any
 * more). */
typedef struct {
    uint32_t n; /* the report's number */
    rap_day day;
    rap_days range; /* holds the day with a belief of 90 */
    uint8_t sure;
} rap_dossier_day;

/* The reports whose day the dossier has otherwise than the pile says: read them again
 * under these.  `between` (or the brief) bounds the days.  Memory from the arena. */
RAP_NODISCARD
rap_code rap_dossier_days(rap_dossier *d, const rap_dossier_day **out, size_t *n,
                          rap_days between, rap_arena *arena, rap_err *err);

/* From now on reports that come into a large pile, and are few, stand apart: their rows
 * are there at once, as far as they can be told without the others, and
 * rap_dossier_settle joins them (docs/pile.md; not in a database). */
void rap_dossier_allow_apart(rap_dossier *d);

/* Reports that stand apart, and the number of the last one that is joined.  In time
 * that does not depend on the pile. */
typedef struct {
    int64_t apart, joined;
} rap_dossier_standing;
RAP_NODISCARD
rap_code rap_dossier_apart(rap_dossier *d, rap_dossier_standing *out, rap_err *err);

/* May it be written to? */
bool rap_dossier_is_writable(const rap_dossier *d);

/* Run the pile stage when anything has changed since the last time. */
RAP_NODISCARD
rap_code rap_dossier_settle(rap_dossier *d, rap_err *err);

/* The same, but reports that others add meanwhile may still stand apart at the end: so
 * nobody has to wait for it. */
RAP_NODISCARD
rap_code rap_dossier_join(rap_dossier *d, rap_err *err);

/* One row of a query over the tables and views of docs/dossier.md. */
typedef struct rap_query rap_query;

/* Prepare `sql` (static text with ?1 ?2 ... parameters).  Owned: rap_query_end. */
RAP_NODISCARD
rap_code rap_query_new(rap_query **out, rap_dossier *d, const char *sql, rap_err *err);
void rap_query_bind(rap_query *q, int index, rap_str value);
void rap_query_bind_int(rap_query *q, int index, int64_t value);

/* *more tells whether a row stands ready. */
RAP_NODISCARD
rap_code rap_query_step(rap_query *q, bool *more, rap_err *err);
rap_str rap_query_str(rap_query *q, int column); /* borrowed until the next step */
int64_t rap_query_int(rap_query *q, int column);
void rap_query_end(rap_query *q); /* also fine with NULL */

/* The source bytes of report number `n`, in the arena; RAP_E_OPEN when the dossier does
 * not hold them. */
RAP_NODISCARD
rap_code rap_dossier_source(rap_dossier *d, rap_str *out, uint32_t n, rap_arena *arena,
                            rap_err *err);

/* The record of report number `n` as JSON, in the arena. */
RAP_NODISCARD
rap_code rap_dossier_record(rap_dossier *d, rap_str *out, uint32_t n, rap_arena *arena,
                            rap_err *err);

/* What is done between these is there as one, or not at all: `so_far` is how it went,
 * and the result too unless keeping it fails. */
RAP_NODISCARD
rap_code rap_dossier_begin(rap_dossier *d, rap_err *err);
RAP_NODISCARD
rap_code rap_dossier_end(rap_dossier *d, rap_code so_far, rap_err *err);

/* Remember a correction by hand ("merge", "split", "set", "date", "brief") and mark the
 * pile stage as due; rap_dossier_undo takes the last one back. */
RAP_NODISCARD
rap_code rap_dossier_correct(rap_dossier *d, const char *what, rap_str a, rap_str b,
                             rap_str value, rap_err *err);
RAP_NODISCARD
rap_code rap_dossier_undo(rap_dossier *d, bool *undone, rap_err *err);

/* What a coder says of a row, apart from the row itself: `what` is accept, reject, edit
 * (value FIELD=VALUE) or note (value: its words).  RAP_E_USAGE when there is no such
 * row; old ids count.  `coder` may be empty. */
RAP_NODISCARD
rap_code rap_dossier_judge(rap_dossier *d, const char *what, rap_str id, rap_str value,
                           rap_str coder, rap_err *err);

/* Whose the last correction of rap_dossier_correct was. */
RAP_NODISCARD
rap_code rap_dossier_sign(rap_dossier *d, rap_str coder, rap_err *err);

/* Take the last judgement back. */
RAP_NODISCARD
rap_code rap_dossier_unjudge(rap_dossier *d, bool *undone, rap_err *err);

/* Take report number `n` out with all that rests on it, also from full text, judgements
 * and the bytes of the file; rows are made afresh.  RAP_E_USAGE when there is none. */
RAP_NODISCARD
rap_code rap_dossier_forget(rap_dossier *d, uint32_t n, rap_err *err);

/* SHA-256 of the exported rows, sorted (64 hex digits and a NUL). */
RAP_NODISCARD
rap_code rap_dossier_digest(rap_dossier *d, char out[65], rap_err *err);

/* Re-quote every citation: *n counted, *bad wrong; the first wrong one in *err. */
RAP_NODISCARD
rap_code rap_dossier_verify(rap_dossier *d, uint64_t *n, uint64_t *bad, rap_err *err);

#endif
