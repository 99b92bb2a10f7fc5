/*
 * reading/record_names.c - the layer names of a record: entities, mentions, places.
 *
 * Entities that names were found for are "e1" and on; what only descriptions and
 * pronouns speak of (coref/coref.h) stands behind them as "c1" and on, if more than
 * one phrase means it.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/record.h"

#include <stdlib.h>

enum { LIKELY = 50 }; /* a pronoun that more likely means another is left open */

static void write_strings(rap_json *j, const rap_str *v, uint32_t n)
{
    rap_json_array(j);
    for (uint32_t i = 0; i < n; i++)
        rap_json_str(j, v[i]);
    rap_json_end_array(j);
}

static void write_entity(rap_json *j, const rap_entity *e, char letter, int32_t index)
{
    rap_json_object(j);
    rap_json_key(j, "id");
    rap_record_id(j, letter, index);
    rap_json_key(j, "kind");
    rap_json_z(j, rap_entity_kind_name(e->kind));
    rap_json_key(j, "name");
    rap_json_str(j, e->name);
    rap_json_key(j, "aliases");
    write_strings(j, e->aliases, e->n_aliases);
    rap_json_key(j, "iso");
    rap_json_str_or_null(j, rap_str_of(e->iso));
    rap_json_key(j, "roles");
    write_strings(j, e->roles, e->n_roles);
    rap_json_key(j, "side");
    rap_record_id(j, 'e', e->side);
    rap_json_end_object(j);
}

/* What nobody names is called by the phrase that tells most. */
static void write_chain(rap_json *j, const rap_reading *r, int32_t index)
{
    const rap_coref_chain *c = &r->coref.chains[index];
    rap_span at = r->coref.mentions[c->called].at;
    write_entity(j,
                 &(rap_entity){
                     .kind = c->kind, .name = rap_prose_cut(&r->prose, at), .side = -1},
                 'c', index);
}

/* ---- mentions ----------------------------------------------------------------------
 */

typedef struct {
    rap_span at;
    rap_mention_kind kind;
    char letter;
    int32_t entity;
} line;

static int by_place(const void *a, const void *b)
{
    const line *x = a, *y = b;
    if (x->at.from != y->at.from) return x->at.from < y->at.from ? -1 : 1;
    if (x->at.to != y->at.to) return x->at.to > y->at.to ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

static line line_of(const rap_reading *r, const rap_coref_mention *m)
{
    const rap_coref_chain *c = &r->coref.chains[m->chain];
    bool named = c->entity >= 0;
    return (line){m->at, m->kind == RAP_MENTION_NAME ? RAP_MENTION_NOMINAL : m->kind,
                  named ? 'e' : 'c', named ? c->entity : m->chain};
}

static bool same_span(rap_span a, rap_span b)
{
    return a.from == b.from && a.to == b.to;
}

/* "Norlandic" in "the Norlandic envoy" is a mention of the state. */
static uint32_t gather_states(const rap_reading *r, line *v)
{
    const rap_names *names = &r->names;
    uint32_t n = 0;
    for (uint32_t i = 0; names->state_of && i < r->prose.n_tokens; i++) {
        int32_t m = names->by_token[i];
        rap_span at = r->prose.tokens[i].at;
        if (names->state_of[i] < 0) continue;
        if (m >= 0 && same_span(at, names->mentions[m].at)) continue;
        if (v) v[n] = (line){at, RAP_MENTION_NOMINAL, 'e', names->state_of[i]};
        n++;
    }
    return n;
}

/* All mentions; those of names as they were found. */
static uint32_t gather(const rap_reading *r, line *v)
{
    const rap_names *names = &r->names;
    uint32_t n = names->n_mentions;
    for (uint32_t i = 0; i < n; i++) {
        const rap_mention *m = &names->mentions[i];
        v[i] = (line){m->at, m->kind, 'e', m->entity};
    }
    for (uint32_t i = 0; i < r->coref.n_mentions; i++) {
        const rap_coref_mention *m = &r->coref.mentions[i];
        if (m->chain < 0 || !rap_coref_shown(&r->coref.chains[m->chain])) continue;
        if (m->mention < 0 || !same_span(m->at, names->mentions[m->mention].at))
            v[n++] = line_of(r, m);
        else if (names->mentions[m->mention].entity < 0 && m->sure >= LIKELY)
            v[m->mention] = line_of(r, m);
    }
    n += gather_states(r, v + n);
    if (n) qsort(v, n, sizeof *v, by_place);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        const line *last = kept ? &v[kept - 1] : NULL;
        bool again = last && same_span(last->at, v[i].at) && last->kind == v[i].kind &&
                     last->letter == v[i].letter && last->entity == v[i].entity;
        if (!again) v[kept++] = v[i];
    }
    return kept;
}

