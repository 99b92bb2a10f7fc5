/*
 * speech/weighing.c - what a model is told of a telling, and of where it may end.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/weighing.h"

enum { QUOTE_FAR = 40 /* tokens of content searched for a quotation */ };

typedef struct {
    uint64_t *keys;
    uint32_t n, template;
} sheet;

static void put(sheet *s, uint32_t a, uint32_t b, uint32_t c)
{
    if (s->n < RAP_TELLING_KEYS) s->keys[s->n++] = rap_feature(s->template, a, b, c);
    s->template ++;
}

static uint32_t xpos_of(const rap_token *t)
{
    return (uint32_t)(unsigned char)t->xpos[0] << 16 |
           (uint32_t)(unsigned char)t->xpos[1] << 8 | (unsigned char)t->xpos[2];
}

/* What speaks: 1 nobody, 2 a pronoun, 3 who or which, 4 another thing, or 8 and more
 * by the kind of what is named. */
static uint32_t speaker_kind(const rap_hearing *h, const rap_telling *x)
{
    if (x->source.from >= x->source.to) return 1;
    uint32_t head = x->head == RAP_NO_TOKEN ? x->source.to - 1 : x->head;
    const rap_token *t = &h->p->tokens[head];
    if (t->xpos[0] == 'W') return 3;
    if (t->upos == RAP_PRON) return 2;
    int32_t m = h->names->by_token ? h->names->by_token[head] : -1;
    if (m < 0 || h->names->mentions[m].entity < 0) return 4;
    return 8 + (uint32_t)h->names->entities[h->names->mentions[m].entity].kind;
}

/* How content begins: its first word when that is small, else the tag. */
static uint32_t beginning(const rap_token *t)
{
    if (t->shape & RAP_SHAPE_OPEN) return 1;
    bool small = t->upos == RAP_SCONJ || t->upos == RAP_PART || t->upos == RAP_ADP ||
                 t->xpos[0] == 'W';
    return small ? t->hash : t->upos + 2u;
}

/* The content behind the cue, or the first. */
static rap_span main_content(const rap_telling *x)
{
    for (uint32_t i = 0; i < x->n_content; i++)
        if (x->content[i].from >= x->cue.to) return x->content[i];
    return x->content[0];
}

static bool is_quoting(const rap_hearing *h, rap_span c)
{
    for (uint32_t i = c.from; i < c.to && i < c.from + QUOTE_FAR; i++)
        if (h->p->tokens[i].shape & RAP_SHAPE_QUOTED) return true;
    return false;
}

/* The word that shades the verb: its last auxiliary or negation, or 0. */
static uint32_t shade(const rap_hearing *h, const rap_telling *x)
{
    uint32_t main = x->main;
    return x->cue.from < main ? h->p->tokens[main - 1].lemma_hash : 0;
}

/* Which frames the table of cues knows of it, a bit each. */
static uint32_t frames_of(int row)
{
    static const char *const frames[] = {"that", "zero", "np",    "to",
                                         "wh",   "whom", "quote", "post"};
    uint32_t bits = 0;
    for (uint32_t i = 0; row >= 0 && i < 8; i++)
        bits |= (uint32_t)rap_cue_takes(row, frames[i]) << i;
    return bits;
}

typedef struct {
    const rap_token *main, *first, *head, *arg;
    rap_span content;
    uint32_t frame, rel, begin, who, flags, behind;
} facts;

static facts facts_of(const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    rap_span c = main_content(x);
    uint32_t arg = rap_branch_of(&h->clauses, c.from, x->main);
    facts f = {.main = &t[x->main],
               .first = &t[c.from],
               .head = &t[t[x->main].head],
               .arg = arg == UINT32_MAX ? &t[c.from] : &t[arg],
               .content = c,
               .frame = arg == UINT32_MAX ? 99 : t[arg].deprel,
               .rel = t[x->main].deprel,
               .begin = beginning(&t[c.from]),
               .who = speaker_kind(h, x)};
    bool last = x->cue.to < h->p->n_tokens;
    f.behind = last ? t[x->cue.to].hash : 0;
    f.flags = (uint32_t)is_quoting(h, c) | (uint32_t)(c.from < x->cue.from) << 1 |
              (uint32_t)(x->nested_in >= 0) << 2 | (uint32_t)(x->row >= 0) << 3;
    if (f.main == f.head) f.rel = RAP_REL_ROOT;
    return f;
}

