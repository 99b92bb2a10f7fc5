/*
 * facts/whose.c - whom a noun phrase names: by its own word, by what stands beside it,
 * by whose it is.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/whose.h"

#include "facts/both.h"
#include "facts/branches.h"

#include "bodies_table.inc"
#include "group_heads_table.inc"
#include "kin_table.inc"
#include "org_heads_table.inc"
#include "privateheads_table.inc"

enum { JOINED = 6, WIDTH = 24 }; /* names in a row; words of a phrase */

const rap_whose_terms rap_whose_any = {-1, false};

static const rap_token *at(const rap_scene *s, uint32_t token)
{
    return &s->p->tokens[token];
}

static uint32_t find(const rap_scene *s, uint32_t token, rap_deprel relation)
{
    return rap_branches_find(&s->branches, s->p, token, relation);
}

/* Is the nominal only who tells what the trigger tells ("..., officials said")? */
bool rap_whose_is_teller(const rap_scene *s, uint32_t nominal, uint32_t trigger)
{
    int32_t said = s->clauses[s->clause_of[trigger]].said;
    if (said < 0) return false;
    const rap_span_list *source = &s->in->speech->attributions[said].source;
    uint32_t from = at(s, nominal)->at.from;
    for (uint32_t i = 0; i < source->n; i++)
        if (from >= source->v[i].from && from < source->v[i].to) return true;
    return false;
}

/* The entity that the nominal itself names: by its word or the name set beside it. */
int32_t rap_whose_named(const rap_scene *s, uint32_t nominal)
{
    static const rap_deprel ways[] = {RAP_REL_FLAT, RAP_REL_APPOS, RAP_REL_FIXED};
    int32_t e = rap_scene_actor(s, nominal);
    for (size_t i = 0; e < 0 && i < sizeof ways / sizeof ways[0]; i++) {
        uint32_t beside = find(s, nominal, ways[i]);
        if (beside != RAP_NO_TOKEN && !rap_whose_is_teller(s, beside, nominal))
            e = rap_scene_actor(s, beside);
    }
    return e;
}

static bool is_part_of_phrase(const rap_scene *s, uint32_t i)
{
    rap_deprel r = rap_deprel_plain((rap_deprel)at(s, i)->deprel);
    return r == RAP_REL_NMOD || r == RAP_REL_COMPOUND || r == RAP_REL_AMOD ||
           r == RAP_REL_APPOS || r == RAP_REL_FLAT;
}

/* "the parents of Ana Veld", "Veld's lawyer" are not Veld; "Veld's troops" act for
 * her. */
static bool is_mere_kin(const rap_scene *s, uint32_t token, int32_t entity)
{
    uint32_t head = at(s, token)->head;
    bool person = s->in->names->entities[entity].kind == RAP_ENTITY_PERSON;
    rap_deprel r = rap_deprel_plain((rap_deprel)at(s, token)->deprel);
    if (!person || head == RAP_NO_HEAD || r != RAP_REL_NMOD) return false;
    return rap_table_find(&kin_table, at(s, head)->lemma) >= 0;
}

/* "Norlandic-backed rebels": theirs is the deed, whoever stands behind them. */
static bool is_only_behind(const rap_scene *s, uint32_t token)
{
    static const char *const ways[] = {
        "backed",    "allied",  "aligned",    "supported", "funded",
        "sponsored", "trained", "armed",      "made",      "built",
        "speaking",  "born",    "controlled", "held",      "owned"};
    if (token + 2 >= s->p->n_tokens || !rap_token_is(s->p, token + 1, "-"))
        return false;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (rap_token_is(s->p, token + 2, ways[i])) return true;
    return false;
}

/* "Norlandic investors", "members of a Norlandic club": what a state lends only its
 * name to does nothing for it and stands for it nowhere. */
static bool is_only_from(const rap_scene *s, uint32_t token, int32_t entity)
{
    uint32_t head = at(s, token)->head;
    rap_deprel r = rap_deprel_plain((rap_deprel)at(s, token)->deprel);
    if (head == RAP_NO_HEAD || (r != RAP_REL_AMOD && r != RAP_REL_COMPOUND))
        return false;
    bool state = s->in->names->entities[entity].kind == RAP_ENTITY_COUNTRY;
    return (state && rap_str_is(at(s, head)->lemma, "member")) ||
           rap_table_find(&privateheads_table, at(s, head)->lemma) >= 0;
}

/* Behind "in", "at", "near"? */
static bool is_where(const rap_scene *s, uint32_t token)
{
    static const char *const where[] = {"in", "at", "near", "across", "inside"};
    uint32_t by = find(s, token, RAP_REL_CASE);
    for (size_t i = 0; by != RAP_NO_TOKEN && i < sizeof where / sizeof *where; i++)
        if (rap_token_is(s->p, by, where[i])) return true;
    return false;
}

/* "militia members in western Kesh", "rebels in Kesh": where somebody is he may be
 * anybody's; the leaders and the police of a place are its own. */
static bool is_only_there(const rap_scene *s, uint32_t nominal, uint32_t i)
{
    static const char *const own[] = {"leaders",   "leadership", "ministers",
                                      "lawmakers", "police",     "legislators"};
    rap_str word = at(s, nominal)->low;
    if (!is_where(s, i)) return false;
    for (size_t k = 0; k < sizeof own / sizeof *own; k++)
        if (rap_str_is(word, own[k])) return false;
    int row = rap_table_find(&group_heads_table, word);
    return rap_str_is(word, "members") ||
           rap_cell_is(&group_heads_table, row, GROUP_HEADS_KIND, "group");
}

