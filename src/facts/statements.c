/*
 * facts/statements.c - the stretches of a report that may each hold one position.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/statements.h"

#include "facts/held.h"

enum { SHORT = 4 }; /* tokens: less is no statement */
enum { PLAIN = 5 }; /* weight of a stance that makes a part a statement of its own */
enum { SHOWN = 5 }; /* weight of a stance close to which a weak word names an issue */
enum { NAMED = 2 }; /* weight of an issue that does */

typedef RAP_LIST(rap_statement) statement_list;

/* Does a statement begin with this clause, if its words and those before bear it out?
 */
static bool may_open(const rap_scene *s, uint32_t clause, int32_t said)
{
    const rap_clause *c = &s->clauses[clause];
    const rap_token *t = &s->p->tokens[c->first];
    if (c->said != said || c->answers) return false;
    switch (c->kind) {
    case RAP_CLAUSE_MAIN:
    case RAP_CLAUSE_JOINED:
        return true;
    case RAP_CLAUSE_CONTENT: /* "..., and that ..." */
        return c->first > 0 && t[-1].upos == RAP_CCONJ;
    default:
        return false;
    }
}

/* Is the stance a judgement on what stands before its words: "is not the way", "is
 * unacceptable"? */
static bool judges(const rap_stance *st)
{
    return !st->of_subject &&
           (rap_str_is(st->stance, "reject") || rap_str_is(st->stance, "red_line") ||
            rap_str_is(st->stance, "doubt"));
}

/* Where a condition ends, with all that is hung on it. */
static uint32_t behind_condition(const rap_scene *s, uint32_t c, const rap_unit *u)
{
    for (uint32_t k = c + 1; k <= s->clause_of[u->last - 1]; k++)
        if (s->clauses[k].kind == RAP_CLAUSE_MAIN) return s->clauses[k].first;
    return u->last;
}

static rap_look look_of(const rap_scene *s, const rap_unit *u, const rap_stance *st)
{
    bool own = st->token >= u->first && st->token < u->last;
    bool asks = rap_str_is(st->stance, "condition") || rap_str_is(st->stance, "demand");
    rap_look look = {.asks = asks && !st->of_subject,
                     .near = st->token,
                     .shown = st->weight >= SHOWN,
                     .of_what = own && judges(st),
                     .own_to = own ? st->token + st->words : 0};
    for (uint32_t c = s->clause_of[u->first] + 1;
         c <= s->clause_of[u->last - 1] && !look.skip_to; c++)
        if (s->clauses[c].kind == RAP_CLAUSE_CONDITION) {
            look.skip_from = s->clauses[c].first;
            look.skip_to = behind_condition(s, c, u);
        }
    /* "if there is no neutrality, ...": the condition names what is wanted */
    bool inside = look.skip_from <= u->first + 1 && st->token >= look.skip_from &&
                  st->token < look.skip_to;
    if (inside && rap_str_is(st->stance, "condition")) look.skip_from = look.skip_to;
    return look;
}

static int32_t side_of(const rap_scene *s, int32_t said)
{
    return said < 0 ? -1 : rap_scene_side(s, rap_held_speaker(s, said));
}

static rap_statement read_part(const rap_scene *s, const rap_topics *topics,
                               rap_unit unit)
{
    rap_statement part = {.unit = unit};
    part.stance = rap_stance_read(s, &unit, side_of(s, unit.said));
    part.issue = rap_issue_pick(topics, s->p, unit.first, unit.last,
                                look_of(s, &unit, &part.stance));
    return part;
}

/* Do two parts say two things: each a stance and an issue, one of them another? */
static bool differ(const rap_statement *a, const rap_statement *b)
{
    if (a->unit.last - a->unit.first < SHORT || b->unit.last - b->unit.first < SHORT)
        return false;
    if (a->stance.weight < PLAIN || b->stance.weight < PLAIN) return false;
    bool own = b->stance.token >= b->unit.first && b->stance.token < b->unit.last;
    if (own && !rap_str_eq(a->stance.stance, b->stance.stance)) return true;
    return a->issue.weight >= NAMED && b->issue.weight >= NAMED &&
           !rap_str_eq(a->issue.label, b->issue.label);
}

/* "Norland rejected the terms, but agreed to go on": what comes first is told by the
 * statement within it, and nothing of it is what comes next. */
static bool is_told_within(const rap_scene *s, const rap_statement *a,
                           const rap_statement *b)
{
    bool own = b->stance.token >= b->unit.first && b->stance.token < b->unit.last;
    bool joined = s->p->tokens[b->unit.first].upos == RAP_CCONJ;
    if (a->stance.weight || b->stance.weight < PLAIN || !own || !joined) return false;
    bool within = s->clauses[s->clause_of[a->unit.last - 1]].said != a->unit.said;
    for (uint32_t i = a->unit.first; within && i < a->unit.last; i++)
        if (s->is_cue[i]) return true;
    return false;
}

static void join(rap_statement *a, const rap_statement *b)
{
    a->unit.last = b->unit.last;
    if (b->stance.weight > a->stance.weight) {
        a->stance = b->stance;
        if (b->issue.label.n) a->issue = b->issue;
    }
    bool plain = a->stance.weight == 0 && b->issue.weight > a->issue.weight;
    if (plain || !a->issue.label.n) a->issue = b->issue;
}

/* Cut one unit at the clauses where something else begins to be said. */
static rap_code cut_unit(statement_list *list, const rap_scene *s,
                         const rap_topics *topics, const rap_unit *u, rap_err *err)
{
    uint32_t last_clause = s->clause_of[u->last - 1];
    rap_statement now = {.unit = {.first = u->first, .last = u->first}};
    for (uint32_t c = s->clause_of[u->first]; c <= last_clause;) {
        uint32_t next = c + 1;
        while (next <= last_clause && !may_open(s, next, u->said))
            next++;
        rap_unit unit = {s->clauses[c].first, s->clauses[next - 1].last, u->said};
        rap_statement part = read_part(s, topics, unit);
        if (now.unit.last == now.unit.first || is_told_within(s, &now, &part)) {
            now = part;
        } else if (differ(&now, &part)) {
            rap_statement *room = RAP_PUSH(s->arena, list);
            if (!room) return rap_fail_memory(err);
            *room = now;
            now = part;
        } else {
            join(&now, &part);
        }
        c = next;
    }
    rap_statement *room = RAP_PUSH(s->arena, list);
    if (!room) return rap_fail_memory(err);
    *room = now;
    return RAP_OK;
}

rap_code rap_statements_cut(rap_statement **out, uint32_t *n, const rap_scene *s,
                            const rap_topics *topics, rap_err *err)
{
    statement_list list = {0};
    for (uint32_t i = 0; i < s->n_units; i++) {
        rap_code rc = cut_unit(&list, s, topics, &s->units[i], err);
        if (rc != RAP_OK) return rc;
    }
    *out = list.v;
    *n = (uint32_t)list.n;
    return RAP_OK;
}
