/*
 * speech/casting.c - the words around a cue as the model of castings sees them.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/casting.h"

enum {
    STEPS_MAX = 4, /* down from the cue, told apart */
    CHAIN_MAX = 6, /* up from the cue */
    CLIMB_MAX = 40,
    CUE_REACH = 8, /* tokens between the main word and the end of its cue */
    FAR = 0xFA     /* path of what is not reached */
};

static bool is_open_class(const rap_token *t)
{
    switch (t->upos) {
    case RAP_NOUN:
    case RAP_PROPN:
    case RAP_VERB:
    case RAP_ADJ:
    case RAP_ADV:
    case RAP_NUM:
    case RAP_X:
        return true;
    default:
        return false;
    }
}

static uint32_t tag_of(const rap_token *t)
{
    return (uint32_t)(unsigned char)t->xpos[0] << 16 |
           (uint32_t)(unsigned char)t->xpos[1] << 8 | (unsigned char)t->xpos[2];
}

static uint32_t small_word(const rap_token *t)
{
    return is_open_class(t) ? tag_of(t) : t->hash;
}

/* Where the words that may be cast begin: with the sentence, or with the quotation that
 * runs into it. */
static uint32_t reach_left(const rap_hearing *h, const rap_sentence *s)
{
    int32_t q = h->quotation_of[s->first];
    return q >= 0 && h->quotations[q].open < s->first ? h->quotations[q].open
                                                      : s->first;
}

static uint32_t reach_right(const rap_hearing *h, const rap_sentence *s)
{
    int32_t q = h->quotation_of[s->last - 1];
    uint32_t to = s->last;
    if (q >= 0 && h->quotations[q].close >= to) return h->quotations[q].close + 1;
    rap_span below = rap_quotation_below(h, s, s->last);
    return below.to > to ? below.to : to;
}

static uint8_t cast_by_rule(const rap_telling *x, uint32_t i)
{
    if (!x) return RAP_CASTS;
    if (x->source.from <= i && i < x->source.to) return RAP_CAST_SOURCE;
    if (x->cue.from <= i && i < x->cue.to) return RAP_CAST_CUE;
    for (uint32_t k = 0; k < x->n_content; k++)
        if (x->content[k].from <= i && i < x->content[k].to) return RAP_CAST_CONTENT;
    return RAP_CAST_NONE;
}

static bool is_in(const rap_cast_sheet *s, uint32_t token)
{
    return s->from <= token && token < s->to;
}

static void know(rap_cast_place *p, uint32_t path, uint8_t steps)
{
    p->path = p->two = p->branch = path;
    p->steps = steps;
    p->known = true;
}

/* Paths of the cue and of what it hangs on. */
static void walk_up(rap_cast_sheet *s)
{
    const rap_token *t = s->h->p->tokens;
    uint32_t at = s->main, path = 1;
    for (uint32_t n = 0; n < CHAIN_MAX && is_in(s, at); n++) {
        know(&s->at[at - s->from], path, 0);
        if (t[at].head == at || t[at].head == RAP_NO_HEAD) break;
        if (n < 3) path = rap_atom2(path, 256u + t[at].deprel);
        at = t[at].head;
    }
}

/* Path of a token below one that is known. */
static void step_down(rap_cast_place *p, const rap_cast_place *up, uint8_t rel)
{
    uint32_t on = rap_atom2(up->path, rel);
    p->steps = up->steps < STEPS_MAX ? up->steps + 1 : STEPS_MAX;
    p->path = up->steps < STEPS_MAX ? on : up->path;
    p->two = up->steps < 2 ? on : up->two;
    p->branch = up->steps < 1 ? on : up->branch;
    p->known = true;
}

static void walk_down(rap_cast_sheet *s, uint32_t i)
{
    const rap_token *t = s->h->p->tokens;
    uint32_t way[CLIMB_MAX], n = 0, at = i;
    while (is_in(s, at) && !s->at[at - s->from].known && n < CLIMB_MAX) {
        way[n++] = at;
        if (t[at].head == at || t[at].head == RAP_NO_HEAD) break;
        at = t[at].head;
    }
    bool found = is_in(s, at) && s->at[at - s->from].known;
    while (n-- > 0) {
        rap_cast_place *p = &s->at[way[n] - s->from];
        if (!found)
            know(p, FAR, STEPS_MAX);
        else
            step_down(p, &s->at[t[way[n]].head - s->from], t[way[n]].deprel);
    }
}

static uint8_t distance_of(uint32_t main, uint32_t i)
{
    uint32_t d = i > main ? i - main : main - i;
    return (uint8_t)(d < 4 ? d : d < 7 ? 4 : d < 12 ? 5 : d < 20 ? 6 : d < 40 ? 7 : 8);
}

