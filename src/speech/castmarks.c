/*
 * speech/castmarks.c - what the network of castings looks at besides states.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/casting.h"

typedef struct {
    uint16_t *rows;
    uint32_t n, base;
} sheet;

/* One of `size` rows: the number itself, or where it is greater a hash of it. */
static void put(sheet *s, uint32_t size, uint32_t v)
{
    uint32_t at = v < size ? v : (uint32_t)(rap_feature(7, v, 0, 0) >> 40) % size;
    s->rows[s->n++] = (uint16_t)(s->base + at);
    s->base += size;
}

/* What is named at the token: 0 nothing, else its kind and how it is mentioned. */
static uint32_t named_at(const rap_hearing *h, uint32_t token)
{
    int32_t m = h->names->by_token ? h->names->by_token[token] : -1;
    if (m < 0) return 0;
    const rap_mention *x = &h->names->mentions[m];
    uint32_t kind = x->entity < 0 ? 15 : (uint32_t)h->names->entities[x->entity].kind;
    return 1 + (kind & 15u) * 3 + (uint32_t)x->kind % 3;
}

enum { SHARED_ROWS = 384 + 128 + 64 + 8 };

static void cast_shared(const rap_cast_sheet *s, uint16_t rows[RAP_CAST_SHARED])
{
    sheet k = {rows, 0, 0};
    put(&k, 384, s->lemma);
    put(&k, 128, s->fine);
    put(&k, 64, s->form);
    put(&k, 8, s->sort * 2 + s->shared);
}

/* Marks of token s->from + i, and of the cue: rows of the network's table. */
static void cast_marks(const rap_cast_sheet *s, uint32_t i,
                       uint16_t rows[RAP_CAST_MARKS])
{
    static const rap_cast_place outside = {0};
    const uint32_t token = s->from + i;
    const rap_cast_place *p = &s->at[i], *b = i ? p - 1 : &outside;
    const rap_cast_place *a = token + 1 < s->to ? p + 1 : &outside;
    const rap_token *t = &s->h->p->tokens[token];
    const uint32_t side = p->behind, main = token == s->main;
    const uint32_t own = t->sentence == s->h->p->tokens[s->main].sentence;
    const uint32_t anew = i > 0 && t->sentence != t[-1].sentence;
    const uint32_t marks = (b->quoted * 2u + p->quoted) * 2u + a->quoted;
    const uint32_t in = s->clause.from <= token && token < s->clause.to;
    const uint32_t edge = (token == s->clause.from) * 2u + (token == s->clause.to);
    sheet k = {rows, 0, SHARED_ROWS};
    put(&k, 512, p->path);
    put(&k, 256, p->branch);
    put(&k, 256, b->branch);
    put(&k, 256, p->top);
    put(&k, 256, p->bottom);
    put(&k, 192, p->word);
    put(&k, 192, b->word);
    put(&k, 192, a->word);
    put(&k, 32, p->distance * 2u + side);
    put(&k, 32, p->commas * 4u + side * 2u + p->quoted);
    put(&k, 25, b->rule * 5u + p->rule);
    put(&k, 25, p->rule * 5u + a->rule);
    put(&k, 32, b->subject * 8u + p->subject * 2u + s->shared);
    put(&k, 128, named_at(s->h, token) * 2u + s->h->is_time[token]);
    put(&k, 64, marks * 8u + anew * 4u + own * 2u + main);
    put(&k, 8, in * 4u + edge);
}

void rap_cast_look(rap_cast_view *v, const rap_cast_sheet *s)
{
    const uint8_t *states = s->h->p->states->v;
    const uint32_t n = s->to - s->from;
    for (uint32_t i = 0; i < n; i++)
        cast_marks(s, i, v->marks + (size_t)i * RAP_CAST_MARKS);
    cast_shared(s, v->shared);
    v->sight = (rap_netlet_sight){
        .states = states + (size_t)s->from * RAP_NETLET_STATE - RAP_NETLET_STATE,
        .whole = states + (size_t)s->main * RAP_NETLET_STATE,
        .marks = v->marks,
        .shared = v->shared,
        .n = n,
        .n_marks = RAP_CAST_MARKS,
        .n_shared = RAP_CAST_SHARED};
}
