/*
 * coref/pairing.c - what speaks for a phrase going on a chain, as small numbers.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/pairing.h"

#include "trees/relations.h"

enum { FAR = 99, HEAD_WORDS = 8, UP_MAX = 7 };

/* Twice the binary logarithm, roughly: 0 1 2 3 4 4 5 5 6 .. */
static int16_t steps(uint32_t n)
{
    uint32_t log = n ? 31 - (uint32_t)__builtin_clz(n) : 0;
    return (int16_t)(n ? 1 + log * 2 + (log && (n >> (log - 1) & 1)) : 0);
}

static int16_t at_most(uint32_t n, uint32_t most)
{
    return (int16_t)(n < most ? n : most);
}

static int bits_in(uint32_t v)
{
    v -= v >> 1 & 0x55555555u;
    v = (v & 0x33333333u) + (v >> 2 & 0x33333333u);
    return (int)(((v + (v >> 4)) & 0x0F0F0F0Fu) * 0x01010101u >> 24);
}

static int16_t more_of(const rap_noted *x)
{
    return (int16_t)(x->clause + 2 * x->of);
}

static void tell_phrase(const rap_chains *c, uint32_t i, const rap_offers *offers,
                        int16_t *row)
{
    const rap_noted *x = &c->list->v[i];
    row[RAP_PAIR_KIND] = x->kind;
    row[RAP_PAIR_ORDER] = x->order;
    row[RAP_PAIR_ARTICLE] = x->article;
    row[RAP_PAIR_NUMBER] = x->number;
    row[RAP_PAIR_GENDER] = x->gender;
    row[RAP_PAIR_PLACE] = x->owns ? RAP_PLACE_OWNER : x->place;
    row[RAP_PAIR_ENTITY] = x->entity;
    row[RAP_PAIR_LENGTH] = at_most(x->last - x->first, 30);
    row[RAP_PAIR_MORE] = more_of(x);
    row[RAP_PAIR_LIST] = (int16_t)(x->list ? 2 : x->member);
    row[RAP_PAIR_FIRST] = x->first_in_sentence;
    row[RAP_PAIR_QUOTED] = x->quotation > 0;
    row[RAP_PAIR_NESTED] = x->outer >= 0;
    row[RAP_PAIR_OWNER_KIND] = x->owner < 0 ? 0 : c->list->v[x->owner].kind;
    row[RAP_PAIR_SENTENCE] = at_most(x->sentence, 60);
    row[RAP_PAIR_BY_WORD] = at_most(offers->by_word, 6);
    row[RAP_PAIR_OFFERS] = at_most(offers->n, RAP_OFFERS_MAX);
    row[RAP_PAIR_COARSE] = (int16_t)x->coarse;
    row[RAP_PAIR_DENIED] = x->denied;
    row[RAP_PAIR_EMBEDDED] = x->depth;
    row[RAP_PAIR_CLASS_UP] = (int16_t)c->p->tokens[x->governor].classes[0];
    row[RAP_PAIR_PEOPLE] = x->sorts[0];
    row[RAP_PAIR_BODY] = x->sorts[1];
    row[RAP_PAIR_LOCAL] = x->sorts[2];
    row[RAP_PAIR_CAPITAL] = (c->p->tokens[x->head].shape & RAP_SHAPE_CAPITAL) != 0;
}

static void tell_distance(const rap_chains *c, uint32_t i, const rap_chain *y,
                          int16_t *row)
{
    const rap_noted *x = &c->list->v[i], *last = &c->list->v[y->last];
    const rap_noted *called = &c->list->v[y->called];
    uint32_t tokens = x->head > last->head ? x->head - last->head : 0;
    row[RAP_PAIR_SENTENCES] = at_most(x->sentence - last->sentence, FAR);
    row[RAP_PAIR_CALLED_AGO] = at_most(x->sentence - called->sentence, FAR);
    row[RAP_PAIR_TURNS] = steps(c->turn_of[i] - y->turn);
    row[RAP_PAIR_TOKENS] = steps(tokens);
    row[RAP_PAIR_CALLED_APART] =
        steps(x->head > called->head ? x->head - called->head : 0);
    row[RAP_PAIR_SAME_BLOCK] = x->block == last->block;
    row[RAP_PAIR_BLOCKS] = at_most(x->block - last->block, FAR);
    row[RAP_PAIR_DEPTH] =
        at_most(last->head - c->p->sentences[last->sentence].first, 60);
    row[RAP_PAIR_THIRD_LAST] =
        y->size < 3 ? FAR : at_most(x->sentence - y->sentences[2], FAR);
    row[RAP_PAIR_BEGAN] = at_most(c->list->v[y->begin].sentence, 60);
}

