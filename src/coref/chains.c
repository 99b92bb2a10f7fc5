/*
 * coref/chains.c - what was said of one thing so far, and who may be meant next.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/chains.h"

#include "names/lexicon.h"
#include "org_heads_table.inc"

enum {
    KEYS_EACH = 4, /* of a phrase */
    SAME_KEY_MAX = 4,
    WALK_MAX = 120,
    RECENT_PERSON = 14,
    RECENT_PRONOUN = 7,
    OTHER_FIRST = 50, /* order of "this" and what follows */
    FEW = 12,
    RECENT_SHOWN = 6,
    RECENT_DEFINITE = 4,
    RECENT_BOUND = 2,
    RECENT_NAME = 1,
    NAME = 6 /* tokens of a name that are looked at */
};

/* What a key is made of: keys of different sorts do not meet. */
typedef enum { BY_HEAD = 1, BY_TEXT, BY_ACRONYM, BY_FIRST } sort_of_key;

static uint32_t mixed(uint32_t hash, sort_of_key sort)
{
    uint32_t h = (hash ^ (uint32_t)sort * 0x9E3779B9u) * 0x85EBCA6Bu;
    h ^= h >> 15;
    return h ? h : 1;
}

/* Keys by which a phrase is found again; of an acronym also what it may stand for. */
static uint32_t keys_of(const rap_chains *c, uint32_t i, uint32_t keys[KEYS_EACH])
{
    const rap_noted *x = &c->list->v[i];
    uint32_t n = 0;
    if (x->kind == RAP_MENTION_PRONOUN) return 0;
    keys[n++] = mixed(x->head_hash, BY_HEAD);
    keys[n++] = mixed(x->text_hash, BY_TEXT);
    const rap_token *t = &c->p->tokens[x->head];
    if (x->acronym)
        keys[n++] = mixed(x->acronym, BY_ACRONYM);
    else if (t->shape & RAP_SHAPE_UPPER)
        keys[n++] = mixed(t->hash, BY_ACRONYM);
    if (x->kind == RAP_MENTION_NAME) keys[n++] = mixed(t->lemma_hash, BY_FIRST);
    return n;
}

static uint32_t *slot_of(const rap_chains *c, uint32_t key)
{
    uint32_t at = key & c->mask;
    while (c->slots[at] && c->keys.v[c->slots[at] - 1].key != key)
        at = (at + 1) & c->mask;
    return &c->slots[at];
}

static bool order(rap_chains *c)
{
    const rap_noted_list *list = c->list;
    uint32_t *from = RAP_NEW(c->p->arena, uint32_t, (size_t)c->p->n_tokens + 1);
    if (!from) return false;
    for (uint32_t i = 0; i < list->n; i++)
        from[list->v[i].head + 1]++;
    for (uint32_t t = 0; t < c->p->n_tokens; t++)
        from[t + 1] += from[t];
    for (uint32_t i = list->n; i-- > 0;) /* of one head the narrow first */
        c->turns[from[list->v[i].head]++] = i;
    for (uint32_t k = 0; k < list->n; k++)
        c->turn_of[c->turns[k]] = k;
    return true;
}

bool rap_chains_init(rap_chains *c, const rap_prose *p, const rap_names *names,
                     const rap_noted_list *list)
{
    uint32_t room = 64;
    while (room < list->n * 2 * KEYS_EACH)
        room *= 2;
    *c = (rap_chains){.p = p, .names = names, .list = list, .newest = UINT32_MAX};
    c->turns = RAP_NEW(p->arena, uint32_t, list->n);
    c->turn_of = RAP_NEW(p->arena, uint32_t, list->n);
    c->chain_of = RAP_NEW(p->arena, int32_t, list->n);
    c->v = RAP_NEW(p->arena, rap_chain, list->n);
    c->of_party = RAP_NEW(p->arena, int32_t, names->n_entities);
    c->slots = RAP_NEW(p->arena, uint32_t, room);
    c->mask = room - 1;
    if (!c->turns || !c->turn_of || !c->chain_of || !c->v || !c->of_party || !c->slots)
        return false;
    for (uint32_t i = 0; i < list->n; i++)
        c->chain_of[i] = -1;
    for (uint32_t i = 0; i < names->n_entities; i++)
        c->of_party[i] = -1;
    return order(c);
}

/* ---- who may be meant --------------------------------------------------------------
 */

static void offer(rap_offers *out, uint32_t chain)
{
    for (uint32_t i = 0; i < out->n; i++)
        if (out->v[i] == chain) return;
    if (out->n < RAP_OFFERS_MAX) out->v[out->n++] = chain;
}

