/*
 * names/labelling.c - what the labeller sees at a token.
 *
 * Atoms are made once a token (set_cue); labelkeys.c mixes them into features.  A
 * word in lower case in a sentence of usual case is only asked when a name is open
 * before it.  What the report says of a word elsewhere is added up before (tally.h).
 */
/* SPDX-License-Identifier: MIT */
#include "names/labelling.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "names/namewords.h"
#include "names/tally.h"
#include "words/classes.h"

enum { STYLE_TITLED = 1, STYLE_SHOUTED = 2, STYLE_LOWER = 4, STYLE_WORDS = 4 };
enum { FORM_MAX = 24, RUN_MAX = 12 };
enum { ISA_REACH = 9 };
enum { LOWER_MIN = 3, KNOWN_LOWER = 64 };
enum {
    KIND_GIVEN = 1,
    KIND_PARTICLE = 2,
    KIND_NO_NAME = 4,
    KIND_COMMON = 8,
    KIND_PLACE_LAST = 16,
    KIND_PLACE_FIRST = 32,
    KIND_THING = 64,
    KIND_OUTLET = 128,
    KIND_OFFICE = 256,
    KIND_BODY = 512,
    KIND_GROUP = 1024,
    KIND_ADDRESS = 2048,
    KIND_JOB = 4096
};

static char shape_of(char c)
{
    if (rap_is_upper(c)) return 'X';
    if (rap_is_lower(c)) return 'x';
    if (rap_is_digit(c)) return 'd';
    return rap_is_high(c) ? 'u' : c;
}

/* "McVeld" -> XxXx; a letter that stands more than twice in a row stands twice. */
static uint32_t hash_shape(rap_str text)
{
    uint32_t h = RAP_HASH_START;
    char last = 0, before = 0;
    for (size_t i = 0; i < text.n && i < FORM_MAX; i++) {
        char c = shape_of(text.p[i]);
        if (c != last || c != before) h = rap_hash_byte(h, c);
        before = last;
        last = c;
    }
    return h;
}

static bool has_inner_capital(rap_str text)
{
    for (size_t i = 1; i < text.n; i++)
        if (rap_is_upper(text.p[i])) return true;
    return false;
}

static uint32_t tail(rap_str low, size_t n)
{
    return rap_hash(rap_str_cut(low, low.n > n ? low.n - n : 0, low.n));
}

static uint32_t word_kinds(const rap_prose *p, uint32_t i)
{
    rap_gender g;
    uint32_t k = 0;
    if (rap_given_name(p, i, &g)) k |= KIND_GIVEN;
    if (rap_name_particle(p, i)) k |= KIND_PARTICLE;
    if (rap_not_a_name(p, i)) k |= KIND_NO_NAME;
    if (rap_common_word(p, i)) k |= KIND_COMMON;
    if (rap_place_head(p, i, true)) k |= KIND_PLACE_LAST;
    if (rap_place_head(p, i, false)) k |= KIND_PLACE_FIRST;
    if (rap_thing_head(p, i)) k |= KIND_THING;
    if (rap_outlet_word(p, i, "last") || rap_outlet_word(p, i, "alone"))
        k |= KIND_OUTLET;
    return k;
}

static uint32_t head_kind(const rap_head *h)
{
    if (h->kind == RAP_HEAD_OFFICE) return h->job ? KIND_JOB : KIND_OFFICE;
    if (h->kind == RAP_HEAD_BODY || h->kind == RAP_HEAD_GOVERNMENT) return KIND_BODY;
    return KIND_GROUP;
}

static void add_kinds(rap_labelling *l, uint32_t i, uint32_t n, uint32_t kind)
{
    for (uint32_t k = i; k < i + n && k < l->p->n_tokens; k++)
        l->cues[k].kinds |= kind;
}

static void set_kinds(rap_labelling *l, uint32_t i)
{
    rap_gender g;
    rap_head h;
    l->cues[i].kinds |= word_kinds(l->p, i);
    uint32_t n = rap_address_at(l->p, i, &g);
    if (n) add_kinds(l, i, n, KIND_ADDRESS);
    if (rap_head_at(&h, l->p, i)) add_kinds(l, i, h.n, head_kind(&h));
}

