/*
 * names/finder.c - walks a report once and lists everything that may be a mention.
 *
 * At each token, in this order: a pronoun, a description, a name of the tables, a form
 * of address with a name, a run of capitalised words.
 */
/* SPDX-License-Identifier: MIT */
#include "names/finding.h"
#include "names/metonymy.h"

enum { TITLED_WORDS = 4 };

rap_finding *rap_finder_add(rap_finder *f, uint32_t first, uint32_t last)
{
    rap_finding *x = RAP_PUSH(f->p->arena, &f->list);
    if (!x) {
        f->out_of_memory = true;
        return NULL;
    }
    *x = (rap_finding){.first = first, .last = last, .side = -1, .entity = -1};
    x->whole_first = first;
    x->whole_last = last;
    x->role_first = x->role_last = first;
    x->head = x->head_last = last;
    return x;
}

void rap_finding_known(rap_finding *x, const rap_known *k)
{
    x->how = RAP_FOUND_NAME;
    x->kind = k->entity;
    x->name = k->display;
    x->capital = k->kind == RAP_KNOWN_CAPITAL;
    x->seat = k->kind == RAP_KNOWN_SEAT;
    x->rules = k->rules;
    x->own = k->own;
    if (k->kind == RAP_KNOWN_COUNTRY || x->capital)
        x->iso3 = k->iso3;
    else if (k->kind != RAP_KNOWN_PLACE)
        x->side_iso = k->iso3;
}

static uint32_t find_pronoun(rap_finder *f, uint32_t token)
{
    rap_gender gender = rap_pronoun_gender(f->p, token);
    if (gender == RAP_GENDER_NONE) return 0;
    rap_finding *x = rap_finder_add(f, token, token + 1);
    if (!x) return token + 1;
    x->how = RAP_FOUND_PRONOUN;
    x->kind = RAP_ENTITY_PERSON;
    x->gender = gender;
    return token + 1;
}

/* Do the labels know better than the tables what stands here? */
static bool overrules(const rap_finder *f, uint32_t token, const rap_known *k)
{
    rap_named named;
    if (!f->labels.of) return false;
    uint32_t last = rap_labelled_at(f, token, &named);
    if (last > token + k->n || (last == 0 && f->shouted && k->n == 1)) return true;
    if (k->kind != RAP_KNOWN_PLACE && k->kind != RAP_KNOWN_CAPITAL)
        return last == token + k->n && named == RAP_NAMED_PERSON &&
               k->kind != RAP_KNOWN_COUNTRY;
    if (last == 0) return k->kind == RAP_KNOWN_PLACE;
    return last == token + k->n && named != RAP_NAMED_PLACE &&
           (k->kind == RAP_KNOWN_PLACE || named == RAP_NAMED_PERSON);
}

static uint32_t find_known(rap_finder *f, uint32_t token)
{
    rap_known k;
    uint32_t end;
    if (!rap_lexicon_at(&k, f->lex, token)) return 0;
    if (overrules(f, token, &k)) return 0;
    uint32_t after = token + k.n;
    bool more = after < rap_sentence_end(f->p, token) && rap_is_namy(f, after);
    if (more && (end = rap_find_body(f, token)) > after) return end;
    if (k.kind == RAP_KNOWN_DEMONYM) return after;
    rap_finding *x = rap_finder_add(f, token, after);
    if (!x) return after;
    rap_finding_known(x, &k);
    if (x->capital) x->as_actor = rap_is_actor(f->p, token, after);
    return after;
}

/* "General Manager", "General Hospital", "General System". */
static bool is_office_or_house(const rap_finder *f, uint32_t first, uint32_t last)
{
    rap_head h;
    rap_gender g;
    bool common = rap_common_word(f->p, first - 1) && rap_common_word(f->p, first);
    if (common && last > first + 1) return rap_common_word(f->p, last - 1);
    return last == first + 1 && !rap_given_name(f->p, first, &g) &&
           (common || rap_head_at(&h, f->p, first) ||
            rap_place_head(f->p, first, true));
}

