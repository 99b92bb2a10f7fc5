/*
 * answers/agreed.h - how far two coders who judged the same rows agree.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_AGREED_H
#define RAP_ANSWERS_AGREED_H

#include "view/judged.h"

enum { RAP_AGREED_CODERS = 12, RAP_AGREED_MOST = 66 };

/* Two coders and the rows that both have judged: right (accepted) or wrong (rejected or
 * edited), the last verdict of each. */
typedef struct {
    rap_str a, b;
    uint32_t both_right, both_wrong, only_a, only_b; /* only_a: right to a alone */
} rap_agreed;

/* All pairs with rows in common, of the first RAP_AGREED_CODERS coders by name. */
RAP_NODISCARD
rap_code rap_agreed_of(rap_agreed *out, uint32_t *n, rap_view *v, rap_err *err);

/* "A and B judged 30 rows alike but for 3: kappa 0.76". */
void rap_agreed_write(rap_buf *out, const rap_agreed *a);

#endif
