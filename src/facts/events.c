/*
 * facts/events.c - who did what to whom, coded by CAMEO and PLOVER.
 *
 * Two kinds of events: deeds that a verb or noun of data/verbs.tsv tells, and saying,
 * which is doing: what a speaker promises, demands, refuses or blames is an event of
 * his own.  A speaker's words about a deed of others give the deed, with status
 * claimed.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/events.h"

#include "facts/actors.h"
#include "facts/both.h"
#include "facts/deeds.h"
#include "facts/kinds.h"
#include "facts/mere.h"
#include "facts/modality.h"
#include "facts/roles.h"
#include "facts/sayings.h"
#include "facts/stances.h"
#include "facts/targets.h"
#include "facts/weight.h"
#include "facts/worlds.h"

#include <stdlib.h>

#include "bodies_table.inc"
#include "fates_table.inc"

typedef RAP_LIST(rap_draft) draft_list;

enum { SURE_DEED = 60, SURE_NOUN = 45 };
enum { FATE_NEAR = 16 }; /* tokens between a death and the quake */
enum { ACCUSE = 9 };     /* CAMEO root: from here on they are at odds */
enum { BETWEEN = 3 }; /* events between two sides that show a report to be about them */
enum { LONG = 100 };  /* sentences of a long transcript */

/* Is it an act of words (appeal, promise, demand, blame, refusal, threat)? */
static bool is_words(rap_str code)
{
    int r = rap_deeds_root(code);
    return r <= 3 || (r >= 10 && r <= 13);
}

/* A lone verb of support, cooperation or aid needs somebody who is served by name:
 * "help", "provide" and "share" mean little without. */
static bool is_gift(const rap_verb *verb)
{
    int r = rap_deeds_root(verb->code);
    return !verb->noun && verb->words == 1 && r >= 5 && r <= 7;
}

/* A deed that is done to whoever owns the place where it is done: visits, aid, force.
 */
static bool lands_somewhere(const rap_verb *verb)
{
    int r = rap_deeds_root(verb->code);
    return !verb->reciprocal && (r == 4 || r == 7 || r >= 16);
}

/* Is it asked rather than told? */
static bool is_question(const rap_scene *s, uint32_t token)
{
    const rap_sentence *sentence = &s->p->sentences[s->p->tokens[token].sentence];
    uint32_t at = sentence->last;
    while (at > sentence->first && (s->p->tokens[at - 1].shape & RAP_SHAPE_CLOSE))
        at--;
    return at > sentence->first && rap_token_is(s->p, at - 1, "?");
}

static void find_places(const rap_scene *s, uint32_t clause, rap_event *e)
{
    const rap_places *places = s->in->places;
    const rap_clause *c = &s->clauses[clause];
    uint32_t lo = rap_places_first(places, c->first);
    for (; lo < places->n_places && places->places[lo].first < c->last; lo++)
        if (places->places[lo].use == RAP_USE_LITERAL)
            rap_actors_add(&e->places, (int32_t)lo);
    if (e->places.n) e->place_relation = places->places[e->places.v[0]].relation;
}

static void set_code(rap_event *e, rap_str code)
{
    e->cameo = code;
    e->plover = rap_deeds_plover(code);
}

/* Told as something that was, or was not. */
static bool is_told(const rap_event *e)
{
    return e->status == RAP_STATUS_CLAIMED || e->status == RAP_STATUS_BACKGROUND ||
           e->status == RAP_STATUS_NEGATED;
}

/* Does the speaker tell of his own side's words or plans?  His saying covers them. */
static bool is_own_words(const rap_scene *s, const rap_event *e)
{
    int32_t side = rap_scene_side(s, rap_scene_speaker(s, e->attribution));
    if (side < 0 || !e->source.n || rap_scene_side(s, e->source.v[0]) != side)
        return false;
    return is_words(e->cameo) || !is_told(e);
}

/* "the talks", "tariffs" in somebody's words are what he speaks of; only force that he
 * tells of is told. */
