/*
 * names/run.c - what the make-up of a run of capitalised words tells of it.
 *
 * Which runs are names, and of whom, is learnt (labels.h); words of their own make a
 * body of one ("Lenz Steel Company", "Bank of Ostia"), an outlet, or a thing.
 */
/* SPDX-License-Identifier: MIT */
#include "names/finding.h"

enum { RUN_MAX = 8, OUTLET_MAX = 4 };

static bool shape(const rap_finder *f, uint32_t token, uint16_t bits)
{
    return (f->p->tokens[token].shape & bits) == bits;
}

bool rap_is_namy(const rap_finder *f, uint32_t token)
{
    const rap_token *t = &f->p->tokens[token];
    if (!(t->shape & RAP_SHAPE_CAPITAL) || rap_not_a_name(f->p, token)) return false;
    if (!(t->shape & RAP_SHAPE_FIRST)) return true;
    if (t->upos == RAP_PROPN || t->upos == RAP_NOUN || t->upos == RAP_X) return true;
    bool more = token + 1 < rap_sentence_end(f->p, token) &&
                (f->p->tokens[token + 1].shape & RAP_SHAPE_CAPITAL);
    return t->upos == RAP_ADJ && more;
}

static bool is_hyphen(const rap_finder *f, uint32_t token, uint32_t end)
{
    return token + 1 < end && rap_token_is(f->p, token, "-") &&
           !shape(f, token, RAP_SHAPE_SPACE) && !shape(f, token + 1, RAP_SHAPE_SPACE);
}

/* Does the run go on at `token`: a capitalised word, a hyphened part, an initial's dot?
 */
static uint32_t run_step(const rap_finder *f, uint32_t token, uint32_t end)
{
    if (token >= end) return 0;
    if (is_hyphen(f, token, end) && shape(f, token + 1, RAP_SHAPE_LETTER)) return 2;
    return rap_is_namy(f, token) ? 1 : 0;
}

uint32_t rap_person_run(const rap_finder *f, uint32_t token)
{
    rap_named named;
    uint32_t last = f->labels.of ? rap_labelled_at(f, token, &named) : 0;
    return last && named == RAP_NAMED_PERSON ? last : token;
}

/* The end of the run of capitalised words at `token`. */
static uint32_t plain_run(const rap_finder *f, uint32_t token)
{
    uint32_t end = rap_sentence_end(f->p, token), at = token;
    if (end - token > RUN_MAX) end = token + RUN_MAX;
    for (uint32_t step; (step = run_step(f, at, end)) > 0;)
        at += step;
    while (at + 1 < end && rap_token_is(f->p, at, "&") && run_step(f, at + 1, end))
        at += 1 + run_step(f, at + 1, end);
    return at;
}

/* "of Foreign Affairs and Trade" after a head noun: the end, or `token` itself. */
static uint32_t of_part(const rap_finder *f, uint32_t token)
{
    uint32_t end = rap_sentence_end(f->p, token), at = token;
    bool of = rap_token_is(f->p, at, "of") || rap_token_is(f->p, at, "for");
    if (!of) return token;
    at++;
    if (at < end && rap_token_is(f->p, at, "the")) at++;
    uint32_t last = at < end && rap_is_namy(f, at) ? plain_run(f, at) : at;
    if (last == at) return token;
    /* "the party of Ruud's rival" is of the rival */
    if (last < end && strcmp(f->p->tokens[last].xpos, "POS") == 0) return token;
    if (last + 1 < end && rap_token_is(f->p, last, "and") && rap_is_namy(f, last + 1)) {
        rap_known k;
        bool other = rap_lexicon_at(&k, f->lex, last + 1);
        if (!other) last = plain_run(f, last + 1);
    }
    return last;
}

/* A run ends before an office or a form of address: "Fed | Chair Jon Ruud". */
static uint32_t before_title(const rap_finder *f, uint32_t token, uint32_t last)
{
    rap_gender g;
    rap_head h;
    for (uint32_t i = token + 1; i + 1 < last; i++) {
        bool office = rap_head_at(&h, f->p, i) && h.kind == RAP_HEAD_OFFICE && !h.job;
        if (office || rap_address_at(f->p, i, &g)) return i;
    }
    return last;
}

static bool heads_body(const rap_finder *f, uint32_t token)
{
    rap_head h;
    return rap_head_at(&h, f->p, token) && h.n == 1 && h.kind == RAP_HEAD_BODY;
}

static uint32_t add_name(rap_finder *f, uint32_t first, uint32_t last,
                         rap_entity_kind kind)
{
    rap_finding *x = rap_finder_add(f, first, last);
    if (!x) return last;
    x->how = RAP_FOUND_NAME;
    x->kind = kind;
    return last;
}

/* The state named inside an organisation's name: "Bank of Norland", "Norland Airlines".
 */
static void side_inside(rap_finder *f, uint32_t first, uint32_t last)
{
    rap_known k;
    if (!f->list.n || f->list.v[f->list.n - 1].first != first) return;
    for (uint32_t i = first; i < last; i++) {
        if (!rap_lexicon_at(&k, f->lex, i)) continue;
        if (k.kind == RAP_KNOWN_COUNTRY || k.kind == RAP_KNOWN_DEMONYM)
            f->list.v[f->list.n - 1].side_iso = k.iso3;
    }
}

