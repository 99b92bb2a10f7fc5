/*
 * view/view.h - a dossier as a reader sees it: names for ids, R-numbers for keys, rows
 * with their citations, and the filters that all reading verbs and pages share.
 *
 * A view loads the list of reports once, names when they are asked for, and asks the
 * dossier for rows one by one.  What it gives lives in the arena that the caller names.
 * One thread.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_VIEW_H
#define RAP_VIEW_VIEW_H

#include "base/arena.h"
#include "base/day.h"
#include "base/jsonin.h"
#include "keep/dossier.h"
#include "view/asked.h"
#include "view/heading.h"
#include "view/torn.h"

enum { RAP_NOBODY = -1 };

typedef struct {
    rap_str id, kind, name, iso;
    rap_str side_id;
    rap_str role; /* the first that reports give; p NULL: not asked for yet */
    rap_str
        forms; /* all spellings and the code, as rap_utf8_plain has them, a line each */
    int32_t side; /* the name at the end of the chain of sides, or RAP_NOBODY */
    bool heads;   /* others belong to it: see stands.c */
} rap_named;

typedef struct {
    uint32_t n; /* R1 is 1 */
    rap_str key, id, sha256, title, publisher, day, basis, charset, media, unread;
    int64_t bytes, words, repairs;
} rap_listed;

/* Which paper belongs to which round. */
typedef struct {
    rap_str round, paper;
} rap_paper;

typedef struct rap_view rap_view;
struct rap_view {
    rap_dossier *d; /* borrowed */
    rap_arena *arena;
    rap_heading heading;
    rap_named *names; /* those that were asked for: rap_view_find, rap_view_names */
    struct rap_roll *roll;
    rap_listed *reports; /* in order of n */
    uint32_t n_names, n_reports;
    rap_str first_day, last_day;      /* of reports, as text; empty: none has one */
    uint32_t *name_slots, *key_slots; /* index + 1, 0 empty */
    uint32_t name_mask, key_mask;
    rap_paper *papers; /* by round; loaded when first asked for */
    uint32_t n_papers;
    bool has_papers;
    bool has_forms; /* names have their `forms` */
    bool exporting; /* reports go by their keys, not by their handles */
    bool no_text;   /* and none of their own words goes out */
    const struct rap_judged *judged; /* view/judged.h */
    uint32_t n_judged;
    bool has_judged;
    struct rap_echoes *echoes;   /* answers/echo.h: loaded when first asked for */
    struct rap_stands *stands;   /* answers/stands.h: the same */
    struct rap_firsts *firsts;   /* answers/firsts.h */
    struct rap_known *known;     /* answers/repute.h */
    struct rap_summary *summary; /* answers/summary.h */
    struct rap_ties *ties[2];    /* pages/page_ties.c: over all days */
    struct rap_spots *spots;     /* pages/page_map.c: of all events */
    struct rap_sample *sample;   /* view/judged.h: of all kinds */
    int64_t apart;               /* reports that are not yet joined with the others */
    int64_t version;             /* of the dossier, as other connections change it */
    struct rap_rows *spare;      /* closed ones, to be opened again */
    rap_err trouble; /* the first of what was asked in passing (a name, a role) */
};

/* What fails where nobody can be told, a name that is looked up in the middle of a
 * line, is kept; rap_view_whole tells it at the end of what was written: RAP_E_NOMEM
 * also where the view's own memory was refused. */
void rap_view_note(const rap_view *v, const rap_err *err);
RAP_NODISCARD
rap_code rap_view_whole(const rap_view *v, rap_err *err);

/* Empty an arena of the view's readers for the next row; memory that was refused in it
 * counts as refused to the view. */
void rap_row_clear(const rap_view *v, rap_arena *row);

/* Owned: rap_view_free (also fine with NULL). */
RAP_NODISCARD
rap_code rap_view_new(rap_view **out, rap_dossier *d, rap_err *err);
void rap_view_free(rap_view *v);

/* Make *v anew where it is NULL or the dossier was changed through another connection
 * since it was made; NULL when that fails. */
RAP_NODISCARD
rap_code rap_view_refresh(rap_view **v, rap_dossier *d, rap_err *err);

/* All names, before v->n_names counts for anything: what has an item a name does not
 * grow any more afterwards.  What was found before stays where it is. */
RAP_NODISCARD
rap_code rap_view_names(rap_view *v, rap_err *err);

/* Index of an id among the names, or RAP_NOBODY; it is fetched when it is not there. */
int32_t rap_view_find(const rap_view *v, rap_str id);

/* The name of an id; the id itself when it is none that is known. */
rap_str rap_view_name(const rap_view *v, rap_str id);

/* The name of the side of an id; empty when it has none or is one itself. */
rap_str rap_view_side(const rap_view *v, rap_str id);

/* The report with this key or this number, or NULL. */
const rap_listed *rap_view_report(const rap_view *v, rap_str key);
const rap_listed *rap_view_number(const rap_view *v, uint32_t n);

/* Its headline, or the last part of its key. */
rap_str rap_listed_title(const rap_listed *r);

/* Was the day of this report worked out or set rather than stated? */
bool rap_listed_is_worked_out(const rap_listed *r);

/* One citation: report number and span of its source. */
typedef struct {
    uint32_t n;
    rap_span at;
} rap_cited;