static void tell_chain(const rap_chains *c, const rap_chain *y, int16_t *row)
{
    const rap_noted *last = &c->list->v[y->last], *called = &c->list->v[y->called];
    row[RAP_PAIR_LAST_KIND] = last->kind;
    row[RAP_PAIR_LAST_ORDER] = last->order;
    row[RAP_PAIR_LAST_PLACE] = last->owns ? RAP_PLACE_OWNER : last->place;
    row[RAP_PAIR_LAST_ARTICLE] = last->article;
    row[RAP_PAIR_LAST_MORE] = more_of(last);
    row[RAP_PAIR_LAST_FIRST] = last->first_in_sentence;
    row[RAP_PAIR_LAST_LIST] = (int16_t)(last->list ? 2 : last->member);
    row[RAP_PAIR_LAST_EMBEDDED] = last->depth;
    row[RAP_PAIR_LAST_NESTED] = last->outer >= 0;
    row[RAP_PAIR_CALLED_KIND] = called->kind;
    row[RAP_PAIR_CALLED_ARTICLE] = called->article;
    row[RAP_PAIR_CALLED_PLACE] = called->place;
    row[RAP_PAIR_CALLED_LENGTH] = at_most(called->last - called->first, 30);
    row[RAP_PAIR_CALLED_COARSE] = (int16_t)called->coarse;
    row[RAP_PAIR_CALLED_NUMBER] = called->number;
    row[RAP_PAIR_CALLED_PEOPLE] = called->sorts[0];
    row[RAP_PAIR_CALLED_BODY] = called->sorts[1];
    row[RAP_PAIR_CALLED_LOCAL] = called->sorts[2];
    row[RAP_PAIR_CHAIN_GENDER] = y->gender;
    row[RAP_PAIR_CHAIN_NUMBER] = y->number;
    row[RAP_PAIR_CHAIN_ENTITY] = y->entity;
    row[RAP_PAIR_SIZE] = at_most(y->size, 60);
    row[RAP_PAIR_NAMES] = at_most(y->names, 30);
    row[RAP_PAIR_NOMINALS] = at_most(y->nominals, 30);
    row[RAP_PAIR_SUBJECTS] = at_most(y->subjects, 30);
    row[RAP_PAIR_HAS_PARTY] = (int16_t)(y->party >= 0 ? 2 : y->hint >= 0);
    row[RAP_PAIR_PRONOUNS] = at_most(y->size - y->names - y->nominals, 30);
}

/* 0 against each other, 1 open, 2 one of them open, 3 the same and known. */
static int16_t gender_fit(uint8_t a, uint8_t b)
{
    if (!(a & b)) return 0;
    if (a == b) return a == RAP_MAY_ANY ? 1 : 3;
    return 2;
}

static int16_t number_fit(uint8_t a, uint8_t b)
{
    return (int16_t)(!a || !b ? 1 : a == b ? 2 : 0);
}

static void tell_fit(const rap_chains *c, const rap_noted *x, const rap_chain *y,
                     int16_t *row)
{
    const rap_noted *last = &c->list->v[y->last];
    row[RAP_PAIR_GENDER_FIT] = gender_fit(x->gender, y->gender);
    row[RAP_PAIR_NUMBER_FIT] = number_fit(x->number, y->number);
    row[RAP_PAIR_PERSON_FIT] = (int16_t)(x->person == last->person);
    bool met = x->order && (y->pronouns >> (x->order & 63) & 1);
    row[RAP_PAIR_SAME_PRONOUN] =
        (int16_t)(x->order && x->order == last->order ? 2 : met);
    row[RAP_PAIR_SAME_PLACE] = x->place == last->place;
}

/* Is the word in the last phrase that called the chain by a name or noun? */
static bool has_word(const rap_chains *c, const rap_noted *called, uint32_t hash)
{
    for (uint32_t t = called->first; t < called->last && t < called->first + HEAD_WORDS;
         t++)
        if (c->p->tokens[t].lemma_hash == hash) return true;
    return false;
}

