/*
 * facts/avowals.c - positions that a noun names.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/avowals.h"

#include "facts/actors.h"
#include "facts/held.h"
#include "facts/modality.h"
#include "facts/roles.h"

#include "avowals_table.inc"
#include "vows_table.inc"

enum {
    ASYLUM = 5, /* tokens from "appeal" to what it is for */
    WEIGHT = 6,
    LENGTH = 28,
    HEIGHT = 8,
    RISE = 4
}; /* of a stance; tokens; steps up */

/* Does token `i` hang below `top`? */
static bool is_below(const rap_scene *s, uint32_t i, uint32_t top)
{
    for (int n = 0; n < HEIGHT; n++) {
        uint32_t head = s->p->tokens[i].head;
        if (head == top) return true;
        if (head == RAP_NO_HEAD || head == i) return false;
        i = head;
    }
    return false;
}

/* One behind the last token of what hangs below the noun, behind it. */
static uint32_t end_of(const rap_scene *s, uint32_t noun)
{
    const rap_token *t = s->p->tokens;
    uint32_t last = s->p->sentences[t[noun].sentence].last, end = noun + 1;
    if (last > noun + LENGTH) last = noun + LENGTH;
    while (end < last && (is_below(s, end, noun) || t[end].upos == RAP_PUNCT))
        end++;
    while (end > noun + 1 && t[end - 1].upos == RAP_PUNCT)
        end--;
    return end;
}

static bool is_infinitive(const rap_scene *s, uint32_t verb)
{
    uint32_t to = rap_branches_find(&s->branches, s->p, verb, RAP_REL_MARK);
    return to != RAP_NO_TOKEN && rap_token_is(s->p, to, "to");
}

/* "a call with investors", "proposals from firms": with whom or whose it is, and not
 * what is wanted. */
static bool is_of_matter(const rap_scene *s, uint32_t nominal)
{
    static const char *const words[] = {"with", "from", "by", "in", "at", "between"};
    uint32_t by = rap_branches_find(&s->branches, s->p, nominal, RAP_REL_CASE);
    for (size_t i = 0; by != RAP_NO_TOKEN && i < sizeof words / sizeof words[0]; i++)
        if (rap_token_is(s->p, by, words[i])) return false;
    return true;
}

/* Is there what the noun says is promised or refused? */
static bool has_complement(const rap_scene *s, uint32_t noun, bool any)
{
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&s->branches, noun);
         rap_twigs_next(&it, &s->branches, &i);) {
        if (i < noun) continue;
        rap_deprel r = rap_deprel_plain((rap_deprel)s->p->tokens[i].deprel);
        bool clause = r == RAP_REL_ACL || r == RAP_REL_XCOMP || r == RAP_REL_CCOMP ||
                      r == RAP_REL_ADVCL;
        if (clause && is_infinitive(s, i)) return true;
        if (any && (r == RAP_REL_CCOMP || (r == RAP_REL_NMOD && is_of_matter(s, i))))
            return true;
    }
    return false;
}

/* Where the phrase begins: at its owner. */
static uint32_t begin_of(const rap_scene *s, uint32_t noun)
{
    uint32_t i, first = noun;
    for (rap_twigs it = rap_twigs_of(&s->branches, noun);
         rap_twigs_next(&it, &s->branches, &i) && i < noun;)
        if (i < first) first = i;
    while (first > 0 && is_below(s, first - 1, noun) && noun - first < HEIGHT)
        first--;
    while (first < noun && s->p->tokens[first].upos == RAP_ADP)
        first++;
    return first;
}

/* Whose it is: of its owner or of who carries it; else whose the words above it are
 * ("Norland's failure to keep an agreement to ..."). */
static void find_holders(const rap_scene *s, uint32_t noun, rap_actors *out)
{
    rap_actors source = {0}, target = {0};
    for (int n = 0; n < RISE && !source.n; n++) {
        bool is_noun = s->p->tokens[noun].upos == RAP_NOUN;
        rap_deed deed = {
            .first = noun, .last = noun + 1, .noun = is_noun, .strict = true};
        if (is_noun)
            rap_actors_find(s, &deed, &source, &target);
        else
            rap_actors_add(&source, rap_actors_subject(s, noun));
        uint32_t head = s->p->tokens[noun].head;
        if (head == RAP_NO_HEAD || head == noun) break;
        noun = head;
    }
    for (uint32_t i = 0; i < source.n; i++)
        rap_actors_add(out, rap_scene_side(s, source.v[i]));
}

/* Where the thing begins that a relative clause says was promised ("the plant that it
 * agreed to open"), else where its clause does. */