static bool is_mere_noun(const rap_event *e, const rap_verb *verb)
{
    return verb->noun && (rap_deeds_root(e->cameo) < 17 || !is_told(e));
}

/* What somebody will do, or will not do, for others is a promise or a refusal of it,
 * and that is an act of today. */
static void bind_by_future(const rap_scene *s, rap_verb *verb, rap_event *e)
{
    static const char *const stances[] = {"pledge", "reject"};
    bool negated = e->status == RAP_STATUS_NEGATED;
    int r = rap_deeds_root(verb->code);
    if (verb->noun || r < 5 || r > 8 || !rap_modality_future(s, verb->first)) return;
    if (!negated && e->status != RAP_STATUS_PLANNED) return;
    bool content = s->clauses[s->clause_of[verb->first]].kind == RAP_CLAUSE_CONTENT;
    if (content && e->attribution < 0) return; /* "no sign that it will" */
    const rap_stance st = {.stance = rap_str_of(stances[negated]), .cameo = verb->code};
    set_code(e, rap_stance_code(st, verb->code));
    e->reciprocal = false;
    verb->reciprocal = false;
    e->status = e->attribution < 0 ? RAP_STATUS_ACTUAL : RAP_STATUS_CLAIMED;
}

/* "not following through on promises": a promise that a noun names was made, whatever
 * became of it. */
static bool is_promise_named(const rap_scene *s, const rap_verb *verb)
{
    int r = rap_deeds_root(verb->code);
    return (verb->noun || s->p->tokens[verb->first].upos == RAP_NOUN) && r == 3 &&
           !rap_roles_is_carried(s, verb->first);
}

/* Is the verb at a token one that puts off? */
static bool puts_off(const rap_scene *s, uint32_t verb)
{
    static const char *const verbs[] = {"postpone", "delay", "defer", "reschedule"};
    const rap_token *t = &s->p->tokens[verb];
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (rap_str_is(t->lemma, verbs[i])) return true;
    return rap_str_is(t->lemma, "put") && rap_token_is(s->p, verb + 1, "off");
}

static bool is_meeting(const rap_scene *s, uint32_t noun)
{
    static const char *const nouns[] = {"talk",    "negotiation", "meeting",
                                        "summit",  "conference",  "discussion",
                                        "session", "round",       "consultation"};
    for (size_t i = 0; noun < s->p->n_tokens && i < sizeof nouns / sizeof *nouns; i++)
        if (rap_str_is(s->p->tokens[noun].lemma, nouns[i])) return true;
    return false;
}

/* "The tariff talks have been put off until Friday": no talks, and nothing done about
 * tariffs; of the day to come the rounds tell. */
static bool is_put_off(const rap_scene *s, const rap_verb *verb)
{
    const rap_token *t = s->p->tokens;
    uint32_t own = verb->first, up = t[own].head;
    if (!s->branches.child) return false;
    if (puts_off(s, own))
        return is_meeting(s, rap_branches_find(&s->branches, s->p, own, RAP_REL_OBJ)) ||
               is_meeting(
                   s, rap_branches_find(&s->branches, s->p, own, RAP_REL_NSUBJ_PASS));
    return rap_deeds_root(verb->code) == 4 && up < s->p->n_tokens &&
           t[up].upos == RAP_VERB && puts_off(s, up);
}

/* A state that lasts ("the war", "controls") was there before the news. */
static rap_status status_of(const rap_scene *s, const rap_verb *verb)
{
    rap_status status = rap_modality_of(s, verb->first);
    bool open = status == RAP_STATUS_NEGATED || status == RAP_STATUS_ACTUAL;
    if (open && is_promise_named(s, verb)) return RAP_STATUS_BACKGROUND;
    if (status == RAP_STATUS_ACTUAL && rap_modality_is_charge(s, verb->first))
        return RAP_STATUS_ALLEGED;
    const char *tag = s->p->tokens[verb->first].xpos;
    bool now = rap_str_is(rap_str_of(tag), "VBZ") || rap_str_is(rap_str_of(tag), "VBP");
    bool news = verb->noun ? rap_roles_is_carried(s, verb->first) : !now;
    bool plain = status == RAP_STATUS_ACTUAL || status == RAP_STATUS_CLAIMED;
    return verb->lasting && plain && !news ? RAP_STATUS_BACKGROUND : status;
}