static void write_mentions(rap_json *j, const rap_reading *r)
{
    line *v = RAP_NEW(r->prose.arena, line,
                      (size_t)r->names.n_mentions + r->coref.n_mentions +
                          gather_states(r, NULL));
    uint32_t n = v ? gather(r, v) : 0;
    for (uint32_t i = 0; i < n; i++) {
        rap_json_object(j);
        rap_json_key(j, "at");
        rap_record_span(j, r, v[i].at);
        rap_json_key(j, "kind");
        rap_json_z(j, rap_mention_kind_name(v[i].kind));
        rap_json_key(j, "entity");
        rap_record_id(j, v[i].letter, v[i].entity);
        rap_json_end_object(j);
    }
}

/* Who claims it, each with the basis of the dispute; null where nobody else does. */
static void write_disputed(rap_json *j, const rap_place *p)
{
    rap_json_key(j, "disputed");
    if (p->disputed_by.n == 0) {
        rap_json_null(j);
        return;
    }
    rap_json_array(j);
    for (size_t at = 0, end; at < p->disputed_by.n; at = end + 1) {
        end = rap_str_find(p->disputed_by, RAP_STR(","), at);
        rap_json_object(j);
        rap_json_key(j, "by");
        rap_json_str(j, rap_str_cut(p->disputed_by, at, end));
        rap_json_key(j, "basis");
        rap_json_str(j, p->disputed_basis);
        rap_json_end_object(j);
    }
    rap_json_end_array(j);
}

static void write_place(rap_json *j, const rap_reading *r, const rap_place *p)
{
    const struct {
        const char *key;
        rap_str value;
    } rest[] = {{"name", p->name}, {"country", p->country}, {"admin1", p->admin1},
                {"lat", p->lat},   {"lon", p->lon},         {"id", p->id}};
    rap_json_object(j);
    rap_json_key(j, "at");
    rap_record_span(j, r, p->at);
    rap_json_key(j, "use");
    rap_json_z(j, rap_place_use_name(p->use));
    for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
        rap_json_key(j, rest[i].key);
        rap_json_str_or_null(j, rest[i].value);
    }
    write_disputed(j, p);
    rap_json_end_object(j);
}

void rap_record_write_names(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "entities");
    rap_json_array(j);
    for (uint32_t i = 0; i < r->names.n_entities; i++)
        write_entity(j, &r->names.entities[i], 'e', (int32_t)i);
    for (uint32_t i = 0; i < r->coref.n_chains; i++)
        if (r->coref.chains[i].entity < 0 && rap_coref_shown(&r->coref.chains[i]))
            write_chain(j, r, (int32_t)i);
    rap_json_end_array(j);
    rap_json_key(j, "mentions");
    rap_json_array(j);
    write_mentions(j, r);
    rap_json_end_array(j);
    rap_json_key(j, "places");
    rap_json_array(j);
    for (uint32_t i = 0; i < r->places.n_places; i++)
        write_place(j, r, &r->places.places[i]);
    rap_json_end_array(j);
}
