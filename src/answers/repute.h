/*
 * answers/repute.h - what a report is known for: its issues and places, whether it is a
 * copy, what kind of source its outlet is.  Found when first asked for; kept with the
 * view.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_REPUTE_H
#define RAP_ANSWERS_REPUTE_H

#include "view/view.h"

typedef struct {
    const rap_str *issues, *places; /* each once */
    uint32_t n_issues, n_places;
    rap_str source; /* "agency"; empty: not known */
    bool copy, known;
} rap_repute;

/* Of a report; with `rows` also issues and places. */
RAP_NODISCARD
rap_code rap_repute_of(const rap_repute **out, rap_view *v, const rap_listed *r,
                       bool rows, rap_err *err);

#endif