/* "killed by the quake", "the flu has killed": what does it is nobody who acts. */
static bool is_fate(const rap_scene *s, const rap_deed *deed)
{
    if (deed->noun || !deed->harm) return false;
    uint32_t top = rap_roles_top(s, deed->first, deed->last);
    uint32_t by = rap_roles_subject(s, top);
    return by != RAP_NO_TOKEN &&
           rap_table_find(&fates_table, s->p->tokens[by].lemma) >= 0;
}

/* "killed in the quake": is one named close by? */
static bool is_near_fate(const rap_scene *s, uint32_t token)
{
    const rap_sentence *sentence = &s->p->sentences[s->p->tokens[token].sentence];
    uint32_t end =
        token + FATE_NEAR < sentence->last ? token + FATE_NEAR : sentence->last;
    uint32_t i =
        token > sentence->first + FATE_NEAR ? token - FATE_NEAR : sentence->first;
    for (; i < end; i++) {
        if (s->p->tokens[i].upos != RAP_NOUN) continue;
        int row = rap_table_find(&fates_table, s->p->tokens[i].lemma);
        if (row >= 0 && rap_cell_int(&fates_table, row, FATES_NATURE) > 0) return true;
    }
    return false;
}

/* Where a quake or a disease kills, nobody does unless he is named. */
static bool is_of_disaster(const rap_scene *s, const rap_verb *verb,
                           const rap_actors *source)
{
    int r = rap_deeds_root(verb->code);
    bool near = !source->n && r >= 17 && is_near_fate(s, verb->first);
    if (near) return r >= 18 || rap_str_begins(verb->code, RAP_STR("171"));
    if (!s->of_disaster || r < 17 || r > 19) return false;
    if (!source->n) return r >= 18;
    rap_entity_kind kind = s->in->names->entities[source->v[0]].kind;
    return kind == RAP_ENTITY_ORGANIZATION && (verb->weak || r == 18);
}

/* "the killing of his predecessor", "shot protesters": people whom no entity is. */
static bool is_on_somebody(const rap_scene *s, const rap_verb *verb)
{
    static const rap_deprel ways[] = {RAP_REL_OBJ, RAP_REL_NSUBJ_PASS, RAP_REL_NMOD};
    for (size_t i = verb->noun ? 2 : 0; i < (verb->noun ? 3U : 2U); i++) {
        uint32_t on = rap_branches_find(&s->branches, s->p, verb->first, ways[i]);
        if (on != RAP_NO_TOKEN &&
            rap_table_find(&bodies_table, s->p->tokens[on].lemma) >= 0)
            return true;
    }
    return false;
}

/* "Eight exporters signed a pact": whoever signs with them, these did. */
static bool is_signed_by_one(const rap_verb *verb, rap_event *e)
{
    bool paper =
        rap_deeds_root(verb->code) == 5 || rap_str_begins(verb->code, RAP_STR("087"));
    if (verb->noun || !paper || !e->source.n) return false;
    e->reciprocal = false;
    e->target.n = 0;
    return true;
}

/* An appeal, a promise, a demand, a refusal or a threat: done by being said. */
static bool is_said(rap_str code)
{
    int root = rap_deeds_root(code);
    return root == 2 || root == 3 || root == 10 || root == 12 || root == 13;
}

/* The clause without the "said" that it may begin with. */
static rap_span told_span(const rap_scene *s, uint32_t clause)
{
    rap_span at = rap_scene_clause_span(s, clause);
    int32_t said = s->clauses[clause].said;
    const rap_attribution *a = said < 0 ? NULL : &s->in->speech->attributions[said];
    bool opens = a && a->cue.n && a->content.n && a->cue.v[0].from <= at.from &&
                 a->content.v[0].from > at.from && a->content.v[0].from < at.to;
    if (opens) at.from = a->content.v[0].from;
    return at;
}

