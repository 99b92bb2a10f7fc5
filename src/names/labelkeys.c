/*
 * names/labelkeys.c - the features of a token for the labeller: its cues, mixed.
 *
 * Templates are numbered by hand and never change their meaning: the weights know them
 * by number.  A token outside the sentence is the cue `outside`.
 */
/* SPDX-License-Identifier: MIT */
#include "names/labelling.h"

enum { DIALECT_FEATURES = 128 };

typedef struct {
    uint64_t *v;
    uint32_t n, dialect;
} ring;

static void put(ring *k, uint32_t template, uint32_t a, uint32_t b, uint32_t c)
{
    k->v[k->n++] = rap_feature(template, a, b, c);
}

/* The same, and once more for the dialect alone (H. Daume, "Frustratingly easy domain
 * adaptation", ACL 2007). */
static void put_both(ring *k, uint32_t template, uint32_t a, uint32_t b, uint32_t c)
{
    put(k, template, a, b, c);
    put(k, template + DIALECT_FEATURES, a, b, c ^ k->dialect);
}

static const rap_cue outside = {.low = 1, .form = 1, .shape = 1};

/* Cues from two before a token to three behind it, within its sentence. */
static void look_around(const rap_labelling *l, uint32_t token,
                        const rap_cue *around[6])
{
    const rap_sentence *s = &l->p->sentences[l->p->tokens[token].sentence];
    for (uint32_t k = 0; k < 6; k++) {
        bool in = token + k >= s->first + 2 && token + k - 2 < s->last;
        around[k] = in ? &l->cues[token + k - 2] : &outside;
    }
}

static void put_words(ring *k, const rap_cue *const *w, uint32_t p1)
{
    const rap_cue *c = w[0];
    uint32_t cap = c->capital;
    put_both(k, 1, c->low, 0, 0);
    put(k, 2, c->form, 0, 0);
    put_both(k, 3, w[-1]->low, cap, 0);
    put_both(k, 4, w[1]->low, cap, 0);
    put(k, 5, w[-2]->low, cap, 0);
    put(k, 6, w[2]->low, cap, 0);
    put(k, 7, w[-1]->low, c->low, 0);
    put(k, 8, c->low, w[1]->low, 0);
    put(k, 9, w[-2]->low, w[-1]->low, cap);
    put(k, 10, w[1]->low, w[2]->low, cap);
    put(k, 11, w[3]->low, cap, p1);
    put(k, 12, p1, c->low, 0);
    put(k, 13, p1, w[-1]->low, cap);
    put(k, 14, p1, w[1]->low, cap);
    put(k, 15, c->head, cap, 0);
    put(k, 16, c->tail2, cap, 0);
    put(k, 17, c->tail3, cap, 0);
    put(k, 18, c->tail4, cap, 0);
    put(k, 19, w[1]->tail3, cap, p1);
    put(k, 20, w[-1]->tail3, cap, p1);
}

static uint32_t cap_first(const rap_cue *c)
{
    return (uint32_t)c->capital << 1 | c->first;
}

static void put_shapes(ring *k, const rap_cue *const *w, uint32_t p1, uint32_t p2)
{
    const rap_cue *c = w[0];
    put(k, 21, c->shape, w[-1]->shape, w[1]->shape);
    put_both(k, 22, c->shape, c->first, c->style);
    put(k, 23, p1, c->shape, w[1]->shape);
    put_both(k, 24, p1, p2, cap_first(c));
    put(k, 25, p1, c->style, cap_first(c));
    put(k, 26, w[-1]->shape, c->shape, p1);
    put(k, 27, c->shape, w[1]->shape, w[2]->shape);
}

static void put_classes(ring *k, const rap_cue *const *w, uint32_t p1)
{
    const rap_cue *c = w[0];
    uint32_t cap = c->capital;
    put_both(k, 30, c->fine, cap, p1);
    put(k, 31, c->coarse, cap, p1);
    put(k, 32, c->coarse, w[-1]->coarse, cap);
    put(k, 33, c->coarse, w[1]->coarse, cap);
    put(k, 34, w[-1]->fine, cap, p1);
    put(k, 35, w[1]->fine, cap, p1);
    put(k, 36, c->fine, c->shape, 0);
    put(k, 37, w[-1]->fine, w[1]->fine, cap);
    put(k, 38, w[-1]->coarse, w[1]->coarse, cap << 8 | p1);
    put(k, 39, w[-2]->coarse, w[-1]->coarse, cap << 8 | p1);
    put(k, 40, w[1]->coarse, w[2]->coarse, cap << 8 | p1);
}

static void put_tables(ring *k, const rap_cue *const *w, uint32_t p1)
{
    const rap_cue *c = w[0];
    uint32_t cap = c->capital;
    put_both(k, 41, c->known, p1, 0);
    put(k, 42, c->known, w[1]->known, w[-1]->known);
    put(k, 43, c->known, c->shape, c->first);
    put(k, 44, w[-1]->known, p1, cap);
    put(k, 45, w[1]->known, p1, cap);
    put_both(k, 46, c->kinds, p1, cap);
    put(k, 47, c->kinds, w[1]->kinds, cap);
    put(k, 48, w[-1]->kinds, c->kinds, cap);
    put(k, 49, w[-1]->kinds, p1, cap);
    put(k, 50, w[1]->kinds, p1, cap);
    put(k, 51, c->kinds, c->known, c->first);
    put(k, 52, c->known, w[-1]->low, 0);
    put(k, 53, c->known, w[1]->low, 0);
}