static uint32_t begin_of_vow(const rap_scene *s, uint32_t verb)
{
    const rap_token *t = &s->p->tokens[verb];
    uint32_t first = s->clauses[s->clause_of[verb]].first;
    bool relative = rap_deprel_plain((rap_deprel)t->deprel) == RAP_REL_ACL;
    if (!relative || t->head >= verb || verb - t->head > LENGTH) return first;
    uint32_t noun = begin_of(s, t->head);
    return noun < first ? noun : first;
}

/* "as it promised", "the plant that it had agreed to open": a promise that is told
 * aside, in a clause with a subject of its own. */
static bool read_vow(const rap_scene *s, const rap_topics *topics, uint32_t verb,
                     rap_statement *out, rap_actors *holders)
{
    const rap_clause *c = &s->clauses[s->clause_of[verb]];
    int row = rap_table_find(&vows_table, s->p->tokens[verb].lemma);
    bool as = rap_token_is(s->p, c->first, "as");
    bool aside = as || c->kind == RAP_CLAUSE_RELATIVE ||
                 rap_hangs_by(s->p, verb, RAP_REL_ACL_RELCL);
    uint32_t subject = row < 0 || !aside ? RAP_NO_TOKEN : rap_roles_subject_of(s, verb);
    if (subject == RAP_NO_TOKEN || rap_modality_negated(s, verb)) return false;
    int32_t side = rap_scene_side(s, rap_scene_actor(s, subject));
    if (side < 0) side = rap_scene_side(s, rap_actors_subject(s, verb));
    rap_actors_add(holders, side);
    rap_statement st = {.unit = {begin_of_vow(s, verb), c->last, c->said}};
    st.stance = (rap_stance){.stance = rap_cell(&vows_table, row, VOWS_STANCE),
                             .polarity = '+',
                             .of_subject = true,
                             .token = verb,
                             .weight = WEIGHT};
    const rap_sentence *in = &s->p->sentences[s->p->tokens[verb].sentence];
    st.issue =
        rap_issue_pick(topics, s->p, in->first, in->last, (rap_look){.near = verb});
    if (!st.issue.label.n) st.issue.label = RAP_STR("other");
    *out = st;
    return holders->n > 0;
}

/* "his appeal for political asylum": what a man asks for himself, and no state. */
static bool is_for_asylum(const rap_scene *s, uint32_t noun)
{
    uint32_t end = s->p->sentences[s->p->tokens[noun].sentence].last;
    for (uint32_t i = noun + 1; i < end && i < noun + ASYLUM; i++)
        if (rap_token_is(s->p, i, "asylum")) return true;
    return false;
}

bool rap_avowal_read(const rap_scene *s, const rap_topics *topics, uint32_t token,
                     rap_statement *out, rap_actors *holders)
{
    const rap_token *t = &s->p->tokens[token];
    if (t->upos == RAP_VERB && s->branches.child && !s->is_cue[token])
        return read_vow(s, topics, token, out, holders);
    int row =
        t->upos == RAP_NOUN ? rap_table_find(&avowals_table, t->lemma) : RAP_TABLE_NONE;
    if (row < 0 || !s->branches.child || s->is_cue[token]) return false;
    /* "domestic demand in excess of": of goods */
    bool goods = rap_str_is(t->lemma, "demand") && token > 0 && t[-1].upos == RAP_ADJ &&
                 !has_complement(s, token, false);
    if (goods || is_for_asylum(s, token)) return false;
    /* "the pledge applied to": what is spoken of again names nothing new */
    bool known =
        token > 0 && t[-1].upos == RAP_DET && !rap_token_is(s->p, token - 1, "a");
    if (!has_complement(
            s, token, !known && rap_cell_is(&avowals_table, row, AVOWALS_BEHIND, "of")))
        return false;
    find_holders(s, token, holders);
    rap_statement st = {.unit = {begin_of(s, token), end_of(s, token),
                                 s->clauses[s->clause_of[token]].said}};
    st.stance =
        (rap_stance){.stance = rap_cell(&avowals_table, row, AVOWALS_STANCE),
                     .polarity = rap_cell(&avowals_table, row, AVOWALS_POLARITY).p[0],
                     .of_subject = true,
                     .token = token,
                     .weight = WEIGHT};
    st.issue = rap_issue_pick(topics, s->p, token + 1, st.unit.last,
                              (rap_look){.near = token});
    *out = st;
    return holders->n > 0 && st.issue.label.n > 0;
}

rap_str rap_avowal_vow(const rap_scene *s, uint32_t token)
{
    if (token >= s->p->n_tokens) return (rap_str){"", 0};
    int row = rap_table_find(&vows_table, s->p->tokens[token].lemma);
    return rap_cell(&vows_table, row, VOWS_STANCE);
}
