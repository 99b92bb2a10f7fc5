/*
 * speech/around.c - the words beside a telling that may tell its circumstances.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/around.h"

enum {
    NEAR = 8, /* tellings on either side that are looked at */
    CLIMB_MAX = 10,
    HEAD_FAR = 64 /* tokens from the cue that are looked at */
};

static bool holds(const rap_telling *x, uint32_t token)
{
    for (uint32_t i = 0; i < x->n_content; i++)
        if (x->content[i].from <= token && token < x->content[i].to) return true;
    return false;
}

static void add_holes(rap_around *a, const rap_telling *y)
{
    for (uint32_t i = 0; i < y->n_content && a->n_holes < RAP_HOLES_MAX; i++)
        a->holes[a->n_holes++] = y->content[i];
}

static uint32_t most_before(uint32_t lo, rap_span s, uint32_t cue)
{
    return s.to <= cue && s.to > lo ? s.to : lo;
}

static uint32_t least_behind(uint32_t hi, rap_span s, uint32_t cue)
{
    return s.from >= cue && s.from < s.to && s.from < hi ? s.from : hi;
}

/* What the telling y takes of the sentence is not beside x. */
static void stop_at(rap_around *a, const rap_telling *y)
{
    const rap_telling *x = a->x;
    bool before = y->main < x->main;
    uint32_t lo = a->at.from, hi = a->at.to;
    lo = most_before(lo, y->cue, x->cue.from);
    lo = most_before(lo, y->source, x->cue.from);
    hi = least_behind(hi, y->cue, x->cue.to);
    hi = least_behind(hi, y->source, x->cue.to);
    for (uint32_t i = 0; i < y->n_content; i++) {
        lo = most_before(lo, y->content[i], x->cue.from);
        hi = least_behind(hi, y->content[i], x->cue.to);
    }
    if (before)
        a->at.from = lo;
    else
        a->at.to = hi;
}

/* Does a verb lead the telling in: "asked whether he went, Ruud said"? */
static bool leads_in(const rap_around *a, uint32_t verb)
{
    const rap_clauses *c = &a->h->clauses;
    if (!c->p || verb > a->x->main) return false;
    uint32_t k = rap_branch_of(c, verb, a->x->main);
    return k != UINT32_MAX && rap_deprel_plain(rap_rel(c, k)) == RAP_REL_ADVCL;
}

static void stop_within(rap_around *a, const rap_telling *y)
{
    for (uint32_t i = 0; i < y->n_content; i++) {
        rap_span c = y->content[i];
        if (c.from > a->x->main || a->x->main >= c.to) continue;
        if (c.from > a->at.from) a->at.from = c.from;
        if (c.to < a->at.to) a->at.to = c.to;
    }
}

static void look_at(rap_around *a, const rap_telling *y)
{
    const rap_token *t = a->h->p->tokens;
    if (y->main == RAP_NO_TOKEN || t[y->main].sentence != t[a->x->main].sentence)
        return;
    if (holds(a->x, y->main)) return;
    if (holds(y, a->x->main))
        stop_within(a, y);
    else if (leads_in(a, y->main))
        add_holes(a, y);
    else
        stop_at(a, y);
}

void rap_around_open(rap_around *out, const rap_hearing *h, uint32_t telling)
{
    const rap_telling *x = &h->list.v[telling];
    *out = (rap_around){.h = h, .x = x};
    if (x->main == RAP_NO_TOKEN) return;
    const rap_sentence *s = &h->p->sentences[h->p->tokens[x->main].sentence];
    out->at = (rap_span){s->first, s->last};
    if (x->main > s->first + HEAD_FAR) out->at.from = x->main - HEAD_FAR;
    if (out->at.to > x->main + HEAD_FAR) out->at.to = x->main + HEAD_FAR;
    add_holes(out, x);
    uint32_t from = telling > NEAR ? telling - NEAR : 0;
    for (uint32_t i = from; i < h->list.n && i < telling + NEAR; i++)
        if (i != telling) look_at(out, &h->list.v[i]);
}

bool rap_around_has(const rap_around *a, uint32_t token)
{
    if (token < a->at.from || token >= a->at.to || token == a->x->main) return false;
    for (uint32_t i = 0; i < a->n_holes; i++)
        if (a->holes[i].from <= token && token < a->holes[i].to) return false;
    return true;
}

bool rap_around_hangs(const rap_around *a, uint32_t head)
{
    const rap_clauses *c = &a->h->clauses;
    uint32_t at = head;
    for (int n = 0; c->p && n < CLIMB_MAX; n++) {
        uint32_t up = rap_head(c, at);
        if (up == at || up == a->x->main) return true;
        if (a->x->source.from <= up && up < a->x->source.to) return true;
        bool beside = rap_around_has(a, up);
        if (beside && a->h->p->tokens[up].upos == RAP_VERB) return true;
        if (!beside && up >= a->at.from && up < a->at.to) return false;
        at = up;
    }
    return true;
}

bool rap_around_phrase(const rap_around *a, uint32_t i, rap_span *out)
{
    uint32_t from, to;
    if (!rap_around_has(a, i)) return false;
    if (!rap_prose_noun_phrase(a->h->p, i, &from, &to) || from > i) return false;
    if (to > a->at.to) to = a->at.to;
    *out = (rap_span){i, i + 1};
    while (out->to < to && rap_around_has(a, out->to))
        out->to++;
    return true;
}
