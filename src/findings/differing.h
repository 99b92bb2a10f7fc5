/*
 * findings/differing.h - where reports, or those who speak in them, cannot all be
 * right.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FINDINGS_DIFFERING_H
#define RAP_FINDINGS_DIFFERING_H

#include "pile/rows.h"

/* Fills p->differences, and p->claim_groups and denials on the way. */
void rap_pile_find_differences(rap_pile *p);

rap_rows_count rap_differences_count;
rap_rows_write rap_differences_write;

#endif
