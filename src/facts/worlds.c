/*
 * facts/worlds.c - what a report is of, and who in it has a say in public affairs.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/worlds.h"

#include "fates_table.inc"
#include "org_heads_table.inc"
#include "scholars_table.inc"
#include "worldwords_table.inc"

enum { WORLDS = RAP_WORLD_ARTS + 1 };
enum { LEAST = 6, SHARE = 30, SPORT_SHARE = 50 }; /* sum of weights; one in so many */
enum { REPORT = 80 };                             /* words */
enum { DISASTER = 3, DISASTER_SHARE = 100 };      /* words of it; one in so many */
enum { NOTE = 150, NOTE_DISASTER = 2 };           /* words of a short one; of it */

static rap_world world_named(rap_str name)
{
    static const char *const names[WORLDS] = {"", "sport", "market", "arts"};
    for (int w = RAP_WORLD_SPORT; w < WORLDS; w++)
        if (rap_str_is(name, names[w])) return (rap_world)w;
    return RAP_WORLD_PUBLIC;
}

rap_world rap_worlds_of(const rap_prose *p)
{
    uint32_t sums[WORLDS] = {0}, words = 0;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        const rap_token *t = &p->tokens[i];
        if (!(t->shape & RAP_SHAPE_LETTER)) continue;
        words++;
        if (t->upos != RAP_NOUN && t->upos != RAP_PROPN) continue;
        int row = rap_table_may(&worldwords_table, t->lemma_hash)
                      ? rap_prose_match_lemma(p, &worldwords_table, i)
                      : RAP_TABLE_NONE;
        if (row < 0) continue;
        rap_world w = world_named(rap_cell(&worldwords_table, row, WORLDWORDS_WORLD));
        sums[w] += (uint32_t)rap_cell_int(&worldwords_table, row, WORLDWORDS_WEIGHT);
    }
    rap_world best = RAP_WORLD_SPORT;
    for (int w = RAP_WORLD_MARKET; w < WORLDS; w++)
        if (sums[w] > sums[best]) best = (rap_world)w;
    bool report = words >= REPORT; /* and no stray sentence */
    uint32_t share = best == RAP_WORLD_SPORT && report ? SPORT_SHARE : SHARE;
    return sums[best] >= LEAST && sums[best] * share >= words ? best : RAP_WORLD_PUBLIC;
}

bool rap_worlds_is_disaster(const rap_prose *p)
{
    uint32_t met = 0, words = 0;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        const rap_token *t = &p->tokens[i];
        words += (t->shape & RAP_SHAPE_LETTER) != 0;
        if (t->upos != RAP_NOUN || !rap_table_may(&fates_table, t->lemma_hash))
            continue;
        int row = rap_table_find(&fates_table, t->lemma);
        met += row >= 0 && rap_cell_int(&fates_table, row, FATES_NATURE) > 0;
    }
    return met >= (words < NOTE ? NOTE_DISASTER : DISASTER) &&
           met * DISASTER_SHARE >= words;
}

/* What heads the name of a body, by data/org_heads.tsv; empty: unknown. */
static rap_str head_of(const rap_entity *e)
{
    rap_str last = e->name;
    while (last.n && last.p[last.n - 1] == '.')
        last.n--;
    size_t from = last.n;
    while (from && last.p[from - 1] != ' ')
        from--;
    last = rap_str_cut(last, from, last.n);
    int row = rap_table_find_word(&org_heads_table, last);
    return rap_cell(&org_heads_table, row, ORG_HEADS_WHAT);
}

/* A firm, a club or a school? */
static bool is_private(const rap_entity *e)
{
    static const char *const kinds[] = {"company", "bank", "team", "school"};
    rap_str head = head_of(e);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (rap_str_is(head, kinds[i])) return true;
    return false;
}

static bool is_public(const rap_entity *e)
{
    return head_of(e).n && !is_private(e);
}

static bool is_body_with_say(const rap_scene *s, const rap_entity *e)
{
    switch (e->kind) {
    case RAP_ENTITY_COUNTRY:
    case RAP_ENTITY_GROUP:
        return true;
    case RAP_ENTITY_ORGANIZATION:
        if (s->world != RAP_WORLD_PUBLIC) return e->side >= 0 && is_public(e);
        return e->side >= 0 || !is_private(e);
    default:
        return false;
    }
}

/* Is the entity a state, a body, group or armed side, or somebody with an office or on
 * such a side? */
static bool has_say(const rap_scene *s, int32_t entity)
{
    if (entity < 0) return false;
    const rap_entity *e = &s->in->names->entities[entity];
    if (e->kind != RAP_ENTITY_PERSON && e->kind != RAP_ENTITY_ANONYMOUS)
        return is_body_with_say(s, e);
    if (e->side >= 0) return is_body_with_say(s, &s->in->names->entities[e->side]);
    return s->world == RAP_WORLD_PUBLIC && (e->n_roles || e->kind == RAP_ENTITY_PERSON);
}

static bool is_scholars_role(rap_str role, bool plural)
{
    for (size_t k = 0, from = 0; k <= role.n; k++) {
        if (k < role.n && role.p[k] != ' ') continue;
        rap_str word = rap_str_cut(role, from, k);
        int row = plural ? rap_table_find_noun(&scholars_table, word)
                         : rap_table_find_word(&scholars_table, word);
        if (row >= 0) return true;
        from = k + 1;
    }
    return false;
}

static bool is_scholar(const rap_scene *s, const rap_entity *e)
{
    bool report = s->p->n_sentences >= RAP_SCENE_STRAY;
    for (uint32_t i = 0; i < e->n_roles; i++)
        if (is_scholars_role(e->roles[i], report)) return true;
    bool group = e->kind == RAP_ENTITY_GROUP && report;
    bool unnamed = e->kind == RAP_ENTITY_ANONYMOUS || group;
    return unnamed && is_scholars_role(e->name, report);
}

bool rap_worlds_no_side(const rap_scene *s, const rap_actors *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const rap_entity *e = &s->in->names->entities[list->v[i]];
        bool firm = e->kind == RAP_ENTITY_ORGANIZATION && e->side < 0 && is_private(e);
        if (e->kind != RAP_ENTITY_MEDIA && !firm && !is_scholar(s, e)) return false;
    }
    return list->n > 0;
}

bool rap_worlds_is_side(const rap_scene *s, int32_t entity)
{
    int32_t side = rap_scene_side(s, entity);
    if (side < 0) return false;
    rap_entity_kind kind = s->in->names->entities[side].kind;
    return kind == RAP_ENTITY_COUNTRY || kind == RAP_ENTITY_ORGANIZATION;
}

bool rap_worlds_is_public(const rap_scene *s, int32_t entity)
{
    return is_public(&s->in->names->entities[entity]);
}

bool rap_worlds_any_say(const rap_scene *s, const rap_actors *list)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (has_say(s, list->v[i])) return true;
    return false;
}
