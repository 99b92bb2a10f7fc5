/*
 * names/lone.h - capitalised words that stand alone: what they are.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_LONE_H
#define RAP_NAMES_LONE_H

#include "names/finding.h"

/* Give every lone word the kind that the whole report speaks for.  False: out of
 * memory.  O(n). */
RAP_NODISCARD
bool rap_lone_settle(rap_finder *f);

#endif
