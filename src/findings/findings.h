/*
 * findings/findings.h - all that only shows across reports, asked and handed out.
 *
 * Comes in: every record of the dossier (pile/filed.h), in any order.  Goes out: the
 * rows of the dossier as docs/record.md defines them.  Nothing that comes out depends
 * on the order of what comes in: reports are first sorted by (id, key).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FINDINGS_FINDINGS_H
#define RAP_FINDINGS_FINDINGS_H

#include "pile/pile.h"

/* Take in all reports (borrowed until rap_pile_free) and find who is who.
 * `reports[i].source` must be at hand or the texts of rows stay empty. */
RAP_NODISCARD
rap_code rap_pile_new(rap_pile **out, const rap_filed *reports, uint32_t n,
                      const rap_pile_options *options, rap_err *err);

/* The next batch of rows; *n is 0 when all have been given.  Rows are borrowed until
 * the call after the next.  Rows come kind by kind. */
RAP_NODISCARD
rap_code rap_pile_next(rap_pile *pile, const rap_row **rows, uint32_t *n, rap_err *err);

/* The steps of rap_pile_new: the reports laid out in order (pile/inside.h), then one
 * question after the other. */
typedef struct {
    const char *name;
    void (*ask)(rap_pile *p);
} rap_question;
const rap_question *rap_pile_questions(size_t *n);
void rap_pile_ask(rap_pile *p, const rap_question *q);

#endif