/* What the tables know, and whether the token begins, ends or is the whole of it. */
static void set_known(rap_labelling *l)
{
    uint32_t after = 0;
    for (uint32_t i = 0; i < l->p->n_tokens; i++) {
        rap_known k;
        if (i < after || !rap_lexicon_at(&k, l->lex, i)) continue;
        after = i + k.n;
        for (uint32_t j = i; j < after && j < l->p->n_tokens; j++) {
            uint32_t part = j > i ? RAP_PART_INSIDE : RAP_PART_BEGIN;
            if (j + 1 == after) part = j > i ? RAP_PART_LAST : RAP_PART_UNIT;
            l->cues[j].known = 1 + (uint32_t)k.kind * 4 + part;
            l->cues[j].asked = true;
        }
    }
}

/* Names of several words that running text knows, the longest first. */
static void set_phrases(rap_labelling *l, const rap_sentence *s, rap_part part)
{
    for (uint32_t i = s->first; i < s->last;) {
        uint32_t n = 1, value = 0, hash = l->p->tokens[i].hash, step = 1;
        for (; l->cues[i].capital && n < RAP_NAMEWORD_WORDS && i + n < s->last; n++) {
            hash =
                rap_hash_on(rap_hash_on(hash, RAP_STR(" ")), l->p->tokens[i + n].low);
            uint32_t v = rap_nameword_of(part, hash);
            if (!v) continue;
            value = v & 127;
            step = n + 1;
        }
        for (uint32_t k = i; value && k < i + step; k++)
            l->cues[k].phrase =
                1 + (value << 2 | (uint32_t)(k > i) << 1 | (k + 1 == i + step));
        i += step;
    }
}

static void set_words(rap_labelling *l)
{
    rap_part part = rap_weights_part("namewords");
    for (uint32_t i = 0; i < l->p->n_tokens; i++)
        if (l->p->tokens[i].shape & RAP_SHAPE_LETTER)
            l->cues[i].word = rap_nameword_of(part, l->p->tokens[i].hash);
    for (uint32_t s = 0; s < l->p->n_sentences; s++)
        set_phrases(l, &l->p->sentences[s], part);
}

/* Names written without capitals. */
static void set_lower(rap_labelling *l, uint32_t i)
{
    rap_cue *c = &l->cues[i];
    const rap_token *t = &l->p->tokens[i];
    if (c->known || c->capital || !(t->shape & RAP_SHAPE_LETTER)) return;
    bool common = (c->kinds & KIND_COMMON) != 0 || t->low.n < LOWER_MIN;
    c->asked |= !common && ((c->style & STYLE_LOWER) || (c->kinds & KIND_GIVEN));
    uint32_t n = rap_place_in_lower(l->p, i);
    for (uint32_t k = i; k < i + n; k++) {
        l->cues[k].known = KNOWN_LOWER + (k + 1 == i + n);
        l->cues[k].asked = true;
    }
}

static void set_cue(rap_labelling *l, uint32_t i)
{
    const rap_token *t = &l->p->tokens[i];
    rap_cue *c = &l->cues[i];
    rap_str text = rap_token_text(l->p, i);
    bool digits = (t->shape & RAP_SHAPE_DIGIT) != 0;
    c->low = digits ? rap_class_hash(t->low) : t->hash;
    c->form = rap_hash(text);
    c->shape = hash_shape(text);
    c->head = rap_hash(rap_str_cut(t->low, 0, 3));
    c->tail2 = tail(t->low, 2);
    c->tail3 = tail(t->low, 3);
    c->tail4 = tail(t->low, 4);
    c->coarse = t->classes[0];
    c->fine = t->classes[1];
    c->capital = (t->shape & RAP_SHAPE_CAPITAL) != 0;
    c->first = (t->shape & RAP_SHAPE_FIRST) != 0;
    c->run_first = i;
    c->run_last = i;
    bool letter = (t->shape & RAP_SHAPE_LETTER) != 0;
    c->asked |= c->capital || (letter && has_inner_capital(text));
}

static uint8_t style_of(const rap_prose *p, const rap_sentence *s)
{
    uint32_t words = 0, capital = 0, upper = 0;
    for (uint32_t i = s->first; i < s->last; i++) {
        const rap_token *t = &p->tokens[i];
        if (!(t->shape & RAP_SHAPE_LETTER) || t->at.to - t->at.from < 4) continue;
        words++;
        capital += (t->shape & RAP_SHAPE_CAPITAL) != 0;
        upper += (t->shape & RAP_SHAPE_UPPER) != 0;
    }
    uint8_t style = 0;
    if (words >= STYLE_WORDS && capital * 4 >= words * 3) style |= STYLE_TITLED;
    if (words && upper * 4 >= words * 3) style |= STYLE_SHOUTED;
    if (words >= STYLE_WORDS && capital == 0) style |= STYLE_LOWER;
    return style;
}

