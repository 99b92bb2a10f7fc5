/*
 * told/told_events.c - one event however many reports tell it, and its row.
 *
 * Mentions that another tool has found are joined by retoldjoin.h.  Else two tellings
 * are of one event when their CAMEO roots, their sides and their full days are the
 * same, both stand in one story and, but for talks, the words are kin; without a day
 * they must stand in one story and have actors.  Their places are the same too; or some
 * name none, and all others one.  Direction does not count for what is done together.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "pile/groups.h"
#include "stories/origins.h"
#include "told/given.h"
#include "told/kinword.h"
#include "told/retoldjoin.h"
#include "told/told.h"

#include <stdlib.h>

enum { CAMEO_ROOT = 2, KIN_BYTES = 40 };

static const rap_filed_event *event_of(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->events.v[flat];
    return &rap_pile_report(p, ref.report)->events[ref.index];
}

/* What has happened, and what has not: no event is both. */
static uint64_t status_class(rap_str status)
{
    if (rap_str_is(status, "negated")) return 1;
    if (rap_str_is(status, "hypothetical") || rap_str_is(status, "attitude")) return 2;
    return 3;
}

static uint64_t places_key(uint64_t key, const rap_filed *f, rap_filed_refs places)
{
    return places.n ? rap_key_str(key, f->places[places.v[0]].name) : key;
}

/* What the longest word of the trigger is kin to. */
static uint32_t kin_of(const rap_filed *f, rap_span trigger)
{
    char low[KIN_BYTES];
    rap_str s = rap_str_cut(f->source, trigger.from, trigger.to), best = {"", 0};
    for (size_t at = 0; at < s.n; at++) {
        size_t from = at;
        while (at < s.n && (rap_is_alnum(s.p[at]) || rap_is_high(s.p[at])))
            at++;
        if (at - from > best.n) best = rap_str_cut(s, from, at);
    }
    size_t n = best.n < KIN_BYTES ? best.n : KIN_BYTES;
    for (size_t i = 0; i < n; i++)
        low[i] = rap_to_lower(best.p[i]);
    return rap_kinword((rap_str){low, n});
}

/* Talks have many names; what one side does to another is told in one word, or it is
 * another deed. */
static bool is_of_talks(rap_str cameo)
{
    return rap_str_begins(cameo, RAP_STR("03")) ||
           rap_str_begins(cameo, RAP_STR("04")) || rap_str_begins(cameo, RAP_STR("05"));
}

/* What tellings of one event share; with its place or, which is then the same of all
 * places, without. */
static uint64_t event_key(const rap_pile *p, uint32_t flat, bool placed)
{
    rap_ref ref = p->events.v[flat];
    const rap_filed_event *e = event_of(p, flat);
    if (e->cameo.n < CAMEO_ROOT || e->source.n + e->target.n == 0) return 0;
    if (!rap_pile_is_full(e->day) && (e->source.n == 0 || e->target.n == 0)) return 0;
    uint64_t key = rap_key_str(RAP_KEY_START, rap_str_cut(e->cameo, 0, CAMEO_ROOT));
    key = rap_key_num(key, status_class(e->status));
    if (e->reciprocal) {
        uint64_t a = rap_key_sides(RAP_KEY_START, p, ref.report, e->source);
        uint64_t b = rap_key_sides(RAP_KEY_START, p, ref.report, e->target);
        key = rap_key_num(rap_key_num(key, a < b ? a : b), a < b ? b : a);
    } else {
        key = rap_key_sides(key, p, ref.report, e->source);
        key = rap_key_sides(key, p, ref.report, e->target);
    }
    if (placed) key = places_key(key, rap_pile_report(p, ref.report), e->places);
    if (!is_of_talks(e->cameo))
        key = rap_key_num(key, kin_of(rap_pile_report(p, ref.report), e->trigger));
    key = rap_key_num(key, p->story_of[ref.report]);
    return rap_key_str(key, e->day);
}

