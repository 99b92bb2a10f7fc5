/*
 * told/given.c - event mentions found elsewhere, as events of a report.
 *
 * Such a mention is told by the sentence it stands in.  What somebody says in the
 * report is claimed by him; what the report itself says has no status, since nobody
 * has judged whether it happened.
 */
/* SPDX-License-Identifier: MIT */
#include "told/given.h"

#include "pile/phrases.h"

#include <stdlib.h>

typedef struct {
    rap_span at; /* of the trigger */
    uint32_t event;
} trigger;

typedef struct {
    rap_filed *f;
    rap_arena *arena;
    rap_phrases text;
    trigger *triggers; /* of the report's own events, in order */
    uint32_t n_triggers;
    bool *taken; /* of each own event: a mention stands for it already */
    rap_filed_event *events;
    uint32_t n;
} giving;

static int by_place(const void *x, const void *y)
{
    const trigger *a = x, *b = y;
    if (a->at.from != b->at.from) return a->at.from < b->at.from ? -1 : 1;
    if (a->at.to != b->at.to) return a->at.to < b->at.to ? -1 : 1;
    return (a->event > b->event) - (a->event < b->event);
}

static bool prepare(giving *g, uint32_t n)
{
    uint32_t own = g->f->n_events;
    g->events = RAP_NEW(g->arena, rap_filed_event, (size_t)own + n);
    g->triggers = RAP_NEW(g->arena, trigger, own);
    g->taken = RAP_NEW(g->arena, bool, own);
    if (!g->events || !g->triggers || !g->taken) return false;
    for (; g->n < own; g->n++) {
        g->events[g->n] = g->f->events[g->n];
        if (g->events[g->n].trigger.to)
            g->triggers[g->n_triggers++] = (trigger){g->events[g->n].trigger, g->n};
    }
    if (g->n_triggers) qsort(g->triggers, g->n_triggers, sizeof(trigger), by_place);
    return rap_phrases_read(&g->text, g->f, g->arena);
}

static uint32_t shared(rap_span a, rap_span b)
{
    uint32_t from = a.from > b.from ? a.from : b.from, to = a.to < b.to ? a.to : b.to;
    return from < to ? to - from : 0;
}

/* The event of our own whose trigger shares most with `at`, or -1; *first, which only
 * grows, is where to look. */
static int64_t own_event(giving *g, uint32_t *first, rap_span at)
{
    enum { LOOKED = 16 };
    uint32_t most = 0;
    int64_t best = -1;
    while (*first < g->n_triggers && g->triggers[*first].at.to <= at.from)
        ++*first;
    for (uint32_t i = *first; i < g->n_triggers && i < *first + LOOKED; i++) {
        const trigger *t = &g->triggers[i];
        if (t->at.from >= at.to) break;
        if (g->taken[t->event] || shared(t->at, at) <= most) continue;
        most = shared(t->at, at);
        best = t->event;
    }
    return best;
}

/* The sentence that holds a span; the span itself where none does. */
static rap_span sentence_of(const rap_phrases *w, rap_span at)
{
    uint32_t low = 0, high = w->n_sentences;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (w->sentences[mid].to < at.to)
            low = mid + 1;
        else
            high = mid;
    }
    bool inside = low < w->n_sentences && w->sentences[low].from <= at.from;
    return inside ? w->sentences[low] : at;
}

static rap_span around(rap_span a, rap_span b)
{
    return (rap_span){a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

static void put(giving *g, uint32_t *first, rap_span at)
{
    int64_t own = own_event(g, first, at);
    if (own >= 0) {
        rap_filed_event *e = &g->events[own];
        g->taken[own] = true;
        e->trigger = at;
        e->at = around(e->at, at);
        return;
    }
    int32_t said = rap_filed_attribution_at(g->f, at);
    g->events[g->n++] =
        (rap_filed_event){.at = sentence_of(&g->text, at),
                          .trigger = at,
                          .status = said >= 0 ? RAP_STR("claimed") : (rap_str){"", 0},
                          .rule = RAP_STR(RAP_GIVEN_RULE),
                          .attribution = said,
                          .id = {"", 0},
                          .cameo = {"", 0},
                          .plover = {"", 0},
                          .day = {"", 0},
                          .place_relation = {"", 0},
                          .sure = 0};
}

bool rap_given_put(rap_filed *f, const rap_span *at, uint32_t n, rap_arena *arena)
{
    giving g = {.f = f, .arena = arena};
    uint32_t first = 0;
    if (!prepare(&g, n)) return false;
    for (uint32_t i = 0; i < n; i++)
        put(&g, &first, at[i]);
    f->events = g.events;
    f->n_events = g.n;
    f->n_given = n;
    return true;
}