/* A deed at `token`?  *out is filled when it is worth telling. */
static bool read_deed(const rap_scene *s, rap_verb *verb, rap_event *out)
{
    uint32_t clause = s->clause_of[verb->first];
    if (rap_deed_is_mere(s, verb) || is_put_off(s, verb)) return false;
    if (!verb->noun && rap_modality_is_loose(s, verb->first)) return false;
    rap_event e = {.at = told_span(s, clause),
                   .trigger = rap_tokens_span(s->p, verb->first, verb->last),
                   .reciprocal = verb->reciprocal,
                   .status = status_of(s, verb),
                   .day = rap_scene_day(s, verb->first),
                   .attribution = s->clauses[clause].said,
                   .rule = verb->noun ? "noun" : "verb",
                   .sure = verb->noun ? SURE_NOUN : SURE_DEED};
    set_code(&e, verb->code);
    bind_by_future(s, verb, &e);
    if (is_said(e.cameo) && e.status != RAP_STATUS_PLANNED)
        e.day = rap_scene_day_said(s, verb->first);
    const rap_deed deed = {.first = verb->first,
                           .last = verb->last,
                           .noun = verb->noun,
                           .reciprocal = verb->reciprocal,
                           .suffered = verb->suffered,
                           .strict = is_gift(verb) || rap_deeds_root(verb->code) == 4 ||
                                     rap_str_begins(verb->code, RAP_STR("083")),
                           .harm = rap_deeds_root(verb->code) >= 17};
    rap_actors_find(s, &deed, &e.source, &e.target);
    bool at_home = rap_deeds_root(verb->code) == 17 && !e.source.n;
    if (!e.target.n && lands_somewhere(verb) && !at_home)
        rap_targets_by_place(s, &deed, &e.source, &e.target);
    find_places(s, clause, &e);
    if (is_fate(s, &deed) || (!e.source.n && (!e.target.n || verb->weak))) return false;
    if (is_of_disaster(s, verb, &e.source) || rap_deed_is_private(s, verb, &e.source))
        return false;
    if (e.reciprocal && e.source.n < 2 && !is_signed_by_one(verb, &e)) return false;
    if (rap_deeds_root(e.cameo) == 4 && !verb->noun && !e.target.n) return false;
    if (is_words(e.cameo) && !e.source.n) return false;
    if (is_gift(verb) && (!e.source.n || !e.target.n)) return false;
    if (e.attribution >= 0 && (is_own_words(s, &e) || is_mere_noun(&e, verb)))
        return false;
    *out = e;
    return true;
}

/* A stance whose object is not told by itself: what is promised, demanded or refused
 * did not happen by that. */
static bool is_binding(rap_str stance)
{
    static const char *const open[] = {"accuse", "claim", "deny", "doubt"};
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
        if (rap_str_is(stance, open[i])) return false;
    return stance.n != 0;
}

/* "refused to meet", "agreed on Friday to release": the act is of words, its code that
 * of the deed behind it.  Returns the token of that deed, RAP_NO_TOKEN when there is
 * none. */
static uint32_t read_object(const rap_scene *s, rap_verb *verb, uint32_t last)
{
    rap_verb object;
    uint32_t at = verb->last;
    if (verb->noun || rap_deeds_root(verb->code) == 2 || !is_binding(verb->stance))
        return RAP_NO_TOKEN;
    if (rap_token_is(s->p, at, "to"))
        at++;
    else if (!rap_token_is(s->p, at - 1, "to"))
        at = rap_roles_complement(s, rap_roles_top(s, verb->first, verb->last));
    if (at >= last || at < verb->last || !rap_deeds_verb(s->p, at, last, &object) ||
        object.noun)
        return RAP_NO_TOKEN;
    const rap_stance st = {.stance = verb->stance, .cameo = verb->code};
    if (!rap_stance_keeps_from(s, at)) verb->code = rap_stance_code(st, object.code);
    return at;
}

