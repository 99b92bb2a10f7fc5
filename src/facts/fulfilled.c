/*
 * facts/fulfilled.c - what a report tells of a condition: met, not met, or nothing.
 *
 *     The locks stay shut until the crew is freed, Ruud said.
 *     The crew was freed on Friday.             met
 *     The crew has not been freed.              not met
 *
 * A clause speaks of the condition when it has its verb and one of its nouns.  It
 * counts when it is the report's own and tells what was, not what may or must be.  What
 * another says of it is his claim, and leaves the state open.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/fulfilled.h"

enum {
    FAR = 2000, /* tokens looked at on either side */
    NOUNS = 6   /* of a condition */
};

typedef struct {
    const rap_scene *s;
    rap_str verb;
    rap_str nouns[NOUNS], names[NOUNS];
    uint32_t n_nouns, n_names;
} wanted;

static bool is_helper(const rap_token *t)
{
    return rap_str_is(t->lemma, "be") || rap_str_is(t->lemma, "have") ||
           rap_str_is(t->lemma, "do");
}

/* The last verb of the clause that is no helper, and its nouns. */
static bool read_condition(wanted *w, const rap_clause *c)
{
    for (uint32_t i = c->first; i < c->last; i++) {
        const rap_token *t = &w->s->p->tokens[i];
        if (t->xpos[0] == 'V' && !is_helper(t)) w->verb = t->lemma;
        bool noun = t->upos == RAP_NOUN && !w->s->is_time[i];
        if (noun && w->n_nouns < NOUNS) w->nouns[w->n_nouns++] = t->lemma;
        if (t->upos == RAP_PROPN && w->n_names < NOUNS)
            w->names[w->n_names++] = t->lemma;
    }
    return w->verb.n > 0 && w->n_nouns > 0;
}

static bool holds_one(const wanted *w, const rap_clause *c, const rap_str *v,
                      uint32_t n)
{
    for (uint32_t i = c->first; i < c->last; i++)
        for (uint32_t k = 0; k < n; k++)
            if (rap_str_eq(w->s->p->tokens[i].lemma, v[k])) return true;
    return false;
}

/* One of its nouns, and one of its names where it has any. */
static bool names_it(const wanted *w, const rap_clause *c)
{
    return holds_one(w, c, w->nouns, w->n_nouns) &&
           (w->n_names == 0 || holds_one(w, c, w->names, w->n_names));
}

/* Does the clause tell of the past what its verb at token `at` names? */
static bool tells_fact(const wanted *w, const rap_clause *c, uint32_t at, bool *denied)
{
    const rap_token *t = w->s->p->tokens;
    bool past = strcmp(t[at].xpos, "VBD") == 0, part = strcmp(t[at].xpos, "VBN") == 0;
    if (c->said >= 0 || c->kind == RAP_CLAUSE_CONDITION) return false;
    bool behind = rap_str_is(t[c->first].lemma, "after") ||
                  rap_str_is(t[c->first].lemma, "since");
    if (c->kind == RAP_CLAUSE_TIME && !behind) return false;
    bool helped = false;
    *denied = false;
    for (uint32_t i = c->first; i < at; i++) {
        if (strcmp(t[i].xpos, "MD") == 0 || rap_str_is(t[i].low, "to")) return false;
        bool was = strcmp(t[i].xpos, "VBD") == 0 || strcmp(t[i].xpos, "VBZ") == 0 ||
                   strcmp(t[i].xpos, "VBP") == 0;
        bool have = rap_str_is(t[i].lemma, "have") ||
                    (rap_str_is(t[i].lemma, "be") && strcmp(t[i].xpos, "VBD") == 0);
        helped = helped || (was && have);
        *denied = *denied || rap_str_is(t[i].lemma, "not") ||
                  rap_str_is(t[i].low, "n't") || rap_str_is(t[i].low, "never") ||
                  rap_str_is(t[i].low, "no");
    }
    bool left = strcmp(t[at].xpos, "VB") == 0 && *denied; /* "did not leave" */
    return past || (part && helped) || left;
}

const char *rap_fulfilled(const rap_scene *s, uint32_t condition)
{
    const rap_clause *asked = &s->clauses[condition];
    wanted w = {.s = s};
    uint32_t met = 0, not_met = 0;
    if (!read_condition(&w, asked)) return "unknown";
    uint32_t from = asked->first > FAR ? asked->first - FAR : 0;
    uint32_t to = s->p->n_tokens - from > 2 * FAR ? from + 2 * FAR : s->p->n_tokens;
    for (uint32_t i = from; i < to; i++) {
        if (!rap_str_eq(s->p->tokens[i].lemma, w.verb)) continue;
        const rap_clause *c = &s->clauses[s->clause_of[i]];
        bool denied = false;
        if (c == asked || !names_it(&w, c) || !tells_fact(&w, c, i, &denied)) continue;
        if (denied)
            not_met++;
        else
            met++;
    }
    if (met && !not_met) return "met";
    return not_met && !met ? "not_met" : "unknown";
}
