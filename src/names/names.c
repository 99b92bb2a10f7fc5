/*
 * names/names.c - who and what a report names: find, join, and hand out.
 */
/* SPDX-License-Identifier: MIT */
#include "names/names.h"

#include "names/halves.h"
#include "names/initials.h"
#include "names/join.h"
#include "names/lone.h"
#include "names/states.h"

#include <stdlib.h>

enum { SIDES_MAX = 8 }; /* longer chains are a mistake of ours */

static int by_bytes(const void *a, const void *b)
{
    return rap_str_cmp(*(const rap_str *)a, *(const rap_str *)b);
}

/* Other spellings than the name itself, sorted. */
static void finish_aliases(rap_party *x)
{
    size_t n = 0;
    for (size_t i = 0; i < x->aliases.n; i++)
        if (!rap_str_eq(x->aliases.v[i], x->e.name))
            x->aliases.v[n++] = x->aliases.v[i];
    if (n) qsort(x->aliases.v, n, sizeof *x->aliases.v, by_bytes);
    x->e.aliases = x->aliases.v;
    x->e.n_aliases = (uint32_t)n;
    x->e.roles = x->roles.v;
    x->e.n_roles = (uint32_t)x->roles.n;
}

static bool hand_out_entities(rap_names *out, const rap_joiner *j)
{
    rap_entity *entities = RAP_NEW(j->arena, rap_entity, j->parties.n);
    if (!entities) return false;
    for (size_t i = 0; i < j->parties.n; i++) {
        finish_aliases(&j->parties.v[i]);
        entities[i] = j->parties.v[i].e;
    }
    out->entities = entities;
    out->n_entities = (uint32_t)j->parties.n;
    return true;
}

static rap_mention_kind kind_of(const rap_finding *x)
{
    if (x->how == RAP_FOUND_PRONOUN) return RAP_MENTION_PRONOUN;
    return x->how == RAP_FOUND_NOMINAL ? RAP_MENTION_NOMINAL : RAP_MENTION_NAME;
}

static rap_mention mention_of(const rap_prose *p, const rap_finding *x)
{
    return (rap_mention){.at = rap_tokens_span(p, x->first, x->last),
                         .first = x->first,
                         .last = x->last,
                         .kind = kind_of(x),
                         .entity = x->entity,
                         .whole = rap_tokens_span(p, x->whole_first, x->whole_last),
                         .as_actor = x->as_actor};
}

/* The name of a side was found before the description that it stands in. */
static void outer_first(rap_mention *two)
{
    rap_mention inner = two[0];
    if (two[1].first > inner.first || two[1].last < inner.last) return;
    two[0] = two[1];
    two[1] = inner;
}

static bool hand_out_mentions(rap_names *out, const rap_joiner *j)
{
    const rap_prose *p = j->p;
    rap_mention *mentions = RAP_NEW(j->arena, rap_mention, j->f->list.n);
    int32_t *by_token = RAP_NEW(j->arena, int32_t, p->n_tokens);
    if (!mentions || !by_token) return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < p->n_tokens; i++)
        by_token[i] = -1;
    for (size_t i = 0; i < j->f->list.n; i++) {
        const rap_finding *x = &j->f->list.v[i];
        if (x->entity < 0 && x->how != RAP_FOUND_PRONOUN) continue;
        mentions[n++] = mention_of(p, x);
        if (n > 1 && x->first < mentions[n - 2].last) outer_first(&mentions[n - 2]);
    }
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t k = mentions[i].first; k < mentions[i].last; k++)
            by_token[k] = (int32_t)i;
    out->mentions = mentions;
    out->n_mentions = n;
    out->by_token = by_token;
    return true;
}

/* "Norlandic": its state, an entity of the report also where only its adjective names
 * it ("Norlandic goods").  Before the entities are handed out. */
static bool hand_out_states(rap_names *out, rap_joiner *j, const rap_lexicon *lex)
{
    int32_t *state_of = RAP_NEW(j->arena, int32_t, j->p->n_tokens);
    if (!state_of) return false;
    for (uint32_t i = 0; i < j->p->n_tokens; i++) {
        rap_known k;
        bool is = rap_lexicon_at(&k, lex, i) && k.kind == RAP_KNOWN_DEMONYM;
        state_of[i] = is ? rap_join_country(j, k.iso3) : -1;
    }
    out->state_of = state_of;
    return true;
}

/* The labels need the states that are known without them, and may tell of one more. */
static bool read_labels(rap_labels *labels, rap_lexicon *lex, const rap_prose *p)
{
    bool asks;
    rap_initials_settle(lex);
    if (!rap_halves_find(lex) || !rap_states_find(lex, NULL, &asks) ||
        !rap_labels_read(labels, p, lex))
        return false;
    return (!asks || rap_states_find(lex, labels, NULL)) &&
           rap_labelled_states(lex, labels);
}

rap_code rap_names_read(rap_names *out, const rap_prose *p, rap_err *err)
{
    rap_finder f;
    rap_joiner j;
    rap_names names = {0};
    rap_lexicon lex;
    rap_labels labels;
    if (!rap_lexicon_read(&lex, p) || !read_labels(&labels, &lex, p))
        return rap_fail_memory(err);
    if (!rap_find_names(&f, &lex, &labels) || !rap_glued_part(&f) ||
        !rap_lone_settle(&f) || !rap_join(&j, &f))
        return rap_fail_memory(err);
    if (!hand_out_states(&names, &j, &lex) || !hand_out_entities(&names, &j) ||
        !hand_out_mentions(&names, &j))
        return rap_fail_memory(err);
    *out = names;
    return RAP_OK;
}

static int32_t end_of(const rap_names *names, int32_t entity, bool stand)
{
    for (int i = 0; i < SIDES_MAX && entity >= 0; i++) {
        int32_t side = names->entities[entity].side;
        if (side < 0 || (stand && names->entities[entity].own)) break;
        entity = side;
    }
    return entity;
}

int32_t rap_names_side(const rap_names *names, int32_t entity)
{
    return end_of(names, entity, false);
}

int32_t rap_names_stand(const rap_names *names, int32_t entity)
{
    return end_of(names, entity, true);
}

const char *rap_entity_kind_name(rap_entity_kind kind)
{
    static const char *const names[] = {"thing",   "person",    "organization",
                                        "country", "place",     "group",
                                        "media",   "anonymous", "thing"};
    return names[kind <= RAP_ENTITY_THING ? kind : RAP_ENTITY_THING];
}

const char *rap_mention_kind_name(rap_mention_kind kind)
{
    static const char *const names[] = {"name", "name", "nominal", "pronoun"};
    return names[kind <= RAP_MENTION_PRONOUN ? kind : RAP_MENTION_NAME];
}
