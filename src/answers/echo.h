/*
 * answers/echo.h - where else a statement is told in the same words, and by how many
 * that did not take it from each other.
 *
 * Two tellings are one voice when their reports share passages other than quotations,
 * directly or through others, or when both have it from the same carrier.  So the
 * number of origins is rather too small than too large.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_ECHO_H
#define RAP_ANSWERS_ECHO_H

#include "answers/moment.h"
#include "view/view.h"

enum { RAP_ECHO_MOST = 12 };

/* SQL over rows of copies: more is shared than the same quotations. */
#define RAP_NOT_QUOTED " AND NOT (state = '' AND body LIKE '%\"why\":[\"quote\"]%')"

typedef struct {
    uint32_t reports, origins; /* this one included: 1 and 1 for what is told once */
    uint32_t n_others;
    uint32_t others[RAP_ECHO_MOST]; /* numbers of other reports, ascending */
} rap_echo;

/* Of an attribution row.  The first call on a view walks over all statements. */
RAP_NODISCARD
rap_code rap_echo_of(rap_echo *out, rap_view *v, const rap_item *attribution,
                     rap_err *err);

/* "told in 3 reports, 2 independent origins (also R4, R7)"; empty for what is told
 * once. */
void rap_echo_write(rap_buf *out, const rap_echo *e);

/* "6 reports, 2 origins" of a row that counts them; empty for what one report tells.
 * Its citations must be loaded. */
void rap_origins_write(rap_buf *out, const rap_item *item);
void rap_told_by_write(rap_buf *out, const rap_moment *m);

#endif