/* What tellings of one event share that is told in one word, wherever it was. */
static uint64_t worded_key(const rap_pile *p, uint32_t flat)
{
    const rap_filed *f = rap_pile_report(p, p->events.v[flat].report);
    return rap_key_num(event_key(p, flat, false),
                       kin_of(f, event_of(p, flat)->trigger));
}

typedef struct {
    uint64_t placeless, key;
    bool placed;
    uint32_t flat;
} placed_key;

static int by_placeless(const void *x, const void *y)
{
    const placed_key *a = x, *b = y;
    if (a->placeless != b->placeless) return a->placeless < b->placeless ? -1 : 1;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->flat > b->flat) - (a->flat < b->flat);
}

static bool is_told_as_done(const rap_filed_event *e)
{
    return rap_pile_is_full(e->day) &&
           (rap_str_is(e->status, "actual") || rap_str_is(e->status, "claimed") ||
            rap_str_is(e->status, "alleged"));
}

/* Of one day and one word, and all that name a place name the same: those that name
 * none are of it too. */
static void join_unplaced(rap_pile *p, uint64_t *keys)
{
    uint32_t n = 0;
    placed_key *v = RAP_NEW(p->batch, placed_key, p->events.n);
    if (!v) p->failed = true;
    for (uint32_t i = 0; v && i < p->events.n; i++)
        if (keys[i] && is_told_as_done(event_of(p, i)))
            v[n++] = (placed_key){worded_key(p, i), keys[i],
                                  event_of(p, i)->places.n > 0, i};
    if (n) qsort(v, n, sizeof *v, by_placeless);
    for (uint32_t i = 0, to; i < n; i = to) {
        uint64_t place = 0;
        bool one = true;
        for (to = i; to < n && v[to].placeless == v[i].placeless; to++) {
            if (!v[to].placed) continue;
            one = one && (!place || place == v[to].key);
            place = v[to].key;
        }
        for (uint32_t k = i; k < to && one && place; k++)
            keys[v[k].flat] = place;
    }
}

static uint32_t lead_of(uint32_t *lead, uint32_t i)
{
    while (lead[i] != i) {
        lead[i] = lead[lead[i]];
        i = lead[i];
    }
    return i;
}

/* Joined by mentions: the groups of both are one. */
static void join_mentioned(rap_pile *p, uint64_t *keys)
{
    uint32_t n = p->events.n;
    uint32_t *lead = RAP_NEW(p->batch, uint32_t, n);
    uint32_t *joined = RAP_NEW(p->batch, uint32_t, n);
    for (uint32_t i = 0; lead && joined && i < n; i++)
        lead[i] = joined[i] = i;
    if (!lead || !joined || !rap_retold_join(p, joined, p->batch)) {
        p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t first = p->event_groups.v[p->event_groups.of[i]].first;
        uint32_t a = lead_of(lead, p->event_groups.members[first]);
        uint32_t b = lead_of(lead, i), c = lead_of(lead, joined[i]);
        lead[b] = a;
        lead[c] = a;
    }
    for (uint32_t i = 0; i < n; i++)
        keys[i] = (uint64_t)lead_of(lead, i) + 1;
    rap_pile_group(p, &p->event_groups, keys, n);
}

static bool has_given(const rap_pile *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (rap_pile_report(p, i)->n_given) return true;
    return false;
}

/* The row is that of the first telling with a class; mentions have none. */
static void put_coded_first(const rap_pile *p, const rap_group *g)
{
    uint32_t *v = p->event_groups.members + g->first, i = 0;
    while (i < g->n && rap_given_is(event_of(p, v[i])))
        i++;
    if (i == 0 || i == g->n) return;
    uint32_t coded = v[i];
    memmove(v + 1, v, i * sizeof *v);
    v[0] = coded;
}

