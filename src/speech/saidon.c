/*
 * speech/saidon.c - the day on which something was said.
 *
 * A time beside the cue tells it ("said on Tuesday"), one in an inset of the source
 * only where the inset tells how the words came ("in a letter sent on Monday").  Who
 * goes on speaking in the next sentence speaks on the same day.  Else it is the
 * report's own.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/around.h"

enum {
    TIMES_MAX = 12, /* of one sentence */
    NEXT_MAX = 2,   /* sentences from one who spoke to "he added" */
    CLIMB_MAX = 8,
    WEEK = 7
};

/* "announced the duty on Monday": in the content, but of the cue. */
static bool is_of_cue(const rap_around *a, const rap_time *t)
{
    const rap_clauses *c = &a->h->clauses;
    if (!c->p) return false;
    for (uint32_t i = a->x->main + 1; i < t->first; i++)
        if (a->h->p->tokens[i].upos == RAP_VERB || a->h->p->tokens[i].upos == RAP_AUX)
            return false;
    for (uint32_t i = t->first; i < t->last; i++)
        if (rap_head(c, i) == a->x->main &&
            rap_deprel_plain(rap_rel(c, i)) == RAP_REL_OBL)
            return true;
    return false;
}

/* "Ruud, who came last week, said": the day of another deed. */
static bool is_of_relative(const rap_around *a, const rap_time *t)
{
    const rap_clauses *c = &a->h->clauses;
    uint32_t at = t->last - 1;
    for (int n = 0; c->p && n < CLIMB_MAX; n++) {
        uint32_t up = rap_head(c, at);
        if (up == at || up == a->x->main) return false;
        if (rap_rel(c, at) == RAP_REL_ACL_RELCL) return true;
        at = up;
    }
    return false;
}

static bool is_told(const rap_around *a, const rap_time *t)
{
    for (uint32_t i = t->first; i < t->last; i++)
        if (!rap_around_has(a, i)) return !is_of_cue(a, t);
    return false;
}

/* "Friday's vote", "the Monday meeting": the day of something else. */
static bool is_of_noun(const rap_hearing *h, const rap_time *t)
{
    const rap_prose *p = h->p;
    if (t->last >= p->n_tokens) return false;
    const rap_token *next = &p->tokens[t->last];
    if (next->sentence != p->tokens[t->first].sentence) return false;
    if (strcmp(next->xpos, "POS") == 0) return true;
    uint32_t from, to;
    if (!rap_prose_noun_phrase(p, t->last - 1, &from, &to)) return false;
    return to > t->last && !h->is_time[to - 1];
}

/* Does the inset of the source that holds the time tell how the words came? */
static bool is_idle(const rap_around *a, const rap_attribution *out, const rap_time *t)
{
    rap_span s = a->x->source;
    if (t->first < s.from || t->first >= s.to) return false;
    rap_span at = rap_tokens_span(a->h->p, s.from, s.to);
    bool way = out->medium.to && at.from <= out->medium.from && out->medium.to <= at.to;
    bool whom = out->addressee.to && at.from <= out->addressee.from &&
                out->addressee.to <= at.to;
    return !way && !whom;
}

static bool names_days(const rap_time *t)
{
    return !rap_day_is_none(t->days.from) && !rap_day_is_none(t->days.to) &&
           t->days.from.month != 0;
}

static uint32_t distance(const rap_time *t, uint32_t token)
{
    return token < t->first ? t->first - token : token + 1 - t->last;
}

/* What stands behind the content at the end of the sentence is content as well. */
static bool is_beyond(const rap_around *a, const rap_time *t)
{
    const rap_telling *x = a->x;
    const rap_span *last = &x->content[x->n_content - 1];
    bool behind = last->from >= x->cue.to && t->first >= last->to;
    return behind && !is_of_cue(a, t);
}

static const rap_time *time_beside(const rap_around *a, const rap_attribution *out)
{
    const rap_times *times = a->h->times;
    const rap_time *best = NULL;
    uint32_t at = rap_times_first(times, a->at.from), least = UINT32_MAX;
    for (uint32_t n = 0; at < times->n_times && n < TIMES_MAX; at++, n++) {
        const rap_time *t = &times->times[at];
        if (t->first >= a->at.to) break;
        if (!names_days(t) || is_told(a, t) || is_beyond(a, t)) continue;
        if (is_of_noun(a->h, t) || is_idle(a, out, t)) continue;
        if (is_of_relative(a, t) || rap_time_is_limit(a->h->p, t)) continue;
        uint32_t d = distance(t, a->x->main);
        if (d >= least) continue;
        least = d;
        best = t;
    }
    return best;
}

/* Nobody said on a day to come: a weekday of this week is that of the last. */
static rap_days not_later(const rap_around *a, rap_days days)
{
    rap_day own = rap_times_own(&a->h->times->published);
    const char *x = a->h->p->tokens[a->x->main].xpos;
    bool past = strcmp(x, "VBD") == 0 || strcmp(x, "VBN") == 0;
    if (!past || !rap_day_is_full(own) || !rap_day_is_full(days.from)) return days;
    if (!rap_day_eq(days.from, days.to)) return days;
    int32_t far = rap_day_serial(days.from) - rap_day_serial(own);
    if (far <= 0 || far > WEEK) return days;
    rap_day before = rap_day_of_serial(rap_day_serial(days.from) - WEEK);
    return (rap_days){before, before};
}

void rap_said_on_tell(rap_attribution *out, const rap_around *a)
{
    const rap_time *t = a->x->main == RAP_NO_TOKEN ? NULL : time_beside(a, out);
    rap_day own = rap_times_own(&a->h->times->published);
    if (t) {
        out->day = not_later(a, t->days);
        out->day_basis = "text";
    } else if (rap_day_is_full(own)) {
        out->day = (rap_days){own, own};
        out->day_basis = "published";
    }
}

static bool is_past(const rap_hearing *h, const rap_telling *x)
{
    if (x->main == RAP_NO_TOKEN) return true;
    const char *v = h->p->tokens[x->main].xpos;
    return strcmp(v, "VBD") == 0 || strcmp(v, "VBN") == 0;
}

static uint32_t sentence_of(const rap_hearing *h, const rap_telling *x)
{
    uint32_t token = x->main == RAP_NO_TOKEN ? x->content[0].from : x->main;
    return h->p->tokens[token].sentence;
}

void rap_said_on_follow(rap_attribution *list, const rap_hearing *h,
                        const uint32_t *telling, uint32_t n)
{
    for (uint32_t k = 1; k < n; k++) {
        const rap_attribution *before = &list[k - 1];
        const rap_telling *x = &h->list.v[telling[k]], *y = &h->list.v[telling[k - 1]];
        bool told = before->day_basis && strcmp(before->day_basis, "text") == 0;
        bool own = list[k].day_basis && strcmp(list[k].day_basis, "text") == 0;
        if (!told || own || list[k].speaker < 0 || list[k].speaker != before->speaker)
            continue;
        uint32_t here = sentence_of(h, x), there = sentence_of(h, y);
        if (here < there || here - there > NEXT_MAX || !is_past(h, x)) continue;
        if (list[k].nested_in >= 0 || before->nested_in >= 0) continue;
        list[k].day = before->day;
        list[k].day_basis = before->day_basis;
    }
}
