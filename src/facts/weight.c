/*
 * facts/weight.c - which drafts of events say too little to be told.
 *
 * An event stands between those who can be held to it: states, bodies, movements, and
 * persons who hold an office or are on somebody's side.  Whoever else speaks, asks or
 * is spoken to makes no event by it.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/weight.h"

#include "facts/deeds.h"
#include "facts/worlds.h"

enum { STATEMENT = 1, CONSULT = 4, AID = 7 }; /* CAMEO roots */

/* Can it be held to a deed? */
static bool is_party(const rap_scene *s, int32_t entity)
{
    const rap_entity *e = &s->in->names->entities[entity];
    const rap_actors one = {.v = {entity}, .n = 1};
    if (e->kind == RAP_ENTITY_COUNTRY || e->side >= 0) return true;
    if (rap_worlds_no_side(s, &one)) return false;
    if (e->kind == RAP_ENTITY_ORGANIZATION)
        return s->world == RAP_WORLD_PUBLIC || rap_worlds_is_public(s, entity);
    return e->n_roles > 0;
}

static bool any_party(const rap_scene *s, const rap_actors *list)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (is_party(s, list->v[i])) return true;
    return false;
}

/* "Asked about the ferry, he said", "when asked why": he has asked nobody. */
static bool is_asked(const rap_scene *s, const rap_draft *d)
{
    static const char *const what[] = {"about", "why", "whether", "if", "by", "how"};
    uint32_t cue = d->cue == RAP_NO_TOKEN ? d->token : d->cue;
    const rap_token *t = &s->p->tokens[cue];
    if (!rap_str_is(t->lemma, "ask")) return false;
    bool opens = cue == s->p->sentences[t->sentence].first ||
                 rap_token_is(s->p, cue - 1, ",") ||
                 rap_token_is(s->p, cue - 1, "when");
    bool asked = rap_str_is(rap_str_of(t->xpos), "VBN");
    for (size_t i = 0; i < sizeof what / sizeof what[0]; i++)
        asked = asked || rap_token_is(s->p, cue + 1, what[i]);
    return opens && asked;
}

/* Words that weigh by whose they are, and to whom they are said. */
static bool is_idle(const rap_scene *s, const rap_draft *d)
{
    const rap_event *e = &d->event;
    int root = rap_deeds_root(e->cameo);
    if (d->loose && rap_str_is(s->p->tokens[d->cue].lemma, "ask"))
        return true; /* "who would do that?", he asked */
    if (s->of_disaster && d->loose && (root == STATEMENT || !any_party(s, &e->source)))
        return true;
    return root == STATEMENT && e->target.n && !any_party(s, &e->target);
}

/* "He gave himself up to it": who does it and whom it is done to are one. */
static bool is_to_itself(const rap_event *e)
{
    return !e->reciprocal && e->source.n == 1 && e->target.n == 1 &&
           e->source.v[0] == e->target.v[0];
}

/* Houses that a quake laid down, aid of which nobody knows whose. */
static bool is_of_nobody(const rap_scene *s, const rap_event *e)
{
    int root = rap_deeds_root(e->cameo);
    bool ruin = rap_str_begins(e->cameo, RAP_STR("171"));
    return s->of_disaster && !e->source.n && (ruin || root == AID);
}

/* A body that may as well be a firm or a site on the net. */
static bool is_mere_body(const rap_scene *s, const rap_actors *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const rap_entity *e = &s->in->names->entities[list->v[i]];
        if (e->kind != RAP_ENTITY_ORGANIZATION || e->side >= 0 ||
            rap_worlds_is_public(s, list->v[i]))
            return false;
    }
    return list->n > 0;
}

/* What no table tells: between parties, or at least with one in a stray sentence, which
 * cannot tell who anybody is. */
static bool is_found_idly(const rap_scene *s, const rap_event *e)
{
    bool by = any_party(s, &e->source), to = any_party(s, &e->target);
    if (s->p->n_sentences < RAP_SCENE_STRAY) return !by && !to;
    return !by || !to || is_mere_body(s, &e->source) || is_mere_body(s, &e->target);
}

bool rap_weight_is_light(const rap_scene *s, const rap_draft *d)
{
    const rap_event *e = &d->event;
    bool found = d->cue == RAP_NO_TOKEN && !d->told.n; /* by the model alone */
    if (is_to_itself(e) || is_of_nobody(s, e)) return true;
    if (found) return is_found_idly(s, e);
    if (s->p->n_sentences < RAP_SCENE_STRAY) return false;
    if (is_asked(s, d)) return true;
    if (d->cue != RAP_NO_TOKEN) return is_idle(s, d);
    if (rap_deeds_root(e->cameo) == CONSULT && !e->source.n) return true; /* "I flew" */
    return rap_deeds_root(e->cameo) == STATEMENT && !e->target.n &&
           !any_party(s, &e->source);
}
