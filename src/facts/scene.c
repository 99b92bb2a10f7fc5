/*
 * facts/scene.c - who speaks where, and the sides of the report.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/scene.h"

#include "facts/clausecuts.h"
#include "facts/meant.h"
#include "facts/roles.h"
#include "facts/worlds.h"

#include "labourwords_table.inc"

enum { STATES = 256 }; /* countries of a report that are told apart */
enum { NESTED = 8 };   /* attributions inside one another */
enum { BEGUN = 4 };    /* units of a sentence that are looked back over */
enum {
    OPENING = 3
};                   /* tokens, or bytes of a mark, before the first word of a speech */
enum { LABOUR = 3 }; /* words of labour more than words of arms */

/* Body text?  A title and a caption only repeat it. */
static bool counts(const rap_scene *s, const rap_sentence *sentence)
{
    const rap_layout *layout = s->p->layout;
    return sentence->block >= layout->n_blocks ||
           rap_block_is_body(layout->blocks[sentence->block].kind);
}

/* The unit of this voice that was begun earlier in the sentence, or NULL.  Of the
 * narrator's clauses only a condition and what depends on it are one. */
static rap_unit *begun(rap_scene *s, const rap_clause *c, uint32_t sentence_first)
{
    if (c->said < 0) {
        rap_unit *u = s->n_units ? &s->units[s->n_units - 1] : NULL;
        bool hangs = c->answers || c->kind == RAP_CLAUSE_CONDITION;
        /* "if they can convince us | that ..." */
        if (u && s->clauses[s->clause_of[u->first]].kind == RAP_CLAUSE_CONDITION)
            hangs = hangs || c->kind == RAP_CLAUSE_CONTENT;
        bool next =
            u && u->said < 0 && u->last == c->first && u->first >= sentence_first;
        return hangs && next ? u : NULL;
    }
    for (uint32_t i = s->n_units, k = 0; i > 0 && k < BEGUN; i--, k++) {
        rap_unit *u = &s->units[i - 1];
        if (u->first < sentence_first) return NULL;
        if (u->said == c->said) return u;
    }
    return NULL;
}

static void gather_units(rap_scene *s)
{
    const rap_prose *p = s->p;
    for (uint32_t i = 0; i < s->n_clauses; i++) {
        const rap_clause *c = &s->clauses[i];
        const rap_sentence *sentence = &p->sentences[p->tokens[c->first].sentence];
        if (!counts(s, sentence)) continue;
        rap_unit *u = begun(s, c, sentence->first);
        if (!u) {
            u = &s->units[s->n_units++];
            *u = (rap_unit){.first = c->first, .said = c->said};
        }
        u->last = c->last;
    }
}

static void mark_times(rap_scene *s)
{
    const rap_times *times = s->in->times;
    for (uint32_t i = 0; i < times->n_times; i++)
        for (uint32_t k = times->times[i].first; k < times->times[i].last; k++)
            if (k < s->p->n_tokens) s->is_time[k] = true;
}

/* Who speaks: whom the rooms before found; where they found nobody, the first of
 * several who by the tree say it together ("Norland and Ostia urged"). */
static rap_code find_speakers(rap_scene *s, rap_err *err)
{
    const rap_speech *speech = s->in->speech;
    int32_t *speakers = RAP_NEW(s->arena, int32_t, speech->n_attributions);
    int32_t *sayers = RAP_NEW(s->arena, int32_t, speech->n_attributions);
    if (!speakers || !sayers) return rap_fail_memory(err);
    for (uint32_t i = 0; i < speech->n_attributions; i++) {
        const rap_attribution *a = &speech->attributions[i];
        rap_actors all = {0};
        speakers[i] = sayers[i] = a->speaker;
        if (a->speaker >= 0 || a->anonymous || a->cue_token >= s->p->n_tokens) continue;
        rap_roles_speakers(s, a->cue_token, &all);
        if (all.n > 1) speakers[i] = all.v[0];
        uint32_t subject = rap_roles_subject(s, a->cue_token);
        if (all.n && subject != RAP_NO_TOKEN && rap_scene_actor(s, subject) >= 0)
            sayers[i] = all.v[0];
    }
    s->speakers = speakers;
    s->sayers = sayers;
    return RAP_OK;
}

static void mark_cues(rap_scene *s)
{
    const rap_speech *speech = s->in->speech;
    for (uint32_t i = 0; i < speech->n_attributions; i++) {
        uint32_t token = speech->attributions[i].cue_token;
        if (token >= s->p->n_tokens) continue;
        s->is_cue[token] = true;
        if (s->sayers[i] >= 0) s->is_spoken[token] = true;
    }
}

static bool can_be_side(const rap_entity *e)
{
    return e->kind == RAP_ENTITY_COUNTRY || e->kind == RAP_ENTITY_ORGANIZATION ||
           e->kind == RAP_ENTITY_GROUP;
}