/* Names of two parties are not one. */
static bool may_join(const rap_noted *x, const rap_chain *c)
{
    bool named = x->kind == RAP_MENTION_NAME && x->party >= 0;
    return !named || c->party < 0;
}

static void offer_by_key(const rap_chains *c, uint32_t i, rap_offers *out)
{
    uint32_t keys[KEYS_EACH], n = keys_of(c, i, keys);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t at = *slot_of(c, keys[k]);
        for (int walked = 0; at && walked < SAME_KEY_MAX; walked++) {
            const rap_chain_key *e = &c->keys.v[at - 1];
            if (may_join(&c->list->v[i], &c->v[e->chain])) offer(out, e->chain);
            at = e->before;
        }
        if (k == 0) out->by_word = out->n;
    }
}

/* Pronouns by their orders in data/stand_ins.tsv: of whoever speaks or is spoken to,
 * "they", "he" and "she". */
static const uint64_t of_speaker = UINT64_C(0x1FFFE);
static const uint64_t of_many = UINT64_C(0x3F) << 20;
static const uint64_t of_person = UINT64_C(0x1FF) << 30;

/* Is the chain of people, as far as one can tell? */
static bool is_of_people(const rap_chains *c, const rap_chain *y)
{
    const rap_noted *called = &c->list->v[y->called];
    if (y->pronouns & of_person) return true;
    if (called->kind == RAP_MENTION_PRONOUN) return !(y->gender & RAP_MAY_IT);
    if (y->entity == RAP_ENTITY_PERSON || y->entity == RAP_ENTITY_ANONYMOUS)
        return true;
    return !y->entity && called->sorts[0] > 0;
}

bool rap_chains_apt(const rap_chains *c, const rap_noted *x, const rap_chain *y)
{
    bool many = x->number == 2 && (y->pronouns & of_many);
    if (x->number && y->number && x->number != y->number && !many) return false;
    if (x->kind != RAP_MENTION_PRONOUN) return (x->gender & y->gender) != 0;
    bool people = is_of_people(c, y);
    if (x->gender == RAP_MAY_IT) return !people && (y->gender & RAP_MAY_IT);
    if (x->gender == RAP_MAY_ANY) return true;
    return people && (x->gender & y->gender);
}

/* "the World Trade Organization" is no mistaken person, whatever "he" stands behind it.
 */
static bool is_plain_body(const rap_chains *c, const rap_chain *y)
{
    const rap_noted *called = &c->list->v[y->called];
    rap_gender g = RAP_GENDER_NONE;
    uint32_t end =
        called->last < called->head + NAME ? called->last : called->head + NAME;
    if (y->entity != RAP_ENTITY_ORGANIZATION || rap_given_name(c->p, called->head, &g))
        return false;
    for (uint32_t i = called->head; i < end; i++)
        if ((i + 1 == end || rap_token_is(c->p, i + 1, "of")) &&
            rap_table_find(&org_heads_table, c->p->tokens[i].low) >= 0)
            return true;
    return false;
}

/* May the phrase go on a chain that shares no word with it? */
static bool fits(const rap_chains *c, const rap_noted *x, const rap_chain *y)
{
    if (!may_join(x, y)) return false;
    if (x->kind != RAP_MENTION_PRONOUN) return (y->gender & x->gender) != 0;
    if (x->person < 3) return (y->pronouns & of_speaker) != 0;
    if (x->order >= OTHER_FIRST)
        return y->size > 1 || y->turn + FEW > c->v[c->newest].turn;
    bool one = x->gender == RAP_MAY_HE || x->gender == RAP_MAY_SHE;
    bool named = one && y->names && y->entity != RAP_ENTITY_COUNTRY && y->number < 2 &&
                 !is_plain_body(c, y);
    return named || rap_chains_apt(c, x, y); /* names of people are mistaken, too */
}

static void offer_recent(const rap_chains *c, uint32_t i, uint32_t most,
                         rap_offers *out)
{
    const rap_noted *x = &c->list->v[i];
    uint32_t at = c->newest, now = c->turn_of[i], taken = 0;
    for (int walked = 0; at != UINT32_MAX && walked < WALK_MAX && taken < most;
         walked++, at = c->v[at].older) {
        const rap_chain *y = &c->v[at];
        if (now - y->turn > RAP_CHAIN_WINDOW) return;
        if (!fits(c, x, y)) continue;
        offer(out, at);
        taken++;
    }
}