/* The nearest entity, by steps down, in the phrase below a nominal. */
static int32_t owner(const rap_scene *s, uint32_t nominal, rap_whose_terms t)
{
    uint32_t queue[WIDTH], n = 1, i;
    queue[0] = nominal;
    for (uint32_t k = 0; k < n; k++) {
        for (rap_twigs it = rap_twigs_of(&s->branches, queue[k]);
             rap_twigs_next(&it, &s->branches, &i);) {
            if (!is_part_of_phrase(s, i) || rap_whose_is_teller(s, i, nominal) ||
                (t.not_side < 0 && !t.hit && is_only_there(s, nominal, i)) ||
                is_only_behind(s, i))
                continue;
            int32_t e = rap_whose_named(s, i);
            if (e >= 0 && is_mere_kin(s, i, e)) return -1;
            if (e >= 0 && !t.hit && is_only_from(s, i, e)) return -1;
            if (e >= 0 && (t.not_side < 0 || rap_scene_side(s, e) != t.not_side))
                return e;
            if (n < WIDTH) queue[n++] = i;
        }
    }
    return -1;
}

/* "Norlandic and Sudmark officials": two adjectives joined before one noun. */
void rap_whose_joined(const rap_scene *s, uint32_t nominal, rap_actors *list)
{
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&s->branches, nominal);
         rap_twigs_next(&it, &s->branches, &i);) {
        uint32_t other = find(s, i, RAP_REL_CONJ);
        if (!is_part_of_phrase(s, i) || other == RAP_NO_TOKEN) continue;
        int32_t a = rap_scene_actor(s, i), b = rap_scene_actor(s, other);
        if (a < 0 || b < 0) continue;
        rap_actors_add(list, a);
        rap_actors_add(list, b);
    }
}

/* "the two sides": both, but for the one that is asked to be left out. */
static void add_both(const rap_scene *s, int32_t not_side, rap_actors *list)
{
    for (int k = 0; k < 2; k++)
        if (s->main[k] != not_side) rap_actors_add(list, s->main[k]);
}

static void collect_one(const rap_scene *s, uint32_t nominal, rap_whose_terms t,
                        rap_actors *list)
{
    if (rap_both_at(s, nominal)) {
        add_both(s, t.not_side, list);
        return;
    }
    int32_t e = rap_whose_named(s, nominal);
    if (e < 0) e = owner(s, nominal, t);
    rap_actors_add(list, e);
    bool person = e >= 0 && s->in->names->entities[e].kind == RAP_ENTITY_PERSON;
    if (!person) rap_whose_joined(s, nominal, list);
}

/* "an uprising in Norland": what happens somewhere is not done by whoever is there. */
bool rap_whose_is_happening(const rap_scene *s, uint32_t nominal)
{
    const rap_token *t = at(s, nominal);
    if (t->upos != RAP_NOUN || rap_whose_named(s, nominal) >= 0) return false;
    if (rap_table_find(&bodies_table, t->lemma) >= 0 ||
        rap_table_find(&org_heads_table, t->lemma) >= 0 ||
        rap_table_find(&group_heads_table, t->low) >= 0)
        return false;
    uint32_t in = find(s, nominal, RAP_REL_NMOD);
    return in != RAP_NO_TOKEN && is_where(s, in);
}

/* Whoever does it; "a Norlandic drugmaker" does nothing for Norland. */
bool rap_whose_is_private(const rap_scene *s, uint32_t nominal)
{
    return rap_whose_named(s, nominal) < 0 &&
           rap_table_find(&privateheads_table, at(s, nominal)->lemma) >= 0;
}

/* "the Bank of Norland in Veld and Kesh", read as the bank and Kesh: a place that is
 * joined to one behind a preposition of place. */
static bool is_joined_place(const rap_scene *s, uint32_t token)
{
    static const char *const where[] = {"in", "at", "near", "across", "from"};
    const rap_names *names = s->in->names;
    int32_t m = names->by_token ? names->by_token[token] : -1;
    uint32_t i = m < 0 ? 0 : names->mentions[m].first;
    if (i < 3 || !rap_token_is(s->p, i - 1, "and")) return false;
    int32_t before = names->by_token[i - 2];
    if (before < 0 || names->mentions[before].first == 0) return false;
    uint32_t by = names->mentions[before].first - 1;
    for (size_t k = 0; k < sizeof where / sizeof *where; k++)
        if (rap_token_is(s->p, by, where[k])) return true;
    return false;
}

void rap_whose_collect(const rap_scene *s, uint32_t nominal, rap_whose_terms t,
                       rap_actors *list)
{
    uint32_t i, n = 0;
    if (nominal == RAP_NO_TOKEN) return;
    collect_one(s, nominal, t, list);
    for (rap_twigs it = rap_twigs_of(&s->branches, nominal);
         rap_twigs_next(&it, &s->branches, &i) && n < JOINED;) {
        if (at(s, i)->deprel != RAP_REL_CONJ || rap_whose_is_teller(s, i, nominal) ||
            is_joined_place(s, i))
            continue;
        collect_one(s, i, t, list);
        n++;
    }
}
