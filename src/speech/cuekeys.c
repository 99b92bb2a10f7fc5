/*
 * speech/cuekeys.c - features of a word that may be a cue.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/casting.h"

#include "cues_table.inc"

enum { KIDS_MAX = 24, UP_MAX = 6 };

typedef struct {
    uint64_t *keys;
    uint32_t n, template;
} sheet;

static inline void put(sheet *s, uint32_t a, uint32_t b, uint32_t c)
{
    if (s->n < RAP_CUE_KEYS) s->keys[s->n++] = rap_feature(s->template, a, b, c);
    s->template ++;
}

bool rap_cue_may(const rap_hearing *h, uint32_t token)
{
    const rap_token *t = &h->p->tokens[token];
    if (t->shape & RAP_SHAPE_QUOTED || h->is_time[token]) return false;
    if (t->upos == RAP_VERB || t->upos == RAP_ADJ) return true;
    return t->upos == RAP_NOUN &&
           h->clauses.begins[token + 1] > h->clauses.begins[token];
}

static uint32_t tag_of(const rap_token *t)
{
    return (uint32_t)(unsigned char)t->xpos[0] << 16 |
           (uint32_t)(unsigned char)t->xpos[1] << 8 | (unsigned char)t->xpos[2];
}

static uint32_t small_word(const rap_token *t)
{
    bool open = t->upos == RAP_NOUN || t->upos == RAP_PROPN || t->upos == RAP_VERB ||
                t->upos == RAP_ADJ || t->upos == RAP_ADV || t->upos == RAP_NUM;
    return open ? tag_of(t) : t->hash;
}

/* Facts of a candidate. */
typedef struct {
    const rap_token *t, *me, *up, *arg, *who;
    uint32_t rel, frame, begin, teller, frames, helpers, way, quotes, class, takes;
    uint32_t out;    /* what the clause around it hangs on */
    uint32_t asides; /* what is said to it besides */
    uint32_t next;   /* the word behind it */
    bool told;       /* in the content of what the rules tell */
} facts;

static uint32_t teller_kind(const rap_hearing *h, rap_subject s)
{
    if (s.token == UINT32_MAX) return 1;
    const rap_token *t = &h->p->tokens[s.token];
    uint32_t more = s.shared * 64u + s.described * 128u + s.passive * 256u;
    if (t->xpos[0] == 'W') return 3 + more;
    if (t->upos == RAP_PRON) return rap_atom2(t->hash, more);
    int32_t m = h->names->by_token ? h->names->by_token[s.token] : -1;
    if (m < 0 || h->names->mentions[m].entity < 0) return 4 + more;
    return 8 + more + (uint32_t)h->names->entities[h->names->mentions[m].entity].kind;
}

static int rank_of(rap_deprel rel)
{
    switch (rap_deprel_plain(rel)) {
    case RAP_REL_CCOMP:
        return 5;
    case RAP_REL_XCOMP:
        return 4;
    case RAP_REL_OBJ:
        return 3;
    case RAP_REL_ACL:
    case RAP_REL_CSUBJ:
    case RAP_REL_PARATAXIS:
        return 2;
    case RAP_REL_OBL:
    case RAP_REL_NMOD:
    case RAP_REL_ADVCL:
        return 1;
    default:
        return 0;
    }
}

/* Relations of the dependents, a bit each of 32; the content-like one; helpers. */
static void look_at_kids(facts *f, const rap_hearing *h, uint32_t token)
{
    const rap_clauses *c = &h->clauses;
    int most = 0;
    uint32_t n = 0;
    for (uint32_t i = c->begins[token]; i < c->begins[token + 1] && n < KIDS_MAX;
         i++, n++) {
        uint32_t k = c->kids[i];
        rap_deprel rel = rap_rel(c, k);
        int rank = rank_of(rel);
        if (rel == RAP_REL_AUX || rel == RAP_REL_AUX_PASS || rel == RAP_REL_COP)
            f->helpers = rap_atom2(f->helpers, f->t[k].lemma_hash);
        else if (rap_str_is(f->t[k].lemma, "not") || rel == RAP_REL_MARK)
            f->helpers = rap_atom2(f->helpers, f->t[k].hash);
        else if (rank == 1)
            f->asides = rap_atom2(f->t[c->yields[k].from].hash, k > token);
        if (rank || rap_deprel_plain(rel) == RAP_REL_NSUBJ)
            f->frames |= 1u << (rap_deprel_plain(rel) * 2u + (k > token)) % 31;
        if (rank <= most) continue;
        most = rank;
        f->arg = &f->t[k];
        f->frame = rap_deprel_plain(rel) * 2u + (k > token);
        f->begin = small_word(&f->t[c->yields[k].from]);
    }
}

/* Quotations: before it in its sentence, behind it, right behind. */
static uint32_t quotes_near(const rap_hearing *h, uint32_t token)
{
    const rap_sentence *s = &h->p->sentences[h->p->tokens[token].sentence];
    const rap_token *t = h->p->tokens;
    uint32_t out = 0;
    for (uint32_t i = token; i-- > s->first && token - i < 40;)
        if (t[i].shape & RAP_SHAPE_QUOTED) {
            out |= token - i <= 4 ? 3 : 1;
            break;
        }
    for (uint32_t i = token + 1; i < s->last && i - token < 40; i++)
        if (t[i].shape & RAP_SHAPE_QUOTED) {
            out |= i - token <= 3 ? 12 : 4;
            break;
        }
    return out;
}

