/*
 * trees/arckeys.c - what the parser looks at.
 *
 * After Zhang and Nivre, "Transition-based dependency parsing with rich non-local
 * features", ACL 2011, with classes of words (Koo, Carreras and Collins 2008), the
 * relations that a word has got already, and what lies ahead.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/arcs.h"

typedef struct {
    uint64_t *keys;
    uint32_t n, template;
} ring;

static inline void put(ring *r, uint32_t a, uint32_t b, uint32_t c)
{
    r->keys[r->n++] = rap_feature(r->template ++, a, b, c);
}

/* The nodes that a move is decided on. */
typedef struct {
    const rap_arcs *a;
    const rap_node *s0, *s1, *s2, *b0, *b1, *b2, *b3;
    uint32_t is0, is1, ib0; /* their numbers */
} window;

static const rap_node *node(const rap_arcs *a, uint32_t i)
{
    return &a->nodes[i];
}

static window window_of(const rap_arcs *a)
{
    window w = {.a = a};
    w.is0 = a->depth > 0 ? a->stack[a->depth - 1] : 0;
    w.is1 = a->depth > 1 ? a->stack[a->depth - 2] : 0;
    w.ib0 = a->next;
    w.s0 = node(a, w.is0);
    w.s1 = node(a, w.is1);
    w.s2 = node(a, a->depth > 2 ? a->stack[a->depth - 3] : 0);
    w.b0 = node(a, w.ib0);
    w.b1 = w.b0 + 1;
    w.b2 = w.b0 + 2;
    w.b3 = w.b0 + 3;
    return w;
}

static uint32_t distance(uint32_t from, uint32_t to)
{
    if (!from || !to) return 0;
    uint32_t d = to > from ? to - from : from - to;
    return d > 10 ? 7 : d > 5 ? 6 : d;
}

static uint32_t upto(uint32_t n, uint32_t most)
{
    return n < most ? n : most;
}

static void put_alone(ring *r, const rap_node *n)
{
    put(r, n->word, 0, 0);
    put(r, n->tag, 0, 0);
    put(r, n->both, 0, 0);
    put(r, n->fine, 0, 0);
}

static void put_single(ring *r, const window *w)
{
    put_alone(r, w->s0);
    put_alone(r, w->s1);
    put_alone(r, w->b0);
    put(r, w->b1->both, 0, 0);
    put(r, w->b1->word, 0, 0);
    put(r, w->b2->both, 0, 0);
    put(r, w->s2->both, 0, 0);
    put(r, w->s0->tail, w->b0->tag, 0);
    put(r, w->b0->tail, w->s0->tag, 0);
}

/* What lies in the buffer. */
static void put_ahead(ring *r, const window *w)
{
    uint32_t all = w->a->nodes[w->a->n + 1].verbs;
    put(r, w->b0->tag, w->b1->tag, 0);
    put(r, w->b0->tag, w->b1->tag, w->b2->tag);
    put(r, w->b0->word, w->b1->tag, 0);
    put(r, w->b0->tag, w->b1->word, 0);
    put(r, w->b1->tag, w->b2->tag, w->b3->tag);
    put(r, (w->b0 - 1)->tag, w->b0->tag, w->b1->tag);
    put(r, upto(all - w->b0->verbs, 3), w->s0->tag, w->b0->tag);
}

/* Top of the stack and next word. */
static void put_top_next(ring *r, const window *w)
{
    const rap_node *s = w->s0, *b = w->b0;
    uint32_t tags = rap_atom2(s->tag, b->tag), d = distance(w->is0, w->ib0);
    uint32_t commas = upto(b->commas - upto(s->commas, b->commas), 3);
    uint32_t verbs = upto(b->verbs - upto(s->verbs, b->verbs), 3);
    put(r, s->both, b->both, 0);
    put(r, s->both, b->tag, 0);
    put(r, s->tag, b->both, 0);
    put(r, s->word, b->word, 0);
    put(r, tags, 0, 0);
    put(r, tags, w->b1->tag, 0);
    put(r, tags, w->b1->tag, w->b2->tag);
    put(r, tags, w->b1->word, 0);
    put(r, s->word, b->tag, w->b1->tag);
    put(r, s->fine, b->fine, 0);
    put(r, s->coarse, b->coarse, tags);
    put(r, s->fine, tags, 0);
    put(r, b->fine, tags, 0);
    put(r, d, tags, 0);
    put(r, d, s->word, 0);
    put(r, d, b->word, 0);
    put(r, commas, tags, 0);
    put(r, verbs, tags, 0);
    put(r, s->quoted * 2u + b->quoted, tags, 0);
}