static void tell_words(const rap_chains *c, const rap_noted *x, const rap_chain *y,
                       int16_t *row)
{
    const rap_noted *called = &c->list->v[y->called], *begin = &c->list->v[y->begin];
    if (x->kind == RAP_MENTION_PRONOUN || called->kind == RAP_MENTION_PRONOUN) return;
    bool head = x->head_hash == called->head_hash;
    bool once = x->head_hash == begin->head_hash;
    row[RAP_PAIR_HEAD] = (int16_t)(head ? 2 : once);
    row[RAP_PAIR_TEXT] = (int16_t)(x->text_hash == called->text_hash  ? 2
                                   : x->text_hash == begin->text_hash ? 1
                                                                      : 0);
    row[RAP_PAIR_SHARED] = (int16_t)bits_in(x->bits & y->bits);
    row[RAP_PAIR_MISSING] = (int16_t)bits_in(x->bits & ~y->bits);
    row[RAP_PAIR_LACKING] = (int16_t)bits_in(called->bits & ~x->bits);
    uint32_t self = c->p->tokens[x->head].hash, other = c->p->tokens[called->head].hash;
    row[RAP_PAIR_ACRONYM] =
        (x->acronym && x->acronym == other) || (called->acronym == self);
    row[RAP_PAIR_CLASS] = (int16_t)(!x->coarse                    ? 0
                                    : x->class == called->class   ? 3
                                    : x->coarse == called->coarse ? 2
                                                                  : 1);
    row[RAP_PAIR_NAME_WORD] = (int16_t)(has_word(c, called, x->head_hash) +
                                        2 * has_word(c, x, called->head_hash));
}

static void tell_party(const rap_chains *c, const rap_noted *x, const rap_chain *y,
                       int16_t *row)
{
    int32_t mine = x->party, its = y->party >= 0 ? y->party : y->hint;
    if (mine >= 0 && its >= 0)
        row[RAP_PAIR_PARTY] = (int16_t)(mine == y->party || mine == y->hint ? 3 : 2);
    else
        row[RAP_PAIR_PARTY] = (int16_t)(mine >= 0 || its >= 0);
    int32_t side = mine >= 0 ? c->names->entities[mine].side : -1;
    int32_t other = its >= 0 ? c->names->entities[its].side : -1;
    row[RAP_PAIR_SIDE] = (int16_t)(side < 0 || other < 0 ? 0 : side == other ? 2 : 1);
}

static bool lies_in(const rap_noted *a, const rap_noted *b)
{
    return a->first >= b->first && a->last <= b->last;
}

/* Does the grammar bind the two: 1 apposition, 2 predicate, 3 list and member. */
static int16_t bound(const rap_chains *c, const rap_noted *x, const rap_noted *last)
{
    const rap_token *t = c->p->tokens;
    bool apposed = t[x->head].head == last->head && t[x->head].deprel == RAP_REL_APPOS;
    if (apposed) return 1;
    if (x->place == RAP_PLACE_PREDICATE && last->governor == x->head) return 2;
    if (t[x->head].deprel == RAP_REL_XCOMP && x->governor == last->governor) return 2;
    return (int16_t)(x->head == last->head ? 3 : 0);
}

static int16_t owners(const rap_chains *c, const rap_noted *x, const rap_noted *called)
{
    if (x->owner < 0 || called->owner < 0) return (int16_t)(x->owner >= 0);
    int32_t a = c->chain_of[x->owner], b = c->chain_of[called->owner];
    return (int16_t)(a < 0 || b < 0 ? 1 : a == b ? 3 : 2);
}

/* Steps from a word up to the one that `last` hangs on, from 1; 0: it is not above. */
static int16_t commands(const rap_chains *c, const rap_noted *x, const rap_noted *last)
{
    uint32_t at = x->head;
    for (int i = 1; i <= UP_MAX; i++) {
        if (at == last->governor) return (int16_t)i;
        uint32_t up = c->p->tokens[at].head;
        if (up == RAP_NO_HEAD || up == at) return 0;
        at = up;
    }
    return 0;
}