/* "most people", "some visitors": nobody in particular is no side of a report. */
static bool is_anybody(const rap_entity *e)
{
    static const char *const words[] = {"most ", "many ", "some ", "few ", "people"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (e->kind == RAP_ENTITY_GROUP &&
            rap_str_begins(e->name, rap_str_of(words[i])))
            return true;
    return false;
}

/* "two people close to the talks": a source without a name is no side either. */
static bool *mark_unnamed(const rap_scene *s)
{
    const rap_speech *speech = s->in->speech;
    bool *unnamed = RAP_NEW(s->arena, bool, s->in->names->n_entities + 1);
    for (uint32_t i = 0; unnamed && i < speech->n_attributions; i++)
        if (speech->attributions[i].anonymous && speech->attributions[i].speaker >= 0)
            unnamed[speech->attributions[i].speaker] = true;
    return unnamed;
}

static rap_code weigh_sides(rap_scene *s, rap_err *err)
{
    const rap_names *names = s->in->names;
    const bool *unnamed = mark_unnamed(s);
    if (!unnamed) return rap_fail_memory(err);
    for (uint32_t i = 0; i < names->n_mentions; i++) {
        int32_t side = rap_names_side(names, names->mentions[i].entity);
        if (side >= 0) s->weight[side]++;
    }
    s->main[0] = s->main[1] = -1;
    for (uint32_t i = 0; i < names->n_entities; i++) {
        if (!s->weight[i] || !can_be_side(&names->entities[i]) ||
            is_anybody(&names->entities[i]) ||
            (unnamed[i] && names->entities[i].kind == RAP_ENTITY_GROUP))
            continue;
        int32_t e = (int32_t)i;
        if (s->main[0] < 0 || s->weight[i] > s->weight[s->main[0]]) {
            s->main[1] = s->main[0];
            s->main[0] = e;
        } else if (s->main[1] < 0 || s->weight[i] > s->weight[s->main[1]]) {
            s->main[1] = e;
        }
    }
    return RAP_OK;
}

static rap_code list_states(rap_scene *s, rap_err *err)
{
    const rap_names *names = s->in->names;
    int32_t *states = RAP_NEW(s->arena, int32_t, STATES);
    if (!states) return rap_fail_memory(err);
    for (uint32_t i = 0; i < names->n_entities && s->n_states < STATES; i++)
        if (names->entities[i].kind == RAP_ENTITY_COUNTRY)
            states[s->n_states++] = (int32_t)i;
    s->states = states;
    return RAP_OK;
}

static bool is_of_labour(const rap_prose *p)
{
    int sum = 0;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        if (p->tokens[i].upos != RAP_NOUN && p->tokens[i].upos != RAP_ADJ) continue;
        int row = rap_prose_match_lemma(p, &labourwords_table, i);
        if (row >= 0) sum += rap_cell_int(&labourwords_table, row, LABOURWORDS_WEIGHT);
    }
    return sum >= LABOUR;
}

rap_code rap_scene_set(rap_scene *out, const rap_facts_input *in, rap_err *err)
{
    const rap_prose *p = in->prose;
    *out = (rap_scene){.in = in, .p = p, .arena = p->arena};
    out->clauses = RAP_NEW(p->arena, rap_clause, p->n_tokens);
    out->clause_of = RAP_NEW(p->arena, uint32_t, p->n_tokens);
    out->is_cue = RAP_NEW(p->arena, bool, p->n_tokens);
    out->is_time = RAP_NEW(p->arena, bool, p->n_tokens);
    out->is_spoken = RAP_NEW(p->arena, bool, p->n_tokens);
    out->state_of = in->names->state_of;
    out->units = RAP_NEW(p->arena, rap_unit, p->n_tokens);
    out->weight = RAP_NEW(p->arena, uint32_t, in->names->n_entities);
    if (!out->clauses || !out->clause_of || !out->is_cue || !out->is_time ||
        !out->is_spoken || !out->units || !out->weight)
        return rap_fail_memory(err);
    rap_code rc = rap_branches_grow(&out->branches, p, err);
    if (rc == RAP_OK) rc = rap_clauses_cut(out, err);
    if (rc == RAP_OK) rc = find_speakers(out, err);
    if (rc == RAP_OK) rc = list_states(out, err);
    if (rc != RAP_OK) return rc;
    mark_cues(out);
    mark_times(out);
    gather_units(out);
    rc = weigh_sides(out, err);
    if (rc != RAP_OK) return rc;
    out->of_labour = is_of_labour(p);
    out->of_disaster = rap_worlds_is_disaster(p);
    out->world = (uint8_t)rap_worlds_of(p);
    return RAP_OK;
}

int32_t rap_scene_side(const rap_scene *s, int32_t entity)
{
    return entity < 0 ? -1 : rap_names_side(s->in->names, entity);
}

