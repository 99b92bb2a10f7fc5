/*
 * pages/put_at.h - from a statement, position or pledge to the talks at which it was
 * made.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PAGES_PUT_AT_H
#define RAP_PAGES_PUT_AT_H

#include "pages/leaf.h"

/* "at the talks of 6 May 2031, Kesh", linked, for each round that tells, or has an
 * outcome, inside these bytes; nothing where there is none. */
RAP_NODISCARD
rap_code rap_leaf_put_at(rap_leaf *l, rap_cited where);

/* " · hangs on the talks: 6 May 2031, Kesh (held)", for a condition; the same. */
RAP_NODISCARD
rap_code rap_leaf_hangs_on(rap_leaf *l, rap_cited condition);

#endif
