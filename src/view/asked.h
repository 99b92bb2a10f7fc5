/*
 * view/asked.h - what a reader asks for: the options of the reading verbs and pages.
 *
 * Options that are empty do not filter.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_ASKED_H
#define RAP_VIEW_ASKED_H

#include "base/str.h"

typedef enum { RAP_FORM_TEXT, RAP_FORM_JSON, RAP_FORM_PLAIN } rap_form;

typedef struct {
    rap_str party, speaker, issue, from, to, report; /* shared by reading verbs; speaker
                                                        "?": nobody can be told */
    rap_str of;      /* said: what others tell of this one */
    rap_str wording; /* said: direct, mixed or indirect */
    rap_str holds;   /* said: words that stand in the statement */
    rap_str kind;    /* timeline, events: CAMEO root, PLOVER class, kind of row */
    rap_str status;  /* timeline, events: actual claimed alleged ... */
    rap_str dates;   /* timeline, events: stated or worked */
    rap_str id;      /* only the row with this id */
    rap_str as_of;   /* positions: state on this day */
    rap_str since;   /* changes, overview: day of the first reports that are new */
    rap_str place, outlet, source, origin, month; /* search */
    bool facets;   /* search: how the hits fall, not the hits */
    rap_str words; /* names, search, cite: what is asked for */
    bool own, pledges, history, conditions; /* positions */
    bool placed;                            /* events: only those with a place */
    uint32_t sample;                        /* check: rows to draw */
    rap_str table;                          /* check: only this kind of row */
    rap_form form;
    uint32_t width; /* columns, 0 = 100 */
    bool colour;
} rap_show_options;

#endif