static bool joins_run(const rap_labelling *l, uint32_t i)
{
    return (l->cues[i].kinds & KIND_PARTICLE) || rap_token_is(l->p, i, "of") ||
           rap_token_is(l->p, i, "-") || rap_token_is(l->p, i, "&") ||
           rap_token_is(l->p, i, "and") || rap_token_is(l->p, i, "the") ||
           rap_token_is(l->p, i, ".");
}

/* Capitalised words with at most two joining words in a row between them. */
static void set_runs(rap_labelling *l, const rap_sentence *s)
{
    for (uint32_t i = s->first; i < s->last;) {
        uint32_t last = i, at = i + 1;
        if (!l->cues[i].capital) {
            i++;
            continue;
        }
        for (; at < s->last && at < i + RUN_MAX; at++) {
            if (l->cues[at].capital)
                last = at;
            else if (at - last > 2 || !joins_run(l, at))
                break;
        }
        for (uint32_t k = i; k <= last; k++) {
            l->cues[k].run_first = i;
            l->cues[k].run_last = last;
        }
        i = last + 1;
    }
}

static bool before_is(const rap_prose *p, uint32_t i, uint32_t first, const char *low)
{
    return i > first && rap_token_is(p, i - 1, low);
}

static uint8_t near_of(const rap_labelling *l, uint32_t i, const rap_sentence *s)
{
    const rap_prose *p = l->p;
    uint32_t before = i > s->first ? l->cues[i - 1].kinds : 0;
    uint8_t near = 0;
    if (before & (KIND_ADDRESS | KIND_OFFICE)) near |= RAP_NEAR_TITLE;
    if ((before & KIND_GIVEN) && l->cues[i - 1].capital) near |= RAP_NEAR_GIVEN;
    if (before_is(p, i, s->first, "in") || before_is(p, i, s->first, "near") ||
        before_is(p, i, s->first, "at"))
        near |= RAP_NEAR_PLACE;
    if (before_is(p, i, s->first, "the")) near |= RAP_NEAR_THE;
    if (before_is(p, i, s->first, "(")) near |= RAP_NEAR_BRACKET;
    if (before_is(p, i, s->first, "said")) near |= RAP_NEAR_SPEECH;
    if (i + 1 >= s->last) return near;
    if (rap_token_is(p, i + 1, "'s") || rap_token_is(p, i + 1, "\xE2\x80\x99s"))
        near |= RAP_NEAR_OWNS;
    if (rap_token_is(p, i + 1, "said") || rap_token_is(p, i + 1, "told") ||
        rap_token_is(p, i + 1, "says"))
        near |= RAP_NEAR_SPEECH;
    if ((l->cues[i].kinds & KIND_GIVEN) && l->cues[i + 1].capital)
        near |= RAP_NEAR_NAME;
    return near;
}

static bool is_plain_noun(const rap_token *t)
{
    return t->upos == RAP_NOUN && !(t->shape & RAP_SHAPE_CAPITAL);
}

/* "X is a village", "X, a lake steamer": the class of the noun behind a name. */
static uint32_t noun_behind(const rap_labelling *l, uint32_t at, const rap_sentence *s)
{
    const rap_prose *p = l->p;
    uint32_t found = 0, end = s->last < at + ISA_REACH ? s->last : at + ISA_REACH;
    bool is = at + 2 < end && (rap_token_is(p, at, "is") ||
                               rap_token_is(p, at, "was") || rap_token_is(p, at, ","));
    if (!is || p->tokens[at + 1].upos != RAP_DET) return 0;
    for (uint32_t i = at + 2; i < end; i++) {
        uint8_t u = p->tokens[i].upos;
        if (is_plain_noun(&p->tokens[i])) found = l->cues[i].fine;
        if (u != RAP_NOUN && u != RAP_ADJ && u != RAP_PROPN && u != RAP_NUM &&
            u != RAP_ADV && !rap_token_is(p, i, "-"))
            break;
    }
    return found;
}

/* What the report calls the name of a run, here: "the village of X", "the firm X". */
static uint32_t isa_of(const rap_labelling *l, uint32_t first, uint32_t last,
                       const rap_sentence *s)
{
    uint32_t found = noun_behind(l, last + 1, s);
    if (found || first == s->first) return found;
    if (is_plain_noun(&l->p->tokens[first - 1])) return l->cues[first - 1].fine;
    bool of = first > s->first + 1 && rap_token_is(l->p, first - 1, "of");
    return of && is_plain_noun(&l->p->tokens[first - 2]) ? l->cues[first - 2].fine : 0;
}