/* A verb that no table knows, with a doer and somebody it is done to: it may tell a
 * deed all the same. */
static bool read_open(const rap_scene *s, uint32_t token, rap_event *out)
{
    const rap_token *t = &s->p->tokens[token];
    rap_verb verb = {.words = 1, .first = token, .last = token + 1, .ends = token};
    if (t->upos != RAP_VERB || s->is_spoken[token] || !s->branches.child) return false;
    uint32_t subject = rap_roles_subject(s, token);
    rap_actors doer = {0};
    const rap_branches *b = &s->branches;
    if (subject == RAP_NO_TOKEN) return false;
    rap_roles_collect(s, subject, &doer);
    bool transitive =
        rap_branches_find(b, s->p, token, RAP_REL_OBJ) != RAP_NO_TOKEN ||
        rap_branches_find(b, s->p, token, RAP_REL_NSUBJ_PASS) != RAP_NO_TOKEN;
    if (!doer.n || !transitive) return false;
    return read_deed(s, &verb, out) && out->source.n && out->target.n;
}

static rap_draft *push(draft_list *list, const rap_scene *s, const rap_event *e,
                       uint32_t token)
{
    rap_draft *room = RAP_PUSH(s->arena, list);
    if (room) *room = (rap_draft){.event = *e, .token = token, .cue = RAP_NO_TOKEN};
    return room;
}

/* Where strikes are walkouts nobody need be named who strikes. */
static void take_as_walkout(rap_verb *verb)
{
    verb->code = verb->labour;
    verb->weak = false;
}

/* Deeds of the body text, at most one of a root in a clause. */
static rap_code read_deeds(draft_list *list, const rap_scene *s, const rap_unit *u,
                           rap_err *err)
{
    rap_verb verb;
    rap_event e;
    uint32_t clause = UINT32_MAX, seen = 0; /* bit r: root r was told in the clause */
    uint32_t object = RAP_NO_TOKEN;         /* told by the verb before it */
    for (uint32_t i = u->first; i < u->last; i++) {
        if (s->clauses[s->clause_of[i]].said != u->said) continue;
        if (!rap_deeds_in_tree(&s->branches, s->p, i, u->last, &verb)) {
            if (read_open(s, i, &e) && !push(list, s, &e, i))
                return rap_fail_memory(err);
            continue;
        }
        if (s->of_labour && verb.labour.n) take_as_walkout(&verb);
        if (s->clause_of[i] != clause) seen = 0;
        clause = s->clause_of[i];
        i = verb.last - 1;
        uint32_t bit = 1u << rap_deeds_root(verb.code);
        if ((seen & bit) || !rap_deeds_root(verb.code) || rap_str_is(verb.code, "010"))
            continue;
        if (s->is_spoken[verb.first] && !rap_deeds_is_done(&verb)) continue;
        if (rap_deeds_is_material(verb.code) && rap_roles_says_that(s, verb.first))
            continue;
        if (verb.first == object) continue;
        uint32_t covers = read_object(s, &verb, u->last);
        object = covers != RAP_NO_TOKEN ? covers : verb.ends;
        if (!read_deed(s, &verb, &e)) continue;
        seen |= bit;
        rap_draft *room = push(list, s, &e, verb.first);
        if (!room) return rap_fail_memory(err);
        room->told = verb.code;
        room->body = is_on_somebody(s, &verb);
        room->words = verb.words;
    }
    return RAP_OK;
}

static int by_place(const void *a, const void *b)
{
    const rap_event *x = a, *y = b;
    if (x->at.from != y->at.from) return x->at.from < y->at.from ? -1 : 1;
    if (x->at.to != y->at.to) return x->at.to < y->at.to ? -1 : 1;
    if (x->trigger.from != y->trigger.from)
        return x->trigger.from < y->trigger.from ? -1 : 1;
    return rap_str_cmp(x->cameo, y->cameo);
}