static uint32_t find_addressed(rap_finder *f, uint32_t token)
{
    rap_gender gender = RAP_GENDER_NONE, given = RAP_GENDER_NONE;
    uint32_t n = rap_address_at(f->p, token, &gender);
    uint32_t first = token + n;
    if (!n || first >= rap_sentence_end(f->p, token)) return 0;
    uint32_t last = rap_person_run(f, first);
    if (last == first || is_office_or_house(f, first, last)) return 0;
    rap_finding *x = rap_finder_add(f, first, last);
    if (!x) return last;
    if (gender == RAP_GENDER_NONE && last - first > 1) {
        rap_given_name(f->p, first, &given);
        gender = given;
    }
    x->how = RAP_FOUND_NAME;
    x->kind = RAP_ENTITY_PERSON;
    x->titled = true;
    x->gender = gender;
    x->whole_first = token;
    return last;
}

/* "Norland's Jon Ruud" is for Norland. */
static void owned_by_state(rap_finder *f, size_t before)
{
    if (f->list.n != before + 1 || before == 0) return;
    rap_finding *x = &f->list.v[before], *y = &f->list.v[before - 1];
    bool owned = x->kind == RAP_ENTITY_PERSON && x->how == RAP_FOUND_NAME &&
                 y->kind == RAP_ENTITY_COUNTRY && y->last + 1 == x->first &&
                 rap_token_is(f->p, y->last, "'s") && x->side < 0;
    if (owned) x->side = (int32_t)before - 1;
}

/* Behind a person and a comma an office may follow. */
static void expect_apposition(rap_finder *f, uint32_t last)
{
    if (!f->list.n || !rap_token_is(f->p, last, ",")) return;
    const rap_finding *x = &f->list.v[f->list.n - 1];
    if (x->kind != RAP_ENTITY_PERSON || x->last != last || x->how == RAP_FOUND_PRONOUN)
        return;
    f->apposed = (int32_t)f->list.n - 1;
    f->apposed_at = last + 1;
}

static uint32_t find_at(rap_finder *f, uint32_t token)
{
    const rap_token *t = &f->p->tokens[token];
    uint32_t next;
    bool capital = t->shape & RAP_SHAPE_CAPITAL;
    if (!(t->shape & RAP_SHAPE_LETTER)) return token + 1;
    if (t->upos == RAP_PRON && (next = find_pronoun(f, token)) > 0) return next;
    bool opens = t->upos == RAP_DET || t->upos == RAP_ADJ || t->upos == RAP_NOUN ||
                 t->upos == RAP_NUM || t->upos == RAP_PRON || capital;
    if (opens && (next = rap_find_phrase(f, token)) > 0) return next;
    if ((next = find_known(f, token)) > 0) return next;
    if ((next = find_addressed(f, token)) > 0) return next;
    if ((next = rap_find_run(f, token)) > 0) return next;
    return token + 1;
}

/* Is most of the sentence capitalised, as headlines are, or in capitals? */
static void set_style(rap_finder *f, const rap_prose *p, const rap_sentence *s)
{
    uint32_t words = 0, capital = 0, upper = 0;
    for (uint32_t i = s->first; i < s->last; i++) {
        const rap_token *t = &p->tokens[i];
        if (!(t->shape & RAP_SHAPE_LETTER) || t->at.to - t->at.from < 4) continue;
        words++;
        capital += (t->shape & RAP_SHAPE_CAPITAL) != 0;
        upper += (t->shape & RAP_SHAPE_UPPER) != 0;
    }
    f->titled = words >= TITLED_WORDS && capital * 4 >= words * 3;
    f->shouted = upper * 4 >= words * 3;
}

bool rap_find_names(rap_finder *f, const rap_lexicon *lex, const rap_labels *labels)
{
    const rap_prose *p = lex->p;
    *f = (rap_finder){.p = p, .lex = lex, .labels = *labels, .apposed = -1};
    for (uint32_t s = 0; s < p->n_sentences; s++) {
        set_style(f, p, &p->sentences[s]);
        for (uint32_t i = p->sentences[s].first; i < p->sentences[s].last;) {
            size_t before = f->list.n;
            uint32_t next = find_at(f, i);
            owned_by_state(f, before);
            expect_apposition(f, next);
            i = next;
        }
        if (f->out_of_memory) return false;
    }
    return true;
}
