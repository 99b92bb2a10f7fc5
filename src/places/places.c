/*
 * places/places.c - resolves the place names of a report to entries of the gazetteer.
 *
 * Of several places of one name the one in a country that the report names most is
 * taken, else the best known.  A place that the gazetteer does not hold keeps its name
 * and has no coordinates.
 */
/* SPDX-License-Identifier: MIT */
#include "places/places.h"

#include "names/gazetteer.h"

enum { SAME_NAME_MAX = 8 }; /* places of one name that are looked at */

typedef struct {
    const rap_prose *p;
    const rap_names *names;
    uint32_t *weights; /* per entity: mentions, for countries */
} resolver;

static bool count_countries(resolver *r)
{
    r->weights = RAP_NEW(r->p->arena, uint32_t, r->names->n_entities);
    if (!r->weights) return false;
    for (uint32_t i = 0; i < r->names->n_mentions; i++) {
        int32_t e = r->names->mentions[i].entity;
        if (e >= 0) r->weights[e]++;
    }
    return true;
}

/* Country entities by how often they are named; the report's own scale of nearness. */
static uint32_t weight_of(const resolver *r, rap_str iso3, const int32_t *countries,
                          uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (rap_str_is(iso3, r->names->entities[countries[i]].iso))
            return r->weights[countries[i]];
    return 0;
}

/* The countries of the report, at most `max` of them. */
static uint32_t list_countries(const resolver *r, int32_t *out, uint32_t max)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->names->n_entities && n < max; i++)
        if (r->names->entities[i].kind == RAP_ENTITY_COUNTRY) out[n++] = (int32_t)i;
    return n;
}

typedef struct {
    int32_t v[256];
    uint32_t n;
} country_list;

static rap_gazetteer_row choose(const resolver *r, rap_gazetteer_row row,
                                const country_list *c)
{
    rap_gazetteer_row best = row;
    uint32_t most = weight_of(r, row.iso3, c->v, c->n);
    for (int i = 0; i < SAME_NAME_MAX && rap_gazetteer_other(&row, row.other); i++) {
        uint32_t w = weight_of(r, row.iso3, c->v, c->n);
        if (w <= most) continue;
        most = w;
        best = row;
    }
    return best;
}

static rap_place unresolved(const rap_mention *m, rap_str name)
{
    return (rap_place){.at = m->at,
                       .use = m->as_actor ? RAP_USE_ACTOR : RAP_USE_LITERAL,
                       .name = name,
                       .first = m->first,
                       .last = m->last};
}

static rap_place resolve(const resolver *r, const rap_mention *m, const country_list *c)
{
    rap_gazetteer_row row;
    uint32_t n = 0;
    rap_place out = unresolved(m, r->names->entities[m->entity].name);
    uint32_t first =
        m->first + (rap_token_is(r->p, m->first, "the") && m->last > m->first + 1);
    bool known = rap_gazetteer_at(&row, r->p, m->first, &n) && m->first + n == m->last;
    if (!known && first > m->first)
        known = rap_gazetteer_at(&row, r->p, first, &n) && first + n == m->last;
    if (!known) return out;
    if (!m->as_actor) row = choose(r, row, c);
    out.name = row.name;
    out.country = row.cc;
    out.admin1 = row.admin1;
    out.lat = row.lat;
    out.lon = row.lon;
    out.id = row.id;
    return out;
}

rap_code rap_places_read(rap_places *out, const rap_prose *p, const rap_names *names,
                         rap_err *err)
{
    resolver r = {.p = p, .names = names};
    RAP_LIST(rap_place) list = {0};
    country_list countries;
    if (!count_countries(&r)) return rap_fail_memory(err);
    countries.n =
        list_countries(&r, countries.v, sizeof countries.v / sizeof *countries.v);
    for (uint32_t i = 0; i < names->n_mentions; i++) {
        const rap_mention *m = &names->mentions[i];
        if (m->entity < 0 || m->kind != RAP_MENTION_NAME) continue;
        if (names->entities[m->entity].kind != RAP_ENTITY_PLACE && !m->as_actor)
            continue;
        rap_place *place = RAP_PUSH(p->arena, &list);
        if (!place) return rap_fail_memory(err);
        *place = resolve(&r, m, &countries);
    }
    *out = (rap_places){.places = list.v, .n_places = (uint32_t)list.n};
    return RAP_OK;
}

const char *rap_place_use_name(rap_place_use use)
{
    return use == RAP_USE_ACTOR ? "actor" : "literal";
}