/* The two top words of the stack. */
static void put_top_below(ring *r, const window *w)
{
    const rap_node *s = w->s0, *t = w->s1;
    uint32_t tags = rap_atom2(s->tag, t->tag), d = distance(w->is1, w->is0);
    uint32_t commas = upto(s->commas - upto(t->commas, s->commas), 3);
    put(r, s->word, t->word, 0);
    put(r, s->both, t->tag, 0);
    put(r, s->tag, t->both, 0);
    put(r, tags, 0, 0);
    put(r, tags, w->b0->tag, 0);
    put(r, tags, w->b0->word, 0);
    put(r, tags, w->b0->tag, w->b1->tag);
    put(r, s->word, t->tag, w->b0->tag);
    put(r, s->tag, t->word, w->b0->tag);
    put(r, tags, w->s2->tag, 0);
    put(r, tags, w->s2->tag, w->b0->tag);
    put(r, s->fine, t->fine, 0);
    put(r, s->coarse, t->coarse, tags);
    put(r, t->fine, tags, 0);
    put(r, s->fine, tags, 0);
    put(r, t->word, w->b0->word, 0);
    put(r, t->tag, w->b0->word, 0);
    put(r, t->word, w->b0->tag, 0);
    put(r, d, tags, 0);
    put(r, d, t->word, 0);
    put(r, commas, tags, w->b0->tag);
}

static void put_child(ring *r, const window *w, uint32_t child, uint32_t other)
{
    put(r, node(w->a, child)->word, w->a->label[child], other);
    put(r, node(w->a, child)->tag, w->a->label[child], other);
}

/* What hangs to the words already. */
static void put_held(ring *r, const window *w)
{
    const rap_arcs *a = w->a;
    uint32_t i = w->is0, j = w->is1, b = w->ib0, st = w->s0->tag, bt = w->b0->tag;
    uint32_t tags = rap_atom2(st, bt), below = rap_atom2(st, w->s1->tag);
    put_child(r, w, a->left[i][0], st);
    put_child(r, w, a->right[i][0], st);
    put_child(r, w, a->left[b][0], bt);
    put_child(r, w, a->right[j][0], w->s1->tag);
    put_child(r, w, a->left[j][0], w->s1->tag);
    put(r, a->label[a->right[i][0]], a->label[a->right[i][1]], tags);
    put(r, a->label[a->left[b][0]], a->label[a->left[b][1]], tags);
    put(r, a->label[a->right[j][0]], a->label[a->right[j][1]], below);
    put(r, node(a, a->right[i][0])->tag, tags, 0);
    put(r, node(a, a->left[b][0])->tag, tags, 0);
    put(r, node(a, a->left[i][0])->tag, tags, 0);
    put(r, node(a, a->right[j][0])->tag, below, 0);
    put(r, node(a, a->right[i][0])->tag, below, 0);
    put(r, node(a, a->left[i][0])->tag, below, 0);
    put(r, a->held[i], st, 0);
    put(r, a->held[i], tags, 0);
    put(r, a->held[i], w->s0->word, 0);
    put(r, a->held[b], tags, 0);
    put(r, a->held[b], bt, w->b1->tag);
    put(r, a->held[j], w->s1->tag, st);
    put(r, a->held[j], below, bt);
    put(r, a->held[j], w->s1->word, 0);
    put(r, a->held[i], a->held[j], below);
    put(r, upto(a->n_right[i], 3), w->s0->word, bt);
    put(r, w->ib0 > a->n, upto(a->depth, 3), st);
}

uint32_t rap_arcs_keys(const rap_arcs *a, uint64_t *keys)
{
    ring r = {keys, 0, 0};
    const window w = window_of(a);
    put_single(&r, &w);
    put_ahead(&r, &w);
    put_top_next(&r, &w);
    put_top_below(&r, &w);
    put_held(&r, &w);
    return r.n;
}

