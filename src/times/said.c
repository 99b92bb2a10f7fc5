/*
 * times/said.c - "yesterday" in a quotation is counted from the day of the statement.
 *
 * That day is told beside a verb of speech outside the quotation, in one of the
 * sentences that the quotation runs over: "We sign tomorrow," the envoy said on Monday.
 */
/* SPDX-License-Identifier: MIT */
#include "times/values.h"

enum { LOOK = 8, /* marks and sentences on each side */ NEAR = 7 /* tokens */ };

static bool is_quoted(const rap_prose *p, uint32_t token)
{
    return token < p->n_tokens && (p->tokens[token].shape & RAP_SHAPE_QUOTED);
}

/* Does a quotation run on over the end of a sentence? */
static bool runs_on(const rap_prose *p, uint32_t sentence)
{
    uint32_t last = p->sentences[sentence].last;
    return last > 0 && last < p->n_tokens && is_quoted(p, last - 1) &&
           is_quoted(p, last) && !(p->tokens[last].shape & RAP_SHAPE_OPEN) &&
           !(p->tokens[last - 1].shape & RAP_SHAPE_CLOSE);
}

/* Do both sentences lie in one run of a quotation? */
static bool is_one_run(const rap_prose *p, uint32_t a, uint32_t b)
{
    uint32_t from = a < b ? a : b, to = a < b ? b : a;
    if (to - from > LOOK) return false;
    for (; from < to; from++)
        if (!runs_on(p, from)) return false;
    return true;
}

static bool is_beside_saying(const rap_prose *p, const mark *m)
{
    uint32_t sentence = p->tokens[m->first].sentence;
    for (uint32_t i = m->first, n = 0; i-- > 0 && n < NEAR; n++) {
        if (p->tokens[i].sentence != sentence || is_quoted(p, i)) break;
        if (times_is_saying(p, i)) return true;
    }
    for (uint32_t i = m->last, n = 0; i < p->n_tokens && n < NEAR; i++, n++) {
        if (p->tokens[i].sentence != sentence || is_quoted(p, i)) break;
        if (times_is_saying(p, i)) return true;
    }
    return false;
}

static bool is_day(const mark *m)
{
    if (m->is_set || m->from_text) return false;
    return m->kind == MARK_WEEKDAY || m->kind == MARK_DAYS ||
           (m->kind == MARK_DATE && m->day.day);
}

rap_day times_said_on(const anchor *a, const mark_list *marks, size_t i)
{
    const rap_prose *p = a->p;
    const mark *m = &marks->v[i];
    rap_day none = {0, 0, 0};
    if (!is_quoted(p, m->first)) return none;
    size_t from = i > LOOK ? i - LOOK : 0;
    for (size_t k = from; k < marks->n && k <= i + LOOK; k++) {
        const mark *other = &marks->v[k];
        if (is_quoted(p, other->first) || !is_day(other)) continue;
        if (!is_one_run(p, p->tokens[m->first].sentence,
                        p->tokens[other->first].sentence) ||
            !is_beside_saying(p, other))
            continue;
        rap_time t = {.at = {0, 0}};
        times_give(a, other, &t);
        if (rap_day_is_full(t.days.from)) return t.days.from;
    }
    return none;
}
