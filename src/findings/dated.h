/*
 * findings/dated.h - the chronology: what happened on which day, each line with its
 * sources.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FINDINGS_DATED_H
#define RAP_FINDINGS_DATED_H

#include "pile/rows.h"

/* Fills p->lines. */
void rap_pile_find_lines(rap_pile *p);

rap_rows_count rap_lines_count;
rap_rows_write rap_lines_write;

#endif