rap_code rap_events_draft(rap_draft **out, uint32_t *n, const rap_scene *s,
                          rap_err *err)
{
    draft_list list = {0};
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < s->n_units; i++) {
        const rap_unit *u = &s->units[i];
        rap_draft d;
        if (is_question(s, u->first)) continue;
        rc = read_deeds(&list, s, u, err);
        if (rc != RAP_OK || u->said < 0 || !rap_sayings_read(s, u, &d)) continue;
        rap_draft *room = RAP_PUSH(s->arena, &list);
        if (!room) return rap_fail_memory(err);
        *room = d;
    }
    *out = list.v;
    *n = (uint32_t)list.n;
    return rc;
}

/* Bodies on nobody's side, as firms are, or nobody at all? */
static bool is_of_bodies(const rap_scene *s, const rap_actors *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const rap_entity *e = &s->in->names->entities[list->v[i]];
        if (e->kind != RAP_ENTITY_ORGANIZATION || e->side >= 0) return false;
    }
    return true;
}

/* Does it belong to public affairs?  Not the words of those who have no say to others
 * like them, nor what clubs, firms and stars do. */
static bool is_public(const rap_scene *s, const rap_draft *d)
{
    const rap_event *e = &d->event;
    bool source = rap_worlds_any_say(s, &e->source);
    bool target = rap_worlds_any_say(s, &e->target);
    bool play = s->world == RAP_WORLD_SPORT || s->world == RAP_WORLD_ARTS;
    if (d->cue != RAP_NO_TOKEN && play) return source && target && !d->loose;
    if (d->cue != RAP_NO_TOKEN)
        return (source || (target && s->world == RAP_WORLD_PUBLIC)) &&
               ((target && !d->loose) || !rap_worlds_no_side(s, &e->source));
    bool force = rap_deeds_root(e->cameo) >= 14;
    bool found = d->cue == RAP_NO_TOKEN && !d->told.n; /* by the model alone */
    if (found && is_of_bodies(s, &e->source) && is_of_bodies(s, &e->target))
        return false;
    if (s->world == RAP_WORLD_PUBLIC) return source || target || force;
    if (s->world == RAP_WORLD_MARKET) return source || (target && e->source.n && force);
    /* nations are teams there: only arrests are meant as they are told */
    return source && target &&
           (s->world == RAP_WORLD_SPORT ? rap_deeds_root(e->cameo) == 17 : force);
}

static bool is_of(const rap_scene *s, const rap_actors *list, int32_t side)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (rap_scene_side(s, list->v[i]) == side) return true;
    return false;
}

/* Somebody of the side, or a person who may be of it: the report does not tell. */
static bool may_be_of(const rap_scene *s, const rap_actors *list, int32_t side)
{
    if (is_of(s, list, side)) return true;
    const rap_entity *e = list->n ? &s->in->names->entities[list->v[0]] : NULL;
    return e && e->kind == RAP_ENTITY_PERSON && e->side < 0;
}

/* Do both main sides have to do with each other, by what else is told: by deeds and
 * words of that CAMEO root and above? */
static bool is_of_two(const rap_scene *s, const rap_draft *drafts, uint32_t n, int root)
{
    uint32_t met = 0;
    for (uint32_t i = 0; i < n; i++) {
        const rap_event *e = &drafts[i].event;
        bool there =
            may_be_of(s, &e->source, s->main[0]) && is_of(s, &e->target, s->main[1]);
        bool back =
            may_be_of(s, &e->source, s->main[1]) && is_of(s, &e->target, s->main[0]);
        met += !drafts[i].guess && (there || back) && rap_deeds_root(e->cameo) >= root;
    }
    /* in a long transcript one word of blame shows little */
    uint32_t odds = s->p->n_sentences > LONG ? BETWEEN : 1;
    return s->main[1] >= 0 && met >= (root ? odds : BETWEEN);
}

