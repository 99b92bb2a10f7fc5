/*
 * speech/surety.c - numbers about a telling with all its parts.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/surety.h"

enum {
    AROUND = 8,       /* tellings on either side that are looked at */
    CONTENT_MAX = 400 /* tokens of content */
};

typedef struct {
    int16_t *v;
    uint32_t n;
} sheet;

static void put(sheet *s, int64_t v)
{
    if (s->n < RAP_SURETY_NUMBERS)
        s->v[s->n++] = (int16_t)(v > 30000 ? 30000 : v < -30000 ? -30000 : v);
}

static bool holds(const rap_telling *x, uint32_t token)
{
    for (uint32_t i = 0; i < x->n_content; i++)
        if (x->content[i].from <= token && token < x->content[i].to) return true;
    return false;
}

/* 0 nobody, 1 pronoun, 2 who or which, 3 another thing, 4 and more what is named. */
static int source_kind(const rap_hearing *h, const rap_telling *x)
{
    if (x->source.from >= x->source.to) return 0;
    int most = 3;
    for (uint32_t i = x->source.from;
         i < x->source.to && i < x->source.from + CONTENT_MAX; i++) {
        const rap_token *t = &h->p->tokens[i];
        if (i == x->source.from && t->xpos[0] == 'W') return 2;
        if (x->source.to - x->source.from == 1 && t->upos == RAP_PRON) return 1;
        int32_t m = h->names->by_token ? h->names->by_token[i] : -1;
        if (m < 0 || h->names->mentions[m].entity < 0) continue;
        int kind = 4 + (int)h->names->entities[h->names->mentions[m].entity].kind;
        if (most == 3 || kind < most) most = kind;
    }
    return most;
}

/* 0 that, 1 to, 2 a question, 3 a quotation, 4 a determiner, ... by tag. */
static int beginning(const rap_token *t)
{
    if (rap_str_is(t->low, "that")) return 0;
    if (strcmp(t->xpos, "TO") == 0) return 1;
    if (t->xpos[0] == 'W') return 2;
    return t->shape & RAP_SHAPE_OPEN ? 3 : 4 + t->upos;
}

static void put_content(sheet *s, const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    uint32_t size = 0, quoted = 0, before = 0;
    for (uint32_t k = 0; k < x->n_content; k++) {
        size += x->content[k].to - x->content[k].from;
        before += x->content[k].to <= x->cue.from;
        uint32_t end = x->content[k].to;
        if (end > x->content[k].from + CONTENT_MAX)
            end = x->content[k].from + CONTENT_MAX;
        for (uint32_t i = x->content[k].from; i < end; i++)
            quoted += (t[i].shape & RAP_SHAPE_QUOTED) != 0;
    }
    rap_span c = x->content[0];
    for (uint32_t k = 0; k < x->n_content; k++)
        if (x->content[k].from >= x->cue.to) {
            c = x->content[k];
            break;
        }
    uint32_t arg = rap_branch_of(&h->clauses, c.from, x->main);
    uint32_t last = x->content[x->n_content - 1].to;
    put(s, size);
    put(s, x->n_content);
    put(s, before);
    put(s, size ? quoted * 100 / size : 0);
    put(s, beginning(&t[c.from]));
    put(s, (int64_t)c.from - x->cue.to);
    put(s, arg == UINT32_MAX ? 99 : t[arg].deprel);
    put(s, last < h->p->n_tokens ? t[last].upos : 20);
    put(s, last < h->p->n_tokens && t[last].sentence == t[last - 1].sentence);
}

static void put_source(sheet *s, const rap_hearing *h, const rap_telling *x)
{
    rap_subject who = rap_subject_of(&h->clauses, x->main);
    bool in = x->source.from <= who.token && who.token < x->source.to;
    put(s, source_kind(h, x));
    put(s, x->source.to - x->source.from);
    put(s, who.token == UINT32_MAX ? 2 : in);
    put(s, who.passive + 2 * who.shared + 4 * who.described);
    put(s, (int64_t)x->source.from - x->cue.from);
}