static void tally_isa(const rap_labelling *l, rap_tallies *t, uint32_t i,
                      const rap_sentence *s)
{
    uint32_t last = l->cues[i].run_last;
    if (l->cues[i].run_first != i) return;
    uint32_t isa = isa_of(l, i, last, s);
    for (uint32_t k = i; isa && k <= last; k++) {
        rap_tally *w = rap_tally_of(t, l->cues[k].low);
        if (l->cues[k].capital && !w->isa) w->isa = (uint16_t)isa;
    }
}

static void tally_words(rap_labelling *l, rap_tallies *t)
{
    for (uint32_t s = 0; s < l->p->n_sentences; s++) {
        const rap_sentence *at = &l->p->sentences[s];
        for (uint32_t i = at->first; i < at->last; i++) {
            const rap_cue *c = &l->cues[i];
            if (!(l->p->tokens[i].shape & RAP_SHAPE_LETTER)) continue;
            rap_tally *w = rap_tally_of(t, c->low);
            if (!c->capital) rap_tally_up(&w->lower);
            if (c->capital && !c->first && !c->style) rap_tally_up(&w->capital);
            if (!c->capital) continue;
            w->near |= near_of(l, i, at);
            tally_isa(l, t, i, at);
        }
    }
}

static uint32_t told_of(const rap_tally *w)
{
    return 1 +
           (rap_tally_size(w->lower) << 12 | rap_tally_size(w->capital) << 8 | w->near);
}

static void tell(rap_cue *c, const rap_tally *w)
{
    c->told = told_of(w);
    c->isa = w->isa;
}

bool rap_labelling_start(rap_labelling *l, const rap_prose *p, const rap_lexicon *lex)
{
    rap_tallies t;
    *l = (rap_labelling){.p = p, .lex = lex};
    l->cues = RAP_NEW(p->arena, rap_cue, p->n_tokens);
    if (!l->cues || !rap_tallies_init(&t, p->n_tokens, p->arena)) return false;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        set_cue(l, i);
        set_kinds(l, i);
    }
    set_known(l);
    for (uint32_t s = 0; s < p->n_sentences; s++) {
        uint8_t style = style_of(p, &p->sentences[s]);
        for (uint32_t i = p->sentences[s].first; i < p->sentences[s].last; i++)
            l->cues[i].style = style;
        set_runs(l, &p->sentences[s]);
    }
    for (uint32_t i = 0; i < p->n_tokens; i++)
        set_lower(l, i);
    set_words(l);
    tally_words(l, &t);
    for (uint32_t i = 0; i < p->n_tokens; i++)
        if (p->tokens[i].shape & RAP_SHAPE_LETTER)
            tell(&l->cues[i], rap_tally_of(&t, l->cues[i].low));
    return true;
}

/* The word most often was this; how surely, and how often. */
static uint32_t often_of(const rap_tally *w, uint8_t own)
{
    uint32_t best = 0, most = 0, all = 0;
    for (uint32_t k = 0; k < RAP_NAMED_COUNT; k++) {
        uint32_t n = w->named[k];
        n -= n > 0 && k == rap_label_named(own);
        all += n;
        if (n <= most) continue;
        most = n;
        best = k;
    }
    if (all == 0) return 1;
    uint32_t sure = most == all ? 2 : most * 3 >= all * 2;
    return 2 +
           (((uint32_t)w->parts << 4 | best) << 4 | sure << 2 | rap_tally_size(most));
}

bool rap_labelling_again(rap_labelling *l, const uint8_t *labels)
{
    rap_tallies t;
    const rap_prose *p = l->p;
    l->before = labels;
    l->often = RAP_NEW(p->arena, uint32_t, p->n_tokens);
    if (!l->often || !rap_tallies_init(&t, p->n_tokens, p->arena)) return false;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        if (!l->cues[i].capital) continue;
        rap_tally *w = rap_tally_of(&t, l->cues[i].low);
        rap_named named = rap_label_named(labels[i]);
        rap_tally_up(&w->named[named]);
        if (named == RAP_NAMED_PERSON)
            w->parts |= (uint8_t)(1u << rap_label_part(labels[i]));
    }
    for (uint32_t i = 0; i < p->n_tokens; i++)
        if (l->cues[i].capital)
            l->often[i] = often_of(rap_tally_of(&t, l->cues[i].low), labels[i]);
    return true;
}
