/*
 * facts/grounds.c - what is held, surrounded or taken over: ground, or something else.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/grounds.h"

#include "facts/roles.h"

#include "bodies_table.inc"
#include "place_heads_table.inc"
#include "sites_table.inc"

enum { NAME = 6 }; /* tokens of a place */

static uint32_t find(const rap_scene *s, uint32_t token, rap_deprel relation)
{
    return rap_branches_find(&s->branches, s->p, token, relation);
}

/* Is the verb one of force only where its object is ground ("control", "take over",
 * "gain control of")? */
static bool is_of_holding(const rap_scene *s, const rap_verb *verb)
{
    static const char *const alone[] = {"control", "surround", "occupy", "mine"};
    const rap_token *t = &s->p->tokens[verb->first];
    for (size_t i = 0; verb->words == 1 && i < sizeof alone / sizeof *alone; i++)
        if (rap_str_is(t->lemma, alone[i])) return true;
    uint32_t object = find(s, verb->first, RAP_REL_OBJ);
    bool control = object != RAP_NO_TOKEN && rap_token_is(s->p, object, "control");
    bool over = verb->words == 2 && rap_str_is(t->lemma, "take");
    bool seized = rap_str_is(t->lemma, "seize");
    return over || (control && !seized && verb->words <= 3);
}

/* What is held, or RAP_NO_TOKEN. */
static uint32_t held(const rap_scene *s, uint32_t verb)
{
    uint32_t on = find(s, verb, RAP_REL_OBJ);
    if (on == RAP_NO_TOKEN) on = find(s, verb, RAP_REL_NSUBJ_PASS);
    if (on == RAP_NO_TOKEN || !rap_token_is(s->p, on, "control")) return on;
    uint32_t of = find(s, on, RAP_REL_NMOD);
    return of == RAP_NO_TOKEN ? find(s, verb, RAP_REL_OBL) : of;
}

static bool is_in_place(const rap_scene *s, uint32_t token)
{
    const rap_places *places = s->in->places;
    uint32_t i = rap_places_first(places, token > NAME ? token - NAME : 0);
    for (; i < places->n_places && places->places[i].first <= token; i++)
        if (token < places->places[i].last) return true;
    return false;
}

/* `around`: what is surrounded or occupied may be a building or people too, and what is
 * controlled or taken over is a firm then. */
static bool is_ground(const rap_scene *s, uint32_t token, bool around)
{
    rap_str noun = s->p->tokens[token].lemma;
    int32_t e = rap_scene_actor(s, token);
    int site = rap_table_find(&sites_table, noun);
    rap_entity_kind kind = e < 0 ? RAP_ENTITY_NONE : s->in->names->entities[e].kind;
    return is_in_place(s, token) || kind == RAP_ENTITY_COUNTRY ||
           kind == RAP_ENTITY_PLACE || rap_table_find(&place_heads_table, noun) >= 0 ||
           (site >= 0 &&
            (around || rap_cell_is(&sites_table, site, SITES_KIND, "ground"))) ||
           (around && rap_table_find(&bodies_table, noun) >= 0);
}

/* "then he took over": who takes an office. */
static bool is_by_person(const rap_scene *s, uint32_t verb)
{
    rap_actors by = {0};
    rap_roles_collect(s, rap_roles_subject(s, verb), &by);
    return !by.n || s->in->names->entities[by.v[0]].kind == RAP_ENTITY_PERSON;
}

static bool is_by_state(const rap_scene *s, uint32_t verb)
{
    rap_actors by = {0};
    uint32_t subject = rap_roles_subject(s, verb);
    if (subject == RAP_NO_TOKEN || rap_scene_actor(s, subject) < 0) return false;
    rap_roles_collect(s, subject, &by);
    return by.n && s->in->names->entities[by.v[0]].kind == RAP_ENTITY_COUNTRY;
}

bool rap_deed_is_on_no_ground(const rap_scene *s, const rap_verb *verb)
{
    const rap_token *t = &s->p->tokens[verb->first];
    bool force = rap_str_begins(verb->code, RAP_STR("191")) ||
                 rap_str_begins(verb->code, RAP_STR("192"));
    if (!force || !s->branches.child) return false;
    if (verb->noun) return rap_token_is(s->p, verb->first, "occupations");
    if (!is_of_holding(s, verb)) return false;
    bool surrounds = rap_str_is(t->lemma, "surround");
    bool around = surrounds || rap_str_is(t->lemma, "occupy");
    /* "a country surrounded by Norland", "Sudmark is surrounded by Norland" */
    if (surrounds &&
        (rap_hangs_by(s->p, verb->first, RAP_REL_ACL) || is_by_state(s, verb->first)))
        return true;
    uint32_t on = held(s, verb->first);
    if (on == RAP_NO_TOKEN && rap_hangs_by(s->p, verb->first, RAP_REL_ACL))
        on = t->head;
    if (on != RAP_NO_TOKEN) {
        uint32_t of = find(s, on, RAP_REL_NMOD); /* "ten square miles of land" */
        return !is_ground(s, on, around) &&
               (of == RAP_NO_TOKEN || !is_ground(s, of, around));
    }
    return verb->words == 1 || is_by_person(s, verb->first);
}
