/*
 * pledges/done.c - what a side did after it had promised.
 *
 * "Norland released 18 prisoners on Monday" bears on its promise to release 40: a part
 * of it, all of it where the numbers say so, each by whoever tells the deed.
 */
/* SPDX-License-Identifier: MIT */
#include "pledges/done.h"

#include "base/ascii.h"
#include "base/bisect.h"
#include "pile/groups.h"

#include "deeds_on_promises_table.inc"

enum {
    DEED_DAYS = 45, /* a deed later than that is another matter */
    DIGITS = 15,    /* of a number that is compared */
    NO_DAY = INT32_MIN
};

static bool begins_with_one(rap_str code, rap_str list)
{
    for (size_t at = 0; at < list.n;) {
        size_t end = rap_str_find(list, RAP_STR(" "), at);
        if (rap_str_begins(code, rap_str_cut(list, at, end))) return true;
        at = end + 1;
    }
    return false;
}

static bool has_happened(rap_str status)
{
    return rap_str_is(status, "actual") || rap_str_is(status, "claimed") ||
           rap_str_is(status, "alleged");
}

/* Does an expression of time stand in the span? */
static bool names_day(const rap_filed *f, rap_span at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, f->n_times, f->times[mid].at.from < at.from);
    return low < f->n_times && f->times[low].at.from < at.to &&
           rap_pile_is_full(f->times[low].to);
}

/* The only figure in the span, or NULL. */
static const rap_filed_figure *figure_in(const rap_filed *f, rap_span at)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, f->n_figures, f->figures[mid].at.from < at.from);
    if (low >= f->n_figures || f->figures[low].at.to > at.to) return NULL;
    bool more = low + 1 < f->n_figures && f->figures[low + 1].at.from < at.to;
    return more ? NULL : &f->figures[low];
}

/* A plain whole number; 0: it is none. */
static uint64_t number_of(rap_str value)
{
    uint64_t n = 0;
    if (value.n > DIGITS) return 0;
    for (size_t i = 0; i < value.n; i++) {
        if (!rap_is_digit(value.p[i])) return 0;
        n = n * 10 + (uint64_t)(value.p[i] - '0');
    }
    return n;
}

/* Was as much done as was promised?  Where one of the two tells no number of the same
 * thing nobody knows. */
static bool is_all(const rap_pile *p, const rap_pledge *l, const rap_filed *f,
                   rap_span at)
{
    const rap_filed_figure *due = figure_in(rap_pile_report(p, l->rank), l->at);
    const rap_filed_figure *done = figure_in(f, at);
    if (!due || !done || !rap_str_eq(due->unit, done->unit)) return false;
    uint64_t want = number_of(due->value), have = number_of(done->value);
    return want > 0 && have >= want;
}

/* How a deed bears on a promise; empty: not at all. */
static rap_str bearing_of(const rap_pile *p, const rap_pledge *l, const rap_filed *f,
                          const rap_filed_event *e)
{
    const rap_str none = {"", 0};
    int32_t from, to;
    if (l->day == NO_DAY || !rap_pile_is_full(e->day) ||
        !rap_pile_days(e->day, &from, &to) || from <= l->day ||
        from > l->due + DEED_DAYS)
        return none;
    int row = rap_table_find(&deeds_on_promises_table, rap_pledge_issue(p, l));
    rap_str breaks = rap_cell(&deeds_on_promises_table, row, DEEDS_ON_PROMISES_BREAKS);
    rap_str keeps = rap_cell(&deeds_on_promises_table, row, DEEDS_ON_PROMISES_KEEPS);
    if (rap_str_is(e->status, "negated")) /* once it should have been done */
        return begins_with_one(e->cameo, keeps) && from > l->due ? RAP_STR("broken")
                                                                 : none;
    bool named = names_day(f, e->at); /* else it may have been before */
    if (begins_with_one(e->cameo, breaks)) {
        if (from < l->due) return none;
        /* in what an adversary tells, the day may be that of his words */
        return named && e->attribution < 0 ? RAP_STR("broken") : RAP_STR("unclear");
    }
    if (!begins_with_one(e->cameo, keeps)) return none;
    if (!named) return from < l->due ? none : RAP_STR("unclear");
    return is_all(p, l, f, e->at) ? RAP_STR("kept") : RAP_STR("partial");
}

void rap_done_find(const rap_pile *p, uint32_t rank, const rap_phrases *text,
                   rap_sequel_take *take, void *with)
{
    const rap_filed *f = rap_pile_report(p, rank);
    for (uint32_t i = 0; i < f->n_events; i++) {
        const rap_filed_event *e = &f->events[i];
        if (!has_happened(e->status) && !rap_str_is(e->status, "negated")) continue;
        int32_t party = e->source.n ? rap_pile_party(p, rank, e->source.v[0]) : -1;
        rap_matter m = {rap_pile_side(p, party), rank, e->at, text, false};
        int64_t l = rap_pledge_meant(p, &m);
        if (l < 0) continue;
        rap_str bearing = bearing_of(p, &p->pledges[l], f, e);
        if (bearing.n && !take(with, (rap_followup){(uint32_t)l, rank, e->at, bearing,
                                                    e->attribution, (int32_t)i, -1}))
            return;
    }
}
