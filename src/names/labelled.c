/*
 * names/labelled.c - findings out of learnt labels: names that no table decides.
 */
/* SPDX-License-Identifier: MIT */
#include "names/finding.h"
#include "names/tally.h"

#include "sayverbs_table.inc"

#include <string.h>

enum { DOUBT = 70 };      /* by how much one word must be a person's name */
enum { OFFICE_MORE = 4 }; /* tokens from an office to who holds it */

/* "Ms Haug of Norland": a person's name ends before "of". */
static uint32_t before_of(const rap_finder *f, uint32_t token, uint32_t last)
{
    for (uint32_t i = token + 1; i < last; i++)
        if (rap_token_is(f->p, i, "of")) return i;
    return last;
}

uint32_t rap_labelled_at(const rap_finder *f, uint32_t token, rap_named *named)
{
    uint8_t label = f->labels.of ? f->labels.of[token] : 0;
    *named = rap_label_named(label);
    if (!label) return 0;
    uint32_t part = rap_label_part(label);
    if (part != RAP_PART_BEGIN && part != RAP_PART_UNIT) return 0;
    uint32_t last = token + 1;
    while (rap_label_open(f->labels.of[last - 1]))
        last++;
    return *named == RAP_NAMED_PERSON ? before_of(f, token, last) : last;
}

rap_named rap_labelled_in(const rap_finder *f, uint32_t token, uint32_t *first)
{
    uint8_t label = f->labels.of ? f->labels.of[token] : 0;
    *first = token;
    if (!label) return RAP_NAMED_NONE;
    while (rap_label_part(f->labels.of[*first]) == RAP_PART_INSIDE ||
           rap_label_part(f->labels.of[*first]) == RAP_PART_LAST)
        --*first;
    return rap_label_named(label);
}

static const rap_known *guessed_at(const rap_lexicon *lex, uint32_t token)
{
    uint32_t at = lex->at[token];
    return at && lex->known.v[at - 1].guessed ? &lex->known.v[at - 1] : NULL;
}

bool rap_labelled_states(rap_lexicon *lex, const rap_labels *labels)
{
    rap_tallies t;
    uint32_t n = 0;
    for (size_t i = 0; i < lex->known.n; i++)
        n += lex->known.v[i].guessed;
    if (!labels->of || n == 0) return true;
    if (!rap_tallies_init(&t, n, lex->p->arena)) return false;
    for (uint32_t i = 0; i < lex->p->n_tokens; i++) {
        const rap_known *k = guessed_at(lex, i);
        if (k && k->kind == RAP_KNOWN_COUNTRY)
            rap_tally_up(&rap_tally_of(&t, rap_hash(k->iso3))
                              ->named[rap_label_named(labels->of[i])]);
    }
    for (uint32_t i = 0; i < lex->p->n_tokens; i++) {
        const rap_known *k = guessed_at(lex, i);
        if (!k) continue;
        const rap_tally *w = rap_tally_of(&t, rap_hash(k->iso3));
        uint32_t persons = k->ruled ? 0 : w->named[RAP_NAMED_PERSON];
        if (persons + w->named[RAP_NAMED_BODY] >
            w->named[RAP_NAMED_PLACE] + w->named[RAP_NAMED_GROUP])
            lex->at[i] = 0;
    }
    return true;
}

static bool ends_outlet(const rap_finder *f, uint32_t token)
{
    return rap_outlet_word(f->p, token, "last") ||
           rap_outlet_word(f->p, token, "alone");
}

/* "the broadcaster SRT" */
static bool behind_outlet(const rap_finder *f, uint32_t token)
{
    return token > 0 && rap_outlet_word(f->p, token - 1, "noun");
}

static rap_entity_kind kind_of(const rap_finder *f, rap_named named, uint32_t token,
                               uint32_t last)
{
    switch (named) {
    case RAP_NAMED_PERSON:
        return RAP_ENTITY_PERSON;
    case RAP_NAMED_BODY:
        return ends_outlet(f, last - 1) || behind_outlet(f, token) ||
                       (last > token + 1 && rap_outlet_word(f->p, token, "first"))
                   ? RAP_ENTITY_MEDIA
                   : RAP_ENTITY_ORGANIZATION;
    case RAP_NAMED_PLACE:
        return RAP_ENTITY_PLACE;
    case RAP_NAMED_GROUP:
        return RAP_ENTITY_GROUP;
    default:
        return RAP_ENTITY_THING;
    }
}