uint32_t rap_telling_keys(const rap_hearing *h, const rap_telling *x, uint64_t *keys)
{
    facts f = facts_of(h, x);
    const rap_token *m = f.main;
    uint32_t verb = m->lemma_hash, tag = xpos_of(m), way = x->way;
    uint32_t fine = m->classes[1], coarse = m->classes[0], by = shade(h, x);
    uint32_t speech = x->row < 0 ? 2 : rap_cue_is_speech(x->row);
    sheet s = {.keys = keys, .template = 1};
    put(&s, way, speech, 0);
    put(&s, verb, m->upos, 0);
    put(&s, verb, f.frame, m->upos);
    put(&s, verb, f.frame, f.begin);
    put(&s, verb, f.who, m->upos);
    put(&s, verb, tag, by);
    put(&s, verb, f.flags, 0);
    put(&s, verb, f.behind, 0);
    put(&s, verb, f.arg->lemma_hash, f.frame);
    put(&s, fine, m->upos, 0);
    put(&s, fine, f.frame, f.begin);
    put(&s, fine, f.who, f.frame);
    put(&s, coarse, f.frame, f.begin);
    put(&s, coarse, f.who, m->upos);
    put(&s, f.frame, f.begin, m->upos);
    put(&s, f.frame, f.who, f.flags);
    put(&s, f.frame, f.rel, m->upos);
    put(&s, f.frame, tag, by);
    put(&s, f.who, f.rel, way);
    put(&s, f.who, tag, f.frame);
    put(&s, f.arg->lemma_hash, f.frame, 0);
    put(&s, f.arg->classes[1], f.frame, 0);
    put(&s, f.arg->upos, f.frame, f.begin);
    put(&s, f.rel, f.head->lemma_hash, 0);
    put(&s, f.rel, f.head->upos, way);
    put(&s, way, f.flags, f.frame);
    put(&s, way, speech, f.flags);
    put(&s, f.behind, f.frame, 0);
    put(&s, speech, f.frame, f.begin);
    put(&s, by, f.frame, speech);
    put(&s, f.first->hash, 0, 0);
    uint32_t takes = frames_of(x->row);
    put(&s, takes, f.frame, f.begin);
    put(&s, takes, f.frame, speech);
    put(&s, takes, f.who, speech);
    put(&s, rap_atom2(verb, f.who), f.frame, f.begin);
    bool has = x->head != RAP_NO_TOKEN;
    uint32_t teller = has ? h->p->tokens[x->head].lemma_hash : 0;
    put(&s, teller, 0, 0);
    put(&s, teller, f.frame, 0);
    put(&s, has ? h->p->tokens[x->head].classes[1] : 0, f.frame, 0);
    return s.n;
}

static bool is_mark(const rap_token *t)
{
    return t->upos == RAP_PUNCT &&
           !(t->shape & (RAP_SHAPE_OPEN | RAP_SHAPE_CLOSE | RAP_SHAPE_QUOTED));
}

uint32_t rap_end_next(const rap_hearing *h, const rap_telling *x, uint32_t i,
                      uint32_t end, uint32_t *top)
{
    const rap_token *t = h->p->tokens;
    for (; i < end; i++) {
        if (t[i].shape & RAP_SHAPE_QUOTED) continue;
        *top = rap_top_at(&h->clauses, i);
        if (*top == UINT32_MAX) continue;
        uint32_t up = t[*top].head;
        bool inside = up >= x->cue.to;
        if (inside && !is_mark(&t[i]) && t[i].upos != RAP_CCONJ && i > x->cue.to &&
            !is_mark(&t[i - 1]))
            continue;
        if (*top == i && is_mark(&t[i]) && i + 1 < end) continue;
        return i;
    }
    return end;
}

uint32_t rap_end_keys(const rap_hearing *h, const rap_telling *x, uint32_t i,
                      uint32_t top, uint64_t *keys)
{
    const rap_token *t = h->p->tokens;
    facts f = facts_of(h, x);
    uint32_t up = t[top].head, k = i;
    while (k < top && is_mark(&t[k]))
        k++;
    uint32_t mark = k > i ? t[i].hash : is_mark(&t[i - 1]) ? t[i - 1].hash : 0;
    uint32_t site = up == x->main                 ? 0
                    : up < x->cue.to              ? 1
                    : (uint32_t)(&t[up] == f.arg) ? 2
                                                  : 3;
    rap_span y = h->clauses.yields[top];
    uint32_t size = y.to - y.from > 15 ? 3 : y.to - y.from > 6 ? 2 : y.to - y.from > 3;
    uint32_t told = i - f.content.from > 20  ? 3
                    : i - f.content.from > 8 ? 2
                                             : i - f.content.from > 3;
    uint32_t rel = t[top].deprel, tag = xpos_of(&t[top]), word = t[k].hash;
    uint32_t speech = x->row < 0 ? 2 : rap_cue_is_speech(x->row);
    uint32_t pass = (uint32_t)h->is_time[k] | (f.flags & 1) << 1;
    bool own = rap_kid(&h->clauses, top, RAP_REL_NSUBJ, 0) != UINT32_MAX;
    uint32_t subject = (uint32_t)own;
    sheet s = {.keys = keys, .template = 100};
    put(&s, speech, f.frame, 0);
    put(&s, rel, site, mark);
    put(&s, rel, site, word);
    put(&s, rel, site, tag);
    put(&s, rel, mark, word);
    put(&s, site, mark, word);
    put(&s, rel, rap_atom2(site, mark), rap_atom2(f.frame, subject));
    put(&s, rel, rap_atom2(site, word), f.frame);
    put(&s, rel, rap_atom2(site, mark), rap_atom2(size, told));
    put(&s, rel, rap_atom2(site, tag), rap_atom2(mark, subject));
    put(&s, site, word, t[k + 1 < h->p->n_tokens ? k + 1 : k].hash);
    put(&s, rel, site, f.main->lemma_hash);
    put(&s, rel, site, rap_atom2(word, speech));
    put(&s, rel, site, rap_atom2(f.begin, speech));
    put(&s, rel, site, rap_atom2(pass, f.frame));
    put(&s, rel, t[top].lemma_hash, site);
    put(&s, site, t[top].classes[1], rel);
    put(&s, site, xpos_of(f.main), tag);
    put(&s, site, tag, rap_atom2(rel, xpos_of(f.arg)));
    put(&s, site, t[i - 1].upos, rap_atom2(mark, rel));
    put(&s, f.frame, rap_atom2(f.begin, site), rap_atom2(mark, rel));
    put(&s, x->way, site, rap_atom2(rel, mark));
    put(&s, size, told, site);
    put(&s, rel, site, rap_atom2(size, f.frame));
    return s.n;
}