/* How many of the chains seen last may be meant without a word in common. */
static uint32_t recent_for(const rap_noted *x)
{
    bool one = x->gender == RAP_MAY_HE || x->gender == RAP_MAY_SHE;
    if (x->kind == RAP_MENTION_PRONOUN) return one ? RECENT_PERSON : RECENT_PRONOUN;
    if (x->article == RAP_ARTICLE_THIS) return RECENT_SHOWN;
    if (x->place == RAP_PLACE_APPOSED || x->place == RAP_PLACE_PREDICATE)
        return RECENT_BOUND;
    if (x->kind == RAP_MENTION_NAME) return RECENT_NAME;
    return x->article >= RAP_ARTICLE_OWNED ? RECENT_DEFINITE : 0;
}

void rap_chains_offer(const rap_chains *c, uint32_t i, rap_offers *out)
{
    const rap_noted *x = &c->list->v[i];
    out->n = out->by_word = 0;
    out->settled = false;
    if (x->expletive) return;
    if (x->kind == RAP_MENTION_NAME && x->party >= 0 && c->of_party[x->party] >= 0) {
        out->settled = true;
        out->n = 1;
        out->v[0] = (uint32_t)c->of_party[x->party];
        return;
    }
    if (x->party >= 0 && c->of_party[x->party] >= 0)
        offer(out, (uint32_t)c->of_party[x->party]);
    offer_by_key(c, i, out);
    uint32_t most = recent_for(x);
    if (most && (x->kind == RAP_MENTION_PRONOUN || !out->by_word))
        offer_recent(c, i, most, out);
}

/* ---- taking up ---------------------------------------------------------------------
 */

static void to_front(rap_chains *c, uint32_t chain)
{
    rap_chain *x = &c->v[chain];
    if (c->newest == chain) return;
    if (x->size) {
        if (x->newer != UINT32_MAX) c->v[x->newer].older = x->older;
        if (x->older != UINT32_MAX) c->v[x->older].newer = x->newer;
    }
    x->older = c->newest;
    x->newer = UINT32_MAX;
    if (c->newest != UINT32_MAX) c->v[c->newest].newer = chain;
    c->newest = chain;
}

static void index_keys(rap_chains *c, uint32_t i, uint32_t chain)
{
    uint32_t keys[KEYS_EACH], n = keys_of(c, i, keys);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t *slot = slot_of(c, keys[k]);
        if (*slot && c->keys.v[*slot - 1].chain == chain) continue;
        rap_chain_key *e = RAP_PUSH(c->p->arena, &c->keys);
        if (!e) {
            c->failed = true;
            return;
        }
        *e = (rap_chain_key){keys[k], chain, *slot};
        *slot = (uint32_t)c->keys.n;
    }
}

static void learn(rap_chain *x, const rap_noted *m)
{
    uint8_t gender = x->gender & m->gender, told = m->gender;
    if (!x->size || !x->gender)
        x->gender = told;
    else if (gender && m->person == 3)
        x->gender = gender;
    if (!x->size || !x->number) x->number = m->number;
    if (!x->entity || (m->kind == RAP_MENTION_NAME && m->entity)) x->entity = m->entity;
    x->names += m->kind == RAP_MENTION_NAME;
    x->nominals += m->kind == RAP_MENTION_NOMINAL;
    x->subjects += m->place >= RAP_PLACE_PASSIVE;
    if (m->kind == RAP_MENTION_PRONOUN)
        x->pronouns |= UINT64_C(1) << (m->order & 63);
    else
        x->bits |= m->bits;
    if (m->kind == RAP_MENTION_NAME && m->party >= 0) x->party = m->party;
    if (m->kind == RAP_MENTION_NOMINAL && m->party >= 0 && x->hint < 0)
        x->hint = m->party;
}

void rap_chains_take(rap_chains *c, uint32_t i, int32_t chain)
{
    const rap_noted *m = &c->list->v[i];
    uint32_t at = chain < 0 ? c->n++ : (uint32_t)chain;
    rap_chain *x = &c->v[at];
    if (chain < 0)
        *x = (rap_chain){.begin = i,
                         .party = -1,
                         .hint = -1,
                         .called = i,
                         .older = UINT32_MAX,
                         .newer = UINT32_MAX};
    to_front(c, at);
    learn(x, m);
    bool first_called = c->list->v[x->called].kind == RAP_MENTION_PRONOUN;
    if (m->kind != RAP_MENTION_PRONOUN || first_called) x->called = i;
    x->size++;
    x->last = i;
    x->turn = c->turn_of[i];
    x->sentences[2] = x->sentences[1];
    x->sentences[1] = x->sentences[0];
    x->sentences[0] = m->sentence;
    c->chain_of[i] = (int32_t)at;
    if (m->kind == RAP_MENTION_NAME && m->party >= 0)
        c->of_party[m->party] = (int32_t)at;
    index_keys(c, i, at);
}
