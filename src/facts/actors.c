/*
 * facts/actors.c - who does it and to whom it is done: the mentions around a trigger.
 *
 * Without a parse the subject is the nearest mention before the verb that stands behind
 * no preposition, and the object the nearest after it; a passive turns them round, and
 * a noun takes "Norland's ..." and "... by Norland" as its subject.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/actors.h"

enum { PHRASE = 6, JOIN = 4, BY_REACH = 10, REACH = 40 }; /* tokens */

void rap_actors_add(rap_actors *list, int32_t entity)
{
    if (entity < 0 || list->n >= RAP_ACTORS_MAX || rap_actors_has(list, entity)) return;
    list->v[list->n++] = entity;
}

bool rap_actors_has(const rap_actors *list, int32_t entity)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->v[i] == entity) return true;
    return false;
}

static uint32_t later(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

static uint32_t earlier(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* First token of the mention at `token` (or the token itself, for "we"). */
static uint32_t mention_first(const rap_scene *s, uint32_t token)
{
    int32_t m = s->in->names->by_token ? s->in->names->by_token[token] : -1;
    return m < 0 ? token : s->in->names->mentions[m].first;
}

static uint32_t mention_last(const rap_scene *s, uint32_t token)
{
    int32_t m = s->in->names->by_token ? s->in->names->by_token[token] : -1;
    return m < 0 ? token + 1 : s->in->names->mentions[m].last;
}

/* The preposition that governs the phrase which ends at `token`, or UINT32_MAX. */
static uint32_t preposition(const rap_scene *s, uint32_t token, uint32_t first)
{
    uint32_t at = mention_first(s, token), stop = at > PHRASE ? at - PHRASE : 0;
    for (uint32_t i = at; i > later(first, stop); i--) {
        uint8_t pos = s->p->tokens[i - 1].upos;
        if (pos == RAP_ADP) return i - 1;
        if (pos != RAP_DET && pos != RAP_ADJ && pos != RAP_NOUN && pos != RAP_PROPN &&
            pos != RAP_NUM)
            break;
    }
    return UINT32_MAX;
}

/* Nearest actor before `token` in [first, token), one behind no preposition preferred.
 */
static uint32_t nearest_before(const rap_scene *s, uint32_t first, uint32_t token)
{
    uint32_t other = UINT32_MAX;
    uint32_t stop = token > first + REACH ? token - REACH : first;
    for (uint32_t i = token; i > stop; i--) {
        if (rap_scene_actor(s, i - 1) < 0) continue;
        if (preposition(s, i - 1, first) == UINT32_MAX) return i - 1;
        if (other == UINT32_MAX) other = i - 1;
        i = later(mention_first(s, i - 1), stop) + 1;
    }
    return other;
}

/* Nearest actor after `token` that is not on the side of `not_of` (-1: whoever). */
static uint32_t nearest_after(const rap_scene *s, uint32_t token, uint32_t last,
                              int32_t not_of)
{
    uint32_t end = earlier(last, token + REACH);
    int32_t side = rap_scene_side(s, not_of);
    for (uint32_t i = token; i < end; i++) {
        int32_t e = rap_scene_actor(s, i);
        if (e >= 0 && (side < 0 || rap_scene_side(s, e) != side)) return i;
    }
    return UINT32_MAX;
}

/* The main side against `side`, for a deed or words that name no target. */
static void add_other(const rap_scene *s, rap_actors *list, int32_t entity)
{
    if (!list->n) rap_actors_add(list, rap_scene_other(s, rap_scene_side(s, entity)));
}

static bool joins(const rap_token *t)
{
    return t->upos == RAP_CCONJ || t->upos == RAP_DET || t->upos == RAP_ADJ ||
           rap_str_is(t->low, ",");
}

/* Add the actor at `token` and those joined to it by "and" on its two sides. */
static void add_joined(const rap_scene *s, rap_actors *list, uint32_t token,
                       const rap_clause *c)
{
    rap_actors_add(list, rap_scene_actor(s, token));
    uint32_t i = mention_first(s, token), gap = 0;
    while (i > c->first && gap < JOIN && joins(&s->p->tokens[i - 1]))
        i--, gap++;
    if (gap && i > c->first) rap_actors_add(list, rap_scene_actor(s, i - 1));
    i = mention_last(s, token);
    for (gap = 0; i < c->last && gap < JOIN && joins(&s->p->tokens[i]); gap++)
        i++;
    if (gap && i < c->last) rap_actors_add(list, rap_scene_actor(s, i));
}

static const rap_sentence *sentence_of(const rap_scene *s, uint32_t token)
{
    return &s->p->sentences[s->p->tokens[token].sentence];
}

/* Subject of a clause that has none of its own: that of the clause before it, or for
 * "which" and "who" what stands right before them. */
static uint32_t borrowed(const rap_scene *s, uint32_t clause)
{
    const rap_clause *c = &s->clauses[clause];
    uint32_t first = sentence_of(s, c->first)->first;
    if (c->first == first) return UINT32_MAX;
    if (c->kind == RAP_CLAUSE_RELATIVE) {
        uint32_t stop = c->first > PHRASE ? later(first, c->first - PHRASE) : first;
        for (uint32_t i = c->first; i > stop; i--)
            if (rap_scene_actor(s, i - 1) >= 0) return i - 1;
        return UINT32_MAX;
    }
    const rap_clause *before = c - 1;
    uint32_t end = earlier(before->last, before->first + REACH);
    for (uint32_t i = before->first; i < end; i++)
        if (rap_scene_actor(s, i) >= 0 &&
            preposition(s, i, before->first) == UINT32_MAX)
            return i;
    return UINT32_MAX;
}

/* "by" close after the trigger: what follows it did it. */
static uint32_t agent_by(const rap_scene *s, uint32_t token, uint32_t last)
{
    uint32_t end = earlier(last, token + BY_REACH);
    for (uint32_t i = token; i + 1 < end; i++)
        if (rap_token_is(s->p, i, "by"))
            return nearest_after(s, i + 1, earlier(end, i + PHRASE), -1);
    return UINT32_MAX;
}

static bool is_passive(const rap_scene *s, uint32_t token, uint32_t first)
{
    const rap_token *t = &s->p->tokens[token];
    if (!rap_str_is(rap_str_of(t->xpos), "VBN")) return false;
    for (uint32_t i = token; i > first && token - i < JOIN; i--) {
        if (rap_str_is(s->p->tokens[i - 1].lemma, "be")) return true;
        if (rap_str_is(s->p->tokens[i - 1].lemma, "have")) return false;
    }
    return rap_token_is(s->p, token + 1, "by");
}

int32_t rap_actors_subject(const rap_scene *s, uint32_t token)
{
    uint32_t clause = s->clause_of[token];
    uint32_t i = nearest_before(s, s->clauses[clause].first, token);
    if (i == UINT32_MAX) i = borrowed(s, clause);
    return i == UINT32_MAX ? -1 : rap_scene_actor(s, i);
}

/* Add the joined actors at `token`, if there is any. */
static void place(const rap_scene *s, const rap_clause *c, uint32_t token,
                  rap_actors *list)
{
    if (token != UINT32_MAX) add_joined(s, list, token, c);
}

static int32_t actor_at(const rap_scene *s, uint32_t token)
{
    return token == UINT32_MAX ? -1 : rap_scene_actor(s, token);
}

/* All who are named around the trigger take part; one alone met the other main side. */
static void find_parties(const rap_scene *s, const rap_deed *d, rap_actors *source,
                         rap_actors *target)
{
    uint32_t clause = s->clause_of[d->first];
    const rap_clause *c = &s->clauses[clause];
    uint32_t before = nearest_before(s, c->first, d->first);
    if (before == UINT32_MAX) before = borrowed(s, clause);
    place(s, c, before, source);
    int32_t one = source->n == 1 ? source->v[0] : -1;
    if (source->n < 2) place(s, c, nearest_after(s, d->last, c->last, one), source);
    if (source->n == 1)
        rap_actors_add(source, rap_scene_other(s, rap_scene_side(s, source->v[0])));
    *target = *source;
}

void rap_actors_find(const rap_scene *s, const rap_deed *d, rap_actors *source,
                     rap_actors *target)
{
    uint32_t clause = s->clause_of[d->first];
    const rap_clause *c = &s->clauses[clause];
    if (d->reciprocal) {
        find_parties(s, d, source, target);
        return;
    }
    uint32_t before = nearest_before(s, c->first, d->first);
    uint32_t agent = agent_by(s, d->last, c->last);
    if (before == UINT32_MAX) before = borrowed(s, clause);
    bool turned = d->noun ? agent != UINT32_MAX : is_passive(s, d->first, c->first);
    if (turned) {
        uint32_t after = nearest_after(s, d->last, c->last, actor_at(s, agent));
        place(s, c, agent, source);
        place(s, c, d->noun && after != UINT32_MAX ? after : before, target);
        return;
    }
    place(s, c, before, source);
    place(s, c, nearest_after(s, d->last, c->last, actor_at(s, before)), target);
    add_other(s, target, actor_at(s, before));
}

void rap_actors_addressed(const rap_scene *s, uint32_t first, uint32_t last,
                          int32_t side, rap_actors *out)
{
    int32_t other = rap_scene_other(s, side), named = -1;
    bool seen[2] = {false, false}, outsider = other < 0;
    for (uint32_t i = first; i < last; i++) {
        int32_t is = rap_scene_side(s, rap_scene_actor(s, i));
        if (is < 0 || is == side) continue;
        if (named < 0) named = is;
        for (int k = 0; k < 2; k++)
            seen[k] = seen[k] || is == s->main[k];
    }
    for (int k = 0; k < 2; k++)
        if (seen[k]) rap_actors_add(out, s->main[k]);
    if (!out->n) rap_actors_add(out, named);
    for (int k = 0; k < 2 && !out->n && outsider; k++)
        rap_actors_add(out, s->main[k]);
    rap_actors_add(out, out->n ? -1 : other);
}
