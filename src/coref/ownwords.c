/*
 * coref/ownwords.c - "I" and "my" inside a quotation are who speaks it.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/coref.h"
#include "coref/traits.h"

enum { BACK = 4, SURE_SPEAKER = 75, I_LAST = 5 /* order in data/stand_ins.tsv */ };

typedef struct {
    rap_coref *coref;
    const rap_names *names;
    rap_coref_chain *chains;
    rap_coref_mention *mentions;
    int32_t *of_entity; /* its chain, or -1 */
} owner;

/* Whose words the token is part of; -1. */
static int32_t speaker_at(const rap_own_list *words, uint32_t next, rap_span at)
{
    uint32_t from = next > BACK ? next - BACK : 0;
    for (uint32_t i = next; i-- > from;)
        if (words->v[i].at.from <= at.from && at.to <= words->v[i].at.to)
            return words->v[i].sure >= SURE_SPEAKER ? words->v[i].speaker : -1;
    return -1;
}

static bool says_i(const rap_prose *p, const rap_coref_mention *m)
{
    rap_noted x = {0};
    const rap_token *t = &p->tokens[m->head];
    return m->kind == RAP_MENTION_PRONOUN && (t->shape & RAP_SHAPE_QUOTED) &&
           rap_traits_pronoun(&x, p, m->head) && x.order <= I_LAST;
}

static int32_t chain_of(owner *o, int32_t speaker, uint32_t mention)
{
    int32_t *at = &o->of_entity[speaker];
    if (*at >= 0) return *at;
    const rap_entity *e = &o->names->entities[speaker];
    *at = (int32_t)o->coref->n_chains;
    o->chains[o->coref->n_chains++] = (rap_coref_chain){
        .kind = e->kind, .entity = speaker, .called = mention, .gender = e->gender};
    return *at;
}

static void give(owner *o, uint32_t mention, int32_t speaker)
{
    rap_coref_mention *m = &o->mentions[mention];
    int32_t to = chain_of(o, speaker, mention);
    if (m->chain == to) return;
    if (m->chain >= 0) o->chains[m->chain].size--;
    m->chain = to;
    m->sure = SURE_SPEAKER;
    o->chains[to].size++;
}

static bool prepare(owner *o, const rap_prose *p)
{
    const rap_coref *c = o->coref;
    size_t room = (size_t)c->n_chains + o->names->n_entities;
    o->chains = RAP_NEW(p->arena, rap_coref_chain, room);
    o->mentions = RAP_NEW(p->arena, rap_coref_mention, c->n_mentions);
    o->of_entity = RAP_NEW(p->arena, int32_t, o->names->n_entities);
    if (!o->chains || !o->mentions || !o->of_entity) return false;
    if (c->n_chains) memcpy(o->chains, c->chains, c->n_chains * sizeof *o->chains);
    memcpy(o->mentions, c->mentions, c->n_mentions * sizeof *o->mentions);
    for (uint32_t i = 0; i < o->names->n_entities; i++)
        o->of_entity[i] = -1;
    for (uint32_t i = c->n_chains; i-- > 0;)
        if (o->chains[i].entity >= 0) o->of_entity[o->chains[i].entity] = (int32_t)i;
    return true;
}

rap_code rap_coref_own(rap_coref *coref, const rap_names *names, const rap_prose *p,
                       rap_own_list words, rap_err *err)
{
    owner o = {.coref = coref, .names = names};
    if (!words.n || !coref->n_mentions) return RAP_OK;
    if (!prepare(&o, p)) return rap_fail_memory(err);
    uint32_t next = 0;
    for (uint32_t i = 0; i < coref->n_mentions; i++) {
        rap_span at = p->tokens[o.mentions[i].head].at;
        while (next < words.n && words.v[next].at.from <= at.from)
            next++;
        int32_t who = says_i(p, &o.mentions[i]) ? speaker_at(&words, next, at) : -1;
        bool person = who >= 0 && (uint32_t)who < names->n_entities &&
                      names->entities[who].kind == RAP_ENTITY_PERSON;
        if (person) give(&o, i, who);
    }
    coref->chains = o.chains;
    coref->mentions = o.mentions;
    return RAP_OK;
}