/* The dependent that says how a word is joined: a preposition or a conjunction. */
static uint32_t joint_of(const rap_arcs *a, uint32_t i)
{
    for (int k = 1; k >= 0; k--) {
        uint8_t label = a->label[a->left[i][k]];
        if (a->left[i][k] && (label == RAP_REL_CASE || label == RAP_REL_MARK))
            return node(a, a->left[i][k])->word;
    }
    return 0;
}

static void put_ends(ring *r, const rap_node *h, const rap_node *c, uint32_t d)
{
    uint32_t tags = rap_atom2(h->tag, c->tag);
    put(r, tags, 0, 0);
    put(r, tags, d, 0);
    put(r, h->word, 0, 0);
    put(r, c->word, 0, 0);
    put(r, h->both, 0, 0);
    put(r, c->both, 0, 0);
    put(r, h->word, c->word, 0);
    put(r, h->both, c->tag, 0);
    put(r, h->tag, c->both, 0);
    put(r, c->word, h->upos, 0);
    put(r, h->fine, c->fine, 0);
    put(r, h->word, c->fine, 0);
    put(r, h->fine, c->word, 0);
    put(r, h->fine, c->tag, 0);
    put(r, h->tag, c->fine, 0);
    put(r, h->coarse, c->coarse, tags);
    put(r, c->tail, h->tag, 0);
    put(r, h->tail, c->tag, 0);
}

uint32_t rap_label_keys(const rap_arcs *a, rap_move move, uint64_t *keys)
{
    uint32_t ih, ic;
    rap_arcs_ends(a, move, &ih, &ic);
    const rap_node *h = node(a, ih), *c = node(a, ic);
    ring r = {keys, 0, move == RAP_MOVE_LEFT ? 0 : 128};
    uint32_t tags = rap_atom2(h->tag, c->tag), joint = joint_of(a, ic);
    uint32_t other = move == RAP_MOVE_LEFT && a->depth > 1 ? a->stack[a->depth - 2]
                     : move == RAP_MOVE_RIGHT              ? a->next
                                                           : 0;
    uint32_t before = ih > a->n ? 0 : ih - 1;
    put_ends(&r, h, c, distance(ih, ic));
    put(&r, joint, tags, 0);
    put(&r, joint, h->word, c->tag);
    put(&r, joint, c->word, 0);
    put(&r, joint, h->tag, c->fine);
    put(&r, joint, h->fine, c->fine);
    put(&r, a->held[ic], tags, 0);
    put(&r, a->held[ic], c->word, 0);
    put(&r, a->held[ic], h->word, c->tag);
    put(&r, a->held[ih], tags, 0);
    put(&r, a->held[ih], h->word, c->tag);
    put(&r, a->held[ih], h->tag, c->word);
    put(&r, a->held[ih], a->held[ic], tags);
    put(&r, (c - 1)->tag, tags, 0);
    put(&r, (c + 1)->tag, tags, 0);
    put(&r, (h + 1)->tag, tags, 0);
    put(&r, node(a, before)->tag, tags, 0);
    put(&r, (c - 1)->word, tags, 0);
    put(&r, (c + 1)->word, tags, 0);
    put(&r, node(a, other)->tag, tags, 0);
    put(&r, node(a, other)->word, c->tag, 0);
    put(&r, a->label[a->left[ic][0]], node(a, a->left[ic][0])->word, tags);
    put(&r, a->label[a->right[ic][0]], node(a, a->right[ic][0])->tag, tags);
    put(&r, a->label[a->right[ih][0]], node(a, a->right[ih][0])->word, c->tag);
    put(&r, a->label[a->left[ih][0]], a->label[a->right[ih][0]], tags);
    put(&r, c->quoted * 2u + h->quoted, tags, distance(ih, ic));
    put(&r, c->word, node(a, a->left[ic][0])->word, h->tag);
    return r.n;
}

enum { SURE = 1000 /* a template of its own */ };

uint64_t rap_arcs_sure_key(const rap_arcs *a)
{
    const window w = window_of(a);
    return rap_feature(SURE, w.s0->tag, w.b0->tag, rap_atom2(w.s1->tag, w.b1->tag));
}

uint64_t rap_label_sure_key(const rap_arcs *a, rap_move move)
{
    uint32_t head, child;
    rap_arcs_ends(a, move, &head, &child);
    return rap_feature(SURE + 1 + (move == RAP_MOVE_LEFT), node(a, head)->tag,
                       node(a, child)->both, 0);
}