int32_t rap_scene_stand(const rap_scene *s, int32_t entity)
{
    return entity < 0 ? -1 : rap_names_stand(s->in->names, entity);
}

int32_t rap_scene_speaker(const rap_scene *s, int32_t said)
{
    return said < 0 ? -1 : s->speakers[said];
}

int32_t rap_scene_answers(const rap_scene *s, int32_t said)
{
    if (said < 0) return -1;
    const rap_attribution *list = s->in->speech->attributions;
    int32_t side = rap_scene_side(s, list[said].speaker), answers = said;
    int32_t outer = list[said].nested_in;
    for (uint32_t n = 0; outer >= 0 && n < NESTED; n++, outer = list[outer].nested_in) {
        int32_t who = list[outer].speaker;
        bool press = who >= 0 && s->in->names->entities[who].kind == RAP_ENTITY_MEDIA;
        if (!press && (who < 0 || rap_scene_side(s, who) != side)) answers = outer;
    }
    return answers;
}

int32_t rap_scene_other(const rap_scene *s, int32_t side)
{
    if (side < 0 || s->main[1] < 0) return -1;
    if (side == s->main[0]) return s->main[1];
    return side == s->main[1] ? s->main[0] : -1;
}

static bool is_first_person(const rap_token *t)
{
    static const char *const words[] = {"we", "us", "our", "ours", "i", "my"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rap_str_is(t->low, words[i])) return true;
    return false;
}

static bool can_act(rap_entity_kind kind)
{
    return kind != RAP_ENTITY_NONE && kind != RAP_ENTITY_PLACE &&
           kind != RAP_ENTITY_THING && kind != RAP_ENTITY_MEDIA;
}

/* "Norland said it had ...": who opens his own words with "it" or "they" means himself.
 */
static bool is_speaker_himself(const rap_scene *s, uint32_t token, int32_t speaker)
{
    const rap_token *t = &s->p->tokens[token];
    const rap_clause *c = &s->clauses[s->clause_of[token]];
    bool third = rap_str_is(t->low, "it") || rap_str_is(t->low, "they");
    if (!third || speaker < 0 || (t->shape & RAP_SHAPE_QUOTED)) return false;
    rap_entity_kind kind = s->in->names->entities[speaker].kind;
    const rap_span_list *content = &s->in->speech->attributions[c->said].content;
    bool opens = content->n && token < c->first + OPENING &&
                 s->p->tokens[c->first].at.from <= content->v[0].from + OPENING;
    return opens && kind != RAP_ENTITY_PERSON && kind != RAP_ENTITY_NONE;
}

int32_t rap_scene_actor(const rap_scene *s, uint32_t token)
{
    const rap_names *names = s->in->names;
    int32_t m = names->by_token ? names->by_token[token] : -1;
    int32_t e = m < 0 ? -1 : names->mentions[m].entity;
    if (e >= 0) return can_act(names->entities[e].kind) ? e : -1;
    if (m < 0 && s->state_of[token] >= 0) return s->state_of[token];
    int32_t said = s->clauses[s->clause_of[token]].said;
    int32_t speaker = s->speakers ? rap_scene_speaker(s, said) : -1;
    bool himself =
        is_first_person(&s->p->tokens[token]) || is_speaker_himself(s, token, speaker);
    return himself ? speaker : rap_meant_by_pronoun(s, token);
}

rap_span rap_scene_clause_span(const rap_scene *s, uint32_t clause)
{
    rap_clause c = s->clauses[clause];
    const rap_token *t = s->p->tokens;
    while (c.first + 1 < c.last &&
           (rap_is_loose_mark(&t[c.first]) || t[c.first].upos == RAP_CCONJ))
        c.first++;
    while (c.last > c.first + 1 && rap_is_loose_mark(&t[c.last - 1]))
        c.last--;
    return rap_tokens_span(s->p, c.first, c.last);
}

rap_days rap_scene_day(const rap_scene *s, uint32_t token)
{
    int32_t near = rap_times_near(s->in->times, s->p, token);
    if (near >= 0 && !rap_day_is_none(s->in->times->times[near].days.from))
        return s->in->times->times[near].days;
    rap_day day = rap_times_own(&s->in->times->published);
    return (rap_days){day, day};
}

rap_days rap_scene_day_said(const rap_scene *s, uint32_t token)
{
    rap_day own = rap_times_own(&s->in->times->published);
    rap_days today = {own, own}, told = rap_scene_day(s, token);
    int32_t near = rap_times_near(s->in->times, s->p, token);
    if (near < 0 || rap_day_is_none(own)) return told;
    if (rap_time_is_limit(s->p, &s->in->times->times[near])) return today;
    bool ahead = rap_day_is_full(own) && told.from.year &&
                 rap_day_serial(rap_day_first(told.from)) > rap_day_serial(own);
    return ahead ? today : told;
}
