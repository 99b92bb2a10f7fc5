/*
 * facts/actors.c - who does it and to whom it is done: the mentions around a trigger.
 *
 * Without a parse the subject is the nearest mention before the verb that stands behind
 * no preposition, and the object the nearest after it; a passive turns them round, and
 * a noun takes "Norland's ..." and "... by Norland" as its subject.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/actors.h"

#include "facts/both.h"
#include "facts/roles.h"
#include "facts/whose.h"

#include "aims_table.inc"
#include "carriers_table.inc"

enum { PHRASE = 6, JOIN = 4, BY_REACH = 10, REACH = 40, AIM = 16 }; /* tokens */
enum { OFTEN = 3 }; /* mentions of a crowd that a report is about */

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
        if (s->is_time[i - 1]) break;
        if (pos != RAP_DET && pos != RAP_ADJ && pos != RAP_NOUN && pos != RAP_PROPN &&
            pos != RAP_NUM)
            break;
    }
    return UINT32_MAX;
}

static bool aims(const rap_scene *s, uint32_t preposition, uint32_t col)
{
    int row = rap_table_find(&aims_table, s->p->tokens[preposition].low);
    return row >= 0 && rap_cell_int(&aims_table, row, col);
}

static bool is_noun(const rap_token *t)
{
    return t->upos == RAP_NOUN || t->upos == RAP_PROPN;
}

/* "anti-Norland", "pro-Norland": whoever is named there does nothing. */
static bool is_tail_of_compound(const rap_scene *s, uint32_t token)
{
    uint32_t at = mention_first(s, token);
    return at >= 2 && rap_token_is(s->p, at - 1, "-") &&
           !(s->p->tokens[at - 1].shape & RAP_SHAPE_SPACE) &&
           rap_scene_actor(s, at - 2) < 0;
}

static bool is_finite(const rap_token *t)
{
    static const char *const tags[] = {"VBD", "VBZ", "VBP", "MD"};
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        if (rap_str_is(rap_str_of(t->xpos), tags[i])) return true;
    return false;
}

/* Is the actor at `token` what another verb acts on ("seized Norland's ship and")? */
static bool is_object(const rap_scene *s, uint32_t token, uint32_t first)
{
    uint32_t at = mention_first(s, token), stop = at > PHRASE ? at - PHRASE : 0;
    for (uint32_t i = at; i > later(first, stop); i--) {
        const rap_token *t = &s->p->tokens[i - 1];
        if (t->upos == RAP_VERB)
            return is_finite(t) || rap_str_is(rap_str_of(t->xpos), "VB");
        if (t->upos != RAP_DET && t->upos != RAP_ADJ && t->upos != RAP_NUM &&
            !is_noun(t))
            break;
    }
    return false;
}

/* "asked Norland to leave", "saw Norland leaving": the object of one verb does the
 * other. */
static bool is_controlled(const rap_scene *s, uint32_t verb)
{
    return rap_str_is(rap_str_of(s->p->tokens[verb].xpos), "VBG") ||
           (verb > 0 && rap_token_is(s->p, verb - 1, "to"));
}

/* Nearest actor before `token` in [first, token), one behind no preposition preferred;
 * else the owner of the noun that is ("troops of Norland"). */
