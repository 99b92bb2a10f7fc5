/*
 * answers/spelled.h - how one name is written, report by report.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_SPELLED_H
#define RAP_ANSWERS_SPELLED_H

#include "view/view.h"

typedef struct {
    rap_str form;
    rap_cited first;
    uint32_t times;
} rap_spelled;

/* By report, then by form. */
RAP_NODISCARD
rap_code rap_spelled_of(rap_spelled **out, uint32_t *n, const rap_view *v,
                        const rap_item *entity, rap_arena *arena, rap_err *err);

uint32_t rap_spelled_reports(const rap_spelled *s, uint32_t n);
uint32_t rap_spelled_forms(const rap_spelled *s, uint32_t n);

/* Why a spelling was joined, or empty. */
rap_str rap_spelled_reason(const rap_item *entity, rap_str form);

#endif