/* Relation and site of what begins at token i, or ended before it. */
static uint32_t site_of(const rap_cast_sheet *s, uint32_t top)
{
    const rap_token *t = s->h->p->tokens;
    if (top == UINT32_MAX) return 0;
    uint32_t up = t[top].head;
    uint32_t site = up == s->main ? 1 : !is_in(s, up) ? 2 : up < s->main ? 3 : 4;
    return 1 + t[top].deprel * 8u + site;
}

static void look_at_edges(rap_cast_sheet *s)
{
    const rap_clauses *c = &s->h->clauses;
    const rap_token *t = s->h->p->tokens;
    for (uint32_t i = s->from; i < s->to; i++)
        s->at[i - s->from].top = site_of(s, rap_top_at(c, i));
    for (uint32_t i = s->from; i < s->to; i++) {
        uint32_t end = c->yields[i].to, up = t[i].head;
        if (!is_in(s, end) || up == i || up == RAP_NO_HEAD) continue;
        if (c->yields[up].to == end) continue;
        s->at[end - s->from].bottom = site_of(s, i);
    }
}

static void count_commas(rap_cast_sheet *s)
{
    const rap_token *t = s->h->p->tokens;
    uint8_t n = 0;
    for (uint32_t i = s->main; i < s->to; i++) {
        s->at[i - s->from].commas = n;
        n = (uint8_t)(n + (n < 3 && rap_is_mark(&t[i], ",")));
    }
    n = 0;
    for (uint32_t i = s->main; i-- > s->from;) {
        n = (uint8_t)(n + (n < 3 && rap_is_mark(&t[i], ",")));
        s->at[i - s->from].commas = n;
    }
}

static void look_at_cue(rap_cast_sheet *s)
{
    const rap_hearing *h = s->h;
    const rap_token *t = &h->p->tokens[s->main];
    rap_cue cue = rap_cue_group(h->p, s->main);
    rap_subject who = rap_subject_of(&h->clauses, s->main);
    s->lemma = t->lemma_hash;
    s->fine = t->classes[1];
    s->sort = cue.row < 0 ? 0 : 1 + (uint32_t)rap_cue_is_speech(cue.row);
    s->form = t->upos * 8u + (strcmp(t->xpos, "VBG") == 0) * 4u +
              (strcmp(t->xpos, "VBN") == 0) * 2u + who.passive;
    uint32_t clause = rap_kid(&h->clauses, s->main, RAP_REL_CCOMP, s->main);
    s->clause = clause == UINT32_MAX ? (rap_span){0, 0} : h->clauses.yields[clause];
    s->shared = who.shared;
    if (who.token == UINT32_MAX) return;
    rap_span y = h->clauses.yields[who.token];
    rap_span taken = rap_subject_span(&h->clauses, who, s->main);
    for (uint32_t i = s->from; i < s->to; i++) {
        bool in = y.from <= i && i < y.to, own = taken.from <= i && i < taken.to;
        s->at[i - s->from].subject = i == who.token ? 3 : own ? 2 : in;
    }
}

void rap_cast_open(rap_cast_sheet *s, const rap_hearing *h, uint32_t main,
                   const rap_telling *x)
{
    const rap_sentence *in = &h->p->sentences[h->p->tokens[main].sentence];
    s->h = h;
    s->rule = x;
    s->main = main;
    s->stop = rap_sentence_end(h->p, in);
    s->from = reach_left(h, in);
    s->to = reach_right(h, in);
    if (main - s->from > RAP_CAST_REACH) s->from = main - RAP_CAST_REACH;
    if (s->to - main > RAP_CAST_REACH) s->to = main + RAP_CAST_REACH;
    memset(s->at, 0, (s->to - s->from + 1) * sizeof *s->at);
    walk_up(s);
    for (uint32_t i = s->from; i < s->to; i++) {
        const rap_token *t = &h->p->tokens[i];
        rap_cast_place *p = &s->at[i - s->from];
        if (!p->known) walk_down(s, i);
        p->word = small_word(t);
        p->rule = cast_by_rule(x, i);
        p->distance = distance_of(main, i);
        p->behind = i > main;
        p->quoted = (t->shape & RAP_SHAPE_QUOTED) != 0;
    }
    count_commas(s);
    look_at_edges(s);
    look_at_cue(s);
}

bool rap_cast_may(const rap_cast_sheet *s, uint32_t i, rap_cast part)
{
    uint32_t token = s->from + i;
    if (token == s->main) return part == RAP_CAST_CUE;
    uint32_t d = token > s->main ? token - s->main : s->main - token;
    return part != RAP_CAST_CUE || d <= CUE_REACH;
}
