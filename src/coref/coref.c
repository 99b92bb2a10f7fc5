/*
 * coref/coref.c - who is who inside a report: choosing, and handing out.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/coref.h"

#include "coref/officers.h"
#include "coref/pairing.h"
#include "model/boosted.h"
#include "trees/relations.h"

/* What a link is preferred by to "something new", in 1/256 of a logit: measured by
 * chains, links that are missed cost more than the ranking was taught. */
enum { PRONOUN_BONUS = 90, PHRASE_BONUS = 250 };

enum { SURE_STEPS = 14, SURE_ENOUGH = 87, SURE_AGAINST = 95, SURE_OUT = 60 };

/* What share of links is right, in per cent, by how far the best choice is ahead of the
 * next, in quarters of a logit (docs/coref.md tells on what it was counted). */
static const uint8_t pronoun_sure[SURE_STEPS] = {48, 53, 58, 60, 66, 73, 77,
                                                 79, 83, 89, 91, 93, 94, 96};
static const uint8_t phrase_sure[SURE_STEPS] = {28, 45, 65, 74, 76, 76, 79,
                                                82, 88, 92, 94, 95, 96, 96};

typedef struct {
    rap_boosted phrases, pronouns;
    rap_chains chains;
    rap_noted_list list;
    uint8_t *sure; /* per phrase */
} linker;

static uint8_t sure_of(bool pronoun, int32_t lead)
{
    int32_t step = lead > 0 ? lead / (RAP_BOOSTED_LOGIT / 4) : 0;
    step = step < SURE_STEPS ? step : SURE_STEPS - 1;
    return pronoun ? pronoun_sure[step] : phrase_sure[step];
}

/* "Another analyst", "a second one": whoever it is has not been told of. */
static bool is_another(const linker *k, uint32_t i)
{
    static const char *const words[] = {"another", "other", "second", "third",
                                        "different"};
    const rap_noted *x = &k->list.v[i];
    const rap_prose *p = k->chains.p;
    bool a = rap_token_is(p, x->first, "a") || rap_token_is(p, x->first, "an");
    bool the = x->article == RAP_ARTICLE_THE || x->article == RAP_ARTICLE_THIS ||
               x->article == RAP_ARTICLE_OWNED;
    if (x->kind != RAP_MENTION_NOMINAL || the) return false;
    for (size_t w = 0; x->first + a < x->head && w < sizeof words / sizeof *words; w++)
        if (rap_token_is(p, x->first + a, words[w])) return true;
    return false;
}

/* The chain that phrase i goes on, or -1; *sure that it does. */
static int32_t choose(const linker *k, uint32_t i, uint8_t *sure)
{
    rap_offers offers;
    int16_t rows[(RAP_OFFERS_MAX + 1) * RAP_PAIR_COUNT];
    int32_t scores[RAP_OFFERS_MAX + 1];
    *sure = 0;
    if (is_another(k, i)) return -1;
    rap_chains_offer(&k->chains, i, &offers);
    *sure = offers.settled ? 100 : 0;
    if (offers.settled) return (int32_t)offers.v[0];
    if (!offers.n) return -1;
    rap_pairing_rows(&k->chains, i, &offers, rows);
    bool pronoun = k->list.v[i].kind == RAP_MENTION_PRONOUN;
    const rap_boosted *m = pronoun ? &k->pronouns : &k->phrases;
    rap_boosted_score_rows(m, rows, offers.n + 1, (rap_boosted_early){m->n_trees, 0},
                           scores);
    const int32_t bonus = pronoun ? PRONOUN_BONUS : PHRASE_BONUS;
    uint32_t best = offers.n;
    for (uint32_t j = 0; j < offers.n; j++)
        if (scores[j] + (best == offers.n ? bonus : 0) > scores[best]) best = j;
    if (best == offers.n) return -1;
    int32_t next = INT32_MIN;
    for (uint32_t j = 0; j <= offers.n; j++)
        if (j != best && scores[j] > next) next = scores[j];
    *sure = sure_of(pronoun, scores[best] - next);
    return (int32_t)offers.v[best];
}