static void put_namewords(ring *k, const rap_cue *const *w, uint32_t p1)
{
    const rap_cue *c = w[0];
    uint32_t cap = c->capital;
    put_both(k, 100, c->word, p1, cap);
    put_both(k, 101, c->phrase, p1, cap);
    put(k, 102, c->word & 31, w[1]->word & 31, cap << 8 | p1);
    put(k, 103, w[-1]->word & 31, c->word & 31, cap << 8 | p1);
    put(k, 104, c->word, c->known, c->first);
    put(k, 105, w[1]->word, p1, cap);
    put(k, 106, w[-1]->word, p1, cap);
    put(k, 107, c->word & 31, w[1]->low, cap);
    put(k, 108, c->word & 31, w[-1]->low, cap);
    put(k, 109, c->phrase, w[1]->phrase, w[-1]->phrase);
    put(k, 110, c->word, c->shape, 0);
}

/* The capitalised run as a whole: its ends and what stands round it. */
static void put_run(ring *k, const rap_labelling *l, uint32_t token, uint32_t p1)
{
    const rap_cue *c = &l->cues[token];
    const rap_sentence *s = &l->p->sentences[l->p->tokens[token].sentence];
    const rap_cue *first = &l->cues[c->run_first], *last = &l->cues[c->run_last];
    const rap_cue *before = c->run_first > s->first ? first - 1 : &outside;
    const rap_cue *after = c->run_last + 1 < s->last ? last + 1 : &outside;
    uint32_t left = token - c->run_first, right = c->run_last - token;
    uint32_t place = (left < 3 ? left : 3) << 2 | (right < 3 ? right : 3);
    put_both(k, 60, last->low, p1, c->capital);
    put(k, 61, first->low, p1, c->capital);
    put(k, 62, place, p1, c->capital);
    put(k, 63, before->low, place, p1);
    put(k, 64, after->low, place, p1);
    put(k, 65, before->fine, place, p1);
    put(k, 66, after->fine, place, p1);
    put(k, 67, last->kinds, first->kinds, p1);
    put(k, 68, last->fine, place, p1);
    put(k, 69, first->fine, place, p1);
    put(k, 70, last->kinds, before->low, p1);
    put(k, 71, before->coarse, after->coarse, place);
}

static void put_told(ring *k, const rap_cue *const *w, uint32_t p1)
{
    const rap_cue *c = w[0];
    put_both(k, 72, c->told, c->capital, p1);
    put(k, 73, c->told, c->first, c->shape);
    put(k, 74, c->told, w[1]->told, c->capital);
    put(k, 75, w[1]->told, p1, c->capital);
    put_both(k, 77, c->isa, c->capital, p1);
    put(k, 78, c->isa, w[1]->isa, c->shape);
    put(k, 79, c->isa, c->known, c->word & 31);
    put(k, 76, c->told & 255, c->known, c->kinds);
}

/* What the first reading said here, beside, and of the word elsewhere. */
static void put_before(ring *k, const rap_labelling *l, uint32_t token, uint32_t p1)
{
    const rap_cue *c = &l->cues[token];
    const rap_sentence *s = &l->p->sentences[l->p->tokens[token].sentence];
    uint32_t b[5], o[3];
    for (uint32_t i = 0; i < 5; i++) {
        bool in = token + i >= s->first + 2 && token + i - 2 < s->last;
        b[i] = in ? l->before[token + i - 2] : 255;
        if (i > 0 && i < 4) o[i - 1] = in ? l->often[token + i - 2] : 0;
    }
    put(k, 80, b[2], p1, 0);
    put(k, 81, b[2], b[1], b[3]);
    put(k, 82, b[2], b[3], b[4]);
    put(k, 83, b[2], c->low, 0);
    put(k, 84, b[2], o[1], p1);
    put(k, 85, o[1], p1, c->first);
    put(k, 86, o[1], o[2], p1);
    put(k, 87, o[0], o[1], p1);
    put(k, 88, o[1] >> 4 & 15, c->known, c->kinds);
    put(k, 89, o[1], c->told, 0);
    put(k, 90, l->often[c->run_last], o[1], p1);
    put(k, 91, b[3], p1, c->capital);
    put(k, 92, o[1], b[2], b[3]);
    put(k, 93, b[2], b[1], b[0]);
    put(k, 94, l->before[c->run_last], l->before[c->run_first], b[2]);
}

uint32_t rap_labelling_keys(const rap_labelling *l, uint32_t token, const uint8_t *last,
                            uint64_t keys[RAP_LINEAR_KEYS])
{
    const rap_cue *around[6];
    ring k = {.v = keys, .dialect = (uint32_t)l->dialect + 1};
    look_around(l, token, around);
    uint32_t p1 = last[0], p2 = last[1];
    put_both(&k, 0, p1, 0, 0);
    put_words(&k, &around[2], p1);
    put_shapes(&k, &around[2], p1, p2);
    put_classes(&k, &around[2], p1);
    put_tables(&k, &around[2], p1);
    put_run(&k, l, token, p1);
    put_told(&k, &around[2], p1);
    put_namewords(&k, &around[2], p1);
    if (l->before) put_before(&k, l, token, p1);
    return k.n;
}