/* Words to nobody in particular, by somebody of whom nothing is told. */
static bool is_idle_talk(const rap_scene *s, const rap_draft *d)
{
    if (d->cue == RAP_NO_TOKEN || !d->loose || !d->event.source.n) return false;
    const rap_entity *e = &s->in->names->entities[d->event.source.v[0]];
    bool somebody = e->kind != RAP_ENTITY_PERSON && e->kind != RAP_ENTITY_ANONYMOUS &&
                    e->kind != RAP_ENTITY_GROUP;
    return !somebody && e->side < 0 && !e->n_roles;
}

/* Somebody of a side that is neither of the two. */
static bool is_third(const rap_scene *s, const rap_actors *list)
{
    int32_t side = list->n ? rap_scene_side(s, list->v[0]) : -1;
    return side >= 0 && side != s->main[0] && side != s->main[1];
}

/* Where sides are not much at odds, words are said to nobody but who is named in their
 * sentence or the one before. */
static void keep_named(const rap_scene *s, rap_draft *d)
{
    const rap_actors all = d->event.target;
    uint32_t n = s->p->tokens[d->token].sentence;
    uint32_t first = s->p->sentences[n ? n - 1 : n].first;
    d->event.target.n = 0;
    for (uint32_t i = first; i < s->p->sentences[n].last; i++) {
        int32_t side = rap_scene_side(s, rap_scene_actor(s, i));
        for (uint32_t k = 0; k < all.n; k++)
            if (rap_both_at(s, i) || (side >= 0 && side == rap_scene_side(s, all.v[k])))
                rap_actors_add(&d->event.target, all.v[k]);
    }
}

/* Words that name nobody are told where the report is about the two sides alone. */
static uint32_t drop_bare(const rap_scene *s, rap_draft *drafts, uint32_t n)
{
    uint32_t kept = 0;
    /* a stray sentence cannot tell more of anybody */
    bool stray = s->p->n_sentences < RAP_SCENE_STRAY, two = is_of_two(s, drafts, n, 0);
    bool foes = two && !s->of_disaster && is_of_two(s, drafts, n, ACCUSE);
    for (uint32_t i = 0; i < n; i++) {
        const rap_draft *d = &drafts[i];
        bool idle = d->bare || (!stray && (d->guess || is_idle_talk(s, d)));
        bool theirs = foes || (two && !is_third(s, &d->event.source));
        if (!theirs && idle) continue;
        drafts[kept] = *d;
        /* who is not at odds with the other says it to nobody in particular */
        if (d->bare && !foes) drafts[kept].event.target.n = 0;
        if (d->loose && !foes && !stray) keep_named(s, &drafts[kept]);
        kept++;
    }
    return kept;
}

rap_code rap_events_read(const rap_event **out, uint32_t *n, const rap_scene *s,
                         rap_err *err)
{
    rap_draft *drafts = NULL;
    uint32_t n_drafts = 0, kept = 0;
    rap_kinds kinds;
    rap_kinds_open(&kinds);
    rap_code rc = rap_events_draft(&drafts, &n_drafts, s, err);
    rap_event *events = RAP_NEW(s->arena, rap_event, n_drafts);
    if (rc != RAP_OK) return rc;
    if (!events) return rap_fail_memory(err);
    for (uint32_t i = 0; i < n_drafts; i++)
        if (rap_kinds_settle(&kinds, s, &drafts[i]) && is_public(s, &drafts[i]) &&
            !rap_weight_is_light(s, &drafts[i]))
            drafts[kept++] = drafts[i];
    kept = drop_bare(s, drafts, kept);
    if (!rap_targets_by_words(s, drafts, kept)) return rap_fail_memory(err);
    rap_targets_by_foe(s, drafts, kept);
    for (uint32_t i = 0; i < kept; i++)
        events[i] = drafts[i].event;
    if (kept) qsort(events, kept, sizeof *events, by_place);
    *out = events;
    *n = kept;
    return RAP_OK;
}