/* A pronoun is as sure as its link and, where it goes on a pronoun, as that one; what
 * stands in a quotation seldom gives the narrator his "he". */
static uint8_t sure_along(const linker *k, uint32_t i, uint32_t chain, uint8_t sure)
{
    uint32_t last = k->chains.v[chain].last;
    const rap_noted *x = &k->list.v[i], *before = &k->list.v[last];
    if (x->kind != RAP_MENTION_PRONOUN) return sure;
    bool out = before->quotation && !x->quotation;
    if (out && sure > SURE_OUT) sure = SURE_OUT;
    bool on = before->kind == RAP_MENTION_PRONOUN;
    unsigned both = (unsigned)sure * k->sure[last] / 100;
    return on ? (uint8_t)both : sure;
}

static bool link_all(linker *k)
{
    for (uint32_t t = 0; t < k->list.n && !k->chains.failed; t++) {
        uint32_t i = k->chains.turns[t];
        int32_t chain = choose(k, i, &k->sure[i]);
        if (chain >= 0) k->sure[i] = sure_along(k, i, (uint32_t)chain, k->sure[i]);
        rap_chains_take(&k->chains, i, chain);
    }
    return !k->chains.failed;
}

/* ---- handing out -------------------------------------------------------------------
 */

static rap_entity_kind kind_of(const rap_chain *x)
{
    if (x->entity) return (rap_entity_kind)x->entity;
    bool person = x->gender && !(x->gender & RAP_MAY_IT);
    return person ? RAP_ENTITY_PERSON : RAP_ENTITY_THING;
}

static rap_gender told_gender(uint8_t may)
{
    return may == RAP_MAY_HE    ? RAP_GENDER_HE
           : may == RAP_MAY_SHE ? RAP_GENDER_SHE
                                : RAP_GENDER_NONE;
}

/* Chains of two and more get a number; number[chain] or -1. */
static bool hand_out_chains(rap_coref *out, const linker *k, int32_t *number)
{
    rap_coref_chain *v = RAP_NEW(k->chains.p->arena, rap_coref_chain, k->chains.n);
    if (!v) return false;
    for (uint32_t c = 0; c < k->chains.n; c++) {
        const rap_chain *x = &k->chains.v[c];
        number[c] = -1;
        if (x->size < 2) continue;
        number[c] = (int32_t)out->n_chains;
        v[out->n_chains++] =
            (rap_coref_chain){.kind = kind_of(x),
                              .entity = x->party >= 0 ? x->party : x->hint,
                              .size = x->size,
                              .called = UINT32_MAX,
                              .named = x->names > 0,
                              .gender = told_gender(x->gender)};
    }
    out->chains = v;
    return true;
}

static bool hand_out_mentions(rap_coref *out, const linker *k, const int32_t *number)
{
    const rap_prose *p = k->chains.p;
    rap_coref_mention *v = RAP_NEW(p->arena, rap_coref_mention, k->list.n);
    if (!v) return false;
    for (uint32_t t = 0; t < k->list.n; t++) {
        uint32_t i = k->chains.turns[t];
        const rap_noted *x = &k->list.v[i];
        v[t] = (rap_coref_mention){.at = rap_tokens_span(p, x->first, x->last),
                                   .first = x->first,
                                   .last = x->last,
                                   .head = x->head,
                                   .kind = (rap_mention_kind)x->kind,
                                   .chain = number[k->chains.chain_of[i]],
                                   .mention = x->mention,
                                   .sure = k->sure[i]};
    }
    out->mentions = v;
    out->n_mentions = k->list.n;
    return true;
}

/* The phrase that tells most of each chain: its first name, else its first description.
 */
static void set_called(const rap_coref *out, rap_coref_chain *chains)
{
    for (uint32_t i = 0; i < out->n_mentions; i++) {
        const rap_coref_mention *m = &out->mentions[i];
        if (m->chain < 0) continue;
        rap_coref_chain *c = &chains[m->chain];
        if (c->called == UINT32_MAX || m->kind < out->mentions[c->called].kind)
            c->called = i;
    }
}