typedef struct {
    rap_str kind, id, who, other, what, state, day, text, body;
    int64_t weight;
    uint32_t report; /* number, 0 when it belongs to none */
    const rap_value *json;
    const rap_cited *cites; /* by report and place */
    uint32_t n_cites;
    bool bare; /* its citations are not loaded */
} rap_item;

typedef struct rap_rows rap_rows;
struct rap_filter;

/* The rows of one kind by day, weight and place in the export ("by weight": heaviest
 * first), those without a day last.  Owned: rap_rows_close (also fine with NULL). */
RAP_NODISCARD
rap_code rap_rows_open(rap_rows **out, rap_view *v, const char *kind, bool by_weight,
                       rap_err *err);

/* *more is false at the end; *item lives in `arena`. */
RAP_NODISCARD
rap_code rap_rows_next(rap_rows *rows, rap_item *item, bool *more, rap_arena *arena,
                       rap_err *err);
void rap_rows_close(rap_rows *rows);

/* Pass over n rows without looking at them; before the first is asked for. */
void rap_rows_skip(rap_rows *rows, uint32_t n);

/* Only rows that can pass the filter's days and speakers, or whose body holds these
 * bytes ("" any); before the first is asked for.  What comes is still to be looked at.
 */
RAP_NODISCARD
rap_code rap_rows_sift(rap_rows *rows, const struct rap_filter *f, const char *bytes,
                       rap_arena *arena, rap_err *err);

/* From now on rows come without their citations: rap_item_cites loads them. */
void rap_rows_lazy(rap_rows *rows);
RAP_NODISCARD
rap_code rap_item_cites(rap_view *v, rap_item *item, rap_arena *arena, rap_err *err);

/* From now on rows come without their tellings: a name may have many. */
void rap_rows_lean(rap_rows *rows);

/* A row out of a query over its columns as rap_rows has them, without citations; its
 * body as far as `before` (",\"tellings\":["; NULL: all of it). */
RAP_NODISCARD
rap_code rap_item_take(rap_item *item, rap_query *q, const char *before,
                       rap_arena *arena, rap_err *err);

/* One row by kind and id (old ids count); item->id is empty when there is none. */
RAP_NODISCARD
rap_code rap_view_row(rap_view *v, rap_item *item, const char *kind, rap_str id,
                      rap_arena *arena, rap_err *err);

/* The papers of a round: *papers are the first of *n in order of day. */
RAP_NODISCARD
rap_code rap_view_papers(rap_view *v, const rap_paper **papers, uint32_t *n,
                         rap_str round, rap_err *err);

/* The rows of a kind ("" any but names) of which a citation begins inside this one; at
 * most RAP_INSIDE_MAX, in order of place. */
enum { RAP_INSIDE_MAX = 24 };
RAP_NODISCARD
rap_code rap_view_inside(rap_view *v, rap_item *items, uint32_t *n, const char *kind,
                         rap_cited where, rap_arena *arena, rap_err *err);

/* What the options ask for, made ready. */
typedef struct rap_filter {
    const rap_show_options *options;
    bool *party, *speaker, *of; /* by name; NULL when not asked for */
    rap_str holds;     /* statements: these words, as rap_utf8_plain has them */
    const bool *named; /* rows of names: only these, when not NULL */
    const rap_str *of_spellings; /* each as rap_utf8_plain gives it */
    uint32_t n_of_spellings;
    uint32_t report;
    bool unclear;     /* statements whose speaker cannot be told, alone */
    bool nowhere;     /* a report or name was asked for that is not in the dossier */
    int32_t from, to; /* serial days */
    bool has_from, has_to;
    int32_t since; /* `changes`: serial day of the first reports that are new */
    bool has_since;
} rap_filter;

/* RAP_E_USAGE when a day is none. */
RAP_NODISCARD
rap_code rap_filter_of(rap_filter *out, rap_view *v, const rap_show_options *options,
                       rap_arena *arena, rap_err *err);

/* Does it let all rows pass? */
bool rap_filter_is_open(const rap_filter *f);

/* Does the row pass?  Rows without a day pass when no day is asked for. */
bool rap_filter_keeps(const rap_filter *f, const rap_view *v, const rap_item *item);

/* Does a row of this day pass the days asked for? */
bool rap_filter_keeps_day(const rap_filter *f, rap_str day);

/* Is the issue one of those asked for (labels or their beginnings, by commas)?  All are
 * when none is asked for. */
bool rap_issue_is_asked(rap_str asked, rap_str issue);

/* Does a text hold each of these words (both as rap_utf8_plain gives them)? */
bool rap_text_holds(rap_str text, rap_str words);

/* Is one of these ids (by blanks), or its side when `sides`, among the marked names? */
bool rap_view_has(const rap_view *v, const bool *marked, rap_str ids, bool sides);

/* The names that these words mean: those written exactly so (name, spelling, ISO code),
 * or else those that hold all the words.  NULL only when memory is refused. */
bool *rap_view_mark(rap_view *v, rap_str words, rap_arena *arena, bool *any);

/* Step through words or ids divided by blanks. */
bool rap_ids_next(rap_str *rest, rap_str *id);

/* First and last serial day of an ISO day or interval; false when it has no year. */
bool rap_day_bounds(int32_t *first, int32_t *last, rap_str day);

#endif
