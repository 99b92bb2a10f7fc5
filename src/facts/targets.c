/*
 * facts/targets.c - whom a deed is done to where the words around it name nobody.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/targets.h"

#include "facts/deeds.h"
#include "names/gazetteer.h"

enum { BEHIND = 10 }; /* tokens from a deed to its place */
enum {
    APPEAL = 2,
    HOSTILE = 9,
    THREAT = 13,
    PENALTY = 16,
    AT_HOME = 17
}; /* CAMEO roots */

/* The state of that code among those the report names, or -1. */
static int32_t state_of(const rap_scene *s, rap_str iso2)
{
    rap_str iso3 = rap_country_alpha3(iso2);
    for (uint32_t i = 0; iso3.n && i < s->n_states; i++)
        if (rap_str_is(iso3, s->in->names->entities[s->states[i]].iso))
            return s->states[i];
    return -1;
}

void rap_targets_by_place(const rap_scene *s, const rap_deed *d,
                          const rap_actors *source, rap_actors *target)
{
    const rap_places *places = s->in->places;
    uint32_t last = s->clauses[s->clause_of[d->first]].last;
    uint32_t end = d->last + BEHIND < last ? d->last + BEHIND : last;
    int32_t side = source->n ? rap_scene_side(s, source->v[0]) : -1;
    for (uint32_t i = rap_places_first(places, d->last); i < places->n_places; i++) {
        const rap_place *place = &places->places[i];
        if (place->first >= end) return;
        if (place->use != RAP_USE_LITERAL || !place->country.n) continue;
        int32_t state = state_of(s, place->country);
        if (state >= 0 && state != side) rap_actors_add(target, state);
        return;
    }
}

/* ---- foes ---- */

enum { PAIRS = 16 }; /* pairs of foes that are counted */
enum { OFTEN = 3 };  /* words of somebody that name a side */

/* Two sides that are at odds, and how often; of a pair that is pushed out the counts
 * are lost, never made up (J. Misra, D. Gries, "Finding repeated elements", 1982). */
typedef struct {
    int32_t a, b;
    uint32_t n, deeds; /* in all; more than words */
} pair;

typedef struct {
    pair v[PAIRS];
    uint32_t n;
} pairs;

static int32_t side_of_first(const rap_scene *s, const rap_actors *list)
{
    return list->n ? rap_scene_side(s, list->v[0]) : -1;
}

static void count_pair(pairs *list, int32_t a, int32_t b, bool deed)
{
    if (a < 0 || b < 0 || a == b) return;
    pair p = {a < b ? a : b, a < b ? b : a, 1, deed};
    for (uint32_t i = 0; i < list->n; i++)
        if (list->v[i].a == p.a && list->v[i].b == p.b) {
            list->v[i].n++;
            list->v[i].deeds += deed;
            return;
        }
    if (list->n < PAIRS) {
        list->v[list->n++] = p;
        return;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < list->n; i++)
        if (--list->v[i].n > 0) list->v[kept++] = list->v[i];
    list->n = kept;
}

/* The pair that stands out among those of `side` (-1: among all): twice as often as any
 * other.  NULL: none does. */
static const pair *plainest(const pairs *list, int32_t side)
{
    const pair *best = NULL;
    uint32_t next = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        const pair *p = &list->v[i];
        if (side >= 0 && p->a != side && p->b != side) continue;
        if (!best || p->n > best->n) {
            next = best ? best->n : next;
            best = p;
        } else if (p->n > next) {
            next = p->n;
        }
    }
    return best && best->n >= 2 * next ? best : NULL;
}

/* Who condemns an attack is at odds with those who made it, and was not hit. */
static bool is_condemned_by(const rap_scene *s, const rap_event *e, int32_t side)
{
    static const char *const verbs[] = {"condemn", "denounce", "deplore", "decry"};
    if (rap_scene_side(s, rap_scene_speaker(s, e->attribution)) != side) return false;
    uint32_t cue = s->in->speech->attributions[e->attribution].cue_token;
    for (size_t i = 0; cue < s->p->n_tokens && i < sizeof verbs / sizeof *verbs; i++)
        if (rap_str_is(s->p->tokens[cue].lemma, verbs[i])) return true;
    return false;
}

/* An organisation that only words have passed with, "a rights group accused the
 * police", was not hit either. */
static bool only_speaks(const rap_scene *s, const pair *p, int32_t foe)
{
    return !p->deeds && s->in->names->entities[foe].kind == RAP_ENTITY_ORGANIZATION;
}