/* Is the pronoun the subject of a verb that has words or a clause said by it?  Who
 * tells something is the business of a later room, which knows more of it. */
static bool tells(const rap_prose *p, uint32_t token, const bool *content)
{
    const rap_token *t = &p->tokens[token];
    if (rap_deprel_plain((rap_deprel)t->deprel) != RAP_REL_NSUBJ) return false;
    return t->head < p->n_tokens && content[t->head];
}

/* Per token: does it govern a clause, or stand outside in a sentence with a quotation?
 */
static bool *find_contents(const rap_prose *p)
{
    bool *content = RAP_NEW(p->arena, bool, p->n_tokens);
    for (uint32_t s = 0; content && s < p->n_sentences; s++) {
        bool quotes = false;
        for (uint32_t i = p->sentences[s].first; i < p->sentences[s].last; i++)
            quotes |= (p->tokens[i].shape & RAP_SHAPE_QUOTED) != 0;
        for (uint32_t i = p->sentences[s].first; i < p->sentences[s].last; i++) {
            const rap_token *t = &p->tokens[i];
            content[i] |= quotes && !(t->shape & RAP_SHAPE_QUOTED);
            bool clause = t->deprel == RAP_REL_CCOMP || t->deprel == RAP_REL_PARATAXIS;
            if (clause && t->head < p->n_tokens) content[t->head] = true;
        }
    }
    return content;
}

/* Pronouns of a chain with a party.  Where rules (names/pronouns.c) say something else,
 * they are believed until the ranking is sure. */
static bool give_back(rap_names *names, const rap_coref *out, const rap_prose *p)
{
    rap_mention *v = RAP_NEW(p->arena, rap_mention, names->n_mentions);
    const bool *content = find_contents(p);
    if (!v || !content) return false;
    if (names->n_mentions) memcpy(v, names->mentions, names->n_mentions * sizeof *v);
    for (uint32_t i = 0; i < out->n_mentions; i++) {
        const rap_coref_mention *m = &out->mentions[i];
        if (m->mention < 0 || m->kind != RAP_MENTION_PRONOUN || m->chain < 0) continue;
        int32_t entity = out->chains[m->chain].entity;
        int32_t *to = &v[m->mention].entity;
        if (entity < 0 || tells(p, m->head, content)) continue;
        if (m->sure >= (*to < 0 ? SURE_ENOUGH : SURE_AGAINST)) *to = entity;
    }
    names->mentions = v;
    return true;
}

static bool open(rap_boosted *m, const char *name)
{
    return rap_boosted_open(m, rap_weights_part(name)) &&
           m->n_features == RAP_PAIR_COUNT;
}

rap_code rap_coref_read(rap_coref *out, rap_names *names, const rap_prose *p,
                        rap_err *err)
{
    linker *k = RAP_NEW(p->arena, linker, 1);
    *out = (rap_coref){0};
    if (!k) return rap_fail_memory(err);
    if (!p->n_tokens || p->tokens[0].head == RAP_NO_HEAD) return RAP_OK;
    if (!open(&k->phrases, "coref_phrases") || !open(&k->pronouns, "coref_pronouns"))
        return RAP_OK;
    if (!rap_noted_read(&k->list, p, names) ||
        !rap_chains_init(&k->chains, p, names, &k->list))
        return rap_fail_memory(err);
    k->sure = RAP_NEW(p->arena, uint8_t, k->list.n);
    if (!k->sure || !link_all(k)) return rap_fail_memory(err);
    int32_t *number = RAP_NEW(p->arena, int32_t, k->chains.n);
    rap_coref found = {0};
    if (!number || !hand_out_chains(&found, k, number) ||
        !hand_out_mentions(&found, k, number))
        return rap_fail_memory(err);
    rap_coref_chain *chains = RAP_NEW(p->arena, rap_coref_chain, found.n_chains);
    if (!chains || !give_back(names, &found, p)) return rap_fail_memory(err);
    if (found.n_chains) memcpy(chains, found.chains, found.n_chains * sizeof *chains);
    set_called(&found, chains);
    found.chains = chains;
    *out = found;
    return rap_officers_find(names, p, err);
}
