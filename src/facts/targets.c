/*
 * facts/targets.c - whom a deed is done to where the words around it name nobody.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/targets.h"

#include "names/gazetteer.h"

enum { BEHIND = 10 };               /* tokens from a deed to its place */
enum { HOSTILE = 9, PENALTY = 16 }; /* CAMEO roots */

static int root(rap_str code)
{
    return code.n < 2 ? 0 : (code.p[0] - '0') * 10 + (code.p[1] - '0');
}

/* The state of that code among those the report names, or -1. */
static int32_t state_of(const rap_scene *s, rap_str iso2)
{
    const rap_names *names = s->in->names;
    rap_str iso3 = rap_country_alpha3(iso2);
    for (uint32_t i = 0; iso3.n && i < names->n_entities; i++)
        if (names->entities[i].kind == RAP_ENTITY_COUNTRY &&
            rap_str_is(iso3, names->entities[i].iso))
            return (int32_t)i;
    return -1;
}

static uint32_t first_place(const rap_places *places, uint32_t token)
{
    uint32_t lo = 0, hi = places->n_places;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (places->places[mid].first < token)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

void rap_targets_by_place(const rap_scene *s, const rap_deed *d,
                          const rap_actors *source, rap_actors *target)
{
    const rap_places *places = s->in->places;
    uint32_t last = s->clauses[s->clause_of[d->first]].last;
    uint32_t end = d->last + BEHIND < last ? d->last + BEHIND : last;
    int32_t side = source->n ? rap_scene_side(s, source->v[0]) : -1;
    for (uint32_t i = first_place(places, d->last); i < places->n_places; i++) {
        const rap_place *place = &places->places[i];
        if (place->first >= end) return;
        if (place->use != RAP_USE_LITERAL || !place->country.n) continue;
        int32_t state = state_of(s, place->country);
        if (state >= 0 && state != side) rap_actors_add(target, state);
        return;
    }
}

/* ---- foes ---- */

enum { NOBODY = -1, SEVERAL = -2 };

static void meet_foe(int32_t *foes, int32_t side, int32_t foe)
{
    if (side < 0 || foe < 0 || side == foe) return;
    if (foes[side] == NOBODY)
        foes[side] = foe;
    else if (foes[side] != foe)
        foes[side] = SEVERAL;
}

static int32_t side_of_first(const rap_scene *s, const rap_actors *list)
{
    return list->n ? rap_scene_side(s, list->v[0]) : -1;
}

void rap_targets_by_foe(const rap_scene *s, rap_draft *drafts, uint32_t n)
{
    uint32_t n_entities = s->in->names->n_entities;
    int32_t *foes = RAP_NEW(s->arena, int32_t, n_entities);
    if (!foes) return;
    for (uint32_t i = 0; i < n_entities; i++)
        foes[i] = NOBODY;
    for (uint32_t i = 0; i < n; i++) {
        const rap_event *e = &drafts[i].event;
        int32_t a = side_of_first(s, &e->source), b = side_of_first(s, &e->target);
        if (root(e->cameo) < HOSTILE) continue;
        meet_foe(foes, a, b);
        meet_foe(foes, b, a);
    }
    for (uint32_t i = 0; i < n; i++) {
        rap_event *e = &drafts[i].event;
        int32_t side = side_of_first(s, &e->source);
        bool open = root(e->cameo) >= PENALTY && !e->target.n && side >= 0;
        if (open && foes[side] >= 0) rap_actors_add(&e->target, foes[side]);
    }
}
