/*
 * facts/issues.h - which issue a stretch of text is about.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_ISSUES_H
#define RAP_FACTS_ISSUES_H

#include "words/prose.h"

/* The label of data/issues.tsv that tokens [first, last) speak of most plainly - the
 * heaviest word, and of equal ones the one nearest to `near` - or the empty string.
 * *weight, which may be NULL, tells how plainly.  O(last - first). */
rap_str rap_issue_find(const rap_prose *p, uint32_t first, uint32_t last, uint32_t near,
                       int *weight);

#endif