/* The state named inside an organisation's name. */
static void side_inside(const rap_finder *f, rap_finding *x)
{
    rap_known k;
    for (uint32_t i = x->first; i < x->last; i++)
        if (rap_lexicon_at(&k, f->lex, i) &&
            (k.kind == RAP_KNOWN_COUNTRY || k.kind == RAP_KNOWN_DEMONYM))
            x->side_iso = k.iso3;
}

/* "Ruud called it": a proper noun, and what only people and states do. */
static bool speaks(const rap_finder *f, uint32_t token)
{
    const rap_token *t = &f->p->tokens[token];
    bool part = token > 0 && !(t->shape & RAP_SHAPE_FIRST) &&
                ((t[-1].shape & RAP_SHAPE_CAPITAL) || t[-1].upos == RAP_DET);
    bool plain =
        t->upos == RAP_PROPN && !part && !f->titled && !(t->shape & RAP_SHAPE_UPPER);
    if (!plain || token + 1 >= rap_sentence_end(f->p, token)) return false;
    return (strcmp(t[1].xpos, "VBD") == 0 || strcmp(t[1].xpos, "VBZ") == 0) &&
           rap_table_find(&sayverbs_table, t[1].lemma) >= 0;
}

/* A capitalised word that is no name, or perhaps one: it may turn out to be somebody.
 */
static uint32_t find_nameless(rap_finder *f, uint32_t token)
{
    if (!rap_is_namy(f, token)) return 0;
    rap_finding *x = rap_finder_add(f, token, token + 1);
    if (!x) return token + 1;
    x->how = RAP_FOUND_LONE;
    x->kind = speaks(f, token) ? RAP_ENTITY_PERSON : RAP_ENTITY_THING;
    return token + 1;
}

/* "Ostian envoys", "the Ostian-born": an adjective. */
static bool is_attribute(const rap_finder *f, uint32_t last)
{
    const rap_token *t = &f->p->tokens[last];
    if (f->p->tokens[last - 1].upos == RAP_ADJ) return true;
    return last < rap_sentence_end(f->p, last - 1) &&
           (t->upos == RAP_NOUN || t->upos == RAP_ADJ || t->upos == RAP_PROPN ||
            rap_token_is(f->p, last, "-"));
}

/* One word that is hardly more a person than something else. */
static bool is_doubtful(const rap_finder *f, uint32_t token, uint32_t last,
                        rap_named named)
{
    rap_gender g;
    return named == RAP_NAMED_PERSON && last == token + 1 &&
           f->labels.sure[token] < DOUBT && !rap_given_name(f->p, token, &g);
}

/* No name holds a bracket: "Jon [Ruud] said". */
static uint32_t before_bracket(const rap_finder *f, uint32_t token, uint32_t last)
{
    for (uint32_t i = token + 1; i < last; i++)
        if (rap_token_is(f->p, i, "[") || rap_token_is(f->p, i, "]")) return i;
    return last;
}

/* A party and a seat in brackets behind a name, "Jon Ruud (N-Lenz)", name nobody. */
static bool is_seat(const rap_finder *f, uint32_t token)
{
    const rap_token *t = &f->p->tokens[token];
    return token > 0 && t->low.n == 1 && rap_token_is(f->p, token - 1, "(") &&
           token + 1 < f->p->n_tokens && rap_token_is(f->p, token + 1, "-");
}

/* "Lenz Motors Chairman Jon Ruud" taken for one name: the person begins behind the
 * office, a body stands before it.  Gives the token behind the office, or `token`. */
