/*
 * pages/leaf.h - what all pages are made of: the frame, citations, claimants, filters.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PAGES_LEAF_H
#define RAP_PAGES_LEAF_H

#include "answers/sieve.h"
#include "pages/html.h"
#include "pages/pages.h"
#include "view/claim.h"
#include "view/forms.h"
#include "view/view.h"
#include "view/wording.h"

/* Rows on one page, and the bytes after which no further row begins; the rest is a link
 * further. */
enum { RAP_LEAF_ROWS = 200, RAP_LEAF_BYTES = 110 * 1024 };

typedef struct {
    rap_html h;
    rap_view *v;
    rap_arena *arena; /* for all of the page */
    rap_arena *row;   /* emptied before every row */
    rap_show_options options;
    rap_filter filter;
    const rap_page_request *request;
    rap_str base;         /* the path without .json or .csv */
    rap_str rest;         /* after /name/ or /report/ */
    uint32_t start, next; /* rows before this page, and before the next */
    bool more;            /* the last walk left rows for a next page */
    rap_err *err;
} rap_leaf;

/* The frame: head, navigation, heading and lead; opens <main>.  `tab` is the path of
 * the tab that is current ("/talks").  rap_leaf_end closes it. */
void rap_leaf_begin(rap_leaf *l, const char *tab, rap_str heading, rap_str lead);
void rap_leaf_end(rap_leaf *l);

/* A paragraph of our own words, which no excerpt cuts. */
void rap_leaf_own(rap_leaf *l, const char *style, rap_str text);

/* The value of a query field, or empty. */
rap_str rap_leaf_field(const rap_leaf *l, const char *key);

/* What coders have said of the row with this id; nothing where nobody has. */
void rap_leaf_judged(rap_leaf *l, rap_str id);

/* The forms to judge a row, and a link to the page that holds them; nothing where
 * nothing may be changed. */
void rap_leaf_judge(rap_leaf *l, rap_str id);
void rap_leaf_judge_link(rap_leaf *l, rap_str id);

/* A form that changes something: it goes to /hand with the page's token, comes back to
 * this page, and ends with rap_leaf_hand_end.  `what` NULL: a button says what.  False
 * where nothing may be changed. */
bool rap_leaf_hand(rap_leaf *l, const char *what, rap_str a);
void rap_leaf_hand_field(rap_leaf *l, const char *label, const char *key,
                         const char *value);
void rap_leaf_hand_coder(rap_leaf *l); /* as it was given last */
void rap_leaf_hand_button(rap_leaf *l, const char *what, const char *word);
void rap_leaf_hand_end(rap_leaf *l, const char *button); /* NULL: no further button */

/* Links to the bytes; the first `most` citations of a row. */
void rap_leaf_cite(rap_leaf *l, rap_cited c);
void rap_leaf_cites(rap_leaf *l, const rap_item *item, uint32_t most);

/* "<b>Jon Ruud</b> (Norland)", linked; "R1 (narrator)"; "?" as an unsure mark. */
void rap_leaf_claim(rap_leaf *l, const rap_claim *c);

/* "denied ", "warned: ": the cue of a statement where it matters (view/statement.h). */
void rap_leaf_cue(rap_leaf *l, const rap_item *item);

/* "says Jon Ruud (Norland)", "no speaker given (R8)". */
void rap_leaf_say(rap_leaf *l, const rap_claim *c);

/* A text and the one who says so: "..., says Jon Ruud (Norland)", linked. */
void rap_leaf_says(rap_leaf *l, rap_str text, const rap_claim *c);

/* A name by id, linked to its page; ids divided by blanks, by commas. */
void rap_leaf_names(rap_leaf *l, rap_str ids);
void rap_leaf_name_list(rap_leaf *l, const rap_value *list);

/* Stance or status as glyph and word; hollow: dashed, lighter. */
void rap_leaf_sign(rap_leaf *l, const rap_sign *sign, bool hollow);
void rap_leaf_unsure(rap_leaf *l, const char *about);

void rap_leaf_day(rap_leaf *l, const char *tag, rap_str day);
void rap_leaf_label(rap_leaf *l, const char *tag, rap_str label);
void rap_leaf_count(rap_leaf *l, int64_t n, const char *one, const char *many);

/* A form of filters: begin, fields (what is set stays set), end. */
void rap_leaf_filters(rap_leaf *l);
void rap_leaf_input(rap_leaf *l, const char *label, const char *key, const char *type);
void rap_leaf_check(rap_leaf *l, const char *label, const char *key);
typedef struct {
    const char *value, *word;
} rap_choice;
void rap_leaf_select(rap_leaf *l, const char *label, const char *key,
                     const rap_choice *choices, uint32_t n);
void rap_leaf_filters_end(rap_leaf *l);

/* What the filter of the page lets through. */
rap_sieve rap_leaf_sieve(const rap_leaf *l);

/* Walk over the rows of a kind that pass the filter, from l->start on, RAP_LEAF_ROWS of
 * them; afterwards a link to the next ones if there are more.  *shown counts. */
typedef rap_code rap_leaf_row(rap_leaf *l, const rap_item *item, void *state);
RAP_NODISCARD
rap_code rap_leaf_walk(rap_leaf *l, const char *kind, uint32_t *shown,
                       rap_leaf_row *row, void *state);
void rap_leaf_more(rap_leaf *l);

void rap_leaf_nothing(rap_leaf *l, const char *what);

/* Head of a table: headings with scope, caption may be empty; opens table and tbody. */
void rap_leaf_table(rap_leaf *l, rap_str caption, const char *const *headings,
                    uint32_t n);
void rap_leaf_table_end(rap_leaf *l);

/* The pages.  Each writes the whole page. */
typedef rap_code rap_leaf_page(rap_leaf *l);
rap_leaf_page rap_page_overview, rap_page_talks, rap_page_timeline, rap_page_said,
    rap_page_events, rap_page_positions, rap_page_differ, rap_page_names, rap_page_name,
    rap_page_report, rap_page_search, rap_page_network, rap_page_map, rap_page_copies,
    rap_page_copy, rap_page_stories, rap_page_help, rap_page_check, rap_page_row,
    rap_page_changes;

/* What a page counts, as JSON or CSV, where that is not rows of the export. */
typedef rap_code rap_leaf_data(rap_leaf *l, bool csv);
rap_leaf_data rap_page_network_data, rap_page_check_data, rap_page_changes_data;

#endif