void rap_pile_find_events(rap_pile *p)
{
    uint64_t *keys = RAP_PILE_NEW(p, uint64_t, p->events.n);
    for (uint32_t i = 0; !p->failed && i < p->events.n; i++)
        keys[i] = event_key(p, i, true);
    if (!p->failed) join_unplaced(p, keys);
    if (!p->failed) rap_pile_group(p, &p->event_groups, keys, p->events.n);
    if (!p->failed && has_given(p)) join_mentioned(p, keys);
    for (uint32_t g = 0; !p->failed && g < p->event_groups.n; g++) {
        rap_group *group = &p->event_groups.v[g];
        const uint32_t *members = p->event_groups.members + group->first;
        group->id = rap_pile_id(p, 'V', p->events.v[members[0]].report,
                                event_of(p, members[0])->at);
        group->origins = rap_pile_origins(p, &p->events, members, group->n);
        put_coded_first(p, group);
        if (g % 1024 == 0) rap_arena_reset(p->batch);
    }
}

uint32_t rap_events_count(const rap_pile *p)
{
    return p->event_groups.n;
}

static void write_places(rap_writing *w, const rap_filed *f, const rap_filed_event *e)
{
    rap_json_key(&w->j, "places");
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < e->places.n; i++) {
        const rap_filed_place *place = &f->places[e->places.v[i]];
        rap_json_object(&w->j);
        rap_writing_str(w, "name", place->name);
        rap_writing_str(w, "country", place->country);
        rap_writing_str(w, "lat", place->lat);
        rap_writing_str(w, "lon", place->lon);
        rap_writing_str(w, "id", place->id);
        rap_json_end_object(&w->j);
    }
    rap_json_end_array(&w->j);
}

static void write_tellings(rap_writing *w, const rap_group *g)
{
    rap_pile *p = w->pile;
    rap_json_key(&w->j, "tellings");
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t flat = p->event_groups.members[g->first + i];
        const rap_filed_event *e = event_of(p, flat);
        uint32_t rank = p->events.v[flat].report;
        rap_json_object(&w->j);
        rap_writing_where(w, rank, e->at);
        rap_json_key(&w->j, "trigger");
        rap_json_span(&w->j, e->trigger);
        rap_writing_telling(w, rank,
                            (rap_telling){e->attribution, e->day, e->status, {0}});
        rap_json_end_object(&w->j);
        rap_writing_cite(w, rank, e->at);
    }
    rap_json_end_array(&w->j);
}

static void write_event(rap_writing *w, uint32_t rank, const rap_filed_event *e)
{
    rap_writing_where(w, rank, e->at);
    rap_json_key(&w->j, "trigger");
    rap_json_span(&w->j, e->trigger);
    rap_writing_parties(w, "source", rank, e->source);
    rap_writing_parties(w, "target", rank, e->target);
    rap_json_key(&w->j, "reciprocal");
    rap_json_bool(&w->j, e->reciprocal);
    rap_writing_str(w, "cameo", e->cameo);
    rap_writing_str(w, "plover", e->plover);
    rap_writing_str(w, "status", e->status);
    rap_writing_str(w, "day", e->day);
    write_places(w, rap_pile_report(w->pile, rank), e);
    rap_writing_str(w, "place_relation", e->place_relation);
    rap_writing_str(w, "attribution",
                    rap_pile_attribution_id(w->pile, rank, e->attribution));
    rap_writing_str(w, "rule", e->rule);
    rap_writing_int(w, "sure", e->sure);
}

void rap_events_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_group *g = &p->event_groups.v[i];
    uint32_t flat = p->event_groups.members[g->first];
    const rap_filed_event *e = event_of(p, flat);
    uint32_t rank = p->events.v[flat].report;
    rap_writing w;
    rap_writing_begin(&w, p, row, g->id);
    write_event(&w, rank, e);
    row->text = rap_writing_quote(&w, rank, e->at);
    rap_writing_str(&w, "text", row->text);
    write_tellings(&w, g);
    rap_writing_int(&w, "origins", g->origins);
    rap_writing_end(&w);
    row->who = rap_writing_ids(&w, rank, e->source);
    row->other = rap_writing_ids(&w, rank, e->target);
    row->what = e->cameo;
    row->state = e->status;
    row->day = e->day;
    row->weight = g->origins;
    if (g->n == 1) row->report = (int32_t)p->order[rank];
}