static uint32_t behind_office(rap_finder *f, uint32_t token, uint32_t last)
{
    rap_head head;
    rap_gender gender;
    for (uint32_t i = token + 1; i + 2 < last; i++) {
        if (!rap_head_at(&head, f->p, i) || head.kind != RAP_HEAD_OFFICE) continue;
        if (i + head.n + 2 > last || rap_given_name(f->p, i, &gender)) continue;
        rap_finding *x = rap_finder_add(f, token, i);
        if (!x) return token;
        x->how = RAP_FOUND_NAME;
        x->kind = RAP_ENTITY_ORGANIZATION;
        return i + head.n;
    }
    return token;
}

/* "Norland's minister for fisheries, Tora Lind, said": two words set off behind an
 * office are its holder and no place. */
static bool names_holder(const rap_finder *f, uint32_t token, uint32_t last)
{
    if (last != token + 2 || token == 0 || !f->list.n) return false;
    const rap_finding *x = &f->list.v[f->list.n - 1];
    if (x->how != RAP_FOUND_NOMINAL || x->kind != RAP_ENTITY_PERSON ||
        x->last + OFFICE_MORE < token)
        return false;
    for (uint32_t i = x->last; i + 1 < token; i++)
        if (f->p->tokens[i].upos != RAP_ADP && f->p->tokens[i].upos != RAP_NOUN)
            return false; /* "for fisheries" */
    return rap_token_is(f->p, token - 1, ",") && last < rap_sentence_end(f->p, token) &&
           rap_token_is(f->p, last, ",");
}

/* "Petra Sand, whose league ...", "Petra Sand said": a given name and one more word
 * that speak, or are somebody. */
static bool is_somebody(const rap_finder *f, uint32_t token, uint32_t last)
{
    static const char *const who[] = {"who", "whose", "whom"};
    static const char *const says[] = {"said", "says", "told", "vowed"};
    const rap_prose *p = f->p;
    rap_gender g;
    rap_head h;
    if (last != token + 2 || !rap_given_name(p, token, &g) ||
        rap_head_at(&h, p, token + 1))
        return false;
    uint32_t at = last, end = rap_sentence_end(p, token);
    bool set_off = at + 1 < end && rap_token_is(p, at, ",");
    for (size_t i = 0; set_off && i < sizeof who / sizeof who[0]; i++)
        if (rap_token_is(p, at + 1, who[i])) return true;
    for (size_t i = 0; at < end && i < sizeof says / sizeof says[0]; i++)
        if (rap_token_is(p, at, says[i])) return true;
    return false;
}

uint32_t rap_find_labelled(rap_finder *f, uint32_t token)
{
    rap_named named;
    rap_gender gender = RAP_GENDER_NONE;
    uint32_t last = before_bracket(f, token, rap_labelled_at(f, token, &named));
    bool no_name = last == token + 1 && rap_not_a_name(f->p, token);
    uint32_t outlet = rap_outlet_run(f, token);
    if (outlet && (!last || last == outlet) && named != RAP_NAMED_PERSON) {
        last = outlet;
        named = RAP_NAMED_BODY;
        no_name = false;
    }
    no_name |= last && named == RAP_NAMED_GROUP && is_attribute(f, last);
    no_name |= is_seat(f, token);
    if (!last || no_name || is_doubtful(f, token, last, named))
        return find_nameless(f, token);
    rap_entity_kind kind =
        outlet == last ? RAP_ENTITY_MEDIA : kind_of(f, named, token, last);
    if (kind == RAP_ENTITY_PLACE &&
        (names_holder(f, token, last) || is_somebody(f, token, last)))
        kind = RAP_ENTITY_PERSON;
    if (kind == RAP_ENTITY_PERSON) kind = rap_run_other(f, token, last);
    if (kind == RAP_ENTITY_PERSON) token = behind_office(f, token, last);
    rap_finding *x = rap_finder_add(f, token, last);
    if (!x) return last;
    x->how = RAP_FOUND_NAME;
    x->kind = kind;
    x->learnt = last == token + 1;
    if (x->kind == RAP_ENTITY_PERSON && rap_given_name(f->p, token, &gender))
        x->gender = gender;
    if (x->kind == RAP_ENTITY_ORGANIZATION) side_inside(f, x);
    return last;
}