static uint32_t nearest_before(const rap_scene *s, uint32_t first, uint32_t token)
{
    uint32_t other = UINT32_MAX;
    uint32_t stop = token > first + REACH ? token - REACH : first;
    bool controlled = is_controlled(s, token);
    for (uint32_t i = token; i > stop; i--) {
        if (rap_scene_actor(s, i - 1) < 0 || is_tail_of_compound(s, i - 1)) continue;
        uint32_t by = preposition(s, i - 1, first);
        if (by == UINT32_MAX && (controlled || !is_object(s, i - 1, first)))
            return i - 1;
        if (by == UINT32_MAX) continue;
        if (by == first && mention_last(s, i - 1) == token) return i - 1;
        bool owner =
            by > first && aims(s, by, AIMS_OWNER) && is_noun(&s->p->tokens[by - 1]);
        if (other == UINT32_MAX && owner) other = i - 1;
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

/* By the tree, is what stands here the subject of another verb ("..., Norland said")?
 */
static bool is_subject_elsewhere(const rap_scene *s, uint32_t token, const rap_deed *d)
{
    for (int n = 0; n < JOIN; n++) {
        const rap_token *t = &s->p->tokens[token];
        if (t->head == RAP_NO_HEAD || t->head == token) return false;
        if (t->deprel == RAP_REL_NSUBJ) return t->head < d->first || t->head >= d->last;
        if (t->upos == RAP_VERB) return false;
        token = t->head;
    }
    return false;
}

/* The actor that the deed at tokens [.., d->last) is aimed at: its object, or what
 * stands behind a word of data/aims.tsv, before the next verb. */
static uint32_t aimed_at(const rap_scene *s, const rap_deed *d, uint32_t last,
                         int32_t not_of)
{
    uint32_t end = earlier(last, d->last + AIM), col = d->noun ? AIMS_NOUN : AIMS_VERB;
    int32_t side = rap_scene_side(s, not_of);
    for (uint32_t i = d->last; i < end && !is_finite(&s->p->tokens[i]); i++) {
        int32_t e = rap_scene_actor(s, i);
        if (e < 0 || (side >= 0 && rap_scene_side(s, e) == side)) continue;
        uint32_t by = preposition(s, i, d->last - 1);
        bool object = by == UINT32_MAX && !d->noun;
        if (d->reciprocal && by != UINT32_MAX && rap_token_is(s->p, by, "against"))
            continue;
        if (is_subject_elsewhere(s, i, d)) continue;
        if (object || (by != UINT32_MAX && aims(s, by, col))) return i;
    }
    return UINT32_MAX;
}

/* Who a noun belongs to: "Norland's attack", "the Norlandic attack". */
static uint32_t owner_of(const rap_scene *s, uint32_t noun, uint32_t first)
{
    uint32_t stop = noun > first + PHRASE ? noun - PHRASE : first;
    for (uint32_t i = noun; i > stop; i--) {
        const rap_token *t = &s->p->tokens[i - 1];
        if (rap_scene_actor(s, i - 1) >= 0)
            return is_tail_of_compound(s, i - 1) ? UINT32_MAX : i - 1;
        if (!is_noun(t) && t->upos != RAP_ADJ && t->upos != RAP_NUM &&
            t->upos != RAP_PART && !rap_str_is(t->low, "-"))
            return UINT32_MAX;
    }
    return UINT32_MAX;
}

/* The verb that carries the noun ("launched an attack"), or UINT32_MAX. */
static uint32_t carrier_of(const rap_scene *s, uint32_t noun, uint32_t first)
{
    uint32_t stop = noun > first + PHRASE ? noun - PHRASE : first;
    for (uint32_t i = noun; i > stop; i--) {
        const rap_token *t = &s->p->tokens[i - 1];
        if (t->upos != RAP_VERB) continue;
        return rap_table_find(&carriers_table, t->lemma) >= 0 ? i - 1 : UINT32_MAX;
    }
    return UINT32_MAX;
}

static const rap_sentence *sentence_of(const rap_scene *s, uint32_t token)
{
    return &s->p->sentences[s->p->tokens[token].sentence];
}

/* Is a side named close around the token, in its sentence? */
static bool is_near(const rap_scene *s, int32_t side, uint32_t token)
{
    const rap_sentence *sentence = sentence_of(s, token);
    uint32_t first = later(sentence->first, token > REACH ? token - REACH : 0);
    uint32_t last = earlier(sentence->last, token + REACH);
    for (uint32_t i = first; i < last; i++)
        if (rap_scene_side(s, rap_scene_actor(s, i)) == side) return true;
    return false;
}

/* "Human Rights Now says the police beat them": an organisation that tells of a deed in
 * these words was not hit by it for that. */
static bool only_tells(const rap_scene *s, int32_t side, uint32_t token)
{
    int32_t said = s->clauses[s->clause_of[token]].said;
    return said >= 0 && rap_scene_side(s, rap_scene_speaker(s, said)) == side &&
           s->in->names->entities[side].kind == RAP_ENTITY_ORGANIZATION;
}

/* The main side against `entity`, for a deed that names no target but whose sentence
 * names that side. */
static void add_other(const rap_scene *s, rap_actors *list, int32_t entity,
                      uint32_t token)
{
    int32_t other = rap_scene_other(s, rap_scene_side(s, entity));
    if (other < 0 || only_tells(s, other, token)) return;
    if (is_near(s, other, token)) rap_actors_add(list, other);
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

/* Does a subject that is no actor stand right before the verb ("two men attacked")? */
static bool has_own_subject(const rap_scene *s, const rap_clause *c, uint32_t verb)
{
    uint32_t i = verb;
    while (i > c->first &&
           (s->p->tokens[i - 1].upos == RAP_AUX || s->p->tokens[i - 1].upos == RAP_ADV))
        i--;
    if (i == c->first || s->p->tokens[i - 1].upos != RAP_NOUN || s->is_time[i - 1])
        return false;
    return preposition(s, i - 1, c->first) == UINT32_MAX;
}

/* Subject of a clause that has none of its own: that of the clause before it, or for
 * "which" and "who" what stands right before them. */
static uint32_t borrowed(const rap_scene *s, uint32_t clause, uint32_t verb)
{
    const rap_clause *c = &s->clauses[clause];
    uint32_t first = sentence_of(s, c->first)->first;
    if (c->first == first) return UINT32_MAX;
    if (c->kind != RAP_CLAUSE_RELATIVE && has_own_subject(s, c, verb))
        return UINT32_MAX;
    if (c->kind == RAP_CLAUSE_RELATIVE) {
        uint32_t stop = c->first > PHRASE ? later(first, c->first - PHRASE) : first;
        for (uint32_t i = c->first; i > stop; i--)
            if (rap_scene_actor(s, i - 1) >= 0) return i - 1;
        return UINT32_MAX;
    }
    const rap_clause *before = c - 1;
    uint32_t end = earlier(before->last, before->first + REACH);
    for (uint32_t i = before->first; i < end && !is_finite(&s->p->tokens[i]); i++)
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
    uint32_t subject = rap_roles_subject_of(s, token);
    rap_actors named = {0};
    if (subject != RAP_NO_TOKEN) {
        rap_roles_collect(s, subject, &named);
        return named.n ? named.v[0] : -1;
    }
    uint32_t clause = s->clause_of[token];
    const rap_clause *c = &s->clauses[clause];
    if (is_passive(s, token, c->first)) {
        uint32_t agent = agent_by(s, token, c->last);
        return agent == UINT32_MAX ? -1 : rap_scene_actor(s, agent);
    }
    uint32_t i = nearest_before(s, c->first, token);
    if (i == UINT32_MAX) i = borrowed(s, clause, token);
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

/* Who does it: the subject of a verb; of a noun its owner or the subject of the verb
 * that carries it. */
static uint32_t doer(const rap_scene *s, const rap_deed *d, const rap_clause *c)
{
    uint32_t verb = d->first;
    if (d->noun) {
        uint32_t owner = owner_of(s, d->first, c->first);
        if (owner != UINT32_MAX) return owner;
        verb = carrier_of(s, d->first, c->first);
        if (verb == UINT32_MAX) return UINT32_MAX;
    }
    uint32_t before = nearest_before(s, c->first, verb);
    if (before == UINT32_MAX) before = borrowed(s, s->clause_of[verb], verb);
    /* "it struck, Norland said, forcing them to flee": who tells does nothing */
    bool told = before != UINT32_MAX && rap_whose_is_teller(s, before, verb);
    return told ? UINT32_MAX : before;
}

/* All who are named around the trigger take part: "the Norlandic-Sudmark talks", "met
 * with Sudmark", "talks between ...". */
static void find_parties(const rap_scene *s, const rap_deed *d, rap_actors *source,
                         rap_actors *target)
{
    uint32_t clause = s->clause_of[d->first];
    const rap_clause *c = &s->clauses[clause];
    uint32_t before = doer(s, d, c);
    place(s, c, before, source);
    int32_t one = source->n == 1 ? source->v[0] : -1;
    uint32_t after = aimed_at(s, d, c->last, one);
    if (source->n < 2) place(s, c, after, source);
    if (source->n == 1 && before == UINT32_MAX) {
        before = nearest_before(s, c->first, d->first);
        place(s, c, before, source);
    }
    if (source->n == 1) add_other(s, source, source->v[0], d->first);
    *target = *source;
}

static void find_by_order(const rap_scene *s, const rap_deed *d, rap_actors *source,
                          rap_actors *target)
{
    uint32_t clause = s->clause_of[d->first];
    const rap_clause *c = &s->clauses[clause];
    if (d->reciprocal) {
        find_parties(s, d, source, target);
        return;
    }
    uint32_t agent = agent_by(s, d->last, c->last);
    bool turned = d->noun ? agent != UINT32_MAX : is_passive(s, d->first, c->first);
    uint32_t before = turned && d->noun ? UINT32_MAX : doer(s, d, c);
    if (turned) {
        place(s, c, agent, source);
        uint32_t after = aimed_at(s, d, c->last, actor_at(s, agent));
        place(s, c, d->noun ? after : before, target);
        return;
    }
    if (d->suffered && before == owner_of(s, d->first, c->first)) {
        place(s, c, before, target);
        return;
    }
    place(s, c, before, source);
    place(s, c, aimed_at(s, d, c->last, actor_at(s, before)), target);
    if (!target->n && !d->strict) add_other(s, target, actor_at(s, before), d->first);
}

/* "Forbade protests": the object of a verb that does not carry it is nobody's deed who
 * stands before it. */
static bool is_object_of_other(const rap_scene *s, const rap_deed *d)
{
    uint32_t noun = rap_roles_top(s, d->first, d->last);
    return d->noun && s->branches.child && rap_hangs_by(s->p, noun, RAP_REL_OBJ) &&
           !rap_roles_is_carried(s, noun);
}

/* What the tree settles is so; the order of the words tells the rest. */
void rap_actors_find(const rap_scene *s, const rap_deed *d, rap_actors *source,
                     rap_actors *target)
{
    rap_roles roles;
    if (!rap_roles_find(&roles, s, d) || (d->reciprocal && roles.doer.n < 2)) {
        find_by_order(s, d, source, target);
        return;
    }
    rap_actors by_order[2] = {0};
    find_by_order(s, d, &by_order[0], &by_order[1]);
    *source = roles.doer_told || is_object_of_other(s, d) ? roles.doer : by_order[0];
    *target = roles.done_to.n ? roles.done_to : by_order[1];
}

/* Does the token name somebody whom the words are about, and not only whose thing or
 * where ("Norlandic prices", "in Norland")?  True where there is no tree. */
static bool is_spoken_of(const rap_scene *s, uint32_t token)
{
    static const char *const where[] = {"in", "at", "near", "across", "inside", "from"};
    const rap_token *t = &s->p->tokens[token];
    int32_t m = s->in->names->by_token ? s->in->names->by_token[token] : -1;
    for (int n = 0; n < JOIN && t->head != RAP_NO_HEAD && t->head != token; n++) {
        bool inside = m >= 0 && s->in->names->by_token[t->head] == m;
        if (!inside && t->deprel != RAP_REL_CONJ && t->deprel != RAP_REL_FLAT) break;
        token = t->head;
        t = &s->p->tokens[token];
    }
    if (t->head == RAP_NO_HEAD) return true;
    if (t->deprel == RAP_REL_AMOD || t->deprel == RAP_REL_COMPOUND) return false;
    uint32_t by = rap_branches_find(&s->branches, s->p, token, RAP_REL_CASE);
    for (size_t i = 0; by != RAP_NO_TOKEN && i < sizeof where / sizeof where[0]; i++)
        if (rap_token_is(s->p, by, where[i])) return false;
    return true;
}

/* The sides named in tokens [first, last): of the two main ones which, and which first;
 * `plainly`: only those that the words are about. */
typedef struct {
    bool main[2];
    int32_t first;
} sides_named;

static sides_named name_sides(const rap_scene *s, const rap_unit *u, int32_t not_side,
                              bool plainly)
{
    sides_named out = {{false, false}, -1};
    for (uint32_t i = u->first; i < u->last; i++) {
        if (rap_both_at(s, i)) {
            for (int k = 0; k < 2; k++)
                out.main[k] = out.main[k] || s->main[k] != not_side;
            if (out.first < 0) out.first = s->main[s->main[0] == not_side];
            continue;
        }
        int32_t is = rap_scene_side(s, rap_scene_actor(s, i));
        if (is < 0 || is == not_side || (plainly && !is_spoken_of(s, i))) continue;
        if (out.first < 0) out.first = is;
        for (int k = 0; k < 2; k++)
            out.main[k] = out.main[k] || is == s->main[k];
    }
    return out;
}

/* "protesters", "diplomats": whoever they are, they do not call on both for that. */
static bool is_nameless(const rap_scene *s, int32_t side)
{
    rap_entity_kind kind = s->in->names->entities[side].kind;
    return kind == RAP_ENTITY_GROUP || kind == RAP_ENTITY_ANONYMOUS;
}

void rap_actors_addressed(const rap_scene *s, uint32_t first, uint32_t last,
                          int32_t side, rap_actors *out)
{
    const rap_unit words = {.first = first, .last = last};
    int32_t other = rap_scene_other(s, side);
    sides_named named = name_sides(s, &words, side, true);
    if (named.first < 0) {
        named = name_sides(s, &words, side, false);
        if (!named.main[0] && !named.main[1]) named.first = -1;
    }
    for (int k = 0; k < 2; k++)
        if (named.main[k]) rap_actors_add(out, s->main[k]);
    if (!out->n) rap_actors_add(out, named.first);
    bool outsider = other < 0 && side >= 0 && !out->n && !is_nameless(s, side);
    for (int k = 0; k < 2 && outsider; k++)
        if (s->main[k] != side) rap_actors_add(out, s->main[k]);
    /* nor is a crowd that the report names in passing */
    bool passing = other >= 0 && is_nameless(s, other) && s->weight[other] < OFTEN;
    rap_actors_add(out, out->n || passing ? -1 : other);
}
