/*
 * answers/sieve.c - the rows of a kind that a filter keeps.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/sieve.h"

#include "answers/moment.h"
#include "answers/spoken.h"
#include "base/utf8.h"

static rap_code keeps_moment(const rap_sieve *s, bool *keeps, const rap_item *item)
{
    rap_moment m;
    const rap_show_options *o = s->filter->options;
    if (!s->filter->party && !s->filter->speaker && !o->kind.n && !o->status.n &&
        !o->dates.n && !o->own)
        return RAP_OK;
    rap_code rc = rap_moment_of(&m, s->v, item, s->row, s->err);
    if (rc == RAP_OK) *keeps = rap_moment_keeps(&m, s->filter, s->v);
    return rc;
}

static rap_code keeps_spoken(const rap_sieve *s, bool *keeps, const rap_item *item)
{
    if (s->filter->holds.n) {
        rap_str text = rap_utf8_plain(s->row, item->text);
        *keeps = rap_text_holds(text, s->filter->holds);
    }
    if (!*keeps || (!s->filter->of && !s->filter->options->issue.n)) return RAP_OK;
    rap_spoken *spoken = RAP_NEW(s->row, rap_spoken, 1);
    if (!spoken) return rap_fail_memory(s->err);
    rap_code rc = rap_spoken_of(spoken, s->v, item, s->row, s->err);
    if (rc == RAP_OK) *keeps = rap_spoken_keeps(spoken, item, s->filter, s->v, s->row);
    return rc;
}

/* Does the filter keep this row?  Loads the citations of those it keeps. */
static rap_code sieve_keeps(const rap_sieve *s, bool *keeps, rap_item *item)
{
    rap_code rc = RAP_OK;
    if (s->filter->report) rc = rap_item_cites(s->v, item, s->row, s->err);
    *keeps = rc == RAP_OK && rap_filter_keeps(s->filter, s->v, item);
    if (*keeps && !rap_str_is(item->kind, "entity"))
        rc = rap_item_cites(s->v, item, s->row, s->err);
    if (rc != RAP_OK || !*keeps) return rc;
    if (rap_str_is(item->kind, "chronology") || rap_str_is(item->kind, "event"))
        return keeps_moment(s, keeps, item);
    if (rap_str_is(item->kind, "attribution")) return keeps_spoken(s, keeps, item);
    return RAP_OK;
}

rap_code rap_sieve_next(const rap_sieve *s, rap_rows *rows, rap_item *item, bool *more)
{
    bool keeps = false;
    rap_code rc = RAP_OK;
    *more = true;
    while (rc == RAP_OK && *more && !keeps) {
        rap_row_clear(s->v, s->row);
        rc = rap_rows_next(rows, item, more, s->row, s->err);
        if (rc == RAP_OK && *more) rc = sieve_keeps(s, &keeps, item);
    }
    return rc;
}
