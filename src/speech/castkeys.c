/*
 * speech/castkeys.c - features of castings: of a word's part, and of a part's edges.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/casting.h"

typedef struct {
    uint64_t *keys;
    uint32_t n, template;
} sheet;

static inline void put(sheet *s, uint32_t a, uint32_t b, uint32_t c)
{
    if (s->n < RAP_CAST_KEYS) s->keys[s->n++] = rap_feature(s->template, a, b, c);
    s->template ++;
}

/* What is named at the token: 0 nothing, else its kind and how it is mentioned. */
static uint32_t named_at(const rap_hearing *h, uint32_t token)
{
    int32_t m = h->names->by_token ? h->names->by_token[token] : -1;
    if (m < 0) return 0;
    const rap_mention *x = &h->names->mentions[m];
    uint32_t kind = x->entity < 0 ? 15 : (uint32_t)h->names->entities[x->entity].kind;
    return 1 + kind * 4 + (uint32_t)x->kind;
}

static uint32_t word_at(const rap_cast_sheet *s, uint32_t i)
{
    return i < s->to - s->from ? s->at[i].word : 1;
}

static inline uint32_t two(uint32_t a, uint32_t b)
{
    return rap_atom2(a, b);
}

uint32_t rap_cast_keys(const rap_cast_sheet *s, uint32_t i, uint64_t *keys)
{
    const rap_cast_place *p = &s->at[i];
    const rap_token *t = &s->h->p->tokens[s->from + i];
    uint32_t side = p->behind, q = p->quoted, rule = p->rule * 2u + side;
    uint32_t near = p->distance * 2u + side, pause = p->commas * 2u + side;
    uint32_t own = t->sentence == s->h->p->tokens[s->main].sentence;
    uint32_t named = named_at(s->h, s->from + i);
    uint32_t time = s->h->is_time[s->from + i];
    sheet k = {.keys = keys, .template = 200};
    uint32_t subject = p->subject * 2u + s->shared;
    put(&k, rule, p->branch, s->form);
    put(&k, rule, p->path, 0);
    put(&k, rule, p->word, s->sort);
    put(&k, rule, near, s->form);
    put(&k, rule, pause, q * 2u + own);
    put(&k, rule, s->lemma, 0);
    put(&k, rule, named, p->branch);
    put(&k, rule, p->two, p->word);
    put(&k, p->path, side, q);
    put(&k, p->path, s->lemma, 0);
    put(&k, p->path, s->form, p->word);
    put(&k, p->two, near, s->form);
    put(&k, p->two, t->lemma_hash, 0);
    put(&k, p->two, s->fine, 0);
    put(&k, p->branch, s->lemma, side);
    put(&k, p->branch, pause, q);
    put(&k, p->branch, named * 2u + time, side);
    put(&k, subject, s->form, p->branch);
    put(&k, subject, rule, p->word);
    put(&k, near, s->lemma, p->word);
    return k.n;
}

uint32_t rap_cast_edge_keys(const rap_cast_sheet *s, uint32_t i, uint64_t *keys)
{
    static const rap_cast_place outside = {0};
    const rap_cast_place *p = i < s->to - s->from ? &s->at[i] : &outside;
    const rap_cast_place *b = i ? &s->at[i - 1] : &outside;
    uint32_t side = s->from + i > s->main, rules = b->rule * 8u + p->rule;
    uint32_t words = two(b->word, p->word), marks = b->quoted * 2u + p->quoted;
    uint32_t near = p->distance * 2u + side, pause = p->commas * 2u + side;
    uint32_t after = word_at(s, i + 1), before = i > 1 ? s->at[i - 2].word : 0;
    bool new_sentence = i > 0 && i < s->to - s->from &&
                        s->h->p->tokens[s->from + i].sentence !=
                            s->h->p->tokens[s->from + i - 1].sentence;
    uint32_t state = marks * 4u + new_sentence * 2u + side;
    sheet k = {.keys = keys, .template = 300};
    uint32_t who = (b->subject * 4u + p->subject) * 2u + s->shared;
    put(&k, who, rules, side);
    put(&k, who, words, 0);
    put(&k, rules, state, 0);
    put(&k, rules, words, side);
    put(&k, rules, b->word, p->top);
    put(&k, rules, p->top, b->bottom);
    put(&k, rules, pause, s->form);
    put(&k, words, near, 0);
    put(&k, words, after, side);
    put(&k, words, before, side);
    put(&k, words, s->lemma, side);
    put(&k, words, p->top, 0);
    put(&k, p->top, p->bottom, state);
    put(&k, p->top, s->lemma, b->word);
    put(&k, p->bottom, b->word, two(p->branch, b->branch));
    put(&k, p->branch, b->branch, state);
    put(&k, p->path, b->path, side);
    put(&k, near, s->form, state);
    return k.n;
}