/* Does a head noun stand inside the run ("Lenz University Press")? */
static bool holds_body(const rap_finder *f, uint32_t token, uint32_t last)
{
    for (uint32_t i = token + 1; i < last; i++)
        if (heads_body(f, i)) return true;
    return false;
}

static uint32_t body_run(rap_finder *f, uint32_t token, uint32_t last)
{
    bool opens = heads_body(f, token);
    uint32_t end;
    last = before_title(f, token, last);
    if (last - token >= 2 && holds_body(f, token, last))
        end = heads_body(f, last - 1) ? of_part(f, last) : last;
    else if (opens && of_part(f, token + 1) > token + 1 && last == token + 1)
        end = of_part(f, token + 1);
    else
        return 0;
    add_name(f, token, end, RAP_ENTITY_ORGANIZATION);
    side_inside(f, token, end);
    return end;
}

static bool before_is(const rap_finder *f, uint32_t token, const char *low)
{
    return !shape(f, token, RAP_SHAPE_FIRST) && token > 0 &&
           rap_token_is(f->p, token - 1, low);
}

static bool ends_outlet(const rap_finder *f, uint32_t token)
{
    return rap_outlet_word(f->p, token, "last") ||
           rap_outlet_word(f->p, token, "alone");
}

/* "Ostia Herald", "the Courier". */
static bool is_outlet(const rap_finder *f, uint32_t token, uint32_t last)
{
    rap_gender g;
    uint32_t n = last - token;
    bool alone =
        n == 1 && rap_outlet_word(f->p, token, "alone") && before_is(f, token, "the");
    bool named = n > 1 && n <= OUTLET_MAX && ends_outlet(f, last - 1) &&
                 !rap_given_name(f->p, token, &g);
    if (f->titled || f->shouted) named &= last == rap_sentence_end(f->p, token);
    return alone || named;
}

/* "NPA reported" behind what it reported. */
static bool is_wire(const rap_finder *f, uint32_t token, uint32_t last)
{
    uint32_t end = rap_sentence_end(f->p, token);
    if (!shape(f, token, RAP_SHAPE_UPPER) || last != token + 1 || last >= end)
        return false;
    if (!rap_token_is(f->p, last, "reported") && !rap_token_is(f->p, last, "reports"))
        return false;
    return last + 1 >= end || f->p->tokens[last + 1].upos == RAP_PUNCT;
}

/* "Veld prison": the name is the place's. */
static bool before_place_head(const rap_finder *f, uint32_t last)
{
    return last < rap_sentence_end(f->p, last - 1) &&
           !shape(f, last, RAP_SHAPE_CAPITAL) && rap_place_head(f->p, last, true);
}

/* "the Rose Bowl", "the John Peel Show", "AMD Athlon": a prize, a broadcast, a make. */
static bool is_thing(const rap_finder *f, uint32_t token, uint32_t last)
{
    bool head = rap_thing_head(f->p, last - 1);
    if (head && (last > token + 2 || before_is(f, token, "the"))) return true;
    if (f->shouted || f->titled) return false;
    uint32_t size = f->p->tokens[token].at.to - f->p->tokens[token].at.from;
    bool brand = shape(f, token, RAP_SHAPE_UPPER) && size > 2;
    return brand && !shape(f, last - 1, RAP_SHAPE_UPPER);
}

/* "its Anna model". */
static bool is_owned_make(const rap_finder *f, uint32_t token, uint32_t last)
{
    bool noun = last < rap_sentence_end(f->p, token) &&
                f->p->tokens[last].upos == RAP_NOUN &&
                !shape(f, last, RAP_SHAPE_CAPITAL);
    bool own = token > 0 && strcmp(f->p->tokens[token - 1].xpos, "PRP$") == 0;
    return own && noun;
}

/* "Veld of Kesh": behind a person's name. */
static bool is_of_person(const rap_finder *f, uint32_t token)
{
    if (!before_is(f, token, "of") || f->list.n == 0) return false;
    const rap_finding *x = &f->list.v[f->list.n - 1];
    return x->kind == RAP_ENTITY_PERSON && x->how == RAP_FOUND_NAME &&
           x->last == token - 1;
}

rap_entity_kind rap_run_other(const rap_finder *f, uint32_t token, uint32_t last)
{
    if (heads_body(f, last - 1) && last > token + 1) return RAP_ENTITY_ORGANIZATION;
    if (is_of_person(f, token))
        return last > token + 1 ? RAP_ENTITY_ORGANIZATION : RAP_ENTITY_PLACE;
    if (is_owned_make(f, token, last)) return RAP_ENTITY_THING;
    if (last == token + 1) return RAP_ENTITY_PERSON;
    if (before_place_head(f, last)) return RAP_ENTITY_PLACE;
    return is_thing(f, token, last) ? RAP_ENTITY_THING : RAP_ENTITY_PERSON;
}

uint32_t rap_outlet_run(const rap_finder *f, uint32_t token)
{
    uint32_t last = plain_run(f, token);
    if (last == token) return 0;
    if (is_wire(f, token, token + 1)) return token + 1;
    return is_outlet(f, token, last) ? last : 0;
}

uint32_t rap_find_body(rap_finder *f, uint32_t token)
{
    return rap_is_namy(f, token) ? body_run(f, token, plain_run(f, token)) : 0;
}

uint32_t rap_find_run(rap_finder *f, uint32_t token)
{
    return f->labels.of ? rap_find_labelled(f, token) : 0;
}