static void tell_grammar(const rap_chains *c, const rap_noted *x, const rap_chain *y,
                         int16_t *row)
{
    const rap_noted *last = &c->list->v[y->last], *called = &c->list->v[y->called];
    const rap_token *t = c->p->tokens;
    bool near = x->sentence == last->sentence;
    row[RAP_PAIR_WITHIN] = (int16_t)(!near              ? 0
                                     : lies_in(x, last) ? 1
                                     : lies_in(last, x) ? 2
                                                        : 0);
    bool together = near && x->governor == last->governor && !x->owns && !last->owns;
    row[RAP_PAIR_COARGUMENT] = (int16_t)(together                        ? 2
                                         : near && x->verb == last->verb ? 1
                                                                         : 0);
    row[RAP_PAIR_COMMANDS] = near ? commands(c, x, last) : 0;
    row[RAP_PAIR_BOUND] = near ? bound(c, x, last) : 0;
    row[RAP_PAIR_OWNERS] = owners(c, x, called);
    row[RAP_PAIR_QUOTATION] =
        (int16_t)(x->quotation == last->quotation   ? (x->quotation ? 3 : 0)
                  : x->quotation && last->quotation ? 4
                  : x->quotation                    ? 1
                                                    : 2);
    bool verb = x->verb != RAP_NO_HEAD && last->verb != RAP_NO_HEAD;
    row[RAP_PAIR_VERB] =
        (int16_t)(verb && t[x->verb].lemma_hash == t[last->verb].lemma_hash);
}

/* What is asked of all offers at once. */
typedef struct {
    uint32_t turn[RAP_OFFERS_MAX], called[RAP_OFFERS_MAX], size[RAP_OFFERS_MAX];
    uint32_t sentence[RAP_OFFERS_MAX], first[RAP_OFFERS_MAX];
    uint8_t apt[RAP_OFFERS_MAX], subject[RAP_OFFERS_MAX];
    int16_t apt_all;
} ranks;

static void gather(ranks *r, const rap_chains *c, const rap_noted *x,
                   const rap_offers *offers)
{
    r->apt_all = 0;
    for (uint32_t k = 0; k < offers->n; k++) {
        const rap_chain *y = &c->v[offers->v[k]];
        const rap_noted *last = &c->list->v[y->last];
        r->turn[k] = y->turn;
        r->called[k] = c->turn_of[y->called];
        r->size[k] = y->size;
        r->sentence[k] = last->sentence;
        r->first[k] = last->first;
        r->apt[k] = rap_chains_apt(c, x, y);
        r->subject[k] = r->apt[k] && last->place >= RAP_PLACE_PASSIVE;
        r->apt_all = (int16_t)(r->apt_all + r->apt[k]);
    }
}

static void tell_rank(const ranks *r, uint32_t n, uint32_t which, int16_t *row)
{
    int nearer = 0, apt = 0, subject = 0, before = 0, size = 0, called = 0;
    for (uint32_t k = 0; k < n; k++) {
        int near = r->turn[k] > r->turn[which];
        nearer += near;
        apt += near & r->apt[k];
        subject += near & r->subject[k];
        before += r->apt[k] & (r->sentence[k] == r->sentence[which]) &
                  (r->first[k] < r->first[which]);
        size += r->apt[k] & (r->size[k] > r->size[which]);
        called += r->apt[k] & (r->called[k] > r->called[which]);
    }
    row[RAP_PAIR_APT] = r->apt[which];
    row[RAP_PAIR_RANK] = (int16_t)nearer;
    row[RAP_PAIR_APT_RANK] = (int16_t)apt;
    row[RAP_PAIR_SUBJECT_RANK] = (int16_t)subject;
    row[RAP_PAIR_APT_FIRST] = (int16_t)before;
    row[RAP_PAIR_SIZE_RANK] = (int16_t)size;
    row[RAP_PAIR_CALLED_RANK] = (int16_t)called;
}

void rap_pairing_rows(const rap_chains *c, uint32_t i, const rap_offers *offers,
                      int16_t *rows)
{
    ranks r;
    const rap_noted *x = &c->list->v[i];
    int16_t *new = rows + offers->n *RAP_PAIR_COUNT;
    memset(new, 0, RAP_PAIR_COUNT * sizeof *new);
    gather(&r, c, x, offers);
    tell_phrase(c, i, offers, new);
    new[RAP_PAIR_APT_ALL] = r.apt_all;
    for (uint32_t k = 0; k < offers->n; k++) {
        int16_t *row = rows + k * RAP_PAIR_COUNT;
        const rap_chain *y = &c->v[offers->v[k]];
        memcpy(row, new, RAP_PAIR_COUNT * sizeof *row);
        row[RAP_PAIR_EXISTS] = 1;
        tell_rank(&r, offers->n, k, row);
        tell_distance(c, i, y, row);
        tell_chain(c, y, row);
        tell_fit(c, x, y, row);
        tell_words(c, x, y, row);
        tell_party(c, x, y, row);
        tell_grammar(c, x, y, row);
    }
}