/* The relation by which the clause hangs on what is around it, and on what. */
static uint32_t around(const rap_hearing *h, uint32_t token)
{
    uint32_t at = token, out = 0;
    for (uint32_t n = 0; n < UP_MAX; n++) {
        uint32_t up = rap_head(&h->clauses, at);
        if (up == at || up == RAP_NO_HEAD) return rap_atom2(out, 77);
        rap_deprel rel = rap_deprel_plain(rap_rel(&h->clauses, at));
        if (rel != RAP_REL_CONJ) {
            out = rap_atom2(rel, h->p->tokens[up].upos);
            break;
        }
        at = up;
    }
    return out;
}

static facts facts_of(const rap_hearing *h, uint32_t token, const rap_telling *x)
{
    const rap_token *t = h->p->tokens, *me = &t[token];
    rap_subject s = rap_subject_of(&h->clauses, token);
    facts f = {.t = t, .me = me, .up = me, .rel = RAP_REL_ROOT};
    if (me->head != RAP_NO_HEAD && me->head != token) {
        f.up = &t[me->head];
        f.rel = me->deprel;
    }
    look_at_kids(&f, h, token);
    f.who = s.token == UINT32_MAX ? NULL : &t[s.token];
    f.teller = teller_kind(h, s);
    f.way = x ? 1 + x->way * 2u + (x->nested_in >= 0) : 0;
    f.quotes = quotes_near(h, token);
    f.out = around(h, token);
    int row = x ? x->row : rap_cue_group(h->p, token).row;
    f.class = row < 0 ? 0 : rap_hash(rap_cell(&cues_table, row, CUES_CLASS));
    f.takes = row < 0 ? 0 : rap_hash(rap_cell(&cues_table, row, CUES_FRAMES));
    f.next = token + 1 < h->p->n_tokens ? me[1].hash : 0;
    f.told = h->told[token] >= 0;
    return f;
}

/* What is asked of the word itself, of its classes and of its row in the table. */
static void put_anchored(sheet *k, const facts *f, uint32_t anchor)
{
    put(k, anchor, f->me->upos, 0);
    put(k, anchor, f->frame, f->begin);
    put(k, anchor, f->frame, f->teller);
    put(k, anchor, f->teller, 0);
    put(k, anchor, f->frames, 0);
    put(k, anchor, f->helpers, tag_of(f->me));
    put(k, anchor, f->quotes, f->frame);
    put(k, anchor, f->out, f->way);
    put(k, anchor, f->rel, f->up->upos);
    put(k, anchor, f->asides, 0);
    put(k, anchor, f->arg ? f->arg->lemma_hash : 0, f->frame);
    put(k, anchor, f->arg ? f->arg->classes[1] : 0, f->frame);
    put(k, anchor, f->who ? f->who->classes[1] : 0, f->frame);
    put(k, anchor, f->next, 0);
    put(k, anchor, f->way, f->told);
}

static void put_words(sheet *k, const facts *f, const rap_hearing *h, uint32_t token)
{
    const rap_token *t = f->t;
    uint32_t n = h->p->n_tokens, tag = tag_of(f->me);
    uint32_t before = token ? small_word(&t[token - 1]) : 1;
    uint32_t after = token + 1 < n ? small_word(&t[token + 1]) : 1;
    uint32_t next = token + 2 < n ? small_word(&t[token + 2]) : 1;
    put(k, before, after, tag);
    put(k, after, next, tag);
    put(k, f->me->lemma_hash, before, after);
    put(k, f->up->lemma_hash, f->rel, 0);
    put(k, f->up->classes[1], f->rel, f->me->upos);
    put(k, f->up->lemma_hash, f->rel, f->me->lemma_hash);
}

uint64_t rap_cue_word(const rap_token *t)
{
    return rap_feature(499, t->lemma_hash, t->upos, 0);
}

uint32_t rap_cue_keys(const rap_hearing *h, uint32_t token, const rap_telling *x,
                      uint64_t *keys)
{
    facts f = facts_of(h, token, x);
    uint32_t tag = tag_of(f.me);
    sheet k = {.keys = keys, .template = 400};
    put_anchored(&k, &f, f.me->lemma_hash);
    put_anchored(&k, &f, f.me->classes[1]);
    put_anchored(&k, &f, f.class);
    put_words(&k, &f, h, token);
    put(&k, f.takes, f.frame, f.begin);
    put(&k, f.takes, f.way, f.quotes);
    put(&k, f.frame, f.begin, tag);
    put(&k, f.frame, f.teller, f.quotes);
    put(&k, f.way, f.quotes, f.told);
    put(&k, f.way, f.frame, f.begin);
    put(&k, f.way, f.teller, f.frame);
    put(&k, f.way, f.helpers, tag);
    put(&k, f.out, f.teller, tag);
    put(&k, f.who ? f.who->lemma_hash : 0, f.frame, 0);
    put(&k, f.who ? f.who->classes[1] : 0, tag, f.way);
    put(&k, f.arg ? f.arg->lemma_hash : 0, f.frame, tag);
    put(&k, f.arg ? f.arg->classes[1] : 0, f.frame, f.teller);
    put(&k, f.me->lemma_hash, f.frame, rap_atom2(f.teller, f.begin));
    put(&k, f.me->lemma_hash, f.frames, f.helpers);
    return k.n;
}