/* The cue, and what is said of the sentence. */
static void put_cue(sheet *s, const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens, *m = &t[x->main];
    const rap_sentence *in = &h->p->sentences[m->sentence];
    uint32_t before = x->cue.from > in->first ? x->cue.from - 1 : x->cue.from;
    put(s, x->sure);
    put(s, x->way);
    put(s, x->row < 0 ? 0 : 1 + rap_cue_is_speech(x->row));
    put(s, x->cue.to - x->cue.from);
    put(s, m->upos);
    put(s, (m->xpos[2] ? m->xpos[2] : 0));
    put(s, m->deprel);
    put(s, t[m->head].upos);
    put(s, m->head == x->main ? 0 : m->head > x->main ? 1 : 2);
    put(s, in->last - in->first);
    put(s, x->main - in->first);
    put(s, t[before].upos);
    put(s, m->classes[0]);
    put(s, x->quoting);
    put(s, h->told[x->main] >= 0);
}

/* The surest that holds this cue, is held, stands beside it. */
static void put_others(sheet *s, const rap_hearing *h, uint32_t k)
{
    int32_t outer = -3000, inner = -3000, beside = -3000, n = 0;
    const rap_telling *x = &h->list.v[k];
    uint32_t sentence = h->p->tokens[x->main].sentence;
    size_t from = k > AROUND ? k - AROUND : 0, to = k + AROUND;
    for (size_t i = from; i < h->list.n && i < to; i++) {
        const rap_telling *o = &h->list.v[i];
        if (i == k) continue;
        bool in = holds(x, o->main), out = holds(o, x->main);
        int32_t *best = out ? &outer : in ? &inner : &beside;
        if (!in && !out && h->p->tokens[o->main].sentence != sentence) continue;
        if (o->sure > *best) *best = o->sure;
        n++;
    }
    put(s, outer);
    put(s, inner);
    put(s, beside);
    put(s, n);
}

static void put_firmness(sheet *s, const rap_telling *x)
{
    int16_t least = x->firm[0];
    for (uint32_t k = 0; k < 4; k++) {
        put(s, x->firm[k]);
        if (x->firm[k] < least) least = x->firm[k];
    }
    put(s, least);
}

/* What stands with the verb and around the parts. */
static void put_helpers(sheet *s, const rap_hearing *h, const rap_telling *x)
{
    const rap_token *t = h->p->tokens;
    bool denied = false, may = false;
    for (uint32_t i = x->cue.from; i < x->main; i++) {
        denied = denied || rap_str_is(t[i].lemma, "not");
        may = may || strcmp(t[i].xpos, "MD") == 0;
    }
    const uint32_t next = x->main + 1 < h->p->n_tokens ? x->main + 1 : x->main;
    uint32_t last = x->content[x->n_content - 1].to;
    put(s, denied + 2 * may);
    put(s,
        x->cue.from ? t[x->cue.from - 1].xpos[0] * 64 + t[x->cue.from - 1].xpos[1] : 0);
    put(s, t[next].upos);
    put(s, x->source.from < x->source.to ? t[x->source.from].classes[0] : -1);
    put(s, t[x->content[0].from].classes[0]);
    put(s, t[t[x->main].head].deprel);
    put(s, last < h->p->n_tokens ? t[last].classes[0] : -1);
    put(s, x->main * 100 / (h->p->n_tokens + 1));
}

void rap_surety_numbers(const rap_hearing *h, uint32_t k, int16_t *numbers)
{
    const rap_telling *x = &h->list.v[k];
    sheet s = {numbers, 0};
    put_cue(&s, h, x);
    put_source(&s, h, x);
    put_content(&s, h, x);
    put_others(&s, h, k);
    put_firmness(&s, x);
    put_helpers(&s, h, x);
    while (s.n < RAP_SURETY_NUMBERS)
        put(&s, 0);
}