static void aim_at_foe(const rap_scene *s, const pairs *list, rap_event *e)
{
    int32_t side = side_of_first(s, &e->source);
    const pair *p = side < 0 ? NULL : plainest(list, side);
    if (!p) return;
    int32_t foe = p->a == side ? p->b : p->a;
    if (only_speaks(s, p, foe)) return;
    if (p->n > 1 || !is_condemned_by(s, e, foe)) rap_actors_add(&e->target, foe);
}

/* A third party's call for peace that names one of two foes goes to both. */
static void call_on_both(const rap_scene *s, const pair *p, rap_event *e)
{
    int32_t by = side_of_first(s, &e->source), to = side_of_first(s, &e->target);
    bool third = by >= 0 && by != p->a && by != p->b;
    if (!third || e->target.n > 1 || (e->target.n && to != p->a && to != p->b)) return;
    rap_actors_add(&e->target, p->a);
    rap_actors_add(&e->target, p->b);
}

/* ---- persons on no side ---- */

static bool is_homeless(const rap_scene *s, int32_t entity)
{
    if (entity < 0) return false;
    const rap_entity *e = &s->in->names->entities[entity];
    return e->kind == RAP_ENTITY_PERSON && e->side < 0;
}

/* In how many of their words the two main sides are named; counts[2 * entity]. */
static void count_spoken_of(const rap_scene *s, uint32_t *counts)
{
    for (uint32_t i = 0; i < s->n_units; i++) {
        const rap_unit *u = &s->units[i];
        int32_t by = u->said < 0 ? -1 : s->sayers[u->said];
        bool named[2] = {false, false};
        for (uint32_t k = u->first; is_homeless(s, by) && k < u->last; k++) {
            int32_t side = rap_scene_side(s, rap_scene_actor(s, k));
            for (int m = 0; m < 2; m++)
                named[m] = named[m] || (side >= 0 && side == s->main[m]);
        }
        for (int m = 0; m < 2; m++)
            if (named[m]) counts[2 * (uint32_t)by + (uint32_t)m]++;
    }
}

/* The main side of which somebody speaks by far the most, or -1. */
static int32_t spoken_of(const rap_scene *s, const uint32_t *counts, int32_t by)
{
    const uint32_t *c = &counts[2 * (uint32_t)by];
    for (int m = 0; m < 2; m++)
        if (c[m] >= OFTEN && 2 * c[m] >= 3 * c[!m]) return s->main[m];
    return -1;
}

static bool is_main(const rap_scene *s, int32_t side)
{
    return side >= 0 && (side == s->main[0] || side == s->main[1]);
}

bool rap_targets_by_words(const rap_scene *s, rap_draft *drafts, uint32_t n)
{
    uint32_t *counts = RAP_NEW(s->arena, uint32_t, 2 * s->in->names->n_entities);
    if (!counts) return false;
    count_spoken_of(s, counts);
    for (uint32_t i = 0; i < n; i++) {
        rap_actors *to = &drafts[i].event.target;
        const rap_actors *by = &drafts[i].event.source;
        bool words = drafts[i].cue != RAP_NO_TOKEN && drafts[i].loose && by->n == 1 &&
                     is_homeless(s, by->v[0]);
        if (!words || (to->n && !is_main(s, side_of_first(s, to)))) continue;
        int32_t usual = spoken_of(s, counts, by->v[0]);
        if (usual >= 0) *to = (rap_actors){.v = {usual}, .n = 1};
    }
    return true;
}

void rap_targets_by_foe(const rap_scene *s, rap_draft *drafts, uint32_t n)
{
    pairs list = {0};
    for (uint32_t i = 0; i < n; i++) {
        const rap_event *e = &drafts[i].event;
        if (rap_deeds_root(e->cameo) < HOSTILE) continue;
        bool deed = rap_deeds_root(e->cameo) > THREAT;
        count_pair(&list, side_of_first(s, &e->source), side_of_first(s, &e->target),
                   deed);
    }
    const pair *foes = plainest(&list, -1);
    for (uint32_t i = 0; i < n; i++) {
        rap_event *e = &drafts[i].event;
        bool abroad =
            rap_deeds_root(e->cameo) >= PENALTY && rap_deeds_root(e->cameo) != AT_HOME;
        if (abroad && !e->target.n && !drafts[i].body) aim_at_foe(s, &list, e);
        if (rap_deeds_root(e->cameo) == APPEAL && foes && drafts[i].loose)
            call_on_both(s, foes, e);
    }
}
